// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/memory/wide_weights.h"

namespace core {

bool keepsWideWeights(const Scenario &scenario)
{
    const TrainingSpec &training = scenario.training;
    return scenario.parallel.sharding == Sharding::Zero3 && runsOnPyTorch(scenario.parallel) &&
           training.pass == Pass::Training && !isSingle(training.precision) &&
           gradientBytesOf(training) == 4 && reduceBytesOf(scenario) == 4;
}

TrainingSpec trainingOfStates(const Scenario &scenario)
{
    TrainingSpec training = scenario.training;
    if (keepsWideWeights(scenario))
        training.precision = Precision::Fp32;
    return training;
}

} // namespace core
