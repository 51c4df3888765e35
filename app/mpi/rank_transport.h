// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/live/compute/buffer.h"
#include "core/live/run/transport.h"

#include <mpi.h>

#include <deque>
#include <vector>

namespace app {

// The mailbox of this rank: point-to-point messages of MPI, rank n being device n. A message is its
// tag and its arrival in virtual time, then the bytes.
class RankTransport final : public core::live::Transport
{
public:
    explicit RankTransport(int ranks) : m_waiting(static_cast<std::size_t>(ranks)) {}

    void send(int to, std::int64_t tag, std::span<const std::byte> bytes,
              std::int64_t arrival) override;
    // Another process cannot read what is lent, so it is sent.
    void lend(int to, std::span<const std::byte> bytes, std::int64_t arrival) override
    {
        send(to, 0, bytes, arrival);
    }
    // Nothing is collected, since what arrives is a copy: there is one.
    void lendTerms(int to, core::live::Terms terms, std::int64_t arrival) override;
    [[nodiscard]] bool settle(const std::stop_token & /*stop*/) override { return true; }
    // Cannot be stopped: whoever ends one rank ends all of them.
    [[nodiscard]] std::optional<core::live::Message> receive(int from, std::int64_t tag,
                                                             const std::stop_token &stop) override;
    void release() override;
    void keep() override { m_kept.push_back(std::move(m_open)); }

    // The step ends: waits until everything that was sent is on its way.
    void finish();

private:
    using Bytes = core::live::Buffer<std::byte>;
    struct Sending
    {
        MPI_Request request = MPI_REQUEST_NULL;
        Bytes bytes;
    };
    [[nodiscard]] Bytes roomFor(std::size_t size);
    void reclaim();
    [[nodiscard]] Bytes next(int from);

    std::deque<Sending> m_sending;
    std::vector<std::deque<Bytes>> m_waiting; // by sender: arrived before they were asked for
    std::vector<Bytes> m_spare;
    std::vector<Bytes> m_kept;
    Bytes m_open;
};

} // namespace app
