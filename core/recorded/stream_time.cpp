// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/recorded/stream_time.h"

#include <algorithm>
#include <tuple>

namespace core {
namespace {

std::int64_t &of(IdleTimes &idle, RecordedIdle cause)
{
    return idle[static_cast<std::size_t>(cause)];
}

} // namespace

DeviceTime::DeviceTime(const RecordedRank &rank, std::span<const std::size_t> streams,
                       const NameTable &names, TimeInterval window)
    : m_rank(rank), m_names(names), m_window(window)
{
    std::vector<TimeInterval> computing;
    std::vector<TimeInterval> communicating;
    std::vector<TimeInterval> copying;
    for (const std::size_t stream : streams) {
        for (const RecordedSpan &span : rank.streams[stream].spans) {
            const TimeInterval part = clipped(span);
            if (part.length() <= 0)
                continue;
            const KernelKind kind = names.kind(span.name);
            (kind == KernelKind::Collective ? communicating
             : kind == KernelKind::Copy     ? copying
                                            : computing)
                .push_back(part);
        }
    }
    m_computing = IntervalSet(std::move(computing));
    m_communicating = IntervalSet(std::move(communicating));
    m_copying = IntervalSet(std::move(copying));
    m_atWork = unionOf(unionOf(m_computing, m_communicating), m_copying);
    collectStarts(streams);
}

// Only those that end idle time: the first of each stretch.
void DeviceTime::collectStarts(std::span<const std::size_t> streams)
{
    for (const std::size_t stream : streams) {
        for (const RecordedSpan &span : m_rank.streams[stream].spans) {
            const auto stretch = std::ranges::lower_bound(m_atWork.intervals(), span.begin, {},
                                                          &TimeInterval::begin);
            if (stretch != m_atWork.intervals().end() && stretch->begin == span.begin &&
                span.end > span.begin)
                m_starts.push_back({span.begin, span.launch});
        }
    }
    std::ranges::sort(m_starts, {}, [](const Start &start) {
        return std::tuple(start.begin, start.launch == RecordedSpan::kNoLaunch, start.launch);
    });
}

TimeInterval DeviceTime::clipped(const RecordedSpan &span) const
{
    return {std::max(span.begin, m_window.begin), std::min(span.end, m_window.end)};
}

std::int64_t DeviceTime::launchOfStart(std::int64_t begin) const
{
    const auto start = std::ranges::lower_bound(m_starts, begin, {}, &Start::begin);
    return start != m_starts.end() && start->begin == begin ? start->launch
                                                            : RecordedSpan::kNoLaunch;
}

// Idle until the next work begins at the end of the gap.
void DeviceTime::addGap(TimeInterval gap, std::int64_t launch, IdleTimes &idle) const
{
    const bool known = launch != RecordedSpan::kNoLaunch;
    // After HolisticTraceAnalysis (idle time breakdown): until the launch it is for the host.
    const std::int64_t launched = known ? std::clamp(launch, gap.begin, gap.end) : gap.begin;
    of(idle, RecordedIdle::Host) += launched - gap.begin;
    const TimeInterval rest = {launched, gap.end};
    const std::int64_t exchange = m_communicating.within(rest);
    const std::int64_t atWork = m_atWork.within(rest);
    of(idle, RecordedIdle::Exchange) += exchange;
    of(idle, RecordedIdle::Other) += atWork - exchange;
    of(idle, known ? RecordedIdle::Launch : RecordedIdle::Unknown) += rest.length() - atWork;
}

DeviceFacts DeviceTime::facts() const
{
    DeviceFacts facts;
    facts.computing = m_computing.length();
    facts.communicating = m_communicating.length();
    facts.hidden = m_communicating.within(m_computing);
    facts.exposed = facts.communicating - facts.hidden;
    facts.copying = m_atWork.length() - facts.computing - facts.exposed;
    for (const TimeInterval &gap : m_atWork.gaps(m_window)) {
        if (gap.end == m_window.end)
            of(facts.idle, RecordedIdle::After) += gap.length();
        else
            addGap(gap, launchOfStart(gap.end), facts.idle);
    }
    return facts;
}

StreamFacts DeviceTime::factsOfStream(std::size_t stream) const
{
    StreamFacts facts;
    facts.stream = stream;
    std::int64_t at = m_window.begin;
    for (const RecordedSpan &span : m_rank.streams[stream].spans) {
        const TimeInterval part = clipped(span);
        if (part.length() < 0 || (part.length() == 0 && span.end > span.begin))
            continue; // outside
        ++facts.spans;
        if (part.begin > at)
            addGap({at, part.begin}, span.launch, facts.idle);
        at = std::max(at, part.end);
        facts.busy[static_cast<std::size_t>(m_names.kind(span.name))] += part.length();
    }
    if (m_window.end > at)
        of(facts.idle, RecordedIdle::After) += m_window.end - at;
    return facts;
}

} // namespace core
