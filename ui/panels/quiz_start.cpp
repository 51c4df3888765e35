// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/quiz_start.h"

#include "ui/controls/check_box.h"
#include "ui/controls/choice_row.h"
#include "ui/controls/push_button.h"
#include "ui/controls/text_block.h"
#include "ui/controls/value_slider.h"

#include <cmath>

namespace ui {

namespace {

constexpr int kUsualCount = 10;
constexpr int kHighestSeed = 999;

QString practice()
{
    return QStringLiteral("practice");
}

} // namespace

QuizStart::QuizStart(QWidget *parent)
    : Column(parent), m_title(new TextBlock(TextRole::SectionTitle, TextBlock::Tone::Plain, 22)),
      m_text(new TextBlock(TextRole::Caption, TextBlock::Tone::Plain, 15)),
      m_kind(new SegmentedSwitch),
      m_about(new TextBlock(TextRole::Caption, TextBlock::Tone::Quiet, 14)),
      m_count(new ValueSlider(tr("Questions"))), m_seed(new ValueSlider(tr("Paper"))),
      m_minutes(new ValueSlider(tr("Time"))),
      m_otherNumbers(new CheckBox(tr("Other numbers, worked out by the simulator"))),
      m_start(new PushButton(PushButton::Kind::Primary, {}, tr("Start"))),
      m_sheet(new PushButton(PushButton::Kind::Outline, QStringLiteral("export"),
                             tr("Save for printing…"))),
      m_answers(new CheckBox(tr("Print the answers too, on a page of their own")))
{
    add(m_title, 0);
    add(m_text, 10);
    add(m_kind, 18);
    add(m_about, 8);
    add(m_count, 18);
    add(m_seed, 12);
    add(m_otherNumbers, 14);
    add(m_minutes, 12);
    add(m_start, 20);
    add(m_sheet, 8);
    add(m_answers, 8);
    m_answers->setChecked(true);
    m_title->say(tr("Quiz"));
    m_text->say(tr("Questions on parallel training. Once a question is answered, the scene shows "
                   "what really happens."));
    m_kind->setItems({{practice(), tr("Practice"), tr("Explained at once")},
                      {QStringLiteral("class"), tr("Class"), tr("Votes, then the answer")},
                      {QStringLiteral("test"), tr("Test"), tr("Answers at the end")}});
    m_kind->setCurrent(practice());
    m_count->setScale({{5, 10, 15, 20, 30, 41}, ValueScale::Spread::Even});
    m_count->setValue(kUsualCount);
    ValueScale seeds{{}, ValueScale::Spread::Even};
    for (int seed = 1; seed <= kHighestSeed; ++seed)
        seeds.stops.push_back(seed);
    m_seed->setScale(seeds);
    m_seed->setValue(1);
    m_seed->setToolTip(tr("The same number gives everybody the same paper."));
    m_minutes->setScale({{0, 5, 10, 15, 20, 30, 45, 60}, ValueScale::Spread::Even});
    m_minutes->setValue(0);
    m_sheet->setToolTip(tr("These questions on paper, or as a table."));
    for (ValueSlider *slider : {m_count, m_seed, m_minutes})
        slider->setFocusPolicy(Qt::StrongFocus); // no scene needs the arrow keys here
    for (ValueSlider *slider : {m_count, m_seed})
        slider->setFormat([](double value) { return QString::number(std::lround(value)); });
    m_minutes->setFormat([](double value) {
        return value > 0 ? tr("%n min", nullptr, static_cast<int>(std::lround(value)))
                         : tr("no limit");
    });
    connect(m_kind, &ChoiceRow::chosen, this, &QuizStart::explain);
    connect(m_start, &PushButton::clicked, this, &QuizStart::started);
    connect(m_sheet, &PushButton::clicked, this, &QuizStart::sheetRequested);
    explain();
}

void QuizStart::explain()
{
    const QString kind = m_kind->current();
    m_minutes->setVisible(kind == QStringLiteral("test"));
    m_about->say(kind == practice() ? tr("Each answer is explained at once.")
                 : kind == QStringLiteral("class")
                     ? tr("Press 1 to 4 for each hand that is raised, with Shift to take one "
                          "back; Enter shows the answer.")
                     : tr("What was right is told at the end, by topic."));
}

void QuizStart::setLook(const Look &look)
{
    for (TextBlock *block : {m_title, m_text, m_about})
        block->setLook(look);
    m_kind->setLook(look);
    m_count->setLook(look);
    m_seed->setLook(look);
    m_minutes->setLook(look);
    m_otherNumbers->setLook(look);
    m_start->setLook(look);
    m_sheet->setLook(look);
    m_answers->setLook(look);
    Column::setLook(look);
}

bool QuizStart::printsAnswers() const
{
    return m_answers->isChecked();
}

int QuizStart::minutes() const
{
    return kind() == QStringLiteral("test") ? static_cast<int>(std::lround(m_minutes->value())) : 0;
}

QString QuizStart::kind() const
{
    return m_kind->current();
}

core::PaperSpec QuizStart::spec() const
{
    const auto count = static_cast<int>(std::lround(m_count->value()));
    return {.counts = core::levelsOf(count),
            .seed = static_cast<std::uint64_t>(std::lround(m_seed->value())),
            .otherNumbers = m_otherNumbers->isChecked()};
}

} // namespace ui
