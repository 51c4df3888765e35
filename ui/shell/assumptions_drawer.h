// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QPointer>

class QTextBrowser;

namespace ui {

class Actions;
class MainWindow;

// What the numbers rest on, at the right edge of the mode: their expected error, which effects are
// modelled, which presets are unverified, which constants were fitted.
class AssumptionsDrawer : public QFrame
{
    Q_OBJECT

public:
    explicit AssumptionsDrawer(MainWindow &window);

    // Takes the keyboard focus when it opens and returns it to the previous owner when it closes.
    void open(bool shown);
    [[nodiscard]] QString text() const;

Q_SIGNALS:
    void opened(bool shown);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void renew();
    void place();
    [[nodiscard]] QWidget *sidePane() const;

    MainWindow &m_window;
    QTextBrowser *m_text;
    QPointer<QWidget> m_focusedBefore; // it was opened
};

void addAssumptionActions(Actions &actions, MainWindow &window);

} // namespace ui
