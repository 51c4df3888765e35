// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/presets/presets.h"
#include "core/scenario/scenario.h"

#include <initializer_list>
#include <random>

// Problems whose whole space of layouts can be enumerated.
namespace small {

class Draw
{
public:
    explicit Draw(std::uint64_t seed) : m_engine(seed) {}

    // The same on every machine, which std::uniform_int_distribution is not.
    std::size_t below(std::size_t count) { return m_engine() % count; }
    bool yes() { return below(2) == 1; }
    template <class T>
    T of(std::initializer_list<T> values)
    {
        return values.begin()[below(values.size())];
    }

private:
    std::mt19937_64 m_engine;
};

inline core::TransformerSpec transformer(Draw &draw, int mostLayers)
{
    core::TransformerSpec spec;
    spec.layers = 1 + static_cast<std::int64_t>(draw.below(static_cast<std::size_t>(mostLayers)));
    spec.heads = draw.of({1, 2, 4, 6});
    spec.kvHeads = spec.heads;
    spec.headDimension = draw.of({64, 128});
    spec.hidden = spec.heads * spec.headDimension;
    spec.ffn = spec.hidden * draw.of({2, 4});
    spec.vocab = draw.of({1000, 32'000});
    spec.gatedMlp = draw.yes();
    spec.tiedEmbedding = draw.yes();
    spec.flashAttention = draw.yes();
    spec.rmsNorm = spec.gatedMlp;
    spec.bias = !spec.gatedMlp;
    if (draw.below(4) == 0) {
        spec.experts = 4;
        spec.expertsPerToken = 2;
        spec.denseLayers = draw.yes() && spec.layers > 1 ? 1 : 0;
    }
    return spec;
}

inline core::Scenario problem(Draw &draw, int mostDevices, int mostLayers)
{
    core::Scenario s;
    s.title = "small";
    s.model = *core::findModel("llama-2-7b");
    s.model.shape = transformer(draw, mostLayers);
    s.cluster.device = *core::findDevice(draw.of({"a100-80g", "h100-80g", "v100-32g"}));
    s.cluster.intraLink = core::usualLink(s.cluster.device);
    s.cluster.interLink = core::usualNetwork(s.cluster.device);
    s.cluster.software = core::usualSoftware(s.cluster.device);
    s.cluster.devices = 1 + static_cast<int>(draw.below(static_cast<std::size_t>(mostDevices)));
    s.cluster.devicesPerNode = draw.of({2, 4, 8});
    s.training.sequence = draw.of({128, 512, 1024});
    s.training.globalBatch = draw.of({1, 2, 3, 4, 6, 8});
    s.training.optimizer = draw.of({core::Optimizer::Adam, core::Optimizer::Sgd});
    s.training.gradientBytes = draw.of({0, 4});
    s.parallel.overlap = draw.yes();
    s.parallel.splitMemory = draw.of(
        {core::SplitMemory::UntilWeight, core::SplitMemory::Half, core::SplitMemory::UntilInput});
    s.parallel.exchange = draw.of({core::Exchange::Overlapped, core::Exchange::Blocking});
    s.parallel.gradientScatter =
        draw.of({core::GradientScatter::Usual, core::GradientScatter::EachMicroBatch,
                 core::GradientScatter::OncePerStep});
    return s;
}

// So that some layouts fit and some do not.
inline void setTightMemory(Draw &draw, core::Scenario &problem)
{
    const double parameters = static_cast<double>(core::parameterCount(problem.model));
    const double share = draw.of({0.5, 1.0, 2.0, 8.0});
    problem.cluster.device.memory =
        core::bytesFrom(share * 16 * parameters / problem.cluster.devices + 50e6);
}

// A mixture of experts, whose exchange is short or long beside the work of a visit.
inline void addExperts(Draw &draw, core::Scenario &s)
{
    core::TransformerSpec spec = *s.model.transformer();
    spec.experts = draw.of({2, 4, 8});
    spec.expertsPerToken = draw.of({1, 2});
    spec.denseLayers = draw.yes() && spec.layers > 1 ? 1 : 0;
    s.model.shape = spec;
    s.cluster.devicesPerNode = draw.of({1, 2, 8});
    s.cluster.software.contention = draw.of({0.0, 0.1, 0.3, 1.0});
    s.cluster.interLink.bandwidth *= draw.of({0.02, 0.2, 1.0});
    s.parallel.dispatch = draw.of({core::Dispatch::PerExpert, core::Dispatch::PerNode});
}

// What most problems have not.
inline void addOddities(Draw &draw, core::Scenario &s)
{
    switch (draw.below(8)) {
    case 0:
        s.training.pass = core::Pass::ForwardOnly;
        break;
    case 1:
        s.parallel.pair = core::PairRule::Max;
        break;
    case 2:
        s.parallel.pair = core::PairRule::Factor;
        s.parallel.pairFactor = 0.7;
        break;
    case 3:
        s.parallel.postValidation = true;
        break;
    case 4:
        s.faults.devices = {{.device = s.cluster.devices - 1, .speed = 0.6}};
        break;
    case 5:
        if (s.cluster.devices > 1)
            s.faults.links = {{.from = 0, .to = 1, .bandwidth = 0.05}};
        break;
    default:
        break;
    }
}

} // namespace small
