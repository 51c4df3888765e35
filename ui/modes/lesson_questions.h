// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

#include <optional>
#include <vector>

namespace ui {

class LessonCourse;
class QuestionCard;

// The questions of a step, one after the other on one card. What stands beside one may be what the
// next one asks for: all is covered until the last is answered.
class LessonQuestions : public QObject
{
    Q_OBJECT

public:
    LessonQuestions(LessonCourse &course, QuestionCard &card); // which outlive it

    void begin(); // with those of the step
    bool next();  // false: there is none
    bool back();  // false: there is none
    void choose(int option);
    void tell(); // to a class that says nothing
    [[nodiscard]] bool isFirst() const { return m_index == 0; }
    [[nodiscard]] bool isLast() const { return m_index + 1 >= m_given.size(); }
    [[nodiscard]] bool isAnswered() const { return m_given[m_index].has_value(); }
    [[nodiscard]] const void *asked() const { return &m_given[m_index]; } // each its own
    // How many were answered rightly; empty: not all are answered yet.
    [[nodiscard]] QString result() const;

Q_SIGNALS:
    void changed(); // what is asked, or what was answered

private:
    void ask(std::size_t index);
    void take();

    LessonCourse &m_course;
    QuestionCard &m_card;
    std::size_t m_index = 0;
    std::vector<std::optional<bool>> m_given; // per question: whether it is right
};

} // namespace ui
