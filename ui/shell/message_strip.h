// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/paint/look.h"

#include <QList>
#include <QWidget>

#include <functional>

class QUndoStack;

namespace ui {

class IconButton;
class PushButton;

// A message of the window that does not interrupt the user.
struct Message
{
    enum class Kind { Note, Problem };
    struct Button
    {
        QString text;
        std::function<void()> run;
    };

    Kind kind = Kind::Note;
    QString text;
    // With buttons it is a question: it stays, if need be behind a newer one, until it is answered.
    QList<Button> buttons = {};
    QString id = {};           // by which it can be withdrawn
    bool ofLastChange = false; // no longer holds when that is undone
    bool waits = false;        // answers nothing that was done: stands behind what is shown
};

// One message, its buttons, and a cross to dismiss it. Lines beyond the most that it may cover are
// shown on request, so that it does not cover the picture unasked.
class MessageStrip : public QWidget
{
    Q_OBJECT

public:
    explicit MessageStrip(QWidget *parent = nullptr);

    // Replaces a note; a question waits until the newer message is dismissed, as does a message
    // that waits by itself.
    void show(const Message &message);
    void dismiss();
    void withdraw(const QString &id);
    // A message about a change is no longer true once it is undone.
    void dismissOnUndo(const QUndoStack &stack);
    [[nodiscard]] const Message &message() const { return m_message; }
    void setLook(const Look &look);
    void setMostLines(int lines);

    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return {0, 0}; }

Q_SIGNALS:
    void heightChanged();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void setMessage(const Message &message);
    void place();
    void setUnfolded(bool unfolded);
    [[nodiscard]] bool isTooLong(int width) const;
    [[nodiscard]] int textWidth(int width, bool withMore) const;
    [[nodiscard]] QRect textRect(int width) const;
    [[nodiscard]] QString shownText(int width) const;

    Look m_look;
    Message m_message;
    QList<Message> m_waiting; // questions, the newest last
    QList<PushButton *> m_buttons;
    PushButton *m_more; // or less
    IconButton *m_close;
    int m_mostLines = 2;
    bool m_unfolded = false;
};

} // namespace ui
