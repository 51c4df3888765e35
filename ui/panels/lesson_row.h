// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lesson/lesson.h"
#include "ui/controls/focus_ring.h"
#include "ui/paint/look.h"

#include <QAbstractButton>

namespace ui {

// A lesson of the list: its number, or a check once it is done; title, goal and minutes.
class LessonRow : public QAbstractButton
{
    Q_OBJECT

public:
    // number: among the lessons of the program; 0: it is a teacher's own.
    LessonRow(const core::Lesson &lesson, int number, QWidget *parent = nullptr);

    void setLook(const Look &look);
    void setDone(bool done);
    void setLeft(std::size_t page); // where it goes on; 0: it begins anew
    [[nodiscard]] bool isDone() const { return m_done; }
    [[nodiscard]] QString id() const { return m_id; }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;

private:
    [[nodiscard]] QRect textArea(int wide) const;
    [[nodiscard]] int heightOfLines(const QFont &font, const QString &text, int wide) const;
    [[nodiscard]] int titleRoom(int room) const;
    void nameIt();

    QString m_id;
    QString m_goal;
    QString m_aside; // minutes, or where it goes on
    int m_takes;     // minutes
    int m_number;
    bool m_done = false;
    Look m_look;
    QPointer<FocusRing> m_focusRing;
};

} // namespace ui
