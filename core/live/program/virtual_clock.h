// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/live/program/program.h"
#include "core/plan/plan.h"

#include <algorithm>
#include <array>
#include <vector>

namespace core::live {

// A message on a link, which carries one after the other. Times in virtual ns.
struct Carried
{
    std::int64_t begin = 0; // the link is free for it
    std::int64_t arrival = 0;
};
// linkFree: when the link is done with what it carried before; then with this one too.
[[nodiscard]] inline Carried carry(const Hop &link, std::int64_t &linkFree, std::int64_t sent,
                                   Bytes size)
{
    const std::int64_t begin = std::max(sent, linkFree);
    linkFree = begin + link.carryTime(size).count;
    return {begin, linkFree + link.latency.count};
}

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
        const auto at = static_cast<std::size_t>(peer);
        return carry(m_links[at], m_linkFree[at], m_now[index(stream)], size).arrival;
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
