// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/question_card.h"

#include "ui/controls/option_button.h"
#include "ui/controls/text_block.h"
#include "ui/words/classroom_texts.h"

#include <numeric>

namespace ui {

QuestionCard::QuestionCard(QWidget *parent)
    : Column(parent), m_heading(new TextBlock(TextRole::Caption, TextBlock::Tone::Quiet)),
      m_text(new TextBlock(TextRole::SectionTitle, TextBlock::Tone::Plain, 16)), m_list(new Column),
      m_hands(new TextBlock(TextRole::Control, TextBlock::Tone::Quiet, 14)),
      m_why(new TextBlock(TextRole::Control, TextBlock::Tone::Plain, 14))
{
    add(m_heading, 0);
    add(m_text, 6);
    add(m_list, 14);
    add(m_hands, 10);
    add(m_why, 12);
}

void QuestionCard::setLook(const Look &look)
{
    for (TextBlock *block : {m_heading, m_text, m_hands, m_why})
        block->setLook(look);
    m_list->setLook(look);
    for (OptionButton *option : m_options)
        option->setLook(look);
    Column::setLook(look);
}

void QuestionCard::ask(const core::AskedQuestion &question, const QString &heading, Tells tells)
{
    m_question = question;
    m_tells = tells;
    m_chosen.reset();
    m_votes.clear();
    m_revealed = false;
    m_list->clear();
    m_options.clear();
    m_heading->say(QStringLiteral("%1 · %2").arg(levelText(question.level), heading));
    m_text->say(QString::fromStdString(question.text));
    for (std::size_t i = 0; i < question.options.size(); ++i) {
        auto *option =
            new OptionButton(static_cast<int>(i), QString::fromStdString(question.options[i]));
        connect(option, &OptionButton::clicked, this, [this, i] { choose(static_cast<int>(i)); });
        m_options.push_back(option);
        m_list->add(option, i == 0 ? 0 : 8);
        option->setLook(look());
        option->show();
    }
    m_hands->say({});
    m_why->say({});
}

void QuestionCard::choose(int option)
{
    if (m_revealed || option < 0 || option >= static_cast<int>(m_options.size()))
        return;
    m_chosen = option;
    m_options[static_cast<std::size_t>(option)]->setChecked(true);
    if (m_tells == Tells::AtOnce)
        reveal();
    Q_EMIT answered(option);
}

void QuestionCard::reveal()
{
    m_revealed = true;
    showShares();
    for (std::size_t i = 0; i < m_options.size(); ++i) {
        const auto position = static_cast<int>(i);
        m_options[i]->setVerdict(position == m_question.correct ? OptionButton::Verdict::Right
                                 : m_chosen == position ? OptionButton::Verdict::WronglyChosen
                                                        : OptionButton::Verdict::Passed);
    }
    m_why->say(explanation());
}

void QuestionCard::showVotes(const std::vector<int> &votes, std::optional<int> chosen)
{
    m_votes = votes;
    m_chosen = chosen;
    const int all = std::accumulate(votes.begin(), votes.end(), 0);
    m_hands->say(all == 0   ? QString()
                 : all == 1 ? tr("1 hand counted. What it chose is shown with the answer.")
                            : tr("%n hands counted. What they chose is shown with the answer.",
                                 nullptr, all));
    if (m_revealed)
        showShares();
}

// Of the hands, how many were for each option.
void QuestionCard::showShares()
{
    const int all = std::accumulate(m_votes.begin(), m_votes.end(), 0);
    for (std::size_t i = 0; i < m_options.size() && i < m_votes.size(); ++i)
        m_options[i]->setVotes(m_votes[i], all);
    m_hands->say({});
}

// A wrong guess gets its own explanation first.
QString QuestionCard::explanation() const
{
    const QString why = QString::fromStdString(m_question.why);
    if (!m_chosen || *m_chosen == m_question.correct || m_question.misconceptions.empty())
        return why;
    const QString thought =
        QString::fromStdString(m_question.misconceptions[static_cast<std::size_t>(*m_chosen)]);
    return thought.isEmpty() ? why
                             : tr("Answer %1: %2")
                                       .arg(QChar::fromLatin1(core::optionLetter(
                                                static_cast<std::size_t>(*m_chosen))),
                                            thought) +
                                   u'\n' + why;
}

} // namespace ui
