// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointer>
#include <QWidget>

namespace ui {

class Actions;
class MainWindow;

// Over the window: what mouse and fingers do on the timeline, and the keys, from the table of
// actions. Esc, a click or the same key closes it.
class HelpOverlay : public QWidget
{
    Q_OBJECT

public:
    static void toggle(MainWindow &window);

    explicit HelpOverlay(MainWindow &window);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void fill();
    void leave();

    MainWindow &m_window;
    QPointer<QWidget> m_focusedBefore;
};

} // namespace ui
