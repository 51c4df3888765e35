// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/record/messages.h"

#include "core/live/program/virtual_clock.h"

#include <algorithm>

namespace core::live {

Messages::Messages(const Layout &layout, std::span<const Program> programs,
                   std::span<const InstructionTimes> times, const LinkBetween &links,
                   std::int64_t elementBytes)
    : m_sent(programs.size())
{
    const auto devices = static_cast<int>(programs.size());
    for (int from = 0; from < devices; ++from) {
        const auto at = static_cast<std::size_t>(from);
        const std::vector<Hop> ways = linksFrom(from, devices, links);
        std::vector<std::int64_t> free(programs.size(), 0);
        for (std::size_t i = 0; i < programs[at].size(); ++i) {
            const Instruction &instruction = programs[at][i];
            if (!sends(instruction))
                continue;
            const auto peer = static_cast<std::size_t>(instruction.peer);
            const std::int64_t sent = times[at].end[i];
            const Carried carried =
                carry(ways[peer], free[peer], sent, messageSize(layout, instruction, elementBytes));
            const MessageTimes message = {i, sent, carried.begin, carried.arrival};
            m_sent[at].push_back(message);
            m_waiting[{from, instruction.peer, messageTag(instruction)}].push_back(message);
        }
    }
}

MessageTimes Messages::take(int device, const Instruction &instruction)
{
    std::deque<MessageTimes> &waiting =
        m_waiting[{instruction.peer, device, messageTag(instruction)}];
    const MessageTimes message = waiting.front();
    waiting.pop_front();
    return message;
}

} // namespace core::live
