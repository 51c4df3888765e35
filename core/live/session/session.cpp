// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/session/session.h"

#include "core/analysis/recorded_snapshot.h"
#include "core/base/text.h"
#include "core/io/live/training_data.h"
#include "core/live/compute/blas.h"
#include "core/live/program/compile.h"
#include "core/live/record/step_trace.h"
#include "core/live/run/collect.h"
#include "core/live/run/room.h"
#include "core/live/run/thread_team.h"
#include "core/live/session/answers.h"
#include "core/live/session/memory_over.h"
#include "core/live/session/trained_layout.h"
#include "core/sim/simulate.h"

#include <algorithm>
#include <cmath>
#include <new>

namespace core::live {
namespace {

constexpr double kLostCause = 1000; // times the first loss

// A link that the programs need and that is cut.
std::string complaintAboutCuts(const TrainedLayout &trained, const std::vector<Program> &programs)
{
    for (std::size_t device = 0; device < programs.size(); ++device) {
        for (const Instruction &instruction : programs[device]) {
            if (!sends(instruction) ||
                !trained.linkBetween(static_cast<int>(device), instruction.peer).down)
                continue;
            const std::string from = std::to_string(trained.deviceOf[device]);
            const std::string to =
                std::to_string(trained.deviceOf[static_cast<std::size_t>(instruction.peer)]);
            return "The link from device " + from + " to device " + to + " is cut, so device " +
                   to + " would wait for ever: mend the link, or split the network another way.";
        }
    }
    return {};
}

MemoryParts statesOf(const WeightStore<float> &store)
{
    MemoryParts states;
    states.parameters = store.weightBytes();
    states.gradients = store.gradientBytes();
    states.optimizer = store.optimizerBytes();
    return states;
}

// Weights as they were when a loss was good.
using Kept = std::vector<std::vector<float>>; // by device

class RunningSession final : public Session
{
public:
    RunningSession(Scenario scenario, TrainedLayout trained, SampleSource samples, Costs steady,
                   const SessionOptions &options)
        : m_scenario(std::move(scenario)), m_trained(std::move(trained)), m_samples(samples),
          m_steady(std::move(steady)), m_clock(options.clock),
          m_team(options.makeTeam
                     ? options.makeTeam(m_trained, std::move(samples))
                     : std::make_unique<ThreadTeam<float>>(m_trained.layout, m_trained.optimizer,
                                                           std::move(samples), m_trained.links()))
    {
        std::vector<double> slowness;
        for (const double speed : m_trained.speeds)
            slowness.push_back(1 / speed);
        m_team->setSlowness(std::move(slowness));
    }

    Result<StepReport> step(const std::stop_token &stop) override
    {
        if (m_diverged)
            return Error{"The run diverged in step " + std::to_string(m_steps) +
                         ": begin again with a smaller learning rate."};
        if (m_stopped)
            return Error{"The run was stopped in the middle of a step: begin again."};
        if (!keepWeights())
            return Error{"There is no memory to keep the weights of step " +
                         std::to_string(m_steps) +
                         " in, beside those that are trained: train a smaller network."};
        const StepOutcome outcome =
            m_team->step(m_clock == ClockKind::Steady ? m_steady : Costs{}, stop);
        if (!outcome.completed) {
            m_stopped = true;
            return outcome.withoutMemory < 0 ? Error{"Stopped."}
                                             : complaintAboutMemory(outcome.withoutMemory);
        }
        ++m_steps;
        StepReport report = {m_steps, outcome.loss, outcome.accuracy, outcome.time, false, {}};
        judge(report);
        m_network.reset();
        m_evaluator.reset();
        return report;
    }

    void collect() override { m_team->collect(Collected::Weights); }
    void changeLearningRate(double rate) override { m_team->setLearningRate(rate); }
    void setShareGradients(bool share) override
    {
        if (m_team->layout().shards > 0 || share == m_team->layout().shareGradients)
            return; // who holds a share of the states cannot do without the others
        m_team->setShareGradients(share);
        m_trained.layout.shareGradients = share;
        m_scenario.train->shareGradients = share;
        if (Result<Plan> plan = makePlan(m_scenario, Folding::None))
            m_trained.plan = std::move(plan).value();
        m_predicted.reset();
        m_steady = steadyCosts(m_team->layout(), m_team->programs(), m_trained.optimizer,
                               m_calibration, m_trained.speeds);
    }

