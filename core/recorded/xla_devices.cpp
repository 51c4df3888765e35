// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/recorded/xla_devices.h"

#include "core/recorded/event_category.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

namespace core {
namespace {

// Each device is a process whose name begins like this, and its lines are threads
// (tsl/profiler/utils/xplane_schema.cc of XLA).
constexpr std::string_view kXlaDevice = "/device:";

// Kernels of a stream of a GPU; operations of the compiler, which are the work of a TPU and on a
// GPU what kernels are a part of; marks; what is said about work of other lines; and lines that
// only some devices have, as "Host Offload Ops row 0", which are work where there is no other.
enum class XlaLine { Stream, Operations, Steps, About, Other };

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
    if (isOneOf(name, kAboutLines))
        return XlaLine::About;
    return name.starts_with("Stream") ? XlaLine::Stream : XlaLine::Other;
}

// What is the work of a device that has all these lines.
class XlaWork
{
public:
    void add(XlaLine line)
    {
        m_streams = m_streams || line == XlaLine::Stream;
        m_operations = m_operations || line == XlaLine::Operations;
    }
    [[nodiscard]] bool has(XlaLine line) const
    {
        if (line == XlaLine::Operations)
            return !m_streams;
        return line == XlaLine::Stream || (line == XlaLine::Other && !m_operations);
    }

private:
    bool m_streams = false;
    bool m_operations = false;
};

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
        constexpr std::int64_t kMost = std::int64_t{1} << 53;
        std::int64_t number = 0;
        const auto [behind, error] = std::from_chars(name.data(), end, number);
        if (error == std::errc() && behind == end && number >= 0 && number < kMost)
            step.number = number;
        next = step.number + 1;
        steps.push_back(step);
    }
    return steps;
}

// Of the calls that all lines made those of the streams that are left. The pieces of a span that
// others lie within are one call.
std::vector<CollectiveCall> callsOf(std::vector<RecordedStream> &streams,
                                    const std::vector<CollectiveCall> &all)
{
    std::vector<CollectiveCall> calls;
    std::vector<std::int32_t> now(all.size(), RecordedSpan::kNoCall);
    for (RecordedStream &stream : streams) {
        for (RecordedSpan &span : stream.spans) {
            if (span.call == RecordedSpan::kNoCall)
                continue;
            const auto before = static_cast<std::size_t>(span.call);
            if (now[before] == RecordedSpan::kNoCall) {
                now[before] = static_cast<std::int32_t>(calls.size());
                calls.push_back(all[before]);
            }
            span.call = now[before];
        }
    }
    return calls;
}

} // namespace

void keepXlaDevices(RecordedRank &rank, const NameTable &names)
{
    std::vector<bool> isXla; // by device
    for (const std::string &device : rank.devices)
        isXla.push_back(device.starts_with(kXlaDevice));
    std::vector<XlaWork> work(rank.devices.size());
    for (const RecordedStream &stream : rank.streams)
        work[static_cast<std::size_t>(stream.device)].add(xlaLineOf(stream.label));
    const auto isWork = [&](const RecordedStream &stream) {
        const auto device = static_cast<std::size_t>(stream.device);
        return isXla[device] && work[device].has(xlaLineOf(stream.label));
    };
    if (std::ranges::none_of(rank.streams, isWork))
        return; // a profile that was cut may hold marks of devices alone
    rank.hostOnly = false;
    std::vector<RecordedStream> kept;
    std::vector<std::string> devices;
    for (RecordedStream &stream : rank.streams) {
        const auto device = static_cast<std::size_t>(stream.device);
        if (isXla[device] && xlaLineOf(stream.label) == XlaLine::Steps && rank.steps.empty())
            rank.steps = xlaSteps(stream, names);
        if (!isWork(stream))
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
    rank.memory.clear(); // of devices that an allocator numbers, which are none of these
}

} // namespace core
