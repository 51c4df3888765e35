// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/live/compute/buffer.h"
#include "core/live/run/transport.h"

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <vector>

namespace core::live {

// Mailboxes between threads of one process.
class ThreadPost
{
public:
    explicit ThreadPost(int devices);
    ~ThreadPost();

    [[nodiscard]] Transport &of(int device);
    // Forgets what is under way. No thread may be using it.
    void clear();

private:
    class Office;
    // Who has the memory of a message.
    enum class Holder : std::uint8_t { Post, Sender, Receiver };
    struct Envelope
    {
        Holder holder = Holder::Post;
        Buffer<std::byte> buffer; // none: lent
        std::span<const std::byte> bytes;
        std::int64_t tag = 0;
        std::int64_t arrival = 0;
        Terms terms = {};
    };
    // From one device to another.
    struct Mailbox
    {
        std::mutex mutex;
        std::condition_variable changed;
        std::deque<Envelope> waiting;
        std::vector<Buffer<std::byte>> spare;
        std::size_t lent = 0; // envelopes that were lent and not released yet
    };
    [[nodiscard]] Mailbox &box(int from, int to);
    // Until isDone(), which is asked under the lock. False: stopped.
    template <class Condition>
    static bool waitFor(Mailbox &box, const std::stop_token &stop, Condition isDone);

    int m_devices;
    std::vector<std::unique_ptr<Mailbox>> m_boxes; // [from * devices + to]
    std::vector<std::unique_ptr<Office>> m_offices;
};

} // namespace core::live
