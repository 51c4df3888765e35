// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/live/program/program.h"
#include "core/plan/plan.h"

#include <algorithm>
#include <array>
#include <vector>

namespace core::live {

// The time of one device, independent of any machine's clock: costs give the time of work, links
// that of messages. The sender owns the link, so the result does not depend on which thread ran
// when; the same rules serve threads, processes and the replay.
class VirtualClock
{
public:
    // links[peer]: the way there.
    explicit VirtualClock(std::vector<Hop> links)
        : m_links(std::move(links)), m_linkFree(m_links.size(), 0)
    {}

    [[nodiscard]] std::int64_t now(Stream stream) const { return m_now[index(stream)]; }

    // A stretch of work; returns when it began.
    std::int64_t work(Stream stream, std::int64_t cost)
    {
        catchUp(stream);
        const std::int64_t begin = m_now[index(stream)];
        m_now[index(stream)] += cost;
        return begin;
    }

    // When a message of this size arrives. The link carries one after the other; the device does
    // not wait for it.
    [[nodiscard]] std::int64_t send(Stream stream, int peer, Bytes size)
    {
        catchUp(stream);
        const Hop &link = m_links[static_cast<std::size_t>(peer)];
        std::int64_t &free = m_linkFree[static_cast<std::size_t>(peer)];
        const std::int64_t begin = std::max(m_now[index(stream)], free);
        free = begin + link.carryTime(size).count;
        return free + link.latency.count;
    }

    // Waits for a message; returns how long.
    std::int64_t receive(Stream stream, std::int64_t arrival)
    {
        catchUp(stream);
        const std::int64_t waited = std::max<std::int64_t>(arrival - m_now[index(stream)], 0);
        m_now[index(stream)] += waited;
        return waited;
    }

    // The device waits for its communication.
    void join()
    {
        m_now[0] = std::max(m_now[0], m_now[1]);
        m_now[1] = m_now[0];
    }

    void restart()
    {
        m_now = {};
        std::ranges::fill(m_linkFree, 0);
    }

private:
    static std::size_t index(Stream stream) { return static_cast<std::size_t>(stream); }
    // Communication begins when the device has come to it.
    void catchUp(Stream stream)
    {
        if (stream == Stream::Communication)
            m_now[1] = std::max(m_now[1], m_now[0]);
    }

    std::vector<Hop> m_links;
    std::array<std::int64_t, 2> m_now{};  // ns
    std::vector<std::int64_t> m_linkFree; // ns
};

} // namespace core::live
