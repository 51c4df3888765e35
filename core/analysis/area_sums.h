// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/interval_set.h"
#include "core/base/units.h"
#include "core/sim/trace.h"

#include <array>
#include <cstdint>
#include <map>
#include <vector>

namespace core {

class RunView;

// Why a device waits at a moment, as the trace tells it. What a slow device or a link cost beyond
// that is known of a whole step only: see core/sim/idle_attribution.
enum class WaitReason : std::uint8_t {
    Fill,
    Drain,
    Activation, // is still being worked on
    Gradient,   // the same
    Others,     // nobody noted which
    Link,       // what is awaited is on its way, or its way is cut
    Straggler,
    GradientSync, // and no collective runs
    Barrier
};
constexpr int kWaitReasonCount = 9;

// Of a row, since the begin of the step.
struct RowTotals
{
    std::array<std::int64_t, kWaitReasonCount> waits{}; // ns; of GradientSync always 0, see below
    std::array<std::int64_t, kSpanKindCount> spans{};   // that have begun
    std::int64_t exchanged = 0;                         // bytes, in collectives within its visits

    [[nodiscard]] RowTotals operator-(const RowTotals &other) const;
};

// Sums over the spans, messages and collectives of a trace, beside those of work in TraceIndex: so
// that what rows waited for and sent in any stretch of time is known in O(log n). Waits for the
// ring of gradients are not here: they are what is left of idle time. Made once for a trace, in
// O(n); about 4 bytes a span.
class AreaSums
{
public:
    AreaSums() = default; // of nothing
    explicit AreaSums(const RunView &run);

    // Up to this moment. A visit sends what it exchanges evenly.
    [[nodiscard]] RowTotals upTo(const RunView &run, int row, std::int64_t time) const;
    // Spans of the row that lie in [begin, end) in part at least.
    [[nodiscard]] std::array<std::int64_t, kSpanKindCount> spansWithin(const RunView &run, int row,
                                                                       TimeInterval time) const;
    // Bytes that one device of the row has sent up to this moment; messages go evenly.
    [[nodiscard]] std::int64_t messagesUpTo(const RunView &run, int row, std::int64_t time) const;
    [[nodiscard]] std::int64_t collectivesUpTo(const RunView &run, int row,
                                               std::int64_t time) const;

private:
    static constexpr std::size_t kSpans = 64; // of a row, between two checkpoints
    static constexpr std::size_t kMessages = 16;

    // Before each kMessages-th message, in order of begin.
    struct Sent
    {
        std::vector<std::int64_t> bytes;
        std::vector<std::int64_t> lastEnd; // of all messages before
    };
    struct Shared // by one group of rows
    {
        std::vector<Collective> collectives; // sent is known of each
        Sent sent;
    };

    void addSpans(const RunView &run, std::size_t row);
    void addSpan(const RunView &run, std::size_t row, std::size_t span, std::int64_t until,
                 RowTotals &totals) const;
    [[nodiscard]] RowTotals totalsBefore(const RunView &run, std::size_t row,
                                         std::size_t span) const;
    template <class MessageAt>
    static Sent sumsOf(std::size_t count, MessageAt messageAt);
    template <class MessageAt>
    static std::int64_t sentUpTo(const Sent &sums, std::size_t count, MessageAt messageAt,
                                 std::int64_t time);

    std::vector<std::int64_t> m_visitBytes; // by stage * kOpCount + Op; empty: nothing
    std::vector<std::size_t> m_firstTotals; // per row
    std::vector<RowTotals> m_totals;        // before each kSpans-th span of a row
    std::vector<Sent> m_messages;           // per row
    std::map<int, Shared> m_shared;         // by group
};

} // namespace core
