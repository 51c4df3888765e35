// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lesson/lesson.h"
#include "ui/controls/column.h"

#include <QSet>

#include <span>
#include <vector>

namespace ui {

class LessonRow;
class TextBlock;

// The lessons to choose from, with how long each takes and which are done.
class LessonList : public Column
{
    Q_OBJECT

public:
    explicit LessonList(QWidget *parent = nullptr);

    void setLook(const Look &look);
    void setLessons(std::span<const core::Lesson> lessons);
    void setDone(const QSet<QString> &ids);
    void focusFirst(); // the first that is not done

Q_SIGNALS:
    void chosen(const QString &id);

private:
    TextBlock *m_title;
    TextBlock *m_text;
    std::vector<LessonRow *> m_rows;
};

} // namespace ui
