// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sim/trace_builder.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace core {
namespace {

bool isVisit(SpanKind kind)
{
    return opOf(kind).has_value();
}

bool isBusy(SpanKind kind)
{
    return kind != SpanKind::Wait;
}

} // namespace

int TraceBuilder::addRow(RowInfo info)
{
    m_rows.push_back({.info = std::move(info)});
    return rowCount() - 1;
}

std::uint32_t TraceBuilder::nameOf(std::string_view text)
{
    const auto known = m_numberOf.find(text);
    if (known != m_numberOf.end())
        return known->second;
    const auto number = static_cast<std::uint32_t>(m_names.size());
    m_names.emplace_back(text);
    m_numberOf.emplace(text, number);
    return number;
}

void TraceBuilder::append(Row &row, const Span &span, std::uint32_t name)
{
    row.spans.push_back({span, name});
    row.end = span.end;
    m_end = std::max(m_end, span.end);
    m_named = m_named || name != Trace::kNoName;
    if (span.tag.kind == SpanKind::Optimizer && (m_optimizer < 0 || span.begin < m_optimizer))
        m_optimizer = span.begin;
    if (isVisit(span.tag.kind)) {
        m_microBatches = std::max(m_microBatches, static_cast<int>(span.tag.microBatch) + 1);
        m_stages = std::max(m_stages, span.tag.stage + 1);
    }
}

bool TraceBuilder::add(int row, const Span &span, std::uint32_t name)
{
    const bool named = name == Trace::kNoName || name < m_names.size();
    if (!holds(row) || !named || span.end < span.begin || span.wait >= 0 ||
        span.tag.microBatch > kMostMicroBatches)
        return false;
    Row &at = m_rows[static_cast<std::size_t>(row)];
    if (span.begin < at.end)
        return false;
    append(at, span, name);
    return true;
}

bool TraceBuilder::addWait(int row, IdleCause cause, const WaitDetail &detail, std::uint16_t stage)
{
    if (!holds(row) || detail.end < detail.begin || detail.awaitedRow >= rowCount() ||
        detail.awaitedRow < -1)
        return false;
    Row &at = m_rows[static_cast<std::size_t>(row)];
    if (detail.begin < at.end)
        return false;
    if (detail.end == detail.begin)
        return true;
    append(at,
           {.begin = detail.begin,
            .end = detail.end,
            .tag = {.microBatch = detail.microBatch,
                    .stage = stage,
                    .kind = SpanKind::Wait,
                    .cause = cause},
            .wait = static_cast<std::int32_t>(at.waits.size())},
           Trace::kNoName);
    at.waits.push_back(detail);
    return true;
}

bool TraceBuilder::addTransfer(const Transfer &transfer, Bytes size)
{
    if (!holds(transfer.fromRow) || !holds(transfer.toRow) || transfer.begin < 0 ||
        transfer.end < transfer.begin || size.count < 0)
        return false;
    Row &at = m_rows[static_cast<std::size_t>(transfer.fromRow)];
    at.transfers.push_back(transfer);
    at.bytes.push_back(size.count);
    m_end = std::max(m_end, transfer.end);
    return true;
}

bool TraceBuilder::addCollective(const Collective &collective)
{
    if (collective.begin < 0 || collective.end < collective.begin || collective.group < 0 ||
        collective.sent.count < 0)
        return false;
    m_collectives.push_back(collective);
    m_end = std::max(m_end, collective.end);
    return true;
}

bool TraceBuilder::addMemory(int row, const MemoryStep &step)
{
    if (!holds(row) || step.time.count < 0)
        return false;
    std::vector<MemoryStep> &steps = m_rows[static_cast<std::size_t>(row)].memory;
    if (!steps.empty() && step.time < steps.back().time)
        return false;
    if (steps.empty() && step.time.count > 0)
        steps.push_back({});
    if (!steps.empty() && step.time == steps.back().time)
        steps.back() = step;
    else
        steps.push_back(step);
    return true;
}

void TraceBuilder::sortTransfers(Row &row)
{
    if (std::ranges::is_sorted(row.transfers, {}, &Transfer::begin))
        return;
    std::vector<std::size_t> order(row.transfers.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, {}, [&row](std::size_t i) { return row.transfers[i].begin; });
    std::vector<Transfer> transfers;
    std::vector<std::int64_t> bytes;
    for (const std::size_t i : order) {
        transfers.push_back(row.transfers[i]);
        bytes.push_back(row.bytes[i]);
    }
    row.transfers = std::move(transfers);
    row.bytes = std::move(bytes);
}

