// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/lesson_head.h"

#include "core/classroom/library.h"
#include "ui/controls/progress_dashes.h"
#include "ui/controls/push_button.h"
#include "ui/controls/text_block.h"

#include <QHBoxLayout>

namespace ui {

LessonHead::LessonHead(QWidget *parent)
    : Column(parent), m_where(new TextBlock(TextRole::Control, TextBlock::Tone::Quiet)),
      m_list(new PushButton(PushButton::Kind::Flat, QStringLiteral("list"), tr("All lessons"))),
      m_dashes(new ProgressDashes),
      m_title(new TextBlock(TextRole::SectionTitle, TextBlock::Tone::Plain, 22))
{
    auto *line = new QWidget;
    auto *row = new QHBoxLayout(line);
    row->setContentsMargins({});
    row->addWidget(m_where, 1);
    row->addWidget(m_list);
    add(line, 0);
    add(m_dashes, 2);
    add(m_title, 6);
    m_list->setLogicalHeight(24);
    m_list->setToolTip(tr("What was done of this lesson is kept"));
    connect(m_list, &PushButton::clicked, this, &LessonHead::listRequested);
}

void LessonHead::setLook(const Look &look)
{
    m_where->setLook(look);
    m_list->setLook(look);
    m_dashes->setLook(look);
    m_title->setLook(look);
    Column::setLook(look);
}

void LessonHead::show(const core::Lesson &lesson, std::size_t page)
{
    const int number = core::numberOfBuiltinLesson(lesson.id);
    m_where->say(number > 0 ? tr("Lesson %1 of %2").arg(number).arg(core::builtinLessons().size())
                            : tr("Lesson"));
    std::vector<ProgressDashes::Dash> dashes(lesson.steps.size(), ProgressDashes::Dash::ToCome);
    for (std::size_t i = 0; i <= page; ++i)
        dashes[i] = i < page ? ProgressDashes::Dash::Done : ProgressDashes::Dash::Current;
    m_dashes->setDashes(dashes);
    m_title->say(QString::fromStdString(lesson.title));
}

} // namespace ui
