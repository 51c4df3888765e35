// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/lesson_list.h"

#include "ui/controls/text_block.h"
#include "ui/panels/lesson_row.h"

#include <QEvent>

namespace ui {

LessonList::LessonList(QWidget *parent)
    : QWidget(parent), m_column(new Column(this)),
      m_title(new TextBlock(TextRole::SectionTitle, TextBlock::Tone::Plain, 22)),
      m_text(new TextBlock(TextRole::Control, TextBlock::Tone::Quiet, 14))
{
    followWidth(*this);
    m_title->say(tr("Lessons"));
    m_text->say(tr("Each takes a few minutes. You predict first, then watch what really happens."));
    m_column->add(m_title, 0);
    m_column->add(m_text, 8);
}

void LessonList::setLook(const Look &look)
{
    m_look = look;
    m_title->setLook(look);
    m_text->setLook(look);
    for (LessonRow *row : m_rows)
        row->setLook(look);
    m_column->setLook(look);
    updateGeometry();
}

void LessonList::setLessons(std::span<const core::Lesson> lessons)
{
    for (const core::Lesson &lesson : lessons) {
        auto *row = new LessonRow(lesson, static_cast<int>(m_rows.size()) + 1);
        connect(row, &LessonRow::clicked, this, [this, row] { Q_EMIT chosen(row->id()); });
        row->setLook(m_look);
        m_column->add(row, m_rows.empty() ? 14 : 8);
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

QSize LessonList::sizeHint() const
{
    return m_column->sizeHint();
}

// As wide as it is made; the rest scrolls.
QSize LessonList::minimumSizeHint() const
{
    return {m_look.ipx(160), 1};
}

int LessonList::heightForWidth(int width) const
{
    return m_column->heightForWidth(width);
}

void LessonList::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_column->setGeometry(rect());
}

bool LessonList::event(QEvent *event)
{
    if (event->type() == QEvent::LayoutRequest)
        updateGeometry();
    return QWidget::event(event);
}

} // namespace ui
