// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/scenario.h"

#include <string>
#include <string_view>

namespace core {

constexpr std::int64_t kMostTrainSteps = 10'000'000;

// What can be learned: TrainSpec::data is an id, or an id and where that is.
struct DataSource
{
    std::string_view id;
    std::string_view place = {}; // "FILE" or "FOLDER"; empty: it is nowhere else
};
constexpr DataSource kDataSources[] = {
    {"digits"}, {"spirals"}, {"text", "FILE"}, {"idx", "FOLDER"}};
// "digits, spirals, text, text:FILE, idx or idx:FOLDER"
[[nodiscard]] std::string namesOfData();

// The optimizer as the simulation knows it: what it keeps of each parameter.
[[nodiscard]] Optimizer optimizerOf(TrainOptimizer optimizer);

// The scenario trains this network: model, sequence, precision and optimizer follow from it. As it
// is read from a file; the rest may not fit yet.
void setTrain(Scenario &scenario, TrainSpec train);

// The same as an edit: degrees and batch that the network does not allow give way.
[[nodiscard]] Scenario withTrain(Scenario scenario, TrainSpec train);

} // namespace core
