// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/train_spec.h"

namespace core {

// Fields of a network and of its training run, and how scenario files call them.
struct NetworkCount
{
    const char *key;
    int NetworkSpec::*field;
};
constexpr NetworkCount kGptCounts[] = {{"layers", &NetworkSpec::layers},
                                       {"hidden", &NetworkSpec::hidden},
                                       {"heads", &NetworkSpec::heads},
                                       {"sequence", &NetworkSpec::sequence},
                                       {"vocab", &NetworkSpec::vocab}};

struct TrainNumber
{
    const char *key;
    double TrainSpec::*field;
};
constexpr TrainNumber kTrainNumbers[] = {{"learning_rate", &TrainSpec::learningRate},
                                         {"momentum", &TrainSpec::momentum},
                                         {"beta1", &TrainSpec::beta1},
                                         {"beta2", &TrainSpec::beta2},
                                         {"epsilon", &TrainSpec::epsilon},
                                         {"weight_decay", &TrainSpec::weightDecay}};

struct TrainFlag
{
    const char *key;
    bool TrainSpec::*field;
};
constexpr TrainFlag kTrainFlags[] = {{"share_gradients", &TrainSpec::shareGradients},
                                     {"exact_sums", &TrainSpec::exactSums}};

} // namespace core
