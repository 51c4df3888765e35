// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/classroom/quiz_paper.h"
#include "ui/controls/column.h"

#include <optional>
#include <vector>

namespace ui {

class OptionButton;
class TextBlock;

// One question with its options. Once answered it says which was right, and why.
class QuestionCard : public Column
{
    Q_OBJECT

public:
    // When it tells: at once, or when told to.
    enum class Tells { AtOnce, Later };

    explicit QuestionCard(QWidget *parent = nullptr);

    void setLook(const Look &look);
    // heading: "Question 4 of 10".
    void ask(const core::AskedQuestion &question, const QString &heading, Tells tells);
    void choose(int option); // by its key; beyond the options: nothing happens
    [[nodiscard]] std::optional<int> chosen() const { return m_chosen; }
    [[nodiscard]] bool isRight() const { return m_chosen == m_question.correct; }
    void reveal();
    // Of a class, per option; what was chosen is the one with most. Until the answer is told only
    // how many hands were counted, so that nobody follows the others.
    void showVotes(const std::vector<int> &votes, std::optional<int> chosen);

Q_SIGNALS:
    void answered(int option);

private:
    [[nodiscard]] QString explanation() const;
    void showShares();

    core::AskedQuestion m_question;
    Tells m_tells = Tells::AtOnce;
    std::optional<int> m_chosen;
    std::vector<int> m_votes; // of a class, per option
    bool m_revealed = false;
    TextBlock *m_heading;
    TextBlock *m_text;
    Column *m_list;
    TextBlock *m_hands;
    TextBlock *m_why;
    std::vector<OptionButton *> m_options; // in the list
};

} // namespace ui
