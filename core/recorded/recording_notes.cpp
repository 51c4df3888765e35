// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/recorded/recording_notes.h"

#include "core/base/text.h"

#include <algorithm>
#include <string>

namespace core {
namespace {

std::string counted(std::int64_t count, const char *one, const char *many)
{
    return figureOfCount(count) + ' ' + (count == 1 ? one : many);
}

Mended sumOf(const RecordedRun &run)
{
    Mended sum;
    for (const RecordedRank &rank : run.ranks) {
        sum.overlapping += rank.mended.overlapping;
        sum.overlap += rank.mended.overlap;
        sum.negative += rank.mended.negative;
        sum.untimed += rank.mended.untimed;
        sum.unreadable += rank.mended.unreadable;
        sum.unpaired += rank.mended.unpaired;
        sum.dropped += rank.mended.dropped;
    }
    return sum;
}

void noteSpans(RecordedRun &run)
{
    const Mended sum = sumOf(run);
    if (sum.overlapping > 0)
        run.notes.push_back("Cut, by " + figureOf(Nanos{sum.overlap}).text() + " in all: " +
                            counted(sum.overlapping, "kernel that begins", "kernels that begin") +
                            " before the one ahead on the stream has ended, which cannot be.");
    if (sum.negative > 0)
        run.notes.push_back("Left out: " + counted(sum.negative, "event", "events") +
                            " of negative length.");
    if (sum.untimed > 0)
        run.notes.push_back("Left out: " + counted(sum.untimed, "event", "events") +
                            " with no time, or one that cannot be.");
    if (sum.unreadable > 0)
        run.notes.push_back("Left out: " + counted(sum.unreadable, "event", "events") +
                            " not written as JSON, such as names with a quotation mark.");
    if (sum.unpaired > 0)
        run.notes.push_back("Mended: " + counted(sum.unpaired, "event", "events") +
                            " with a begin and no end, or an end and no begin.");
    if (sum.dropped > 0)
        run.notes.push_back("Left out: " + counted(sum.dropped, "value", "values") +
                            " of counters, of which there are too many.");
}

void noteClocks(RecordedRun &run, const ClockAgreement &clocks)
{
    if (clocks.shifted)
        run.notes.push_back("The clocks of the ranks were shifted by up to " +
                            figureOf(Nanos{clocks.largestShift}).text() +
                            ", so that collectives end together; they do to " +
                            figureOf(Nanos{clocks.residue}).text() + " in the median.");
    if (clocks.apart.empty())
        return;
    run.notes.push_back(
        counted(static_cast<std::int64_t>(clocks.apart.size()), "rank shares", "ranks share") +
        " no collective with rank " + std::to_string(run.ranks.front().rank) +
        ", the first of them rank " + std::to_string(clocks.apart.front()) +
        ": their clocks are taken as they are.");
}

} // namespace

void noteMendings(RecordedRun &run, const ClockAgreement &clocks)
{
    noteSpans(run);
    if (run.ranks.size() > 1)
        noteClocks(run, clocks);
    if (std::ranges::any_of(run.ranks, &RecordedRank::hostOnly))
        run.notes.push_back("No work of a device was recorded: what is shown are the threads of "
                            "the host. Record with ProfilerActivity.CUDA to see devices.");
    if (std::ranges::any_of(run.ranks, &RecordedRank::stepsByPeriod))
        run.notes.push_back("Steps are not marked (ProfilerStep#): they were found as the period "
                            "with which the kernels repeat.");
}

} // namespace core
