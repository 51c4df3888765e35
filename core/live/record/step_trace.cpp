// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/record/step_trace.h"

#include "core/live/record/device_spans.h"

#include <algorithm>

namespace core::live {
namespace {

// The columns of a trace while it grows.
struct Columns
{
    std::vector<std::int64_t> begin;
    std::vector<std::int64_t> end;
    std::vector<SpanTag> tag;
    std::vector<std::int32_t> wait;
};

template <class T>
Column<T> columnOf(const std::vector<T> &values)
{
    Column<T> column(values.size());
    std::ranges::copy(values, column.data());
    return column;
}

// Spans and waits of one row, which tile the step.
class RowWriter
{
public:
    RowWriter(Trace &trace, Columns &columns, const Plan &plan, int row,
              const std::vector<int> &rowOfDevice)
        : m_trace(trace), m_columns(columns), m_plan(plan), m_row(static_cast<std::size_t>(row)),
          m_rowOfDevice(rowOfDevice)
    {}

    void write(const std::vector<WorkSpan> &spans)
    {
        m_trace.rows[m_row].first = m_columns.begin.size();
        for (const WorkSpan &span : spans) {
            if (span.begin > m_cursor)
                waitFor(span);
            if (span.end > span.begin)
                add(span.begin, span.end, span.tag, Span::kNoWait);
            m_started = m_started || opOf(span.tag.kind).has_value();
            m_cursor = std::max(m_cursor, span.end);
        }
        const IdleCause rest = m_plan.ranks() > 1 ? IdleCause::Drain : IdleCause::Barrier;
        addWait(rest, {.begin = m_cursor, .end = m_trace.stop}, 0);
        m_trace.rows[m_row].count = m_columns.begin.size() - m_trace.rows[m_row].first;
    }

private:
    void waitFor(const WorkSpan &span)
    {
        WaitDetail detail = {
            .begin = m_cursor, .end = span.begin, .microBatch = span.tag.microBatch};
        const std::optional<AwaitedMessage> &awaited = span.awaited;
        const bool handedOver = awaited && (awaited->place == Place::Activation ||
                                            awaited->place == Place::ActivationGradient);
        if (!handedOver) { // the ring, or what partners and holders share
            addWait(IdleCause::GradientSync, detail, span.tag.stage);
            return;
        }
        const auto from =
            static_cast<std::size_t>(m_rowOfDevice[static_cast<std::size_t>(awaited->from)]);
        detail.awaitedRow = static_cast<std::int32_t>(from);
        detail.forGradient = awaited->place == Place::ActivationGradient;
        detail.link = std::clamp<std::int64_t>(awaited->times.arrival -
                                                   std::max(m_cursor, awaited->times.sent),
                                               0, span.begin - m_cursor);
        IdleCause cause = m_started ? IdleCause::Dependency : IdleCause::Fill;
        if (2 * detail.link > span.begin - m_cursor)
            cause = IdleCause::Link;
        else if (m_plan.rows[from].speed < m_plan.rows[m_row].speed)
            cause = IdleCause::Straggler;
        addWait(cause, detail, span.tag.stage);
    }

    void addWait(IdleCause cause, const WaitDetail &detail, std::uint16_t stage)
    {
        if (detail.end <= detail.begin)
            return;
        std::vector<WaitDetail> &waits = m_trace.waits[m_row];
        add(detail.begin, detail.end,
            {.microBatch = detail.microBatch,
             .stage = stage,
             .kind = SpanKind::Wait,
             .cause = cause},
            static_cast<std::int32_t>(waits.size()));
        waits.push_back(detail);
        m_trace.idle[m_row][static_cast<std::size_t>(cause)] += detail.end - detail.begin;
    }

    void add(std::int64_t begin, std::int64_t end, const SpanTag &tag, std::int32_t wait)
    {
        m_columns.begin.push_back(begin);
        m_columns.end.push_back(end);
        m_columns.tag.push_back(tag);
        m_columns.wait.push_back(wait);
    }

