// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenario/train.h"

#include "core/scenario/wish.h"

namespace core {

std::string namesOfData()
{
    std::vector<std::string> names;
    for (const DataSource &source : kDataSources) {
        names.emplace_back(source.id);
        if (!source.place.empty())
            names.push_back(std::string(source.id) + ':' + std::string(source.place));
    }
    std::string text = names.front();
    for (std::size_t i = 1; i < names.size(); ++i)
        text += (i + 1 < names.size() ? ", " : " or ") + names[i];
    return text;
}

Optimizer optimizerOf(TrainOptimizer optimizer)
{
    switch (optimizer) {
    case TrainOptimizer::Sgd:
        return Optimizer::PlainSgd;
    case TrainOptimizer::Momentum:
        return Optimizer::Sgd;
    case TrainOptimizer::AdamW:
        break;
    }
    return Optimizer::Adam;
}

void setTrain(Scenario &scenario, TrainSpec train)
{
    scenario.model = modelOf(train.network);
    scenario.training.sequence = scenario.model.sequence;
    scenario.training.precision = Precision::Fp32;
    scenario.training.optimizer = optimizerOf(train.optimizer);
    scenario.train = std::move(train);
}

Scenario withTrain(Scenario scenario, TrainSpec train)
{
    setTrain(scenario, std::move(train));
    return complete(wishFor(std::move(scenario))).scenario;
}

} // namespace core
