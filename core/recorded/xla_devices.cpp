// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/recorded/xla_devices.h"

#include "core/recorded/event_category.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace core {
namespace {

// Each device is a process whose name begins like this, and its lines are threads
// (tsl/profiler/utils/xplane_schema.cc of XLA).
constexpr std::string_view kXlaDevice = "/device:";

// Kernels of a stream of a GPU; operations of the compiler, which are the work of a TPU and on a
// GPU what kernels are a part of; marks; what is said about work of other lines.
enum class XlaLine { Stream, Operations, Steps, About };

constexpr std::array<std::string_view, 3> kOperationLines = {"XLA Ops", "Async XLA Ops",
                                                             "Sparse Core Ops"};
constexpr std::array<std::string_view, 12> kAboutLines = {
    "XLA Modules",  "XLA TraceMe", "Framework Name Scope", "Framework Ops",
    "Source code",  "Source",      "TensorFlow Ops",       "TensorFlow Name Scope",
    "Launch Stats", "_counters_",  "Sparse Core Modules",  "Sparse Core Steps"};

XlaLine xlaLineOf(std::string_view name)
{
    if (name == "Steps")
        return XlaLine::Steps;
    if (isOneOf(name, kOperationLines))
        return XlaLine::Operations;
    return isOneOf(name, kAboutLines) ? XlaLine::About : XlaLine::Stream;
}

// "GPU 0" of "/device:GPU:0".
std::string xlaDeviceName(std::string_view process)
{
    std::string name(process.substr(kXlaDevice.size()));
    std::ranges::replace(name, ':', ' ');
    return name;
}

// By the numbers that they have as names, else in order.
std::vector<RecordedStep> xlaSteps(const RecordedStream &line, const NameTable &names)
{
    std::vector<RecordedStep> steps;
    std::int64_t next = 0;
    for (const RecordedSpan &span : line.spans) {
        const std::string name = names.name(span.name);
        RecordedStep step = {.number = next, .begin = span.begin, .end = span.end};
        const char *const end = name.data() + name.size();
        if (std::int64_t number = 0; std::from_chars(name.data(), end, number).ptr == end)
            step.number = number;
        next = step.number + 1;
        steps.push_back(step);
    }
    return steps;
}

// Of the calls that all lines made those of the streams that are left.
std::vector<CollectiveCall> callsOf(std::vector<RecordedStream> &streams,
                                    const std::vector<CollectiveCall> &all)
{
    std::vector<CollectiveCall> calls;
    for (RecordedStream &stream : streams) {
        for (RecordedSpan &span : stream.spans) {
            if (span.call == RecordedSpan::kNoCall)
                continue;
            calls.push_back(all[static_cast<std::size_t>(span.call)]);
            span.call = static_cast<std::int32_t>(calls.size() - 1);
        }
    }
    return calls;
}

} // namespace

void keepXlaDevices(RecordedRank &rank, const NameTable &names)
{
    // By device: is it one, and has it streams?
    std::vector<bool> isXla;
    for (const std::string &device : rank.devices)
        isXla.push_back(device.starts_with(kXlaDevice));
    std::vector<bool> hasStreams(rank.devices.size());
    bool any = false;
    for (const RecordedStream &stream : rank.streams) {
        const auto device = static_cast<std::size_t>(stream.device);
        any = any || isXla[device];
        if (xlaLineOf(stream.label) == XlaLine::Stream)
            hasStreams[device] = true;
    }
    if (!any)
        return;
    rank.hostOnly = false;
    std::vector<RecordedStream> kept;
    std::vector<std::string> devices;
    for (RecordedStream &stream : rank.streams) {
        const auto device = static_cast<std::size_t>(stream.device);
        const XlaLine line = xlaLineOf(stream.label);
        if (isXla[device] && line == XlaLine::Steps && rank.steps.empty())
            rank.steps = xlaSteps(stream, names);
        if (!isXla[device] || line != (hasStreams[device] ? XlaLine::Stream : XlaLine::Operations))
            continue;
        const std::string name = xlaDeviceName(rank.devices[device]);
        auto known = std::ranges::find(devices, name);
        if (known == devices.end())
            known = devices.insert(devices.end(), name);
        stream.device = static_cast<std::int32_t>(known - devices.begin());
        kept.push_back(std::move(stream));
    }
    rank.streams = std::move(kept);
    rank.devices = std::move(devices);
    rank.calls = callsOf(rank.streams, rank.calls);
}

} // namespace core
