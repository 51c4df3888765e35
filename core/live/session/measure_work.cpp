// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/session/measure_work.h"

#include "core/base/median.h"
#include "core/io/live/training_data.h"
#include "core/live/program/compile.h"
#include "core/live/run/pace.h"
#include "core/live/run/processor_time.h"
#include "core/live/run/room.h"
#include "core/live/run/thread_team.h"
#include "core/live/session/at_pace.h"
#include "core/live/session/calibrate.h"
#include "core/live/session/trained_layout.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>

namespace core::live {
namespace {

constexpr std::int64_t kMeasureFor = 250'000'000; // ns of processor time, of all steps together
constexpr int kLeastSteps = 5;
constexpr int kMostSteps = 400;
constexpr int kEnoughSteps = 60;
constexpr std::chrono::milliseconds kLongest{250}; // for more than enough

// What reading the clock twice adds to each measured instruction.
std::int64_t clockTime()
{
    std::vector<std::int64_t> times;
    for (int i = 0; i < 101; ++i) {
        const std::int64_t before = threadProcessorTime();
        times.push_back(threadProcessorTime() - before);
    }
    return medianOf(std::move(times));
}

using Names = std::vector<std::vector<std::string>>; // by device and instruction

Names namesOf(const TrainedLayout &trained, const std::vector<Program> &programs)
{
    Names names;
    for (int device = 0; device < trained.layout.devices(); ++device) {
        std::vector<std::string> &own = names.emplace_back();
        for (const Instruction &instruction : programs[static_cast<std::size_t>(device)])
            own.push_back(workName(trained.layout, device, trained.optimizer, instruction));
    }
    return names;
}

bool allKnown(const Names &names, const Calibration &calibration)
{
    return std::ranges::all_of(names, [&](const std::vector<std::string> &own) {
        return std::ranges::all_of(own, [&](const std::string &name) {
            return name.empty() || calibration.work.contains(name);
        });
    });
}

// ns of work that was done again and again.
using Times = std::vector<AtPace<std::int64_t>>;
using TimesByName = std::map<std::string, Times>;

// Adds the costs of the last step, as they are at the pace of the calibration; returns the
// processor time of it. Pace 0: of a computer that was never measured. clock: ns that each was
// longer for being measured.
std::int64_t take(const Team<float> &team, const Names &names, double pace, std::int64_t clock,
                  TimesByName &costs)
{
    std::int64_t sum = 0;
    for (std::size_t device = 0; device < names.size(); ++device) {
        const DeviceRecord &record = team.record(static_cast<int>(device));
        for (std::size_t i = 0; i < names[device].size(); ++i) {
            sum += record.cost[i];
            if (names[device][i].empty())
                continue;
            const PaceAround &around = record.pace[i];
            const double scale = pace > 0 ? pace / around.mean() : 1;
            const std::int64_t cost =
                std::llround(static_cast<double>(record.cost[i] - clock) * scale);
            costs[names[device][i]].push_back(
                {cost, std::max(around.before, around.after), isCalm(around.before, around.after)});
        }
    }
    return sum;
}

// Links have no say in what work costs, and a cut one must not stop this. The pace is measured
// beside the work: what the table and the clock know of this computer must hold for one speed,
// though they come from different minutes.
Result<TimesByName> measureSteps(const TrainedLayout &trained, SampleSource samples,
                                 const Names &names, double pace, std::int64_t measureFor,
                                 const std::stop_token &stop)
{
    ThreadTeam<float> team(trained.layout, trained.optimizer, std::move(samples),
                           [](int, int) { return Hop{}; });
    team.setPaced(true);
    TimesByName costs;
    const std::int64_t clock = clockTime();
    std::int64_t taken = 0;
    // Threads that wait for their turn on a busy computer take no processor time.
    const auto begin = std::chrono::steady_clock::now();
    const auto goesOn = [&](int step) {
        return step < kLeastSteps ||
               (step < kMostSteps && taken < measureFor &&
                (step < kEnoughSteps || std::chrono::steady_clock::now() - begin < kLongest));
    };
    for (int step = 0; goesOn(step); ++step) {
        if (!team.step({}, stop).completed)
            return stop.stop_requested() ? Error{"Stopped."} : noMemoryFor(trained);
        if (step > 0) // the first one allocates
            taken += take(team, names, pace, clock, costs);
    }
    return costs;
}

} // namespace

Status measureWorkFor(std::int64_t time, const Scenario &scenario, Calibration &calibration,
                      const std::stop_token &stop)
{
    if (Status room = checkRoom(); !room)
        return room;
    const Scenario here = calibrated(scenario, calibration);
    const Result<TrainedLayout> trained = trainedLayout(here);
    if (!trained)
        return trained.error();
    const Names names = namesOf(trained.value(), compile(trained.value().layout));
    if (allKnown(names, calibration))
        return std::monostate{};
    Result<SampleSource> samples = trainingData(*here.train);
    if (!samples)
        return samples.error();
    const Result<TimesByName> costs = withMemoryFor(trained.value(), [&] {
        return measureSteps(trained.value(), std::move(samples).value(), names, calibration.pace,
                            time, stop);
    });
    if (!costs)
        return costs.error();
    std::int64_t fastest = std::numeric_limits<std::int64_t>::max();
    for (const auto &[name, times] : costs.value()) {
        for (const AtPace<std::int64_t> &once : times)
            fastest = std::min(fastest, once.pace);
    }
    constexpr std::size_t kEnough = 5;
    for (const auto &[name, times] : costs.value())
        calibration.work.try_emplace(
            name, std::max<std::int64_t>(1, quartileAtPace(times, fastest, kEnough)));
    return std::monostate{};
}

Status measureWork(const Scenario &scenario, Calibration &calibration, const std::stop_token &stop)
{
    return measureWorkFor(kMeasureFor, scenario, calibration, stop);
}

} // namespace core::live
