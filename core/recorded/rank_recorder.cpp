// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/recorded/rank_recorder.h"

#include "core/base/text.h"
#include "core/recorded/collective_operation.h"
#include "core/recorded/event_category.h"
#include "core/recorded/tidy_spans.h"
#include "core/recorded/xla_devices.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <tuple>
#include <utility>

namespace core {
namespace {

constexpr std::string_view kStep = "ProfilerStep#";
constexpr std::string_view kMemory = "[memory]";

// Sums and differences of such times are times as well. ns
constexpr std::int64_t kFurthest = std::int64_t{1} << 61; // 73 years from 0, so until 2043
constexpr std::int64_t kLongest = std::int64_t{1} << 55;  // a year

bool isTime(const std::optional<std::int64_t> &time)
{
    return time && *time >= -kFurthest && *time <= kFurthest;
}

// "stream 7", but "Stream 7" as it is.
std::string named(std::string_view what, std::string_view which)
{
    const bool counts = which.find_first_not_of("0123456789") == std::string_view::npos;
    return counts ? std::string(what) + ' ' + std::string(which) : std::string(which);
}

std::string keyOf(std::string_view process, std::string_view thread)
{
    std::string key(process);
    key += '\n'; // which no JSON number has
    return key.append(thread);
}

} // namespace

RankRecorder::RankRecorder(NameTable &names, ProcessGroups &groups)
    : m_names(names), m_groups(groups)
{}

void RankRecorder::add(const TraceEvent &event, std::span<const CounterValue> counters)
{
    ++m_rank.events;
    switch (event.phase) {
    case 'X':
        if (isOneOf(event.category, kDeviceWork)) {
            if (event.name != kBarrier)
                addDeviceWork(event);
        } else if (isLaunch(event.category)) {
            if (event.arguments.correlation > 0 && isTime(event.time))
                m_launches.push_back({event.arguments.correlation, *event.time});
        } else if (event.name.starts_with(kStep)) {
            if (event.category != "gpu_user_annotation")
                addStep(event);
        } else if (!isOneOf(event.category, kNoWork)) {
            addHostWork(event);
        }
        break;
    case 'B':
    case 'E':
        addNested(event);
        break;
    case 's':
        if (event.category == "ac2g" || event.category == "async_cpu_to_gpu") {
            std::int64_t correlation = 0;
            std::from_chars(event.flow.data(), event.flow.data() + event.flow.size(), correlation);
            if (correlation > 0 && isTime(event.time))
                m_launches.push_back({correlation, *event.time});
        }
        break;
    case 'i':
    case 'I':
        if (event.name == kMemory)
            addMemory(event);
        break;
    case 'C':
        addCounters(event, counters);
        break;
    case 'M':
        addLabel(event);
        break;
    default:
        break;
    }
}

bool RankRecorder::isTimed(const TraceEvent &event)
{
    if (!isTime(event.time) || !event.length || *event.length > kLongest) {
        ++m_rank.mended.untimed;
        return false;
    }
    if (*event.length < 0) {
        ++m_rank.mended.negative;
        return false;
    }
    return true;
}

std::int32_t RankRecorder::deviceOf(std::string_view key)
{
    const auto known = m_deviceNumbers.find(key);
    if (known != m_deviceNumbers.end())
        return static_cast<std::int32_t>(known->second);
    const auto number = static_cast<std::uint32_t>(m_deviceKeys.size());
    m_deviceKeys.emplace_back(key);
    m_deviceNumbers.emplace(key, number);
    return static_cast<std::int32_t>(number);
}

RankRecorder::Lane *RankRecorder::laneOf(const TraceEvent &event, bool ofDevice)
{
    std::array<char, 24> device = {};
    std::array<char, 24> stream = {};
    std::string_view process = event.process;
    std::string_view thread = event.thread;
    if (ofDevice && event.arguments.device >= 0) {
        const auto [end, error] =
            std::to_chars(device.data(), device.data() + device.size(), event.arguments.device);
        process = {device.data(), end};
    }
    if (ofDevice && event.arguments.stream >= 0) {
        const auto [end, error] =
            std::to_chars(stream.data(), stream.data() + stream.size(), event.arguments.stream);
        thread = {stream.data(), end};
    }
    m_key.assign(process);
    m_key += '\n';
    m_key += thread;
    const auto known = m_laneNumbers.find(std::string_view(m_key));
    if (known != m_laneNumbers.end())
        return &m_lanes[known->second];
    if (m_lanes.size() == kMostStreams) {
        m_problem = "The trace has more than " +
                    figureOfCount(static_cast<std::int64_t>(kMostStreams)) +
                    " streams or threads, the most that can be read.";
        return nullptr;
    }
    m_laneNumbers.emplace(m_key, static_cast<std::uint32_t>(m_lanes.size()));
    Lane &lane = m_lanes.emplace_back();
    lane.ofDevice = ofDevice;
    lane.stream.device = deviceOf(process);
    lane.stream.label = ofDevice ? named("stream", thread) : m_key;
    return &lane;
}

std::uint32_t RankRecorder::groupOf(const TraceEvent &event, const Lane &lane)
{
    // NCCL has a stream for each group, so that tells groups apart where nothing else does.
    m_key =
        event.arguments.group.empty() && event.arguments.groupRanks.empty()
            ? lane.stream.label
            : std::string(event.arguments.group) + ' ' + std::string(event.arguments.groupRanks);
    return m_groups.numberOf(m_key, event.arguments.groupDescription, event.arguments.groupRanks);
}

std::int32_t RankRecorder::callOf(const TraceEvent &event, const Lane &lane)
{
    const TraceEvent::Arguments &arguments = event.arguments;
    CollectiveCall call;
    std::size_t operation = collectiveOperationOf(arguments.collective);
    if (operation == kUnknownOperation)
        operation = collectiveOperationOf(event.name);
    call.operation = static_cast<std::uint32_t>(operation);
    call.group = groupOf(event, lane);
    call.sequence = arguments.sequence;
    constexpr std::int64_t kMostElements = std::int64_t{1} << 50;
    const std::int64_t elements = std::max(arguments.elementsIn, arguments.elementsOut);
    if (elements > 0 && elements < kMostElements)
        call.message = {elements * elementBytes(arguments.elementType)};
    m_rank.calls.push_back(call);
    return static_cast<std::int32_t>(m_rank.calls.size() - 1);
}

void RankRecorder::push(Lane &lane, const TraceEvent &event)
{
    RecordedSpan span = {.begin = *event.time, .end = *event.time + *event.length};
    span.name = m_names.numberOf(event.name);
    if (m_names.kind(span.name) == KernelKind::Collective)
        span.call = callOf(event, lane);
    lane.stream.spans.push_back(span);
    lane.last = std::max(lane.last, span.end);
    if (++m_spans > kMostSpans)
        m_problem = "The trace has more than " + figureOfCount(kMostSpans) +
                    " events that take time, the most that can be read.";
}

void RankRecorder::addDeviceWork(const TraceEvent &event)
{
    if (!m_sawDevice) {
        m_sawDevice = true;
        m_lanes.clear();
        m_laneNumbers.clear();
        m_rank.calls.clear();
        m_spans = 0;
    }
    if (!isTimed(event))
        return;
    Lane *lane = laneOf(event, true);
    if (!lane)
        return;
    push(*lane, event);
    lane->correlation.push_back(event.arguments.correlation);
}

void RankRecorder::addHostWork(const TraceEvent &event)
{
    if (m_sawDevice || !isTimed(event))
        return;
    if (Lane *lane = laneOf(event, false))
        push(*lane, event);
}

void RankRecorder::addNested(const TraceEvent &event)
{
    if (m_sawDevice || isOneOf(event.category, kNoWork))
        return;
    if (!isTime(event.time)) {
        ++m_rank.mended.untimed;
        return;
    }
    Lane *lane = laneOf(event, false);
    if (!lane)
        return;
    lane->last = std::max(lane->last, *event.time);
    if (event.phase == 'B') {
        lane->open.push_back({*event.time, m_names.numberOf(event.name)});
        return;
    }
    if (lane->open.empty()) {
        ++m_rank.mended.unpaired;
        return;
    }
    const OpenEvent begun = lane->open.back();
    lane->open.pop_back();
    TraceEvent whole = event;
    const std::string name = m_names.name(begun.name);
    whole.name = name;
    whole.time = begun.begin;
    whole.length = *event.time - begun.begin;
    if (isTimed(whole))
        push(*lane, whole);
}

void RankRecorder::addStep(const TraceEvent &event)
{
    if (!isTimed(event))
        return;
    RecordedStep step = {.begin = *event.time, .end = *event.time + *event.length};
    const std::string_view digits = event.name.substr(kStep.size());
    std::from_chars(digits.data(), digits.data() + digits.size(), step.number);
    m_rank.steps.push_back(step);
}

void RankRecorder::addMemory(const TraceEvent &event)
{
    const TraceEvent::Arguments &arguments = event.arguments;
    constexpr std::int64_t kHost = 0; // c10/core/DeviceType.h
    if (!isTime(event.time) || arguments.allocated < 0 || arguments.deviceType == kHost)
        return;
    std::array<char, 24> device = {};
    const auto [end, error] =
        std::to_chars(device.data(), device.data() + device.size(), arguments.deviceId);
    m_rank.memory.push_back({.time = *event.time,
                             .device = deviceOf({device.data(), end}),
                             .allocated = arguments.allocated,
                             .reserved = arguments.reserved});
}

void RankRecorder::addCounters(const TraceEvent &event, std::span<const CounterValue> counters)
{
    for (const CounterValue &value : counters) {
        m_key.assign(event.name);
        m_key += " · ";
        m_key += value.series;
        auto known = m_counterNumbers.find(std::string_view(m_key));
        if (known == m_counterNumbers.end()) {
            if (m_rank.counters.size() == kMostCounters) {
                ++m_rank.mended.dropped;
                continue;
            }
            const auto number = static_cast<std::uint32_t>(m_rank.counters.size());
            known = m_counterNumbers.emplace(m_key, number).first;
            m_rank.counters.push_back(
                {.name = m_key, .count = 0, .least = value.value, .most = value.value});
        }
        RecordedCounter &counter = m_rank.counters[known->second];
        ++counter.count;
        counter.least = std::min(counter.least, value.value);
        counter.most = std::max(counter.most, value.value);
        counter.last = value.value;
    }
}

void RankRecorder::addLabel(const TraceEvent &event)
{
    if (m_labels.size() == kMostStreams || event.arguments.label.empty())
        return;
    if (event.name == "thread_name")
        m_labels.push_back({keyOf(event.process, event.thread),
                            std::string(event.arguments.label.substr(0, 200))});
    else if (event.name == "process_name")
        m_labels.push_back(
            {std::string(event.process), std::string(event.arguments.label.substr(0, 200))});
}

// What had begun and has no end lasts as long as anything of its thread.
void RankRecorder::closeOpen(Lane &lane)
{
    for (const OpenEvent &open : lane.open) {
        ++m_rank.mended.unpaired;
        if (lane.last > open.begin)
            lane.stream.spans.push_back({.begin = open.begin, .end = lane.last, .name = open.name});
    }
    lane.open.clear();
}

void RankRecorder::findLaunches(Lane &lane) const
{
    for (std::size_t i = 0; i < lane.correlation.size(); ++i) {
        const std::int64_t wanted = lane.correlation[i];
        const auto launch = std::ranges::lower_bound(m_launches, wanted, {}, &Launch::correlation);
        if (wanted > 0 && launch != m_launches.end() && launch->correlation == wanted)
            lane.stream.spans[i].launch = launch->time;
    }
}

std::string RankRecorder::labelOf(std::string_view key) const
{
    const auto label = std::ranges::lower_bound(
        m_labels, key, {}, [](const auto &entry) { return std::string_view(entry.first); });
    return label != m_labels.end() && label->first == key ? label->second : std::string();
}

void RankRecorder::finishLane(Lane &lane)
{
    closeOpen(lane);
    findLaunches(lane);
    lane.correlation = {};
    if (!lane.ofDevice) {
        const std::string label = labelOf(lane.stream.label);
        const std::size_t thread = lane.stream.label.find('\n') + 1;
        lane.stream.label = label.empty() ? "thread " + lane.stream.label.substr(thread) : label;
    }
    lane.stream.spans = tidySpans(std::move(lane.stream.spans),
                                  lane.ofDevice ? Nesting::Refused : Nesting::Usual, m_rank.mended);
    if (!lane.stream.spans.empty())
        m_rank.streams.push_back(std::move(lane.stream));
}

RecordedRank RankRecorder::soFar() const
{
    RankRecorder shown(m_names, m_groups);
    shown.m_lanes = m_lanes;
    shown.m_deviceKeys = m_deviceKeys;
    shown.m_labels = m_labels;
    shown.m_sawDevice = m_sawDevice;
    return shown.finish();
}

RecordedRank RankRecorder::finish()
{
    std::ranges::sort(m_launches, {}, [](const Launch &launch) {
        return std::tuple(launch.correlation, launch.time);
    });
    std::ranges::sort(m_labels);
    m_rank.hostOnly = !m_sawDevice;
    for (const std::string &key : m_deviceKeys) {
        const std::string label = m_rank.hostOnly ? labelOf(key) : named("GPU", key);
        m_rank.devices.push_back(label.empty() ? "process " + key : label);
    }
    for (Lane &lane : m_lanes)
        finishLane(lane);
    m_launches = {};
    m_lanes = {};
    std::ranges::stable_sort(m_rank.memory, {}, &RecordedMemory::time);
    if (m_rank.hostOnly)
        keepXlaDevices(m_rank, m_names);
    return std::move(m_rank);
}

} // namespace core
