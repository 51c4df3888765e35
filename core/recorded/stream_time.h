// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/interval_set.h"
#include "core/recorded/recorded_facts.h"
#include "core/recorded/recorded_run.h"

#include <cstddef>
#include <cstdint>
#include <span>

namespace core {

// Where the time of one device of a rank goes, and that of its streams, within a window.
class DeviceTime
{
public:
    // streams: those of the device, indices into rank.streams.
    DeviceTime(const RecordedRank &rank, std::span<const std::size_t> streams,
               const NameTable &names, TimeInterval window);

    [[nodiscard]] DeviceFacts facts() const;
    [[nodiscard]] StreamFacts factsOfStream(std::size_t stream) const;

private:
    // What begins a stretch of work, and when the host asked for it.
    struct Start
    {
        std::int64_t begin = 0;
        std::int64_t launch = RecordedSpan::kNoLaunch;
    };

    void collectStarts(std::span<const std::size_t> streams);
    [[nodiscard]] TimeInterval clipped(const RecordedSpan &span) const;
    void addGap(TimeInterval gap, std::int64_t launch, IdleTimes &idle) const;
    [[nodiscard]] std::int64_t launchOfStart(std::int64_t begin) const;

    const RecordedRank &m_rank;
    const NameTable &m_names;
    TimeInterval m_window;
    IntervalSet m_computing;
    IntervalSet m_communicating;
    IntervalSet m_copying;
    IntervalSet m_atWork;        // all of them
    std::vector<Start> m_starts; // in order; of those that begin together the first launched
};

} // namespace core
