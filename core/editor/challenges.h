// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/language.h"
#include "core/editor/order_grid.h"
#include "core/editor/placed_visits.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace core {

// A task for the schedule editor. Times in units.
struct EditorChallenge
{
    std::string_view id;
    Words title;
    Words hint;
    int ranks = 1;
    int microBatches = 1;
    int chunks = 1;
    Placement placement = Placement::Loop;
    std::string_view start = {}; // id of the schedule that it begins with; empty: with nothing
    std::string_view compareWith = {}; // id
    BackwardForm form = BackwardForm::Full;
    bool maySplit = true;
    int mostKept = 0;         // activations per rank; 0: any number
    bool withoutIdle = false; // no rank waits between its first visit and its last
    int goal = 0;             // the makespan that solves it
    int best = 0;             // that none beats: an exhaustive search says so (tst_challenges)
    int slowStage = -1;       // takes twice as long
};

// From the easiest to the hardest. To add one: a row, and the test searches for its best.
[[nodiscard]] std::span<const EditorChallenge> challenges();
[[nodiscard]] const EditorChallenge *findChallenge(std::string_view id);

[[nodiscard]] UnitCosts costsOf(const EditorChallenge &challenge);
// What it begins with.
[[nodiscard]] ScheduleOrder startOf(const EditorChallenge &challenge);
// "Finish in 24 slots or fewer with at most 3 micro-batches kept on any stage."
[[nodiscard]] std::string taskOf(const EditorChallenge &challenge);

struct ChallengeState
{
    bool isSolved = false;
    bool isBest = false; // as short as any can be
    std::string open;    // the first thing that is missing; empty: nothing
};

[[nodiscard]] ChallengeState stateOf(const EditorChallenge &challenge, const ScheduleOrder &order,
                                     const OrderGrid &grid);

} // namespace core
