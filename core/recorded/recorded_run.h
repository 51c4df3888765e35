// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/units.h"
#include "core/recorded/name_table.h"
#include "core/recorded/process_groups.h"

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace core {

// Work of a stream, ns on the clock of the recording.
struct RecordedSpan
{
    static constexpr std::int64_t kNoLaunch = std::numeric_limits<std::int64_t>::min();
    static constexpr std::int32_t kNoCall = -1;

    std::int64_t begin = 0;
    std::int64_t end = 0;
    std::int64_t launch = kNoLaunch; // when the host asked for it
    std::uint32_t name = 0;          // of RecordedRun::names
    std::int32_t call = kNoCall;     // of RecordedRank::calls
};

// What a device works on one after the other; of a recording without devices, a thread.
struct RecordedStream
{
    std::string label;
    std::int32_t device = 0;         // of RecordedRank::devices
    std::vector<RecordedSpan> spans; // in order, none over another
};

// A collective as one rank took part in it.
struct CollectiveCall
{
    std::uint32_t operation = 0; // index into kCollectiveOperations
    std::uint32_t group = 0;     // of RecordedRun::groups
    std::int64_t sequence = -1;  // in its group, if the trace says it
    Bytes message = {};          // the larger of what goes in and comes out; 0: not known
};

struct RecordedStep
{
    std::int64_t number = 0;
    std::int64_t begin = 0; // ns
    std::int64_t end = 0;
};

// How full the allocator of a device is from a time on, bytes.
struct RecordedMemory
{
    std::int64_t time = 0;
    std::int32_t device = 0; // of RecordedRank::devices
    std::int64_t allocated = 0;
    std::int64_t reserved = -1; // -1: not said
};

struct RecordedCounter
{
    std::string name;
    std::int64_t count = 0;
    double least = 0;
    double most = 0;
    double last = 0;
};

// What was mended in the trace of a rank, or left out.
struct Mended
{
    std::int64_t overlapping = 0; // spans that began before the one ahead of them had ended
    std::int64_t overlap = 0;     // ns of them that were cut
    std::int64_t negative = 0;    // spans that end before they begin
    std::int64_t untimed = 0;     // events whose time is no number
    std::int64_t unreadable = 0;  // events that are not JSON
    std::int64_t unpaired = 0;    // ends without a begin, and begins without an end
    std::int64_t dropped = 0;     // counters beyond those that are kept
};

struct RecordedRank
{
    int rank = 0;
    int worldSize = 0; // ranks of the run, recorded or not; 0: not said
    std::string file;
    std::vector<std::string> devices; // what they are called
    std::vector<RecordedStream> streams;
    std::vector<CollectiveCall> calls;
    std::vector<RecordedStep> steps; // in order of time and number, none over another
    std::vector<RecordedMemory> memory;
    std::vector<RecordedCounter> counters;
    Mended mended;
    std::int64_t events = 0;
    bool hostOnly = false;       // no device was recorded: the streams are threads
    bool stepsByPeriod = false;  // no ProfilerStep#: the steps were found
    std::int64_t clockShift = 0; // ns that were added to its times, to agree with the others
};

// Some steps of training, as the profilers of its ranks recorded them.
struct RecordedRun
{
    std::string title;
    NameTable names;
    ProcessGroups groups;
    std::vector<RecordedRank> ranks; // in order of rank
    std::vector<std::string> notes;  // what was mended, or has to be known
};

} // namespace core
