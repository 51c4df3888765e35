// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/recorded/recorded_run.h"
#include "core/recorded/trace_event.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace core {

// Makes the recording of one rank out of the events of its trace, in whatever order they come. Of
// the host it keeps when kernels were launched and which steps there were; the operators of its
// threads only as long as no device has shown up.
class RankRecorder
{
public:
    // Beyond these a trace is damaged, or made up.
    static constexpr std::int64_t kMostSpans = 200'000'000;
    static constexpr std::size_t kMostStreams = 262'144;
    static constexpr std::size_t kMostCounters = 10'000;

    // Of the run: they grow with what this rank adds.
    RankRecorder(NameTable &names, ProcessGroups &groups);

    void add(const TraceEvent &event, std::span<const CounterValue> counters);
    // What is wrong with all that was added so far; empty: nothing.
    [[nodiscard]] const std::string &problem() const { return m_problem; }
    // What can be shown while more is added: devices, and of streams the spans without launches.
    [[nodiscard]] RecordedRank soFar() const;
    // The recording; the recorder is used up. Steps are not found yet, but those that are named.
    [[nodiscard]] RecordedRank finish();

private:
    struct OpenEvent
    {
        std::int64_t begin = 0;
        std::uint32_t name = 0;
    };
    struct Lane
    {
        RecordedStream stream = {};
        std::vector<std::int64_t> correlation = {}; // of each span of a device
        std::vector<OpenEvent> open = {};           // B without its E
        std::int64_t last = 0;                      // end of what was added last, ns
        bool ofDevice = false;
    };
    struct Launch
    {
        std::int64_t correlation = 0;
        std::int64_t time = 0; // ns
    };

    void addDeviceWork(const TraceEvent &event);
    void addHostWork(const TraceEvent &event);
    void addNested(const TraceEvent &event);
    void addStep(const TraceEvent &event);
    void addMemory(const TraceEvent &event);
    void addCounters(const TraceEvent &event, std::span<const CounterValue> counters);
    void addLabel(const TraceEvent &event);
    void push(Lane &lane, const TraceEvent &event);
    [[nodiscard]] bool isTimed(const TraceEvent &event);
    [[nodiscard]] std::int32_t callOf(const TraceEvent &event, const Lane &lane);
    [[nodiscard]] std::uint32_t groupOf(const TraceEvent &event, const Lane &lane);
    [[nodiscard]] Lane *laneOf(const TraceEvent &event, bool ofDevice);
    [[nodiscard]] std::int32_t deviceOf(std::string_view key);
    void closeOpen(Lane &lane);
    void findLaunches(Lane &lane) const;
    [[nodiscard]] std::string labelOf(std::string_view key) const;
    void finishLane(Lane &lane);

    NameTable &m_names;
    ProcessGroups &m_groups;
    RecordedRank m_rank;
    std::vector<Lane> m_lanes;
    TextNumbers m_laneNumbers;
    std::vector<std::string> m_deviceKeys;
    TextNumbers m_deviceNumbers;
    TextNumbers m_counterNumbers;
    std::vector<Launch> m_launches;
    std::vector<std::pair<std::string, std::string>> m_labels; // of processes and threads, by key
    std::string m_key;                                         // memory for keys
    std::string m_problem;
    std::int64_t m_spans = 0;
    bool m_sawDevice = false;
};

} // namespace core
