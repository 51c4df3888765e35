// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/bench/live_cases.h"

#include "app/bench/medians.h"
#include "core/live/compute/blas.h"
#include "core/live/program/collective.h"
#include "core/live/program/compile.h"
#include "core/live/program/layout.h"
#include "core/live/run/yardsticks.h"
#include "core/schedule/schedule.h"

namespace app {
namespace {

using namespace core::live;

std::size_t area(int rows, int columns)
{
    return static_cast<std::size_t>(rows) * static_cast<std::size_t>(columns);
}

Layout layoutOf(const DenseCase &dense)
{
    Layout layout = {.network = {.kind = NetworkKind::Mlp, .sizes = dense.sizes},
                     .replicas = dense.replicas,
                     .samples = dense.samples};
    layout.order =
        core::makeOrder("1f1b", {.ranks = dense.stages, .microBatches = dense.microBatches})
            .value();
    layout.units = balancedUnits(layout.network, dense.stages);
    return layout;
}

// A table, as of digits: rows are copied, not made.
SampleSource samplesFor(const DenseCase &dense)
{
    constexpr int kRows = 1024;
    Table table = {.width = dense.sizes.front(), .classes = dense.sizes.back()};
    table.numbers.resize(area(kRows, table.width));
    for (std::size_t i = 0; i < table.numbers.size(); ++i)
        table.numbers[i] = static_cast<float>(i % 17) / 16;
    for (int row = 0; row < kRows; ++row)
        table.labels.push_back(row % table.classes);
    table.trainingRows = kRows;
    SampleSource source;
    source.table = std::make_shared<const Table>(std::move(table));
    return source;
}

core::Hop freeLink(int, int)
{
    return {};
}

Buffer<float> filled(std::size_t size)
{
    Buffer<float> buffer(size);
    for (std::size_t i = 0; i < size; ++i)
        buffer[i] = static_cast<float>(i % 17) / 1600 - 0.005F;
    return buffer;
}

} // namespace

EngineSteps::EngineSteps(const DenseCase &dense)
    : m_team(std::make_unique<ThreadTeam<float>>(
          layoutOf(dense), OptimizerSpec{.learningRate = 1e-3}, samplesFor(dense), freeLink))
{
    // On the steady clock, as in the window: nobody measures the work.
    for (const Program &program : m_team->programs())
        m_costs.emplace_back(program.size(), 1);
}

double EngineSteps::seconds(int steps)
{
    return processorSecondsOf([&] {
        for (int step = 0; step < steps; ++step)
            (void)m_team->step(m_costs);
    });
}

ProductSteps::ProductSteps(const DenseCase &dense) : m_case(dense)
{
    const Layout layout = layoutOf(dense);
    for (int replica = 0; replica < dense.replicas; ++replica) {
        for (const Range &units : layout.units) {
            std::vector<Layer> &layers = m_devices.emplace_back();
            for (int unit = units.begin; unit < units.end; ++unit) {
                const int inputs = dense.sizes[static_cast<std::size_t>(unit)];
                const int outputs = dense.sizes[static_cast<std::size_t>(unit) + 1];
                layers.push_back(
                    {inputs, outputs, unit == 0, filled(area(inputs, outputs)),
                     filled(area(inputs, outputs)), filled(area(dense.samples, inputs)),
                     filled(area(dense.samples, outputs)), filled(area(dense.samples, inputs)),
                     filled(area(dense.samples, outputs))});
            }
        }
    }
}

void ProductSteps::step(std::vector<Layer> &layers) const
{
    const int samples = m_case.samples;
    for (Layer &layer : layers)
        multiply<float>({layer.output.data(), samples, layer.outputs, layer.outputs},
                        {layer.input.data(), samples, layer.inputs, layer.inputs}, Transpose::No,
                        {layer.weights.data(), layer.inputs, layer.outputs, layer.outputs},
                        Transpose::No);
    for (auto layer = layers.rbegin(); layer != layers.rend(); ++layer) {
        const MatrixView<const float> gradient = {layer->outputGradient.data(), samples,
                                                  layer->outputs, layer->outputs};
        if (!layer->isFirst)
            multiply<float>({layer->inputGradient.data(), samples, layer->inputs, layer->inputs},
                            gradient, Transpose::No,
                            {layer->weights.data(), layer->inputs, layer->outputs, layer->outputs},
                            Transpose::Yes);
        multiply<float>(
            {layer->weightGradient.data(), layer->inputs, layer->outputs, layer->outputs},
            {layer->input.data(), samples, layer->inputs, layer->inputs}, Transpose::Yes, gradient,
            Transpose::No, Into::Add, 1e-6F);
    }
}

double ProductSteps::seconds(int steps)
{
    return processorSecondsOf([&] {
        onWorkers(static_cast<int>(m_devices.size()), [&](int device) {
            for (int i = 0; i < steps * m_case.microBatches; ++i)
                step(m_devices[static_cast<std::size_t>(device)]);
        });
    });
}

AllReduces::AllReduces(int workers, std::size_t bytes)
    // One layer of as many weights, its biases among them.
    : m_layout(layoutOf(
          {.sizes = {1023, static_cast<int>(bytes / sizeof(float) / 1024)}, .replicas = workers})),
      m_samples(samplesFor({.sizes = m_layout.network.sizes})), m_post(workers)
{
    std::vector<int> ring;
    for (int worker = 0; worker < workers; ++worker)
        ring.push_back(worker);
    for (int worker = 0; worker < workers; ++worker) {
        m_devices.push_back(std::make_unique<Device<float>>(
            m_layout, OptimizerSpec{}, m_samples, worker, m_post.of(worker),
            std::vector<core::Hop>(static_cast<std::size_t>(workers))));
        const Instruction range = {.stream = Stream::Communication,
                                   .place = Place::Gradients,
                                   .begin = 0,
                                   .end = bytes / sizeof(float)};
        writeRingAllReduce(m_programs.emplace_back(), {ring, worker, range});
    }
}

double AllReduces::seconds(int times)
{
    return processorSecondsOf([&] {
        onWorkers(static_cast<int>(m_devices.size()), [&](int device) {
            const auto worker = static_cast<std::size_t>(device);
            const std::vector<std::int64_t> costs(m_programs[worker].size(), 1);
            for (int i = 0; i < times; ++i)
                (void)m_devices[worker]->run(m_programs[worker],
                                             {.number = i, .costs = costs, .stop = {}});
        });
    });
}

double secondsToCopy(core::live::CopiesAround &copies, int times)
{
    return processorSecondsOf([&] { copies.run(times); });
}

double secondsToRecord(const std::vector<core::live::Program> &programs, int steps)
{
    std::vector<DeviceRecord> records(programs.size());
    return processorSecondsOf([&] {
        for (int step = 0; step < steps; ++step) {
            for (std::size_t device = 0; device < programs.size(); ++device) {
                records[device].restart(programs[device].size());
                for (std::size_t i = 0; i < programs[device].size(); ++i)
                    records[device].put(i, {step, step, 1, {step}, {step}});
            }
        }
    });
}

} // namespace app
