// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/exchange/exchange_parts.h"

#include "core/analysis/idle_words.h"
#include "core/analysis/memory_steps.h"
#include "core/base/text.h"

#include <algorithm>

namespace core {

std::string trackName(const RowInfo &row)
{
    if (!row.label.empty())
        return row.label;
    std::string name = deviceName(trackDevice(row));
    if (row.devices.size() > 1)
        name += " × " + std::to_string(row.devices.size()) + " alike";
    return name;
}

int trackDevice(const RowInfo &row)
{
    return row.devices.empty() ? 0 : row.devices.front();
}

std::string_view kindWords(SpanKind kind)
{
    // In the order of SpanKind.
    constexpr std::string_view words[kSpanKindCount] = {
        "forward", "backward",      "backward input", "backward weight", "recompute", "optimizer",
        "idle",    "communication", "other",          "product",         "attention", "copy"};
    return words[static_cast<std::size_t>(kind)];
}

std::string nameOfSpan(const SpanTag &tag)
{
    if (tag.kind == SpanKind::Wait)
        return std::string(idleWords(tag.cause));
    std::string name(kindWords(tag.kind));
    if (opOf(tag.kind))
        name += ' ' + std::to_string(tag.microBatch + 1);
    return name;
}

std::string spanName(const Trace &trace, std::size_t span)
{
    const std::string *name = trace.nameOf(span);
    return name ? *name : nameOfSpan(trace.tag[span]);
}

int Lanes::laneOf(std::int64_t begin, std::int64_t end)
{
    const auto free =
        std::ranges::find_if(m_ends, [=](std::int64_t other) { return other <= begin; });
    const auto lane = free - m_ends.begin();
    if (free == m_ends.end())
        m_ends.push_back(end);
    else
        *free = end;
    return static_cast<int>(lane);
}

std::vector<MemoryStep> memoryOfRow(const RunView &run, int row)
{
    const auto index = static_cast<std::size_t>(row);
    if (run.snapshot())
        return memorySteps(*run.snapshot(), row);
    const auto &memory = run.trace().memory;
    return index < memory.size() ? memory[index] : std::vector<MemoryStep>();
}

} // namespace core
