// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/live/compute/optimizer.h"
#include "core/live/network/samples.h"

#include <optional>
#include <string>
#include <vector>

namespace core::live {

// A short training run that was computed elsewhere, in double.
struct ReferenceTensor
{
    std::string name;
    double initNorm = 0;
    double initProbe = 0;
    double gradientNorm = 0;
    double gradientProbe = 0;
    double updateNorm = 0;
    double updateProbe = 0;
};

// One element of a tensor.
struct ReferenceElement
{
    std::string tensor;
    std::int64_t element = 0;
    double first = 0; // the gradient, or the weight before the first step
    double last = 0;  // the weight after the last
};

// After some passes over the training rows.
struct ReferenceAccuracy
{
    int epochs = 0;
    std::int64_t trainingCorrect = 0;
    std::int64_t testCorrect = 0;
    double trainingLoss = 0;
    double testLoss = 0;
};

struct ReferenceRun
{
    std::string name;
    NetworkSpec network;
    SampleSource samples;
    OptimizerSpec optimizer;
    int batch = 1;
    int microBatches = 1;
    int steps = 1;
    std::vector<double> losses; // of each step, before its update
    std::vector<double> weightNorms;
    std::vector<double> updateNorms;
    std::optional<double> gradientNorm; // of the first step
    std::vector<ReferenceTensor> tensors;
    std::vector<ReferenceElement> gradientElements;
    std::vector<ReferenceElement> weightElements;
    std::optional<ReferenceAccuracy> afterEpochs;
};

} // namespace core::live
