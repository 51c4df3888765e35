// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sim/trace.h"

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace core {

// Makes the trace of a step out of what is known of it bit by bit: a live run says what its devices
// have done, a reader what stands in a file. Rows may be filled one after the other or in turn, and
// memory grows with what was added. After close() the rows and names stay, for the next step.
class TraceBuilder
{
public:
    static constexpr std::uint32_t kMostMicroBatches = 1'000'000'000; // as scenarios have

    // Returns the number of the row. Its devices are known from then on.
    int addRow(RowInfo info);
    [[nodiscard]] int rowCount() const { return static_cast<int>(m_rows.size()); }
    // The number of a name, for add(); the same for the same text.
    [[nodiscard]] std::uint32_t nameOf(std::string_view text);

    // What follows is refused, and leaves the trace as it is, if it has a negative length, begins
    // before 0 or before what its row holds already ends, or names a row, name or micro-batch that
    // cannot be. A wait of no length is left out. Gaps become idle time: see close().
    [[nodiscard]] bool add(int row, const Span &span, std::uint32_t name = Trace::kNoName);
    // detail.begin and detail.end are those of the span.
    [[nodiscard]] bool addWait(int row, IdleCause cause, const WaitDetail &detail,
                               std::uint16_t stage = 0);
    // From transfer.fromRow; in any order of time.
    [[nodiscard]] bool addTransfer(const Transfer &transfer, Bytes size);
    [[nodiscard]] bool addCollective(const Collective &collective);
    // How full a row is from then on; in order of time. Without any the row has no memory to show.
    [[nodiscard]] bool addMemory(int row, const MemoryStep &step);

    // The step, which ends at stop or at the end of the last span if that is later. Time in which a
    // row has nothing is idle: before its first work it fills, after its last it drains, between it
    // waits for something that nobody noted. The builder is empty then, but for rows and names.
    [[nodiscard]] Trace close(std::int64_t stop = 0);

private:
    struct Entry
    {
        Span span;
        std::uint32_t name = Trace::kNoName;
    };
    struct Row
    {
        RowInfo info;
        std::vector<Entry> spans = {};
        std::vector<WaitDetail> waits = {};
        std::vector<Transfer> transfers = {};
        std::vector<std::int64_t> bytes = {}; // of the transfers
        std::vector<MemoryStep> memory = {};
        std::int64_t end = 0;
    };

    [[nodiscard]] bool holds(int row) const { return row >= 0 && row < rowCount(); }
    void append(Row &row, const Span &span, std::uint32_t name);
    void closeRow(Row &row, Trace &trace) const;
    static void sortTransfers(Row &row);
    [[nodiscard]] TraceShape shape() const;

    std::vector<Row> m_rows;
    std::vector<std::string> m_names;
    std::map<std::string, std::uint32_t, std::less<>> m_numberOf; // of a name
    std::vector<Collective> m_collectives;
    std::int64_t m_end = 0;
    std::int64_t m_optimizer = -1; // begin of the first one
    int m_microBatches = 1;
    int m_stages = 1;
    bool m_named = false;
};

} // namespace core
