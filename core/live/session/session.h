// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/snapshot.h"
#include "core/base/result.h"
#include "core/live/network/samples.h"
#include "core/live/run/team.h"
#include "core/live/session/calibration.h"
#include "core/live/session/learned.h"
#include "core/live/session/trained_layout.h"
#include "core/scenario/scenario.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace core::live {

enum class ClockKind : std::uint8_t {
    Steady,  // work costs what it was calibrated to: repeatable to the nanosecond
    Measured // work costs the processor time that it took
};

// Makes what runs the devices of a layout.
using MakeTeam =
    std::function<std::unique_ptr<Team<float>>(const TrainedLayout &trained, SampleSource samples)>;

struct SessionOptions
{
    ClockKind clock = ClockKind::Steady;
    MakeTeam makeTeam = {}; // empty: threads of this process
};

struct StepReport
{
    std::int64_t number = 0; // from 1
    double loss = 0;         // mean over the batch, before this step's update
    double accuracy = 0;     // of the batch
    std::int64_t time = 0;   // virtual ns, to the end of the last worker
    // The loss is no number any more, or a thousand times the first: the weights are those of
    // the last step that was good, and no further step is taken.
    bool diverged = false;
    std::string message; // what happened, and what to do
};

// The weights of one worker.
struct Fingerprint
{
    int device = 0;     // of the scenario
    std::string digits; // 16, hexadecimal, of all bits
    int group = 0;      // workers that should hold the same weights
    bool equal = true;  // to the first worker of the group
};

// Bytes that a worker has allocated.
struct WorkerMemory
{
    int device = 0; // of the scenario
    Bytes weights;
    Bytes gradients;
    Bytes optimizer;
    Bytes activations; // at their peak in the last step; measured() has them over time
    Bytes workspace;   // of these what the visit at work gives back itself: no plan counts it
    Bytes planned;     // activations at their peak, as the plan has them
};

// A training run of a scenario, on threads of its own. All calls come from one thread (any, but
// one at a time); only step() takes long. Can be destroyed at any moment, and frees everything.
// Where the team is made of processes, all of them open it, take its steps and collect; what the
// workers hold is then answered in the first one.
class Session
{
public:
    // Checks everything first: layout, data, deadlock, cut links. Errors say what to change.
    [[nodiscard]] static Result<std::unique_ptr<Session>>
    open(const Scenario &scenario, const Calibration &calibration, const SessionOptions &options);
    virtual ~Session() = default;
    Session(const Session &) = delete;
    Session &operator=(const Session &) = delete;

    // One step. Error: stopped in the middle, after which the session can only be destroyed, or
    // the run has diverged before.
    [[nodiscard]] virtual Result<StepReport> step(const std::stop_token &stop) = 0;

    // After the last step: the first process can be asked what the workers of the others hold.
    virtual void collect() = 0;

    // From the next step on.
    virtual void changeLearningRate(double rate) = 0;
    virtual void setShareGradients(bool share) = 0;

    // The last step as the views show a simulated step; null before the first one.
    [[nodiscard]] virtual SnapshotPtr measured() const = 0;
    // What the simulator says of a step, with a row for each worker.
    // The same one until what is shared changes.
    [[nodiscard]] virtual SnapshotPtr predicted() = 0;
    [[nodiscard]] virtual std::vector<WorkerMemory> memory() = 0;
    [[nodiscard]] virtual std::vector<Fingerprint> fingerprints() = 0;
    // Of the whole network as replica 0 has it: the same for any layout whose bits are the same.
    [[nodiscard]] virtual std::string weights() = 0;

    // What the network of replica 0 has learned; each in a few milliseconds.
    // Nothing for a text, and where all samples are trained on.
    [[nodiscard]] virtual std::optional<TestAnswers> testAnswers() = 0;
    // Of test images, evenly picked; none where samples are no images.
    [[nodiscard]] virtual std::vector<ImageAnswer> imageAnswers(int count) = 0;
    // Where samples are points of the plane.
    [[nodiscard]] virtual std::optional<PlaneAnswer> planeAnswer(int side) = 0;
    // Goes on writing behind the prompt; empty for dense layers. The same seed writes the same.
    [[nodiscard]] virtual std::string write(std::string_view prompt, int bytes, double temperature,
                                            std::uint64_t seed) = 0;

    [[nodiscard]] virtual const Scenario &scenario() const = 0;

protected:
    Session() = default;
};

} // namespace core::live
