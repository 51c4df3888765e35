// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mpi/rank_transport.h"

#include <algorithm>
#include <cstring>
#include <iterator>
#include <limits>
#include <stdexcept>

namespace app {
namespace {

struct Head
{
    std::int64_t tag = 0;
    std::int64_t arrival = 0;
};
// The bytes behind it stay aligned.
constexpr std::size_t kHeadSize = core::live::Buffer<std::byte>::kAlignment;

Head headOf(const core::live::Buffer<std::byte> &message)
{
    Head head;
    std::memcpy(&head, message.data(), sizeof head);
    return head;
}

} // namespace

void RankTransport::send(int to, std::int64_t tag, std::span<const std::byte> bytes,
                         std::int64_t arrival)
{
    if (bytes.size() > static_cast<std::size_t>(std::numeric_limits<int>::max()) - kHeadSize)
        throw std::length_error("a message of more than 2 GB, which MPI cannot send");
    reclaim();
    Sending &sending = m_sending.emplace_back();
    sending.bytes = roomFor(kHeadSize + bytes.size());
    const Head head = {tag, arrival};
    std::memset(sending.bytes.data(), 0, kHeadSize);
    std::memcpy(sending.bytes.data(), &head, sizeof head);
    std::memcpy(sending.bytes.data() + kHeadSize, bytes.data(), bytes.size());
    MPI_Isend(sending.bytes.data(), static_cast<int>(sending.bytes.size()), MPI_BYTE, to, 0,
              MPI_COMM_WORLD, &sending.request);
}

void RankTransport::lendTerms(int to, core::live::Terms terms, std::int64_t arrival)
{
    lend(to, terms.front(), arrival);
    std::ranges::fill(terms.front(), std::byte{0});
}

std::optional<core::live::Message> RankTransport::receive(int from, std::int64_t tag,
                                                          const std::stop_token & /*stop*/)
{
    const auto hasTag = [tag](const Bytes &message) { return headOf(message).tag == tag; };
    std::deque<Bytes> &waiting = m_waiting[static_cast<std::size_t>(from)];
    auto found = std::ranges::find_if(waiting, hasTag);
    if (found != waiting.end()) {
        m_open = std::move(*found);
        waiting.erase(found);
    } else {
        m_open = next(from);
        while (!hasTag(m_open)) {
            waiting.push_back(std::move(m_open));
            m_open = next(from);
        }
    }
    return core::live::Message{std::span<const std::byte>(m_open.all()).subspan(kHeadSize),
                               headOf(m_open).arrival};
}

void RankTransport::release()
{
    if (!m_open.empty())
        m_spare.push_back(std::move(m_open));
}

void RankTransport::finish()
{
    for (Sending &sending : m_sending)
        MPI_Wait(&sending.request, MPI_STATUS_IGNORE);
    reclaim();
    std::ranges::move(m_kept, std::back_inserter(m_spare));
    m_kept.clear();
}

RankTransport::Bytes RankTransport::roomFor(std::size_t size)
{
    const auto found = std::ranges::find(m_spare, size, &Bytes::size);
    if (found == m_spare.end())
        return Bytes(size);
    Bytes room = std::move(*found);
    m_spare.erase(found);
    return room;
}

void RankTransport::reclaim()
{
    while (!m_sending.empty()) {
        int isDone = 0;
        MPI_Test(&m_sending.front().request, &isDone, MPI_STATUS_IGNORE);
        if (isDone == 0)
            return;
        m_spare.push_back(std::move(m_sending.front().bytes));
        m_sending.pop_front();
    }
}

RankTransport::Bytes RankTransport::next(int from)
{
    MPI_Status status;
    MPI_Probe(from, 0, MPI_COMM_WORLD, &status);
    int size = 0;
    MPI_Get_count(&status, MPI_BYTE, &size);
    Bytes message = roomFor(static_cast<std::size_t>(size));
    MPI_Recv(message.data(), size, MPI_BYTE, from, 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
    return message;
}

} // namespace app
