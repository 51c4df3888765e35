// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointer>
#include <QWidget>

namespace ui {

class Actions;
class IdeasPanel;
class MainWindow;
class TitledCard;

// "What would help?" below its button, where the window is too narrow to show it permanently.
class AdvicePopover : public QWidget
{
    Q_OBJECT

public:
    AdvicePopover(MainWindow &window, const QWidget &button);

    // Takes the keyboard focus when it opens and returns it when it closes. On a wide window it
    // points to the pane.
    void toggle();
    void close();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void open();
    void place();
    [[nodiscard]] bool pointToVisible();

    MainWindow &m_window;
    const QWidget &m_button;
    IdeasPanel *m_ideas;
    TitledCard *m_card;
    QPointer<QWidget> m_focusedBefore;
};

void addAdviceAction(Actions &actions, AdvicePopover &popover);

} // namespace ui