namespace {

// The first and the last visit, or other work, of a row; both at the end if it has none.
struct WorkBounds
{
    std::int64_t first = 0;
    std::int64_t last = 0;
};

// Writes the spans of one row behind each other, and idle time between them.
class RowColumns
{
public:
    RowColumns(Trace &trace, WorkBounds bounds)
        : m_trace(trace), m_bounds(bounds),
          m_next(trace.rows.empty() ? 0 : trace.rows.back().first + trace.rows.back().count)
    {
        trace.rows.push_back({m_next, 0});
        trace.idle.emplace_back();
    }

    void add(const Span &span, std::uint32_t name)
    {
        idleUntil(span.begin);
        put(span, name);
    }
    void idleUntil(std::int64_t time)
    {
        if (time > m_at)
            put({.begin = m_at, .end = time, .tag = {.cause = causeOfGap()}}, Trace::kNoName);
    }

private:
    [[nodiscard]] IdleCause causeOfGap() const
    {
        if (m_at >= m_bounds.last)
            return m_trace.shape.ranks > 1 ? IdleCause::Drain : IdleCause::Barrier;
        return m_at < m_bounds.first ? IdleCause::Fill : IdleCause::Dependency;
    }
    void put(const Span &span, std::uint32_t name)
    {
        m_trace.begin[m_next] = span.begin;
        m_trace.end[m_next] = span.end;
        m_trace.tag[m_next] = span.tag;
        m_trace.wait[m_next] = span.wait;
        if (m_trace.name.size() > 0)
            m_trace.name[m_next] = name;
        if (!isBusy(span.tag.kind))
            m_trace.idle.back()[static_cast<std::size_t>(span.tag.cause)] += span.end - span.begin;
        ++m_next;
        ++m_trace.rows.back().count;
        m_at = span.end;
    }

    Trace &m_trace;
    WorkBounds m_bounds;
    std::size_t m_next;
    std::int64_t m_at = 0;
};

template <class Entries>
WorkBounds boundsOf(const Entries &entries, std::int64_t stop)
{
    WorkBounds bounds{stop, 0};
    for (const auto &entry : entries) {
        if (!isBusy(entry.span.tag.kind) || entry.span.tag.kind == SpanKind::Optimizer)
            continue;
        bounds.first = std::min(bounds.first, entry.span.begin);
        bounds.last = entry.span.end;
    }
    return bounds;
}

// Of a row that has them, its gaps counted.
template <class Entries>
std::size_t spansOf(const Entries &entries, std::int64_t stop)
{
    std::size_t count = entries.size();
    std::int64_t at = 0;
    for (const auto &entry : entries) {
        count += entry.span.begin > at ? 1 : 0;
        at = entry.span.end;
    }
    return count + (stop > at ? 1 : 0);
}

} // namespace

void TraceBuilder::closeRow(Row &row, Trace &trace) const
{
    RowColumns columns(trace, boundsOf(row.spans, trace.stop));
    for (const Entry &entry : row.spans)
        columns.add(entry.span, entry.name);
    columns.idleUntil(trace.stop);
    sortTransfers(row);
    trace.info.push_back(row.info);
    trace.waits.push_back(std::move(row.waits));
    trace.transfers.push_back(std::move(row.transfers));
    trace.transferBytes.push_back(std::move(row.bytes));
    trace.memory.push_back(std::move(row.memory));
    row = {.info = std::move(row.info)};
}

TraceShape TraceBuilder::shape() const
{
    TraceShape shape = {.microBatches = m_microBatches, .stages = m_stages};
    for (const Row &row : m_rows) {
        shape.ranks = std::max(shape.ranks, row.info.rank + 1);
        for (const int replica : row.info.replicas)
            shape.replicas = std::max(shape.replicas, replica + 1);
    }
    return shape;
}

Trace TraceBuilder::close(std::int64_t stop)
{
    Trace trace;
    trace.shape = shape();
    trace.stop = std::max(stop, m_end);
    trace.optimizerBegin = m_optimizer < 0 ? trace.stop : m_optimizer;
    std::size_t total = 0;
    for (const Row &row : m_rows)
        total += spansOf(row.spans, trace.stop);
    trace.begin = Column<std::int64_t>(total);
    trace.end = Column<std::int64_t>(total);
    trace.tag = Column<SpanTag>(total);
    trace.wait = Column<std::int32_t>(total);
    if (m_named) {
        trace.name = Column<std::uint32_t>(total);
        trace.names = m_names;
    }
    for (Row &row : m_rows)
        closeRow(row, trace);
    const auto isEmpty = [](const auto &list) { return list.empty(); };
    if (std::ranges::all_of(trace.memory, isEmpty))
        trace.memory.clear();
    std::ranges::stable_sort(m_collectives, {}, [](const Collective &collective) {
        return std::pair(collective.group, collective.begin);
    });
    trace.collectives = std::move(m_collectives);
    m_collectives = {};
    m_end = 0;
    m_optimizer = -1;
    m_microBatches = 1;
    m_stages = 1;
    m_named = false;
    return trace;
}

} // namespace core
