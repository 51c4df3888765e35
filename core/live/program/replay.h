// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/live/program/layout.h"
#include "core/live/program/program.h"
#include "core/plan/plan.h"

#include <functional>
#include <span>
#include <vector>

namespace core::live {

// The link from one device to another.
using LinkBetween = std::function<Hop(int from, int to)>;
// The links of a device to all devices, in their order.
[[nodiscard]] std::vector<Hop> linksFrom(int device, int devices, const LinkBetween &links);
// ns of each instruction of each device; 0 for what is not work.
using Costs = std::vector<std::vector<std::int64_t>>;

struct InstructionTimes
{
    std::vector<std::int64_t> begin; // virtual ns
    std::vector<std::int64_t> end;

    bool operator==(const InstructionTimes &) const = default;
};

// Bytes of a message.
[[nodiscard]] Bytes messageSize(const Layout &layout, const Instruction &instruction,
                                std::int64_t elementBytes);

// The step in virtual time, without computing anything. Error: devices wait for each other in a
// cycle, or for a message that is never sent; it names which device waits for which. Or a device
// is sent another number of bytes than it takes.
[[nodiscard]] Result<std::vector<InstructionTimes>>
replay(const Layout &layout, std::span<const Program> programs, const Costs &costs,
       const LinkBetween &links, std::int64_t elementBytes);

} // namespace core::live
