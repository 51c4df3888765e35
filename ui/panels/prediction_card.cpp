// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/prediction_card.h"

#include "core/base/text.h"
#include "ui/controls/column.h"
#include "ui/controls/curve_editor.h"
#include "ui/controls/option_button.h"
#include "ui/controls/push_button.h"
#include "ui/controls/text_block.h"
#include "ui/controls/value_slider.h"

#include <QEvent>

namespace ui {

namespace {

constexpr double kPadding = 14; // logical

} // namespace

PredictionCard::PredictionCard(QWidget *parent)
    : Card(parent), m_column(new Column(this)),
      m_heading(new TextBlock(TextRole::CaptionStrong, TextBlock::Tone::Accent)),
      m_result(new TextBlock(TextRole::ControlStrong)),
      m_lock(new PushButton(PushButton::Kind::Primary, {}, {}))
{
    followWidth(*this);
    m_lock->setToolTip(tr("Enter"));
    setWatches(true);
    m_column->setMargins(kPadding, 12, kPadding, 14);
    m_heading->say(tr("PREDICT FIRST"));
    m_column->add(m_heading, 0);
    m_column->add(m_result, 6);
    connect(m_lock, &PushButton::clicked, this, &PredictionCard::lockIn);
}

void PredictionCard::setWatches(bool watches)
{
    m_lock->setText(watches ? tr("Lock in and watch") : tr("Lock in"));
}

void PredictionCard::setLook(const Look &look)
{
    m_look = look;
    Card::setLook(look);
    m_heading->setLook(look);
    m_result->setLook(look);
    m_lock->setLook(look);
    for (OptionButton *option : m_options)
        option->setLook(look);
    if (m_number != nullptr)
        m_number->setLook(look);
    if (m_curve != nullptr)
        m_curve->setLook(look);
    m_column->setLook(look);
    updateGeometry();
}

void PredictionCard::clear()
{
    // A fresh column: the rows of the question before must not leave gaps.
    m_heading->setParent(this);
    m_result->setParent(this);
    m_lock->setParent(this);
    m_column->release(); // until it is deleted it would still place what stands in the next one
    m_column->hide();
    m_column->deleteLater();
    m_column = new Column(this);
    m_column->setMargins(kPadding, 12, kPadding, 14);
    m_column->setLook(m_look);
    m_options.clear();
    m_number = nullptr;
    m_curve = nullptr;
    add(m_heading, 0);
    add(m_result, 6);
    m_result->say({});
    m_column->setGeometry(rect());
    m_column->show();
}

void PredictionCard::add(QWidget *widget, double gap)
{
    m_column->add(widget, gap);
    widget->show();
}

void PredictionCard::ask(const core::Prediction &question, const std::vector<double> &known)
{
    m_question = question;
    clear();
    m_heading->say(tr("PREDICT FIRST"));
    switch (question.kind) {
    case core::AnswerKind::Choice:
        askChoice();
        break;
    case core::AnswerKind::Number:
        askNumber();
        break;
    case core::AnswerKind::Curve:
        askCurve(known);
        break;
    }
    add(m_lock, 12);
    setLook(m_look);
    renewButton();
}

void PredictionCard::askChoice()
{
    for (std::size_t i = 0; i < m_question->options.size(); ++i) {
        auto *option =
            new OptionButton(static_cast<int>(i), QString::fromStdString(m_question->options[i]));
        connect(option, &OptionButton::toggled, this, &PredictionCard::renewButton);
        m_options.push_back(option);
        add(option, i == 0 ? 8 : 6);
    }
}

void PredictionCard::askNumber()
{
    ValueScale scale{{}, ValueScale::Spread::Even};
    const auto steps =
        static_cast<int>((m_question->to - m_question->from) / m_question->step + 0.5);
    for (int i = 0; i <= std::min(steps, 1000); ++i)
        scale.stops.push_back(m_question->from + i * m_question->step);
    const QString unit = QString::fromStdString(m_question->unit);
    m_number = new ValueSlider(unit.isEmpty() || unit == QStringLiteral("%")
                                   ? tr("Your prediction")
                                   : tr("Your prediction (%1)").arg(unit));
    m_number->setFocusPolicy(Qt::StrongFocus); // a click, then the arrow keys
    m_number->setScale(scale);
    m_number->setFormat([this](double value) { return valueText(value); });
    m_number->setValue(m_question->from);
    connect(m_number, &ValueSlider::changing, this, [this] {
        m_isSet = true;
        Q_EMIT changed();
    });
    m_isSet = false;
    add(m_number, 8);
}

void PredictionCard::askCurve(const std::vector<double> &known)
{
    m_curve = new CurveEditor;
    QStringList labels;
    for (const std::string &label : m_question->labels)
        labels.append(QString::fromStdString(label));
    m_curve->setQuestion(labels, known, m_question->given);
    connect(m_curve, &CurveEditor::changed, this, &PredictionCard::renewButton);
    add(m_curve, 8);
}

// Words such as "visits" stand once, beside the slider.
QString PredictionCard::valueText(double value) const
{
    const QString number = QString::fromStdString(core::figureOfNumber(value));
    return m_question->unit == "%" ? tr("%1 %").arg(number) : number;
}

std::optional<std::vector<double>> PredictionCard::answer() const
{
    if (m_number != nullptr)
        return std::vector{m_number->value()};
    if (m_curve != nullptr)
        return m_curve->isDrawn() ? std::optional(m_curve->values()) : std::nullopt;
    for (std::size_t i = 0; i < m_options.size(); ++i) {
        if (m_options[i]->isChecked())
            return std::vector{static_cast<double>(i)};
    }
    return {};
}

bool PredictionCard::isAnswered() const
{
    return m_number != nullptr ? m_isSet : answer().has_value();
}

void PredictionCard::renewButton()
{
    m_lock->setEnabled(answer().has_value());
}

void PredictionCard::choose(int option)
{
    if (option < static_cast<int>(m_options.size()) &&
        m_options[static_cast<std::size_t>(option)]->isEnabled())
        m_options[static_cast<std::size_t>(option)]->setChecked(true);
}

void PredictionCard::lockIn()
{
    if (!m_lock->isVisibleTo(this))
        return;
    if (const std::optional<std::vector<double>> given = answer())
        Q_EMIT lockedIn(*given);
}

void PredictionCard::wait()
{
    m_lock->hide();
    for (OptionButton *option : m_options)
        option->setEnabled(false);
    for (QWidget *answer : {static_cast<QWidget *>(m_number), static_cast<QWidget *>(m_curve)}) {
        if (answer != nullptr)
            answer->setEnabled(false);
    }
    m_result->say(tr("Locked in. Your teacher tells the answer (R)."));
}

void PredictionCard::reveal(const std::vector<double> &predicted, const std::vector<double> &truth)
{
    m_lock->hide();
    m_result->say({});
    const bool said = !predicted.empty();
    m_heading->say(said ? tr("YOUR PREDICTION, AND WHAT COMES") : tr("WHAT COMES"));
    const std::vector<double> &shown = said ? predicted : truth;
    if (m_curve != nullptr) {
        m_curve->reveal(shown, truth);
        return;
    }
    if (m_number != nullptr) {
        const QString right = valueText(truth.front());
        m_number->setValue(shown.front());
        m_number->setEnabled(false);
        m_result->say(!said ? tr("It is %1.").arg(right)
                      : shown.front() == truth.front()
                          ? tr("You said %1, and so it is.").arg(right)
                          : tr("You said %1; it is %2.").arg(valueText(shown.front()), right));
        return;
    }
    for (std::size_t i = 0; i < m_options.size(); ++i) {
        const auto position = static_cast<double>(i);
        m_options[i]->setVerdict(position == truth.front()   ? OptionButton::Verdict::Right
                                 : position == shown.front() ? OptionButton::Verdict::WronglyChosen
                                                             : OptionButton::Verdict::Passed);
    }
}

QSize PredictionCard::sizeHint() const
{
    return m_column->sizeHint();
}

// As wide as it is made; the rest scrolls.
QSize PredictionCard::minimumSizeHint() const
{
    return {m_look.ipx(160), 1};
}

int PredictionCard::heightForWidth(int width) const
{
    return m_column->heightForWidth(width);
}

void PredictionCard::resizeEvent(QResizeEvent *event)
{
    Card::resizeEvent(event);
    m_column->setGeometry(rect());
}

bool PredictionCard::event(QEvent *event)
{
    if (event->type() == QEvent::LayoutRequest)
        updateGeometry();
    return Card::event(event);
}

} // namespace ui
