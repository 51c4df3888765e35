// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/recorded/tidy_spans.h"

#include <algorithm>
#include <limits>
#include <tuple>
#include <utility>

namespace core {
namespace {

// Takes spans in order of begin, the outer one first, and gives the pieces in which each is
// innermost.
class Flattener
{
public:
    Flattener(Nesting nesting, Mended &mended) : m_nesting(nesting), m_mended(mended) {}

    void add(RecordedSpan span)
    {
        const bool instant = span.begin == span.end;
        endBefore(span.begin);
        if (!m_open.empty())
            fit(span);
        span.begin = std::max(span.begin, m_at);
        if (span.begin >= span.end && !(instant && span.begin == span.end && m_open.empty()))
            return; // nothing is left of it, or it lasts no time within another
        if (!m_open.empty())
            put(m_open.back(), m_at, span.begin);
        m_at = span.begin;
        m_open.push_back(span);
    }
    std::vector<RecordedSpan> finish()
    {
        endBefore(std::numeric_limits<std::int64_t>::max());
        return std::move(m_pieces);
    }

private:
    // The spans that are over by then.
    void endBefore(std::int64_t time)
    {
        while (!m_open.empty() && m_open.back().end <= time) {
            const RecordedSpan span = m_open.back();
            m_open.pop_back();
            put(span, std::max(m_at, span.begin), span.end);
            m_at = std::max(m_at, span.end);
        }
    }
    // Makes a span that overlaps the open one lie within it or behind it.
    void fit(RecordedSpan &span)
    {
        const RecordedSpan &outer = m_open.back();
        const bool within = span.end <= outer.end;
        if (within && m_nesting == Nesting::Usual)
            return;
        ++m_mended.overlapping;
        m_mended.overlap += std::min(span.end, outer.end) - span.begin;
        if (within)
            return;
        // Behind all that are open and end before it does.
        std::int64_t begin = span.begin;
        for (auto open = m_open.rbegin(); open != m_open.rend() && open->end < span.end; ++open)
            begin = std::max(begin, open->end);
        span.begin = begin;
        endBefore(begin);
    }
    void put(const RecordedSpan &span, std::int64_t begin, std::int64_t end)
    {
        // A span that lasts no time is kept once, where nothing else is.
        if (end < begin || (end == begin && span.begin != span.end))
            return;
        RecordedSpan piece = span;
        piece.begin = begin;
        piece.end = end;
        m_pieces.push_back(piece);
    }

    Nesting m_nesting;
    Mended &m_mended;
    std::vector<RecordedSpan> m_open; // from the outermost inwards
    std::vector<RecordedSpan> m_pieces;
    std::int64_t m_at = std::numeric_limits<std::int64_t>::min();
};

bool liesInOrder(const std::vector<RecordedSpan> &spans)
{
    for (std::size_t i = 1; i < spans.size(); ++i) {
        if (spans[i].begin < spans[i - 1].end)
            return false;
    }
    return true;
}

} // namespace

std::vector<RecordedSpan> tidySpans(std::vector<RecordedSpan> spans, Nesting nesting,
                                    Mended &mended)
{
    const auto before = [](const RecordedSpan &a, const RecordedSpan &b) {
        return std::tuple(a.begin, b.end, a.name) < std::tuple(b.begin, a.end, b.name);
    };
    if (!std::ranges::is_sorted(spans, before))
        std::ranges::stable_sort(spans, before);
    if (liesInOrder(spans))
        return spans;
    Flattener flattener(nesting, mended);
    for (const RecordedSpan &span : spans)
        flattener.add(span);
    return flattener.finish();
}

} // namespace core
