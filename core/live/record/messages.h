// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/live/program/layout.h"
#include "core/live/program/program.h"
#include "core/live/program/replay.h"

#include <deque>
#include <map>
#include <span>
#include <tuple>
#include <vector>

namespace core::live {

// A message of a step in virtual time, ns.
struct MessageTimes
{
    std::size_t sender = 0;   // index of the instruction in the sender's program
    std::int64_t sent = 0;    // handed to the link
    std::int64_t carried = 0; // the link is free for it
    std::int64_t arrival = 0;
};

// All messages of a step, by the rules of VirtualClock: the sender's link carries one after the
// other.
class Messages
{
public:
    Messages(const Layout &layout, std::span<const Program> programs,
             std::span<const InstructionTimes> times, const LinkBetween &links,
             std::int64_t elementBytes);

    // Of a device, in the order of its program.
    [[nodiscard]] const std::vector<MessageTimes> &sentBy(int device) const
    {
        return m_sent[static_cast<std::size_t>(device)];
    }
    // The one that a receiving instruction of a device takes. Each device asks once for each of
    // its instructions that receive, in the order of its program.
    [[nodiscard]] MessageTimes take(int device, const Instruction &instruction);

private:
    std::vector<std::vector<MessageTimes>> m_sent;
    std::map<std::tuple<int, int, std::int64_t>, std::deque<MessageTimes>> m_waiting;
};

} // namespace core::live
