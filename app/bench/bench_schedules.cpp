// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/bench/bench_cases.h"
#include "app/bench/medians.h"
#include "core/base/text.h"
#include "core/schedule/schedule.h"
#include "core/sim/evaluate.h"

#include <algorithm>
#include <fstream>
#include <optional>
#include <utility>

#include <malloc.h>
#include <sys/wait.h>
#include <unistd.h>

namespace app {
namespace {

constexpr double kMegabyte = 1 << 20;

double actionsOf(const core::ScheduleShape &shape)
{
    return 2.0 * shape.ranks * shape.microBatches * shape.chunks;
}

std::string shapeText(const core::ScheduleShape &shape)
{
    return std::to_string(shape.ranks) + " x " + std::to_string(shape.microBatches) + " x " +
           std::to_string(shape.chunks);
}

struct Made
{
    core::ScheduleOrder order;
    core::Evaluation evaluation;
};

Made makeAndEvaluate(const char *id, const core::ScheduleShape &shape)
{
    Made made{.order = core::makeOrder(id, shape).value(), .evaluation = {}};
    made.evaluation = core::evaluate(made.order, shape.costs).value();
    return made;
}

double secondsToMake(const char *id, const core::ScheduleShape &shape)
{
    std::optional<Made> kept; // freeing it is not part of the answer
    return processorSecondsOf([&] { kept = makeAndEvaluate(id, shape); });
}

double medianToMake(int repetitions, const char *id, const core::ScheduleShape &shape)
{
    return mediansOf(
               repetitions, [&] { return secondsToMake(id, shape); }, [] { return 1.0; })
        .work;
}

// Bytes of this process in memory: now ("VmRSS:"), or at most so far ("VmHWM:").
double residentBytes(const std::string &field)
{
    std::ifstream status("/proc/self/status");
    std::string word;
    while (status >> word) {
        double kilobytes = 0;
        if (word == field && status >> kilobytes)
            return kilobytes * 1024;
    }
    return 0;
}

// What making and evaluating it adds to the memory of a process at its peak. In a process of its
// own, since a peak never goes down. Nothing if the system does not tell.
double bytesToMake(const char *id, const core::ScheduleShape &shape)
{
    int ends[2];
    if (::pipe(ends) != 0)
        return 0;
    const pid_t child = ::fork();
    if (child == 0) {
        ::malloc_trim(0);
        std::ofstream("/proc/self/clear_refs") << "5"; // the peak begins anew
        const double before = residentBytes("VmRSS:");
        (void)makeAndEvaluate(id, shape);
        const double bytes = residentBytes("VmHWM:") - before;
        const bool told = ::write(ends[1], &bytes, sizeof bytes) == sizeof bytes;
        ::_exit(told ? 0 : 1);
    }
    double bytes = 0;
    ::close(ends[1]);
    if (child > 0) {
        if (::read(ends[0], &bytes, sizeof bytes) != sizeof bytes)
            bytes = 0;
        ::waitpid(child, nullptr, 0);
    }
    ::close(ends[0]);
    return bytes;
}

core::BenchResult benchSearch(const char *id, const char *name)
{
    const core::ScheduleShape shape = {.ranks = 64, .microBatches = 1024};
    return {name, medianToMake(3, id, shape), 1, "s",
            std::string(core::findSchedule(id)->title) +
                ", 64 x 1024: searched and evaluated; median of 3"};
}

// From 10,000 actions to 8.4 million.
core::BenchResult benchGrowth(double secondsOfLargest, const core::ScheduleShape &largest)
{
    constexpr std::pair<int, int> kSizes[] = {{16, 80}, {32, 400}, {64, 1600}};
    double least = secondsOfLargest / actionsOf(largest);
    double most = least;
    std::string list;
    for (const auto &[ranks, microBatches] : kSizes) {
        const core::ScheduleShape shape = {
            .ranks = ranks, .microBatches = microBatches, .chunks = 4};
        const double each = medianToMake(11, "interleaved", shape) / actionsOf(shape);
        least = std::min(least, each);
        most = std::max(most, each);
        list += core::figureOfNumber(each * 1e9) + " ns of " +
                core::figureOfCount(static_cast<std::int64_t>(actionsOf(shape))) + ", ";
    }
    list += core::figureOfNumber(secondsOfLargest / actionsOf(largest) * 1e9) + " ns of " +
            core::figureOfCount(static_cast<std::int64_t>(actionsOf(largest)));
    return {"schedule_per_action_growth", most / least, 2, "ratio",
            "an action of interleaved costs " + list + "; the most expensive over the cheapest"};
}

} // namespace

std::vector<core::BenchResult> benchSchedules()
{
    const core::ScheduleShape frame = {.ranks = 64, .microBatches = 1024, .chunks = 2};
    const core::ScheduleShape largest = {.ranks = 256, .microBatches = 4096, .chunks = 4};
    const double bytes = bytesToMake("interleaved", largest) / actionsOf(largest);
    const double inFrame = medianToMake(21, "interleaved", frame);
    const double ofLargest = medianToMake(3, "interleaved", largest);
    const std::string what = "interleaved " + shapeText(largest) + " (" +
                             core::figureOfCount(static_cast<std::int64_t>(actionsOf(largest))) +
                             " actions)";
    std::vector<core::BenchResult> results = {
        {"schedule_in_a_frame", inFrame, 0.016, "s",
         "interleaved " + shapeText(frame) + " (" +
             core::figureOfCount(static_cast<std::int64_t>(actionsOf(frame))) +
             " actions): made and evaluated; median of 21"},
        {"schedule_of_8_million", ofLargest, 1.5, "s", what + ": made and evaluated; median of 3"},
        benchSearch("zb-auto", "zb_auto_64_1024"),
        benchSearch("v-half", "v_half_64_1024"),
        benchGrowth(ofLargest, largest)};
    if (bytes > 0)
        results.push_back({"schedule_bytes_per_action", bytes, 80, "ratio",
                           what +
                               ": the bytes that it adds to the memory of a process at its peak (" +
                               core::figureOfNumber(bytes * actionsOf(largest) / kMegabyte) +
                               " MiB), over its actions"});
    return results;
}

} // namespace app
