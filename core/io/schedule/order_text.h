// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/schedule/schedule.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace core {

// Reads the actions of ranks as text: "0F0", "(0F7;7B3)", and what torch.distributed.pipelining
// writes besides: "(0F7;7B3)OVERLAP_F_B", communication (skipped, since ours follows from the
// routes), and in CSV the notation of its earlier files, in which B is the backward for the input
// and BW the full one: told by a BW, or by a W for every B and no I.
// Cells that are empty or None are left out.
class OrderTextReader
{
public:
    // separator: ' ' in vectors, ',' in CSV. Error: what is not an action, and at which place.
    [[nodiscard]] Status addRank(std::string_view text, char separator);
    // The ranks so far, in today's notation. The reader is empty afterwards.
    [[nodiscard]] std::vector<std::vector<Action>> take();
    // What was skipped or read in another way, as sentences; ask before take().
    [[nodiscard]] std::vector<std::string> notes() const;

private:
    [[nodiscard]] Status addCell(std::string_view cell, std::vector<Action> &actions);
    [[nodiscard]] bool addAction(std::string_view text, std::vector<Action> &actions);
    [[nodiscard]] bool isEarlierNotation() const;

    bool m_mayBeEarlier = false; // CSV

    std::vector<std::vector<Action>> m_ranks;
    std::int64_t m_count = 0;
    std::int64_t m_communication = 0; // actions that were skipped
    bool m_sawFullBackward = false;   // BW
    bool m_sawInput = false;
    std::int64_t m_backwards = 0;
    std::int64_t m_weights = 0;
};

// The rows in a line as it is written or as Python prints it: "0F0,0B0", "[0F0, 0B0]",
// "Rank 1: 1F0, None" and "{0: [0F0, 0B0], 1: [1F0, 1B0]}", which has two.
[[nodiscard]] std::vector<std::string_view> rowsIn(std::string_view line);

// Whether a line with a bracket at its start holds printed rows, and no JSON.
[[nodiscard]] bool isPrintedRow(std::string_view line);

} // namespace core
