// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/message_strip.h"

#include <QObject>

class QMainWindow;

namespace ui {

// Messages of the window: at the right of its menu bar, in space that nothing else uses, so that no
// message moves the picture. A long one covers what is below it. Problems of the scenario are shown
// below messages about files and the window.
class Messages : public QObject
{
    Q_OBJECT

public:
    Messages(QMainWindow &window, const QUndoStack &stack);

    void show(const Message &message);
    // An empty text: nothing is wrong.
    void showProblem(const QString &problem);
    void withdraw(const QString &id); // it no longer holds
    // Esc: dismisses the newest; false: there is none.
    bool leave();
    // Behind what fills the window, until it is gone: a class sees none of them.
    void keepBack(bool back);
    void setLook(const Look &look);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void place();

    QMainWindow &m_window;
    bool m_keepsBack = false;
    Look m_look;
    MessageStrip *m_message; // about files and the window
    MessageStrip *m_problem; // about the scenario; goes when it is mended
};

} // namespace ui
