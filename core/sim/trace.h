// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/units.h"
#include "core/memory/memory_parts.h"
#include "core/schedule/schedule.h"
#include "core/sim/row_info.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

namespace core {

enum class SpanKind : std::uint8_t {
    Forward,
    Backward,
    BackwardInput,
    BackwardWeight,
    Recompute,
    Optimizer,
    Wait,
    // What only recorded traces have:
    Communication, // the device is busy with nothing but exchanging
    Other,         // work of another kind; its name says which
    Product,       // of matrices; its name says which
    Attention,
    Copy
};
constexpr int kSpanKindCount = 12;
static_assert(static_cast<int>(SpanKind::Optimizer) == kOpCount); // the visits are in order of Op

// The visit that a span shows; nothing for waits and the optimizer.
[[nodiscard]] constexpr std::optional<Op> opOf(SpanKind kind)
{
    return kind < SpanKind::Optimizer ? std::optional(static_cast<Op>(kind)) : std::nullopt;
}

// Why a device is idle.
enum class IdleCause : std::uint8_t {
    Fill,         // before its first work: the pipeline fills
    Drain,        // after its last work: the others finish
    Dependency,   // between: what it needs is still being worked on
    Link,         // what it needs is on its way, or the way is cut
    Straggler,    // the excess of a slow device
    GradientSync, // gradients are shared and nothing is left to overlap with
    Barrier       // waits for the others before the optimizer step
};
constexpr int kIdleCauseCount = 7;

struct SpanTag
{
    std::uint32_t microBatch = 0;
    std::uint16_t stage = 0;
    SpanKind kind = SpanKind::Wait;
    IdleCause cause = IdleCause::Fill; // of a Wait: its base cause
};

// What a waiting device waits for.
struct WaitDetail
{
    std::int64_t begin = 0; // ns
    std::int64_t end = 0;
    std::int64_t link = 0;        // last part of it, during which the awaited data was on its way
    std::int32_t awaitedRow = -1; // row whose result is awaited; -1: the others, or the ring
    std::uint32_t microBatch = 0; // awaited
    bool forGradient = false;     // awaited is a gradient coming back, not an activation
    bool cut = false;             // never arrives: the link is down
};

struct Span
{
    std::int64_t begin = 0;
    std::int64_t end = 0;
    SpanTag tag;
    std::int32_t wait = -1; // index into Trace::waits of the row; negative: it is no wait

    static constexpr std::int32_t kNoWait = -1;
    static constexpr std::int32_t kPaired = -2; // a visit, indivisible with the one that follows
};

// A column that is written once: its memory is neither cleared nor touched before that.
template <class T>
class Column
{
    static_assert(std::is_trivially_copyable_v<T> && std::is_trivially_destructible_v<T>);

public:
    Column() = default;
    explicit Column(std::size_t size)
        : m_size(size), m_storage(std::make_unique_for_overwrite<std::byte[]>(size * sizeof(T)))
    {}
    [[nodiscard]] std::size_t size() const { return m_size; }
    T &operator[](std::size_t i) { return data()[i]; }
    const T &operator[](std::size_t i) const { return data()[i]; }
    [[nodiscard]] T *data() { return reinterpret_cast<T *>(m_storage.get()); }
    [[nodiscard]] const T *data() const { return reinterpret_cast<const T *>(m_storage.get()); }

private:
    std::size_t m_size = 0;
    std::unique_ptr<std::byte[]> m_storage; // new bytes are aligned for any of our types
};

// A message between two rows of the same replica class.
struct Transfer
{
    std::int64_t begin = 0; // the link starts to carry it
    std::int64_t end = 0;   // it has arrived
    std::uint32_t microBatch = 0;
    std::int32_t fromRow = 0;
    std::int32_t toRow = 0;
    std::uint16_t stage = 0; // that produced it
    bool gradient = false;   // going back
};

// One gradient bucket on its way round the ring of the devices that share it.
struct Collective
{
    std::int64_t begin = 0;
    std::int64_t end = 0;
    int group = 0; // of the rows that take part; of a simulated trace an index into Plan::sync
    int bucket = 0;
    Bytes sent = {}; // by each device, on average; 0: what the plan says of the bucket
};

// Memory of a row over time: each step holds until the next; the first is at 0.
struct MemoryStep
{
    Nanos time;
    MemoryParts parts;

    bool operator==(const MemoryStep &) const = default;
};

using IdleByCause = std::array<std::int64_t, kIdleCauseCount>; // ns

// What happened when, be it simulated, measured or read from a file. The spans of a row tile
// [0, stop) without a gap. Rows of a simulated trace follow Plan::rows; nothing else here does.
struct Trace
{
    static constexpr std::uint32_t kNoName = ~std::uint32_t{0};

    struct RowRange
    {
        std::size_t first = 0;
        std::size_t count = 0;
    };
    TraceShape shape;
    std::vector<RowInfo> info; // per row; there before anything ran, when rows are not
    std::vector<RowRange> rows;
    Column<std::int64_t> begin;
    Column<std::int64_t> end;
    Column<SpanTag> tag;
    Column<std::int32_t> wait;
    std::vector<std::vector<WaitDetail>> waits;   // per row, in time order
    std::vector<std::vector<Transfer>> transfers; // per sending row, in order of begin
    std::vector<Collective> collectives;          // in order of begin per group
    // What the plan says of a simulated trace, and a recorded one for itself. Empty: the plan does.
    Column<std::uint32_t> name; // per span, index into names or kNoName; empty: kinds suffice
    std::vector<std::string> names;
    std::vector<std::vector<MemoryStep>> memory;          // per row
    std::vector<std::vector<std::int64_t>> transferBytes; // per row, of each of its transfers
    std::int64_t stop = 0; // end of the step, or where a cut link stopped it
    bool completed = true; // false: a cut link stopped the step
    std::int64_t optimizerBegin = 0;
    // Idle time of each row by cause, ns. Straggler and Link are what would not be there with
    // every device at full speed, and then with links that cost nothing and rings unharmed.
    std::vector<IdleByCause> idle;
    std::string diagnosis; // why it did not complete

    // The name of a span; nothing: its kind says all.
    [[nodiscard]] const std::string *nameOf(std::size_t i) const
    {
        return i < name.size() && name[i] != kNoName ? &names[name[i]] : nullptr;
    }
    [[nodiscard]] Span span(std::size_t i) const { return {begin[i], end[i], tag[i], wait[i]}; }
    // The span and the one after it are one visit of two micro-batches.
    [[nodiscard]] bool pairedWithNext(std::size_t i) const { return wait[i] == Span::kPaired; }
    // Index of the span of the row that contains time (the last one at or after the end).
    [[nodiscard]] std::size_t spanAt(int row, std::int64_t time) const;
    [[nodiscard]] std::size_t spanCount() const;
};

} // namespace core
