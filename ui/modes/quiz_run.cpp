// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/modes/quiz_run.h"

#include "core/classroom/library.h"
#include "ui/words/classroom_texts.h"

#include <algorithm>

namespace ui {

QuizRun::QuizRun(QObject *parent) : QObject(parent), m_bank(inLanguage(core::builtinQuiz()))
{
    m_second.setInterval(std::chrono::seconds(1));
    connect(&m_second, &QTimer::timeout, this, &QuizRun::tick);
}

void QuizRun::setBank(const core::Quiz &quiz)
{
    m_bank = quiz;
    leave();
}

void QuizRun::start(Kind kind, const core::PaperSpec &spec, std::chrono::seconds limit)
{
    m_kind = kind;
    m_spec = spec;
    m_paper = core::makePaper(m_bank, spec);
    m_answers.assign(m_paper.size(), std::nullopt);
    m_deadline.reset();
    if (limit.count() > 0) {
        m_deadline = QDeadlineTimer(limit);
        m_second.start();
    }
    ask(0);
}

std::optional<std::chrono::seconds> QuizRun::timeLeft() const
{
    if (!m_deadline || !isTaken() || isOver())
        return {};
    return std::chrono::ceil<std::chrono::seconds>(m_deadline->remainingTimeAsDuration());
}

// What is not answered in time is not right.
void QuizRun::tick()
{
    if (m_deadline && m_deadline->hasExpired() && isTaken() && !isOver())
        ask(m_paper.size());
    else
        Q_EMIT ticked();
}

void QuizRun::leave()
{
    m_paper.clear();
    m_answers.clear();
    ask(0);
}

void QuizRun::ask(std::size_t index)
{
    m_index = index;
    if (index >= m_paper.size())
        m_second.stop();
    m_revealed = false;
    m_votes.assign(index < m_paper.size() ? m_paper[index].options.size() : 0, 0);
    Q_EMIT asked();
}

void QuizRun::choose(int option)
{
    if (!isTaken() || isOver() || m_revealed || option < 0 ||
        option >= static_cast<int>(m_votes.size()))
        return;
    if (m_kind == Kind::Class) {
        ++m_votes[static_cast<std::size_t>(option)];
        m_answers[m_index] = mostVoted();
    } else {
        m_answers[m_index] = option;
    }
    Q_EMIT changed();
    if (m_kind == Kind::Practice)
        reveal();
}

// Nothing: nobody has voted yet, or two are level.
std::optional<int> QuizRun::mostVoted() const
{
    const auto most = std::ranges::max_element(m_votes);
    const bool alone = *most > 0 && std::ranges::count(m_votes, *most) == 1;
    return alone ? std::optional(static_cast<int>(most - m_votes.begin())) : std::nullopt;
}

void QuizRun::takeBack(int option)
{
    const auto at = static_cast<std::size_t>(option);
    if (m_revealed || option < 0 || at >= m_votes.size() || m_votes[at] == 0)
        return;
    --m_votes[at];
    m_answers[m_index] = mostVoted();
    Q_EMIT changed();
}

void QuizRun::reveal()
{
    if (!isTaken() || isOver() || m_revealed || m_kind == Kind::Test)
        return;
    m_revealed = true;
    Q_EMIT revealed();
}

// A class may see the answer without a vote; a test may leave a question out.
bool QuizRun::canGoOn() const
{
    return isTaken() && !isOver() && (m_kind == Kind::Test || m_revealed);
}

void QuizRun::next()
{
    if (canGoOn())
        ask(m_index + 1);
}

} // namespace ui
