// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/program/replay.h"

#include "core/base/text.h"
#include "core/live/program/virtual_clock.h"

#include <deque>
#include <map>
#include <string>
#include <tuple>
#include <utility>

namespace core::live {
namespace {

class Replay
{
public:
    Replay(const Layout &layout, std::span<const Program> programs, const Costs &costs,
           const LinkBetween &links, std::int64_t elementBytes)
        : m_layout(layout), m_programs(programs), m_costs(costs), m_elementBytes(elementBytes),
          m_next(programs.size(), 0), m_times(programs.size())
    {
        const auto devices = static_cast<int>(programs.size());
        for (int from = 0; from < devices; ++from)
            m_clocks.emplace_back(linksFrom(from, devices, links));
    }

    Result<std::vector<InstructionTimes>> run()
    {
        bool moved = true;
        while (moved) {
            moved = false;
            for (std::size_t device = 0; device < m_programs.size(); ++device) {
                while (m_next[device] < m_programs[device].size() && step(device))
                    moved = true;
            }
            if (!m_mismatch.empty())
                return Error{m_mismatch};
        }
        for (std::size_t device = 0; device < m_programs.size(); ++device) {
            if (m_next[device] < m_programs[device].size())
                return stuck(device);
        }
        return std::move(m_times);
    }

private:
    struct Arrival
    {
        std::int64_t time = 0; // virtual ns
        Bytes size;
    };

    // A receiver reads as much as it expects, whatever was sent.
    bool takes(std::size_t device, const Instruction &instruction, Bytes sent)
    {
        const Bytes expected = messageSize(m_layout, instruction, m_elementBytes);
        if (sent != expected)
            m_mismatch = "Device " + std::to_string(instruction.peer) + " sends " +
                         figureOfCount(sent.count) + " bytes where device " +
                         std::to_string(device) + " takes " + figureOfCount(expected.count) +
                         ", so this order cannot be trained; choose another schedule.";
        return sent == expected;
    }

    // False: the device waits for a message that is not there yet, or cannot take it.
    bool step(std::size_t device)
    {
        const Instruction &instruction = m_programs[device][m_next[device]];
        VirtualClock &clock = m_clocks[device];
        InstructionTimes &times = m_times[device];
        const std::int64_t before = clock.now(instruction.stream);
        if (receives(instruction)) {
            std::deque<Arrival> &waiting =
                m_arrivals[{instruction.peer, static_cast<int>(device), messageTag(instruction)}];
            if (waiting.empty() || !takes(device, instruction, waiting.front().size))
                return false;
            clock.receive(instruction.stream, waiting.front().time);
            waiting.pop_front();
        }
        std::int64_t begin = before;
        if (sends(instruction)) {
            const Bytes size = messageSize(m_layout, instruction, m_elementBytes);
            m_arrivals[{static_cast<int>(device), instruction.peer, messageTag(instruction)}]
                .push_back({clock.send(instruction.stream, instruction.peer, size), size});
        } else if (instruction.code == Code::Join)
            clock.join();
        else if (isWork(instruction.code))
            begin = clock.work(instruction.stream, costOf(device));
        else if (charges(instruction.code))
            clock.work(instruction.stream, costOf(device));
        times.begin.push_back(begin);
        times.end.push_back(clock.now(instruction.stream));
        ++m_next[device];
        return true;
    }

    [[nodiscard]] std::int64_t costOf(std::size_t device) const
    {
        return m_costs.empty() ? 0 : m_costs[device][m_next[device]];
    }

    [[nodiscard]] Error stuck(std::size_t device) const
    {
        std::string circle = "device " + std::to_string(device);
        std::size_t at = device;
        for (std::size_t i = 0; i < m_programs.size(); ++i) {
            at = static_cast<std::size_t>(m_programs[at][m_next[at]].peer);
            circle += " waits for device " + std::to_string(at);
            if (at == device || m_next[at] >= m_programs[at].size())
                break;
            circle += ", which";
        }
        return Error{"This order deadlocks: " + circle +
                     ". Choose another schedule, or one that passed parallarium check."};
    }

    const Layout &m_layout;
    std::span<const Program> m_programs;
    const Costs &m_costs;
    std::int64_t m_elementBytes;
    std::vector<VirtualClock> m_clocks;
    std::vector<std::size_t> m_next;
    std::vector<InstructionTimes> m_times;
    // By sender, receiver and tag.
    std::map<std::tuple<int, int, std::int64_t>, std::deque<Arrival>> m_arrivals;
    std::string m_mismatch;
};

} // namespace

std::vector<Hop> linksFrom(int device, int devices, const LinkBetween &links)
{
    std::vector<Hop> ways;
    for (int to = 0; to < devices; ++to)
        ways.push_back(links(device, to));
    return ways;
}

Bytes messageSize(const Layout &layout, const Instruction &instruction, std::int64_t elementBytes)
{
    const bool exact =
        instruction.place == Place::Gradients && layout.accumulation == Accumulation::Exact;
    const std::int64_t bytes = exact ? static_cast<std::int64_t>(sizeof(double)) : elementBytes;
    return {static_cast<std::int64_t>(instruction.size()) * bytes};
}

Result<std::vector<InstructionTimes>> replay(const Layout &layout,
                                             std::span<const Program> programs, const Costs &costs,
                                             const LinkBetween &links, std::int64_t elementBytes)
{
    return Replay(layout, programs, costs, links, elementBytes).run();
}

} // namespace core::live
