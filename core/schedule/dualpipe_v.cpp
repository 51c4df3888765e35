// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/dualpipe_steps.h"

namespace core {
namespace {

// DualPipe cut in half: one direction, with the way back in place of the second one
// (deepseek-ai/DualPipe; torch's ScheduleDualPipeV).
Result<ScheduleOrder> makeDualPipeV(const ScheduleShape &shape)
{
    return makeDualPipeOrder("dualpipe-v", shape, Placement::V);
}

} // namespace

namespace rows {
extern const ScheduleEntry dualpipe_v;
const ScheduleEntry dualpipe_v = {
    .id = "dualpipe-v",
    .title = "DualPipeV",
    .vectorName = "DualPipeV",
    .trade = "DualPipe's overlap on half the devices and with one copy of every stage",
    .family = ScheduleFamily::Bidirectional,
    .placement = Placement::V,
    .chunks = {.least = 2, .usual = 2, .most = 2},
    .splitsBackward = true,
    .hasPairs = true,
    .make = makeDualPipeV,
};
} // namespace rows
} // namespace core
