// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/lesson_list.h"

#include "ui/controls/text_block.h"
#include "ui/panels/lesson_row.h"
#include "ui/words/classroom_texts.h"

namespace ui {

LessonList::LessonList(QWidget *parent)
    : Column(parent), m_title(new TextBlock(TextRole::SectionTitle, TextBlock::Tone::Plain, 22)),
      m_text(new TextBlock(TextRole::Control, TextBlock::Tone::Quiet, 14))
{
    m_title->say(tr("Lessons"));
    m_text->say(tr("Each takes a few minutes. You predict first, then watch what really happens."));
    add(m_title, 0);
    add(m_text, 8);
}

void LessonList::setLook(const Look &look)
{
    m_title->setLook(look);
    m_text->setLook(look);
    for (LessonRow *row : m_rows)
        row->setLook(look);
    Column::setLook(look);
}

void LessonList::setLessons(std::span<const core::Lesson> lessons)
{
    for (const core::Lesson &lesson : lessons) {
        auto *row = new LessonRow(inLanguage(lesson), static_cast<int>(m_rows.size()) + 1);
        connect(row, &LessonRow::clicked, this, [this, row] { Q_EMIT chosen(row->id()); });
        row->setLook(look());
        add(row, m_rows.empty() ? 14 : 8);
        m_rows.push_back(row);
    }
}

void LessonList::setDone(const QSet<QString> &ids)
{
    for (LessonRow *row : m_rows)
        row->setDone(ids.contains(row->id()));
}

void LessonList::focusFirst()
{
    for (LessonRow *row : m_rows) {
        if (!row->isDone())
            return row->setFocus(Qt::OtherFocusReason);
    }
    if (!m_rows.empty())
        m_rows.front()->setFocus(Qt::OtherFocusReason);
}

} // namespace ui
