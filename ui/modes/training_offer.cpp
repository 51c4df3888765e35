// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/modes/training_offer.h"

#include "core/io/scenario/scenario_json.h"
#include "core/scenario/wish.h"
#include "ui/controls/push_button.h"
#include "ui/words/training_texts.h"

#include <QLabel>

#include <algorithm>
#include <string>

namespace ui {

namespace {

constexpr int kMostWorkers = 8;
constexpr double kWordsWidth = 460; // logical pixels
constexpr double kGap = 18;

std::string exampleFor(core::Strategy strategy)
{
    switch (strategy) {
    case core::Strategy::Data:
    case core::Strategy::Sharded:
        return "train-digits-dp3";
    case core::Strategy::Layers:
    case core::Strategy::Pipeline:
        return "train-digits-pp4";
    case core::Strategy::Tensor:
        return "train-digits-tp2";
    case core::Strategy::Hybrid:
        return "train-gpt-2x2";
    }
    return "train-digits-1";
}

} // namespace

core::Scenario nearestTraining(const core::Scenario &scenario)
{
    if (scenario.cluster.devices == 1)
        return core::loadScenario("train-digits-1").value();
    const core::Strategy strategy = core::strategyOf(scenario);
    core::Scenario example = core::loadScenario(exampleFor(strategy)).value();
    core::Wish wish = core::wishFor(example);
    const int workers = std::min(kMostWorkers, scenario.cluster.devices);
    if (strategy != core::strategyOf(example))
        wish = core::asking(wish, core::Setting::Split, static_cast<std::int64_t>(strategy));
    if (workers != example.cluster.devices)
        wish = core::asking(wish, core::Setting::Devices, workers);
    return core::complete(wish).scenario;
}

TrainingOffer::TrainingOffer(QWidget *parent)
    : QWidget(parent), m_words(new QLabel(this)),
      m_take(new PushButton(PushButton::Kind::Primary, QStringLiteral("play"), {}, this))
{
    setAccessibleName(tr("Nothing to train yet"));
    setFocusPolicy(Qt::NoFocus);
    setFocusProxy(m_take);
    m_words->setWordWrap(true);
    m_words->setAlignment(Qt::AlignCenter);
    m_words->setText(tr("This scenario is simulated: its model is too large to be trained here. A "
                        "small network that really learns is split the same way."));
    m_take->setObjectName(QStringLiteral("take-offer"));
    connect(m_take, &PushButton::clicked, this, [this] { Q_EMIT taken(m_offered); });
}

void TrainingOffer::setScenario(const core::Scenario &scenario)
{
    m_offered = nearestTraining(scenario);
    const QString what =
        m_offered.train->data == "digits" ? tr("Train digits: %1") : tr("Train a small gpt: %1");
    m_take->setText(what.arg(runName(m_offered)));
    place();
}

void TrainingOffer::setLook(const Look &look)
{
    m_look = look;
    m_words->setFont(look.font(TextRole::Control, 14));
    QPalette colours = m_words->palette();
    colours.setColor(QPalette::WindowText, look.theme.text1);
    m_words->setPalette(colours);
    m_take->setLook(look);
    place();
}

void TrainingOffer::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    place();
}

void TrainingOffer::place()
{
    const int width = std::min(this->width() - m_look.ipx(24), m_look.ipx(kWordsWidth));
    const int words = m_words->heightForWidth(width);
    const QSize button = m_take->sizeHint();
    const int top = (height() - words - m_look.ipx(kGap) - button.height()) / 2;
    m_words->setGeometry((this->width() - width) / 2, top, width, words);
    m_take->setGeometry((this->width() - button.width()) / 2, top + words + m_look.ipx(kGap),
                        button.width(), button.height());
}

} // namespace ui
