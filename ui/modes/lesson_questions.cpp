// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/modes/lesson_questions.h"

#include "core/classroom/library.h"
#include "core/classroom/quiz_paper.h"
#include "ui/modes/lesson_course.h"
#include "ui/panels/question_card.h"
#include "ui/words/classroom_texts.h"

#include <algorithm>

namespace ui {

namespace {

bool isComplete(const std::vector<std::optional<bool>> &given)
{
    return std::ranges::find(given, std::optional<bool>()) == given.end();
}

} // namespace

LessonQuestions::LessonQuestions(LessonCourse &course, QuestionCard &card)
    : QObject(&card), m_course(course), m_card(card)
{
    connect(&card, &QuestionCard::answered, this, &LessonQuestions::take);
}

void LessonQuestions::begin()
{
    m_given.assign(m_course.step().questions.size(), {});
    ask(0);
}

bool LessonQuestions::next()
{
    if (isLast())
        return false;
    ask(m_index + 1);
    return true;
}

bool LessonQuestions::back()
{
    if (isFirst())
        return false;
    ask(m_index - 1);
    return true;
}

void LessonQuestions::choose(int option)
{
    m_card.choose(option);
}

void LessonQuestions::tell()
{
    m_card.reveal();
    take();
}

void LessonQuestions::ask(std::size_t index)
{
    const std::vector<std::string> &ids = m_course.step().questions;
    m_index = index;
    const core::Question *found =
        index < ids.size() ? core::findBuiltinQuestion(ids[index]) : nullptr;
    if (found != nullptr)
        m_card.ask(core::asked(inLanguage(*found), index + 1),
                   tr("Question %1 of %2").arg(index + 1).arg(ids.size()),
                   QuestionCard::Tells::AtOnce);
    m_course.setAsking(found != nullptr && !isComplete(m_given));
    Q_EMIT changed();
}

void LessonQuestions::take()
{
    m_given[m_index] = m_card.isRight();
    m_course.setAsking(!isComplete(m_given));
    Q_EMIT changed();
}

QString LessonQuestions::result() const
{
    if (m_given.empty() || !isComplete(m_given))
        return {};
    return tr("%1 of %2 questions answered rightly.")
        .arg(std::ranges::count(m_given, std::optional(true)))
        .arg(m_given.size());
}

} // namespace ui
