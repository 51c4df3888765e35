// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/trace/trace_spans.h"

#include "core/io/trace/trace_header.h"
#include "core/io/trace/trace_letters.h"
#include "core/sim/trace_builder.h"

#include <limits>

namespace core {

SpanColumns readSpanColumns(TraceLine &line, SpanTargets targets)
{
    SpanColumns columns;
    columns.kind = line.letters("kind", kSpanLetters);
    const std::size_t size = columns.size();
    const NumberBounds spans = {0, static_cast<std::int64_t>(size) - 1};
    columns.length = line.column("length", kTraceTimes, size, 0);
    columns.microBatch = line.column("micro_batch", {0, TraceBuilder::kMostMicroBatches}, size, 0);
    columns.stage = line.column("stage", {0, std::numeric_limits<std::uint16_t>::max()}, size, 0);
    columns.name =
        line.column("name", {-1, static_cast<std::int64_t>(targets.names) - 1}, size, -1);
    if (line.reader().find("paired"))
        columns.paired = line.column("paired", spans);
    if (!line.reader().find("wait"))
        return columns;
    columns.wait = line.column("wait", spans);
    const std::size_t waits = columns.wait.size();
    columns.awaitedRow = line.column("awaited_row", {-1, targets.rows - 1}, waits, -1);
    columns.link = line.column("link", kTraceTimes, waits, 0);
    columns.awaited = line.letters("awaited", "agAG", waits);
    return columns;
}

ReadSpan SpanCursor::next(std::int64_t begin)
{
    const std::size_t i = m_at++;
    ReadSpan read;
    Span &span = read.span;
    span.tag = tagOf(m_columns.kind[i]);
    span.tag.microBatch = static_cast<std::uint32_t>(m_columns.microBatch[i]);
    span.tag.stage = static_cast<std::uint16_t>(m_columns.stage[i]);
    span.begin = begin;
    span.end = begin + m_columns.length[i];
    if (m_columns.name[i] >= 0)
        read.name = static_cast<std::uint32_t>(m_columns.name[i]);
    if (m_pair < m_columns.paired.size() &&
        m_columns.paired[m_pair] == static_cast<std::int64_t>(i)) {
        span.wait = Span::kPaired;
        ++m_pair;
    }
    if (m_wait == m_columns.wait.size() || m_columns.wait[m_wait] != static_cast<std::int64_t>(i))
        return read;
    const std::size_t at = m_wait++;
    const char what = m_columns.awaited[at];
    read.valid = span.tag.kind == SpanKind::Wait && span.end > span.begin &&
                 m_columns.link[at] <= span.end - span.begin;
    read.wait = WaitDetail{.begin = span.begin,
                           .end = span.end,
                           .link = m_columns.link[at],
                           .awaitedRow = static_cast<std::int32_t>(m_columns.awaitedRow[at]),
                           .microBatch = span.tag.microBatch,
                           .forGradient = what == 'g' || what == 'G',
                           .cut = what == 'A' || what == 'G'};
    return read;
}

} // namespace core
