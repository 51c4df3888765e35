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

} // namespace

WorkMeter::WorkMeter(TrainSpec data, TrainedLayout trained)
    : m_data(std::move(data)), m_trained(std::move(trained)), m_programs(compile(m_trained.layout))
{}

Result<WorkMeter> WorkMeter::of(const Scenario &scenario, const Calibration &known)
{
    const Scenario here = calibrated(scenario, known);
    Result<TrainedLayout> trained = trainedLayout(here);
    if (!trained)
        return trained.error();
    WorkMeter meter(*here.train, std::move(trained).value());
    for (int device = 0; device < meter.m_trained.layout.devices(); ++device) {
        std::vector<std::string> &asked = meter.m_asked.emplace_back();
        for (const Instruction &instruction : meter.m_programs[static_cast<std::size_t>(device)]) {
            std::string name =
                workName(meter.m_trained.layout, device, meter.m_trained.optimizer, instruction);
            if (known.work.contains(name))
                name.clear();
            if (!name.empty())
                meter.m_names.insert(name);
            asked.push_back(std::move(name));
        }
    }
    return meter;
}

// Adds the costs of the last step, as they are at the pace of the calibration. Pace 0: of a
// computer that was never measured. clock: ns that each was longer for being measured.
void WorkMeter::take(const Team<float> &team, double pace, std::int64_t clock)
{
    for (std::size_t device = 0; device < m_asked.size(); ++device) {
        const DeviceRecord &record = team.record(static_cast<int>(device));
        for (std::size_t i = 0; i < m_asked[device].size(); ++i) {
            m_taken += record.cost[i];
            if (m_asked[device][i].empty())
                continue;
            const PaceAround &around = record.pace[i];
            const double scale = pace > 0 ? pace / around.mean() : 1;
            const std::int64_t cost =
                std::llround(static_cast<double>(record.cost[i] - clock) * scale);
            m_times[m_asked[device][i]].push_back(
                {cost, std::max(around.before, around.after), isCalm(around.before, around.after)});
        }
    }
}

// Links have no say in what work costs, and a cut one must not stop this. The pace is measured
// beside the work: what the table and the clock know of this computer must hold for one speed,
// though they come from different minutes.
Status WorkMeter::measure(std::int64_t time, double pace, const std::stop_token &stop)
{
    if (m_names.empty())
        return std::monostate{};
    Result<SampleSource> samples = trainingData(m_data);
    if (!samples)
        return samples.error();
    return withMemoryFor(m_trained, [&]() -> Status {
        ThreadTeam<float> team(m_trained.layout, m_trained.optimizer, std::move(samples).value(),
                               [](int, int) { return Hop{}; });
        team.setPaced(true);
        const std::int64_t clock = clockTime();
        m_taken = 0;
        // Threads that wait for their turn on a busy computer take no processor time.
        const auto begin = std::chrono::steady_clock::now();
        const auto goesOn = [&](int step) {
            return step < kLeastSteps ||
                   (step < kMostSteps && m_taken < time &&
                    (step < kEnoughSteps || std::chrono::steady_clock::now() - begin < kLongest));
        };
        for (int step = 0; goesOn(step); ++step) {
            if (!team.step({}, stop).completed)
                return stop.stop_requested() ? Error{"Stopped."} : noMemoryFor(m_trained);
            if (step > 0) // the first one allocates
                take(team, pace, clock);
        }
        return std::monostate{};
    });
}

void WorkMeter::addTo(Calibration &calibration) const
{
    std::int64_t fastest = std::numeric_limits<std::int64_t>::max();
    for (const auto &[name, times] : m_times) {
        for (const AtPace<std::int64_t> &once : times)
            fastest = std::min(fastest, once.pace);
    }
    constexpr std::size_t kEnough = 5;
    for (const auto &[name, times] : m_times)
        calibration.work.try_emplace(
            name, std::max<std::int64_t>(1, quartileAtPace(times, fastest, kEnough)));
}

Status measureWorkFor(std::int64_t time, const Scenario &scenario, Calibration &calibration,
                      const std::stop_token &stop)
{
    if (Status room = checkRoom(); !room)
        return room;
    Result<WorkMeter> meter = WorkMeter::of(scenario, calibration);
    if (!meter)
        return meter.error();
    if (Status done = meter.value().measure(time, calibration.pace, stop); !done)
        return done;
    meter.value().addTo(calibration);
    return std::monostate{};
}

Status measureWork(const Scenario &scenario, Calibration &calibration, const std::stop_token &stop)
{
    return measureWorkFor(kWorkTime, scenario, calibration, stop);
}

} // namespace core::live
