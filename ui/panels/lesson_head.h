// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lesson/lesson.h"
#include "ui/controls/column.h"

namespace ui {

class ProgressDashes;
class PushButton;
class TextBlock;

// The title of the lesson that is taken, on which of its pages it is, and the way back to the list.
class LessonHead : public Column
{
    Q_OBJECT

public:
    explicit LessonHead(QWidget *parent = nullptr);

    void setLook(const Look &look);
    void show(const core::Lesson &lesson, std::size_t page);

Q_SIGNALS:
    void listRequested();

private:
    TextBlock *m_where; // "Lesson 3 of 9"
    PushButton *m_list;
    ProgressDashes *m_dashes;
    TextBlock *m_title;
};

} // namespace ui
