// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/classroom/quiz_paper.h"

#include <QDeadlineTimer>
#include <QObject>
#include <QTimer>

#include <chrono>
#include <optional>
#include <vector>

namespace ui {

// A quiz that is being taken: its paper, where one is, and what was answered.
class QuizRun : public QObject
{
    Q_OBJECT

public:
    // Practice explains at once; a class votes, and the teacher reveals; a test tells at its end.
    enum class Kind { Practice, Class, Test };

    explicit QuizRun(QObject *parent = nullptr);

    // Whose questions are asked; that of the program, until there is another. Ends what is taken.
    void setBank(const core::Quiz &quiz);
    // limit: after which a test ends by itself; 0: never.
    void start(Kind kind, const core::PaperSpec &spec, std::chrono::seconds limit = {});
    void leave();
    [[nodiscard]] bool isTaken() const { return !m_paper.empty(); }
    [[nodiscard]] Kind kind() const { return m_kind; }
    // What would be asked.
    [[nodiscard]] const core::Quiz &bank() const { return m_bank; }
    [[nodiscard]] std::optional<std::chrono::seconds> timeLeft() const; // of a test with a limit
    [[nodiscard]] const core::PaperSpec &spec() const { return m_spec; }
    [[nodiscard]] const std::vector<core::AskedQuestion> &paper() const { return m_paper; }
    [[nodiscard]] std::size_t index() const { return m_index; }
    [[nodiscard]] bool isOver() const { return isTaken() && m_index == m_paper.size(); }
    [[nodiscard]] const core::AskedQuestion &question() const { return m_paper[m_index]; }

    // The chosen option of a question; in a class the one with most votes, if one has.
    [[nodiscard]] const std::vector<std::optional<int>> &answers() const { return m_answers; }
    [[nodiscard]] const std::vector<int> &votes() const { return m_votes; } // per option
    [[nodiscard]] bool isRevealed() const { return m_revealed; }
    [[nodiscard]] core::Unanswered unanswered() const
    {
        return m_kind == Kind::Class ? core::Unanswered::LeftOut : core::Unanswered::Wrong;
    }
    void choose(int option);   // or one more vote for it
    void takeBack(int option); // a vote
    void reveal();
    [[nodiscard]] bool canGoOn() const;
    void next();

Q_SIGNALS:
    void asked();    // another question, the result, or the start
    void changed();  // a vote or an answer
    void revealed(); // what is right may be seen
    void ticked();   // a second of the time is gone

private:
    void ask(std::size_t index);
    [[nodiscard]] std::optional<int> mostVoted() const;
    void tick();

    core::Quiz m_bank;
    Kind m_kind = Kind::Practice;
    core::PaperSpec m_spec;
    std::vector<core::AskedQuestion> m_paper; // empty: none is taken
    std::vector<std::optional<int>> m_answers;
    std::vector<int> m_votes;
    std::size_t m_index = 0;
    bool m_revealed = false;
    QTimer m_second;
    std::optional<QDeadlineTimer> m_deadline;
};

} // namespace ui
