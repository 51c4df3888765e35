// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/editor/challenges.h"
#include "core/schedule/schedule.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

// Looks through every order of a small shape, slot by slot; shares nothing with the editor.
//
// It is enough to count the visits of each stage. Micro-batches are alike, so in any run the visits
// of a stage may be given the numbers in which they are run: the i-th forward of stage s + 1 ends
// after i forwards of stage s have ended, so its input, now of the same number, is there, and
// likewise for gradients and weights. All durations are whole slots, so visits that begin as early
// as they can begin on whole slots. A full backward of equal parts is one for the input with the
// weights right behind it, so where backwards may be split only split ones need to be tried.
namespace every_order {

constexpr int kMostRanks = 4;
constexpr int kMostChunks = 2;

// Ended so far: forwards, gradients, weights of each stage that a rank holds; and what it runs.
struct RankState
{
    std::array<std::array<std::uint8_t, 3>, kMostChunks> ended = {};
    std::uint8_t running = 0; // 1 + 3 * chunk + kind
    std::uint8_t left = 0;    // slots
};
using State = std::array<RankState, kMostRanks>;

class Search
{
public:
    explicit Search(const core::EditorChallenge &challenge)
        : m_challenge(challenge), m_empty(core::startOf(challenge)), m_split(challenge.maySplit),
          m_costs(core::costsOf(challenge))
    {
        for (int rank = 0; rank < challenge.ranks; ++rank) {
            std::vector<int> stages;
            for (int stage = 0; stage < m_empty.stages; ++stage) {
                if (m_empty.routes[0][static_cast<std::size_t>(stage)] == rank)
                    stages.push_back(stage);
            }
            m_stages.push_back(stages);
        }
        for (std::vector<core::Action> &actions : m_empty.actions)
            actions.clear();
    }

    // An order that ends within so many slots; nothing if there is none.
    std::optional<core::ScheduleOrder> within(int length)
    {
        m_levels.assign(1, {{key(State{}), {State{}, 0}}});
        for (int slot = 0; slot < length; ++slot) {
            m_levels.emplace_back();
            for (const auto &[before, entry] : m_levels[static_cast<std::size_t>(slot)]) {
                State state = entry.state;
                chooseFor(0, state, before, length - slot);
            }
        }
        for (const auto &[last, entry] : m_levels.back()) {
            if (isDone(entry.state))
                return backFrom(last);
        }
        return {};
    }

private:
    struct Entry
    {
        State state;
        std::uint64_t before = 0;
    };

    [[nodiscard]] int duration(int stage, int kind) const
    {
        const auto of = [stage](const std::vector<double> &list) {
            return static_cast<int>(list[list.size() == 1 ? 0 : static_cast<std::size_t>(stage)]);
        };
        if (kind == 0)
            return of(m_costs.forward);
        const int both = of(m_costs.input) + of(m_costs.weight);
        return kind == 2 ? of(m_costs.weight) : m_split ? of(m_costs.input) : both;
    }
    [[nodiscard]] int kinds() const { return m_split ? 3 : 2; }

    [[nodiscard]] std::uint64_t key(const State &state) const
    {
        std::uint64_t key = 0;
        for (std::size_t rank = 0; rank < m_stages.size(); ++rank) {
            for (std::size_t chunk = 0; chunk < m_stages[rank].size(); ++chunk) {
                for (const std::uint8_t count : state[rank].ended[chunk])
                    key = key * 8 + count;
            }
            key = key * 8 + state[rank].running;
            key = key * 4 + state[rank].left;
        }
        return key;
    }

    [[nodiscard]] int ended(const State &state, int stage, int kind) const
    {
        const auto rank =
            static_cast<std::size_t>(m_empty.routes[0][static_cast<std::size_t>(stage)]);
        const auto at = std::ranges::find(m_stages[rank], stage) - m_stages[rank].begin();
        return state[rank].ended[static_cast<std::size_t>(at)][static_cast<std::size_t>(kind)];
    }

    [[nodiscard]] bool mayBegin(const State &state, std::size_t rank, std::size_t chunk,
                                int kind) const
    {
        const int stage = m_stages[rank][chunk];
        const int number = state[rank].ended[chunk][static_cast<std::size_t>(kind)];
        if (number >= m_challenge.microBatches)
            return false;
        if (kind == 2)
            return number < ended(state, stage, 1);
        if (kind == 1)
            return number < ended(state, stage, 0) &&
                   (stage + 1 == m_empty.stages || number < ended(state, stage + 1, 1));
        return (stage == 0 || number < ended(state, stage - 1, 0)) && hasRoom(state, rank);
    }

