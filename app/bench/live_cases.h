// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/live/compute/buffer.h"
#include "core/live/run/thread_team.h"
#include "core/live/run/yardsticks.h"

#include <memory>
#include <vector>

namespace app {

// Dense layers split over workers of the live engine, and the yardsticks that its own work is
// measured by. Each uses as many threads as the engine does, so that both share the machine alike.
// All times are seconds of processor time, of all threads together.
struct DenseCase
{
    std::vector<int> sizes; // inputs, then the outputs of each layer
    int replicas = 1;
    int stages = 1;       // 1F1B
    int microBatches = 1; // of a replica
    int samples = 1;      // of a micro-batch
};

// Whole steps: loading samples, both passes, messages, all-reduce and update.
class EngineSteps
{
public:
    explicit EngineSteps(const DenseCase &dense);
    [[nodiscard]] double seconds(int steps);
    [[nodiscard]] core::live::ThreadTeam<float> &team() { return *m_team; }

private:
    std::unique_ptr<core::live::ThreadTeam<float>> m_team;
    core::live::Costs m_costs;
};

// The matrix products of the same steps and nothing else.
class ProductSteps
{
public:
    explicit ProductSteps(const DenseCase &dense);
    [[nodiscard]] double seconds(int steps);

private:
    struct Layer
    {
        int inputs = 0;
        int outputs = 0;
        bool isFirst = false; // has no use for the gradient of its input
        core::live::Buffer<float> weights;
        core::live::Buffer<float> weightGradient;
        core::live::Buffer<float> input;
        core::live::Buffer<float> output;
        core::live::Buffer<float> inputGradient;
        core::live::Buffer<float> outputGradient;
    };
    void step(std::vector<Layer> &layers) const;

    DenseCase m_case;
    std::vector<std::vector<Layer>> m_devices;
};

// Ring all-reduce of the gradients of one layer, as the engine does it.
class AllReduces
{
public:
    // Bytes of the gradients of each worker: a multiple of 4096.
    AllReduces(int workers, std::size_t bytes);
    [[nodiscard]] double seconds(int times);

private:
    core::live::Layout m_layout;
    core::live::SampleSource m_samples;
    core::live::ThreadPost m_post;
    std::vector<std::unique_ptr<core::live::Device<float>>> m_devices;
    std::vector<core::live::Program> m_programs;
};

[[nodiscard]] double secondsToCopy(core::live::CopiesAround &copies, int times);

// What is recorded in steps of these programs, written down without any work in between.
[[nodiscard]] double secondsToRecord(const std::vector<core::live::Program> &programs, int steps);

} // namespace app
