// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/modes/training_outcome.h"

#include "ui/views/charts/learning_chart.h"
#include "ui/words/training_texts.h"

namespace ui {

QString TrainingOutcome::name() const
{
    return scenario.train ? runName(scenario) : QString();
}

LearningCurves TrainingOutcome::curves() const
{
    LearningCurves all = kept;
    all.push_back(current);
    return all;
}

RunWeights TrainingOutcome::weights() const
{
    return runWeights(prints, *current, kept.empty() ? nullptr : kept.back().get());
}

bool TrainingOutcome::keep()
{
    if (current->isEmpty())
        return false;
    kept.push_back(std::make_shared<const LearningCurve>(*current));
    if (kept.size() > LearningChart::kMostKept)
        kept.erase(kept.begin());
    return true;
}

TrainingOutcome TrainingOutcome::copy() const
{
    TrainingOutcome same = *this;
    same.current = std::make_shared<LearningCurve>(*current);
    return same;
}

} // namespace ui
