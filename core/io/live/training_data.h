// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/live/network/samples.h"
#include "core/scenario/train_spec.h"

namespace core {

// The text that the program carries (resources/data).
[[nodiscard]] const std::string &ownText();

// What the run learns, by the name of its data: digits, spirals, text, text:FILE, idx:FOLDER, or
// idx for Fashion-MNIST where Debian puts it. Errors: files that are not what they claim, and data
// that the network cannot take.
[[nodiscard]] Result<live::SampleSource> trainingData(const TrainSpec &train);

// The same for whatever network: whether the one of the section can learn it is not looked at.
[[nodiscard]] Result<live::SampleSource> samplesOf(const TrainSpec &train);

} // namespace core
