// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/trace/trace_line.h"
#include "core/sim/trace.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace core {

// The columns of a line of spans.
struct SpanColumns
{
    std::string kind;
    std::vector<std::int64_t> length; // ns
    std::vector<std::int64_t> microBatch;
    std::vector<std::int64_t> stage;
    std::vector<std::int64_t> name;   // -1: none
    std::vector<std::int64_t> paired; // indices of spans
    std::vector<std::int64_t> wait;   // likewise: of what is known of them stand columns of its own
    std::vector<std::int64_t> awaitedRow;
    std::vector<std::int64_t> link; // ns
    std::string awaited;            // an activation or a gradient, large if it never comes

    [[nodiscard]] std::size_t size() const { return kind.size(); }
};

// How many names and rows there are for spans to point to.
struct SpanTargets
{
    std::size_t names = 0;
    int rows = 0;
};
[[nodiscard]] SpanColumns readSpanColumns(TraceLine &line, SpanTargets targets);

struct ReadSpan
{
    Span span;
    std::uint32_t name = Trace::kNoName;
    std::optional<WaitDetail> wait;
    bool valid = true; // false: it is called a wait and is none
};

// Goes through the columns span by span.
class SpanCursor
{
public:
    explicit SpanCursor(const SpanColumns &columns) : m_columns(columns) {}

    // The next one, which begins there.
    [[nodiscard]] ReadSpan next(std::int64_t begin);
    // After the last: every pair and every wait has been met.
    [[nodiscard]] bool isComplete() const
    {
        return m_pair == m_columns.paired.size() && m_wait == m_columns.wait.size();
    }

private:
    const SpanColumns &m_columns;
    std::size_t m_at = 0;
    std::size_t m_pair = 0;
    std::size_t m_wait = 0;
};

} // namespace core