    Trace &m_trace;
    Columns &m_columns;
    const Plan &m_plan;
    std::size_t m_row;
    const std::vector<int> &m_rowOfDevice;
    std::int64_t m_cursor = 0;
    bool m_started = false; // a visit has been there
};

// Messages between stages, as the simulator has them.
std::vector<Transfer> transfersOf(const Program &program, const std::vector<MessageTimes> &sent,
                                  const Layout &layout, int row,
                                  const std::vector<int> &rowOfDevice)
{
    std::vector<Transfer> transfers;
    for (const MessageTimes &message : sent) {
        const Instruction &send = program[message.sender];
        const bool gradient = send.place == Place::ActivationGradient;
        if (!gradient && send.place != Place::Activation)
            continue;
        transfers.push_back({.begin = message.carried,
                             .end = message.arrival,
                             .microBatch = static_cast<std::uint32_t>(send.microBatch),
                             .fromRow = row,
                             .toRow = rowOfDevice[static_cast<std::size_t>(send.peer)],
                             .stage = static_cast<std::uint16_t>(layout.stageOf(send.unit)),
                             .gradient = gradient});
    }
    std::ranges::stable_sort(transfers, {}, &Transfer::begin);
    return transfers;
}

// Stretches of a program in which the device shares gradients; or those of several devices.
struct Sharing
{
    std::int64_t begin = 0;
    std::int64_t end = 0;
    Bytes sent = {};
    int devices = 1;
};
std::vector<Sharing> sharingsOf(const Program &program, const InstructionTimes &times,
                                const Layout &layout, std::int64_t elementBytes)
{
    std::vector<Sharing> sharings;
    bool inside = false;
    for (std::size_t i = 0; i < program.size(); ++i) {
        const bool shares = program[i].stream == Stream::Communication;
        if (shares && !inside)
            sharings.push_back({times.end[i], times.end[i]});
        if (shares)
            sharings.back().end = times.end[i];
        if (shares && sends(program[i]))
            sharings.back().sent += messageSize(layout, program[i], elementBytes);
        inside = shares;
    }
    return sharings;
}

// Of each group that shares gradients: from the first of its devices that begins to the last that
// is done. Buckets that come together are one.
void addCollectives(Trace &trace, const Plan &plan, const std::vector<std::vector<Sharing>> &byRow)
{
    for (std::size_t group = 0; group < plan.sync.size(); ++group) {
        const GradientSync &sync = plan.sync[group];
        std::vector<Sharing> together;
        for (std::size_t row = 0; row < plan.rows.size(); ++row) {
            if (std::ranges::find(sync.ranks, plan.rows[row].pipelineRank) == sync.ranks.end())
                continue;
            together.resize(std::max(together.size(), byRow[row].size()), {-1, -1, {}, 0});
            for (std::size_t i = 0; i < byRow[row].size(); ++i) {
                const Sharing &own = byRow[row][i];
                Sharing &all = together[i];
                all.begin = all.begin < 0 ? own.begin : std::min(all.begin, own.begin);
                all.end = std::max(all.end, own.end);
                all.sent += own.sent;
                ++all.devices;
            }
        }
        const auto buckets = static_cast<int>(sync.buckets.size());
        for (int i = 0; i < static_cast<int>(together.size()) && buckets > 0; ++i) {
            const Sharing &sharing = together[static_cast<std::size_t>(i)];
            trace.collectives.push_back({.begin = sharing.begin,
                                         .end = sharing.end,
                                         .group = static_cast<int>(group),
                                         .bucket = std::min(i, buckets - 1),
                                         .sent = {sharing.sent.count / sharing.devices}});
        }
    }
}

} // namespace

int deviceOfRow(const Plan &plan, const Layout &layout, int row)
{
    const RowPlan &at = plan.rows[static_cast<std::size_t>(row)];
    const int replica = at.replicas.front();
    const RowPlan &lead = plan.rows[static_cast<std::size_t>(at.lead)];
    return layout.device(replica, at.pipelineRank, at.devices.front() - lead.firstOfGroup);
}

std::vector<int> rowOfEachDevice(const Plan &plan, const Layout &layout)
{
    std::vector<int> rows(static_cast<std::size_t>(layout.devices()), 0);
    for (int row = 0; row < static_cast<int>(plan.rows.size()); ++row)
        rows[static_cast<std::size_t>(deviceOfRow(plan, layout, row))] = row;
    return rows;
}

Trace stepTrace(const Plan &plan, const Layout &layout, std::span<const Program> programs,
                std::span<const InstructionTimes> times, const LinkBetween &links,
                std::int64_t elementBytes)
{
    Trace trace;
    const std::size_t rows = plan.rows.size();
    trace.rows.resize(rows);
    trace.waits.resize(rows);
    trace.transfers.resize(rows);
    trace.idle.resize(rows, IdleByCause{});
    for (const InstructionTimes &device : times) {
        if (!device.end.empty())
            trace.stop = std::max(trace.stop, std::ranges::max(device.end));
    }
    Messages messages(layout, programs, times, links, elementBytes);
    const std::vector<int> rowOfDevice = rowOfEachDevice(plan, layout);
    Columns columns;
    std::vector<std::vector<Sharing>> sharings(rows);
    for (int row = 0; row < static_cast<int>(rows); ++row) {
        const int device = deviceOfRow(plan, layout, row);
        const auto at = static_cast<std::size_t>(device);
        const std::vector<WorkSpan> spans =
            workSpans(layout, device, programs[at], times[at], messages);
        RowWriter(trace, columns, plan, row, rowOfDevice).write(spans);
        trace.transfers[static_cast<std::size_t>(row)] =
            transfersOf(programs[at], messages.sentBy(device), layout, row, rowOfDevice);
        sharings[static_cast<std::size_t>(row)] =
            sharingsOf(programs[at], times[at], layout, elementBytes);
        if (spans.size() > 1 && spans.back().tag.kind == SpanKind::Optimizer)
            trace.optimizerBegin = std::max(trace.optimizerBegin, spans.back().begin);
    }
    addCollectives(trace, plan, sharings);
    trace.begin = columnOf(columns.begin);
    trace.end = columnOf(columns.end);
    trace.tag = columnOf(columns.tag);
    trace.wait = columnOf(columns.wait);
    return trace;
}

} // namespace core::live
