// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/virtual_operations.h"

namespace core {
namespace {

// Rank r runs p - 1 - r forwards, then a forward and a backward in turn (PipeDream-Flush, DAPPLE;
// Megatron's non-interleaved schedule, arXiv:2104.04473).
Result<ScheduleOrder> makeOneFOneB(const ScheduleShape &shape)
{
    return makeVirtualOrder("1f1b", shape, {.warmUpPerRank = 1});
}

} // namespace

namespace rows {
extern const ScheduleEntry one_f_one_b;
const ScheduleEntry one_f_one_b = {
    .id = "1f1b",
    .title = "1F1B",
    .vectorName = "1F1B",
    .trade = "the same bubble as GPipe with fewer activations kept",
    .family = ScheduleFamily::OneForwardOneBackward,
    .make = makeOneFOneB,
};
} // namespace rows
} // namespace core
