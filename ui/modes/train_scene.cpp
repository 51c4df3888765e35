// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/modes/train_scene.h"

#include "ui/controls/card.h"
#include "ui/views/charts/learning_chart.h"
#include "ui/views/training/learned_view.h"
#include "ui/views/training/workers_view.h"

#include <QStyle>

#include <algorithm>

namespace ui {

namespace {

// Logical pixels at scale 1.
constexpr double kGap = 8;
constexpr double kPadding = 17;
constexpr double kTop = 8;
constexpr double kFoot = 6;
constexpr double kBetweenCharts = 20;
constexpr double kLeastWorkers = 280;
constexpr double kLeastCharts = 250;
constexpr double kMostCharts = 520;
constexpr double kLossShare = 0.47;

} // namespace

TrainScene::TrainScene(QWidget *parent)
    : QWidget(parent), m_workers(new WorkersView(this)), m_lossCard(new Card(this)),
      m_loss(new LearningChart(LearningChart::What::Loss, m_lossCard)),
      m_learnedCard(new Card(this)),
      m_accuracy(new LearningChart(LearningChart::What::Accuracy, m_learnedCard)),
      m_learned(new LearnedView(m_learnedCard))
{}

void TrainScene::setCurves(const LearningCurves &curves, std::int64_t steps)
{
    m_loss->setCurves(curves, steps);
    m_accuracy->setCurves(curves, steps);
}

void TrainScene::setLearned(const Learned &learned)
{
    m_learned->setLearned(learned);
}

void TrainScene::setLook(const Look &look)
{
    m_look = look;
    m_workers->setLook(look);
    m_lossCard->setLook(look);
    m_learnedCard->setLook(look);
    m_loss->setLook(look);
    m_accuracy->setLook(look);
    m_learned->setLook(look);
    place();
}

void TrainScene::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    place();
}

// The workers take what the curves leave; without room for both, the workers alone.
void TrainScene::place()
{
    const int gap = m_look.ipx(kGap);
    const int charts =
        std::clamp(width() * 2 / 5, m_look.ipx(kLeastCharts), m_look.ipx(kMostCharts));
    const bool both = width() - charts - gap >= m_look.ipx(kLeastWorkers);
    m_lossCard->setVisible(both);
    m_learnedCard->setVisible(both);
    const int workers = both ? width() - charts - gap : width();
    m_workers->setGeometry(
        QStyle::visualRect(layoutDirection(), rect(), {0, 0, workers, height()}));
    if (both)
        placeCharts(workers + gap, charts);
}

void TrainScene::placeCharts(int left, int width)
{
    const int gap = m_look.ipx(kGap);
    const int loss = qRound(height() * kLossShare);
    const auto put = [this](QWidget *widget, const QRect &place) {
        widget->setGeometry(QStyle::visualRect(layoutDirection(), rect(), place));
    };
    put(m_lossCard, {left, 0, width, loss});
    put(m_learnedCard, {left, loss + gap, width, std::max(0, height() - loss - gap)});
    const int pad = m_look.ipx(kPadding);
    const int top = m_look.ipx(kTop);
    const int used = top + m_look.ipx(kFoot);
    m_loss->setGeometry(pad, top, width - 2 * pad, std::max(0, loss - used));
    const int between = m_look.ipx(kBetweenCharts);
    const int inner = width - 2 * pad - between;
    const int chart = inner * 43 / 100;
    const int high = std::max(0, m_learnedCard->height() - used);
    m_accuracy->setGeometry(pad, top, chart, high);
    m_learned->setGeometry(pad + chart + between, top, inner - chart, high);
}

} // namespace ui