    SnapshotPtr measured() const override;
    SnapshotPtr predicted() override
    {
        if (!m_predicted)
            m_predicted = recordedSnapshot(m_scenario, m_trained.plan, simulate(m_trained.plan));
        return m_predicted;
    }
    std::vector<WorkerMemory> memory() override;
    // Over the last step.
    std::vector<MemoryStep> memoryOf(int device) const
    {
        return memoryOver(m_team->layout(), device,
                          m_team->programs()[static_cast<std::size_t>(device)],
                          m_team->record(device), statesOf(m_team->store(device)));
    }
    std::vector<Fingerprint> fingerprints() override;
    std::string weights() override { return fingerprintOf(network()); }

    std::optional<TestAnswers> testAnswers() override
    {
        return m_samples.table ? testAnswersOf(evaluator(), *m_samples.table) : std::nullopt;
    }
    std::vector<ImageAnswer> imageAnswers(int count) override
    {
        if (!m_samples.table || imageWidth(*m_samples.table) == 0)
            return {};
        return imageAnswersOf(evaluator(), *m_samples.table, count);
    }
    std::optional<PlaneAnswer> planeAnswer(int side) override
    {
        if (!m_samples.table || m_samples.table->width != 2)
            return std::nullopt;
        return planeAnswerOf(evaluator(), *m_samples.table, side);
    }
    std::string write(std::string_view prompt, int bytes, double temperature,
                      std::uint64_t seed) override
    {
        return m_samples.text ? textBehind(evaluator(), prompt, bytes, temperature, seed)
                              : std::string();
    }

    const Scenario &scenario() const override { return m_scenario; }
    void remember(const Calibration &calibration) { m_calibration = calibration; }

private:
    // False: there is no memory for it.
    bool keepWeights()
    {
        try {
            m_before.resize(static_cast<std::size_t>(m_trained.layout.devices()));
            for (const int device : m_team->devicesHere())
                m_team->store(device).copyHeld(m_before[static_cast<std::size_t>(device)]);
        } catch (const std::bad_alloc &) {
            return false;
        }
        return true;
    }

    Error complaintAboutMemory(int device)
    {
        const Bytes states = statesOf(m_team->store(device)).total();
        return Error{"This computer had no memory left for the activations of device " +
                     std::to_string(m_trained.deviceOf[static_cast<std::size_t>(device)]) +
                     " in step " + std::to_string(m_steps + 1) + ", beside " +
                     figureOf(states).text() +
                     " of weights, gradients and optimizer states: take a smaller "
                     "training.micro_batch, which is " +
                     std::to_string(m_trained.layout.samples) + ", or a smaller network."};
    }

    void judge(StepReport &report)
    {
        const bool bad = !std::isfinite(report.loss) ||
                         (m_steps > 1 && report.loss > kLostCause * std::max(m_firstLoss, 1e-3));
        if (m_steps == 1)
            m_firstLoss = report.loss;
        if (!bad) {
            std::swap(m_good, m_before);
            return;
        }
        m_diverged = true;
        report.diverged = true;
        const std::string loss =
            std::isfinite(report.loss) ? figureOfNumber(report.loss) : "no number";
        report.message = "The loss of step " + std::to_string(m_steps) + " is " + loss +
                         ": the run has diverged. Begin again with a smaller learning rate; " +
                         (m_good.empty() ? "no step was good."
                                         : "the weights before step " +
                                               std::to_string(m_steps - 1) + " are kept.");
        if (m_good.empty())
            return;
        for (const int device : m_team->devicesHere())
            m_team->store(device).setHeld(m_good[static_cast<std::size_t>(device)]);
    }

    const Tensors &network()
    {
        if (!m_network)
            m_network = collectWeights(*m_team, 0);
        return *m_network;
    }

    Evaluator<float> &evaluator()
    {
        useOneThread();
        if (!m_evaluator)
            m_evaluator.emplace(m_trained.layout.network, network());
        return *m_evaluator;
    }