    [[nodiscard]] bool hasRoom(const State &state, std::size_t rank) const
    {
        if (m_challenge.mostKept == 0)
            return true;
        int kept = 0;
        for (std::size_t chunk = 0; chunk < m_stages[rank].size(); ++chunk)
            kept += state[rank].ended[chunk][0] - state[rank].ended[chunk][m_split ? 2 : 1];
        return kept < m_challenge.mostKept;
    }

    // Each free rank begins something or waits; then a slot passes.
    void chooseFor(std::size_t rank, State &state, std::uint64_t before, int slotsLeft)
    {
        if (rank == m_stages.size())
            return pass(state, before, slotsLeft);
        RankState &own = state[rank];
        if (own.left == 0) {
            for (std::size_t chunk = 0; chunk < m_stages[rank].size(); ++chunk) {
                for (int kind = 0; kind < kinds(); ++kind) {
                    if (!mayBegin(state, rank, chunk, kind))
                        continue;
                    const RankState kept = own;
                    own.running = static_cast<std::uint8_t>(1 + 3 * static_cast<int>(chunk) + kind);
                    own.left = static_cast<std::uint8_t>(duration(m_stages[rank][chunk], kind));
                    chooseFor(rank + 1, state, before, slotsLeft);
                    own = kept;
                }
            }
            if (mayNotWait(own, rank))
                return;
        }
        chooseFor(rank + 1, state, before, slotsLeft);
    }

    [[nodiscard]] bool mayNotWait(const RankState &own, std::size_t rank) const
    {
        return m_challenge.withoutIdle && own.ended[0][0] > 0 && workLeft(own, rank) > 0;
    }

    void pass(const State &chosen, std::uint64_t before, int slotsLeft)
    {
        State state = chosen;
        for (std::size_t rank = 0; rank < m_stages.size(); ++rank) {
            RankState &own = state[rank];
            if (own.left == 0 || --own.left > 0)
                continue;
            const int at = own.running - 1;
            ++own.ended[static_cast<std::size_t>(at / 3)][static_cast<std::size_t>(at % 3)];
            own.running = 0;
        }
        for (std::size_t rank = 0; rank < m_stages.size(); ++rank) {
            if (workLeft(state[rank], rank) > slotsLeft - 1)
                return;
        }
        m_levels.back().try_emplace(key(state), Entry{state, before});
    }

    [[nodiscard]] int workLeft(const RankState &own, std::size_t rank) const
    {
        int work = own.left;
        for (std::size_t chunk = 0; chunk < m_stages[rank].size(); ++chunk) {
            for (int kind = 0; kind < kinds(); ++kind) {
                const bool isRunning =
                    own.left > 0 && own.running - 1 == 3 * static_cast<int>(chunk) + kind;
                const int open = m_challenge.microBatches -
                                 own.ended[chunk][static_cast<std::size_t>(kind)] - isRunning;
                work += open * duration(m_stages[rank][chunk], kind);
            }
        }
        return work;
    }

    [[nodiscard]] bool isDone(const State &state) const
    {
        for (std::size_t rank = 0; rank < m_stages.size(); ++rank) {
            if (workLeft(state[rank], rank) > 0)
                return false;
        }
        return true;
    }

    // The visits in the order in which they ended.
    [[nodiscard]] core::ScheduleOrder backFrom(std::uint64_t last) const
    {
        core::ScheduleOrder order = m_empty;
        std::uint64_t at = last;
        for (std::size_t level = m_levels.size() - 1; level > 0; --level) {
            const Entry &entry = m_levels[level].at(at);
            addEnded(order, m_levels[level - 1].at(entry.before).state, entry.state);
            at = entry.before;
        }
        for (std::vector<core::Action> &actions : order.actions)
            std::ranges::reverse(actions);
        return order;
    }

    void addEnded(core::ScheduleOrder &order, const State &from, const State &to) const
    {
        const core::Op ops[] = {core::Op::Forward,
                                m_split ? core::Op::BackwardInput : core::Op::Backward,
                                core::Op::BackwardWeight};
        for (std::size_t rank = 0; rank < m_stages.size(); ++rank) {
            for (std::size_t chunk = 0; chunk < m_stages[rank].size(); ++chunk) {
                for (std::size_t kind = 0; kind < 3; ++kind) {
                    const int number = from[rank].ended[chunk][kind];
                    if (to[rank].ended[chunk][kind] != number)
                        order.actions[rank].push_back(
                            {.microBatch = static_cast<std::uint32_t>(number),
                             .stage = static_cast<std::uint16_t>(m_stages[rank][chunk]),
                             .op = ops[kind]});
                }
            }
        }
    }

    const core::EditorChallenge &m_challenge;
    core::ScheduleOrder m_empty;
    bool m_split;
    core::UnitCosts m_costs;
    std::vector<std::vector<int>> m_stages; // of each rank
    std::vector<std::unordered_map<std::uint64_t, Entry>> m_levels;
};

} // namespace every_order
