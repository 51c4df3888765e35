// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/lesson_list.h"

#include "ui/controls/push_button.h"
#include "ui/controls/text_block.h"
#include "ui/panels/lesson_row.h"
#include "ui/words/classroom_texts.h"
#include "ui/words/text_of.h"

#include <algorithm>

namespace ui {

LessonList::LessonList(QWidget *parent)
    : Column(parent), m_title(new TextBlock(TextRole::SectionTitle, TextBlock::Tone::Plain, 22)),
      m_text(new TextBlock(TextRole::Control, TextBlock::Tone::Quiet, 14)), m_own(new Column(this)),
      m_ownTitle(new TextBlock(TextRole::ControlStrong, TextBlock::Tone::Plain, 15)),
      m_broken(new TextBlock(TextRole::Caption, TextBlock::Tone::Quiet, 13)),
      m_folder(new PushButton(PushButton::Kind::Outline, QStringLiteral("folder-open"),
                              tr("Folder of your lessons…"), this))
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
    m_own->setLook(look);
    m_ownTitle->setLook(look);
    m_broken->setLook(look);
    m_folder->setLook(look);
    for (LessonRow *row : m_rows)
        row->setLook(look);
    for (LessonRow *row : m_own->findChildren<LessonRow *>())
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
    m_ownTitle->say(tr("Your lessons"));
    m_folder->setToolTip(tr("Lessons that lie there are listed here: see \"parallarium check\"."));
    add(m_ownTitle, 22);
    add(m_own, 0);
    add(m_broken, 8);
    add(m_folder, 14);
    connect(m_folder, &PushButton::clicked, this, &LessonList::folderRequested);
}

void LessonList::setOwn(const core::OwnLessons &own)
{
    m_own->clear();
    for (const core::OwnLesson &each : own.lessons) {
        auto *row = new LessonRow(each.lesson, 0);
        const QString path = textOf(each.path);
        connect(row, &LessonRow::clicked, this, [this, path] { Q_EMIT ownChosen(path); });
        row->setLook(look());
        m_own->add(row, 8);
        row->show();
    }
    QStringList broken;
    for (const core::Error &error : own.broken)
        broken.append(textOf(error.message));
    m_broken->say(broken.join(u'\n'));
    m_ownTitle->setVisible(!own.lessons.empty() || !broken.isEmpty());
    m_broken->setVisible(!broken.isEmpty());
}

void LessonList::setDone(const QSet<QString> &ids)
{
    for (LessonRow *row : m_rows)
        row->setDone(ids.contains(row->id()));
}

void LessonList::setLeft(const QString &id, std::size_t page)
{
    const auto row = std::ranges::find(m_rows, id, &LessonRow::id);
    if (row != m_rows.end())
        (*row)->setLeft(page);
}

void LessonList::openFocused()
{
    for (LessonRow *row : findChildren<LessonRow *>()) {
        if (row->hasFocus())
            return row->click();
    }
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