    Scenario m_scenario;
    TrainedLayout m_trained;
    SampleSource m_samples;
    Calibration m_calibration;
    Costs m_steady;
    ClockKind m_clock;
    std::unique_ptr<Team<float>> m_team;
    SnapshotPtr m_predicted;
    // Of the weights after the last step, as replica 0 has them.
    std::optional<Tensors> m_network;
    std::optional<Evaluator<float>> m_evaluator;
    Kept m_before; // the weights that the last loss was computed with
    Kept m_good;   // those of the last good one
    std::int64_t m_steps = 0;
    double m_firstLoss = 0;
    bool m_diverged = false;
    bool m_stopped = false;
};

SnapshotPtr RunningSession::measured() const
{
    if (m_steps == 0)
        return nullptr;
    std::vector<InstructionTimes> times;
    for (int device = 0; device < m_trained.layout.devices(); ++device) {
        const DeviceRecord &record = m_team->record(device);
        times.push_back({record.begin, record.end});
    }
    Trace trace = stepTrace(m_trained.plan, m_team->layout(), m_team->programs(), times,
                            m_trained.links(), sizeof(float));
    for (int row = 0; row < static_cast<int>(m_trained.plan.rows.size()); ++row) {
        const int device = deviceOfRow(m_trained.plan, m_team->layout(), row);
        trace.memory.push_back(memoryOf(device));
    }
    return recordedSnapshot(m_scenario, m_trained.plan, std::move(trace));
}

std::vector<WorkerMemory> RunningSession::memory()
{
    std::vector<WorkerMemory> workers;
    for (int row = 0; row < static_cast<int>(m_trained.plan.rows.size()); ++row) {
        const int device = deviceOfRow(m_trained.plan, m_team->layout(), row);
        const MemoryParts most = fullestOf(memoryOf(device));
        workers.push_back({m_trained.deviceOf[static_cast<std::size_t>(device)], most.parameters,
                           most.gradients, most.optimizer, most.activations + most.buffers,
                           most.buffers,
                           m_trained.plan.rows[static_cast<std::size_t>(row)].peak.activations});
    }
    std::ranges::sort(workers, {}, &WorkerMemory::device);
    return workers;
}

std::vector<Fingerprint> RunningSession::fingerprints()
{
    const Layout &layout = m_trained.layout;
    std::vector<Fingerprint> prints;
    std::vector<std::string> firsts(static_cast<std::size_t>(layout.ranks() * layout.partners));
    std::vector<float> values;
    for (int device = 0; device < layout.devices(); ++device) {
        m_team->store(device).copyHeld(values);
        Fingerprint print = {m_trained.deviceOf[static_cast<std::size_t>(device)],
                             fingerprintOf<float>(values), 0, true};
        // Where each holds a share of its own, nothing must be equal.
        const bool copies = layout.shards < 3;
        print.group = copies ? device % (layout.ranks() * layout.partners) : device;
        if (copies) {
            std::string &first = firsts[static_cast<std::size_t>(print.group)];
            if (first.empty())
                first = print.digits;
            print.equal = first == print.digits;
        }
        prints.push_back(std::move(print));
    }
    std::ranges::sort(prints, {}, &Fingerprint::device);
    return prints;
}

Result<std::unique_ptr<Session>> opened(Scenario scenario, TrainedLayout trained,
                                        SampleSource samples, const Calibration &calibration,
                                        const SessionOptions &options)
{
    const std::vector<Program> programs = compile(trained.layout);
    if (std::string cut = complaintAboutCuts(trained, programs); !cut.empty())
        return Error{std::move(cut)};
    Costs costs =
        steadyCosts(trained.layout, programs, trained.optimizer, calibration, trained.speeds);
    // Finds a circle of waits before a thread starts.
    const auto times = replay(trained.layout, programs, costs, trained.links(), sizeof(float));
    if (!times)
        return times.error();
    if (Status room = checkRoom(); !room)
        return room.error();
    const TrainedLayout layout = trained; // of which an error tells
    return withMemoryFor(layout, [&]() -> Result<std::unique_ptr<Session>> {
        auto session = std::make_unique<RunningSession>(
            std::move(scenario), std::move(trained), std::move(samples), std::move(costs), options);
        session->remember(calibration);
        return std::unique_ptr<Session>(std::move(session));
    });
}

} // namespace

Result<std::unique_ptr<Session>> Session::open(const Scenario &scenario,
                                               const Calibration &calibration,
                                               const SessionOptions &options)
{
    Scenario here = calibrated(scenario, calibration);
    Result<TrainedLayout> trained = trainedLayout(here);
    if (!trained)
        return trained.error();
    Result<SampleSource> samples = trainingData(*here.train);
    if (!samples)
        return samples.error();
    return opened(std::move(here), std::move(trained).value(), std::move(samples).value(),
                  calibration, options);
}

} // namespace core::live
