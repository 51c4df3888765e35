// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/layout/training/learned.h"
#include "ui/layout/training/learning_curve.h"
#include "ui/paint/look.h"

#include <QWidget>

namespace ui {

class Card;
class LearnedView;
class LearningChart;
class WorkersView;

// The workers at the left; at the right how the loss falls and what was learned.
class TrainScene : public QWidget
{
public:
    explicit TrainScene(QWidget *parent = nullptr);

    [[nodiscard]] WorkersView &workers() { return *m_workers; }
    [[nodiscard]] const WorkersView &workers() const { return *m_workers; }
    // steps: how many the run under way is to make.
    void setCurves(const LearningCurves &curves, std::int64_t steps);
    void setLearned(const Learned &learned);
    void setLook(const Look &look);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void place();
    void placeCharts(int left, int width);

    Look m_look;
    WorkersView *m_workers;
    Card *m_lossCard;
    LearningChart *m_loss;
    Card *m_learnedCard;
    LearningChart *m_accuracy;
    LearnedView *m_learned;
};

} // namespace ui
