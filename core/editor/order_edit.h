// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schedule/schedule.h"

#include <cstddef>
#include <vector>

namespace core {

// Where a visit stands: in the list of a rank.
struct VisitPlace
{
    int rank = 0;
    std::size_t index = 0;

    bool operator==(const VisitPlace &) const = default;
};

// In the list of one rank, some visits give way to others.
struct Splice
{
    int rank = 0;
    std::size_t at = 0;
    std::vector<Action> taken = {};
    std::vector<Action> put = {};

    bool operator==(const Splice &) const = default;
};

enum class EditKind : std::uint8_t { Move, Insert, Remove, Split, Join, FillIn, Replace };

// One change that a person makes to an order, as data: it can be made, unmade and kept.
struct OrderEdit
{
    EditKind kind = EditKind::Move;
    std::vector<Splice> splices; // one after the other
    VisitPlace focus = {};       // where what it is about stands afterwards

    [[nodiscard]] bool changesNothing() const;
};

void apply(ScheduleOrder &order, const OrderEdit &edit);
// Takes back what edit does; the order is then equal to the one before, action for action.
[[nodiscard]] OrderEdit inverseOf(const OrderEdit &edit);

// The visits that run as one with this: itself, or the pair that it is half of. [begin, end)
struct VisitGroup
{
    std::size_t begin = 0;
    std::size_t end = 0;
};
[[nodiscard]] VisitGroup groupOf(const std::vector<Action> &actions, std::size_t index);

// Edits of an order; whether what comes of them can run is another question (order_editor.h).
// A place must be one of the order. A pair moves as a whole.
// to: the visit before which it shall stand, counted before the move; the size of the list: behind
// the last one.
[[nodiscard]] OrderEdit moveVisit(const ScheduleOrder &order, VisitPlace from, std::size_t to);
[[nodiscard]] OrderEdit insertVisit(const ScheduleOrder &order, VisitPlace before, Action action);
// The other half of a pair stays, as a visit of its own.
[[nodiscard]] OrderEdit removeVisit(const ScheduleOrder &order, VisitPlace place);
// With everything that needs it, on every rank.
[[nodiscard]] OrderEdit removeWithFollowers(const ScheduleOrder &order, VisitPlace place);
// A full backward becomes the one for the input, with the one for the weights right behind it (of
// a pair: behind the pair). Error: it is no full backward.
[[nodiscard]] Result<OrderEdit> splitBackward(const ScheduleOrder &order, VisitPlace place);
// A backward for the input and the one for its weights become a full one, where the first stands.
// Either may be named. Error: the other is not there.
[[nodiscard]] Result<OrderEdit> joinBackward(const ScheduleOrder &order, VisitPlace place);
// Every list becomes that of another order of the same shape.
[[nodiscard]] OrderEdit replaceAll(const ScheduleOrder &order, const ScheduleOrder &by,
                                   EditKind kind);

} // namespace core
