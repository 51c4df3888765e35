// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/run/thread_transport.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace core::live {

// What is there already needs no stop callback, and a plain condition variable is woken quicker
// than one that knows stop tokens.
template <class Condition>
bool ThreadPost::waitFor(Mailbox &box, const std::stop_token &stop, Condition isDone)
{
    {
        const std::lock_guard lock(box.mutex);
        if (isDone())
            return true;
    }
    // It takes the lock, so it is made and ended without.
    const std::stop_callback wake(stop, [&box] {
        const std::lock_guard lock(box.mutex);
        box.changed.notify_all();
    });
    std::unique_lock lock(box.mutex);
    bool done = false;
    box.changed.wait(lock, [&] { return (done = isDone()) || stop.stop_requested(); });
    return done;
}

// One device's end of the mailboxes.
class ThreadPost::Office final : public Transport
{
public:
    Office(ThreadPost &post, int device) : m_post(post), m_device(device) {}

    void send(int to, std::int64_t tag, std::span<const std::byte> bytes,
              std::int64_t arrival) override
    {
        Mailbox &box = m_post.box(m_device, to);
        Buffer<std::byte> copy = roomFor(box, bytes.size());
        std::memcpy(copy.data(), bytes.data(), bytes.size());
        const std::span<const std::byte> content(copy.data(), bytes.size());
        put(box, {Holder::Post, std::move(copy), content, tag, arrival, {}});
    }

    void give(int to, std::int64_t tag, Buffer<std::byte> &buffer, std::int64_t arrival) override
    {
        const std::span<const std::byte> content = buffer.all();
        put(m_post.box(m_device, to),
            {Holder::Receiver, std::move(buffer), content, tag, arrival, {}});
    }

    void lend(int to, std::span<const std::byte> bytes, std::int64_t arrival) override
    {
        Mailbox &box = m_post.box(m_device, to);
        put(box, {Holder::Sender, {}, bytes, 0, arrival, {}});
        if (std::ranges::find(m_lentTo, &box) == m_lentTo.end())
            m_lentTo.push_back(&box);
    }

    void lendTerms(int to, Terms terms, std::int64_t arrival) override
    {
        put(m_post.box(m_device, to), {Holder::Receiver, {}, {}, 0, arrival, std::move(terms)});
    }

    bool settle(const std::stop_token &stop) override
    {
        for (Mailbox *box : m_lentTo) {
            if (!waitFor(*box, stop, [box] { return box->lent == 0; }))
                return false;
        }
        m_lentTo.clear();
        return true;
    }

    std::optional<Message> receive(int from, std::int64_t tag, const std::stop_token &stop) override
    {
        Mailbox &box = m_post.box(from, m_device);
        const auto isTaken = [&] {
            const auto found = std::ranges::find(box.waiting, tag, &Envelope::tag);
            if (found == box.waiting.end())
                return false;
            m_open = std::move(*found);
            box.waiting.erase(found);
            return true;
        };
        if (!waitFor(box, stop, isTaken))
            return std::nullopt;
        m_openBox = &box;
        Message message = {m_open.bytes, m_open.arrival, {}};
        if (m_open.holder == Holder::Receiver) {
            message.given = std::move(m_open.buffer);
            message.terms = std::move(m_open.terms);
        }
        return message;
    }

    void release() override
    {
        if (m_openBox == nullptr)
            return;
        Mailbox &box = *std::exchange(m_openBox, nullptr);
        if (m_open.holder == Holder::Receiver)
            return;
        bool isSettled = false;
        {
            const std::lock_guard lock(box.mutex);
            if (m_open.holder == Holder::Sender)
                isSettled = --box.lent == 0;
            else
                box.spare.push_back(std::move(m_open.buffer));
        }
        if (isSettled)
            box.changed.notify_all();
    }

    void forget()
    {
        m_lentTo.clear();
        m_openBox = nullptr;
        m_open = {};
    }

private:
    static Buffer<std::byte> roomFor(Mailbox &box, std::size_t size)
    {
        const std::lock_guard lock(box.mutex);
        const auto found = std::ranges::find_if(
            box.spare, [size](const auto &buffer) { return buffer.size() == size; });
        if (found == box.spare.end())
            return Buffer<std::byte>(size);
        Buffer<std::byte> buffer = std::move(*found);
        box.spare.erase(found);
        return buffer;
    }

    static void put(Mailbox &box, Envelope envelope)
    {
        {
            const std::lock_guard lock(box.mutex);
            if (envelope.holder == Holder::Sender)
                ++box.lent;
            box.waiting.push_back(std::move(envelope));
        }
        box.changed.notify_all();
    }

    ThreadPost &m_post;
    int m_device;
    std::vector<Mailbox *> m_lentTo;
    Mailbox *m_openBox = nullptr;
    Envelope m_open;
};

ThreadPost::ThreadPost(int devices) : m_devices(devices)
{
    for (int i = 0; i < devices * devices; ++i)
        m_boxes.push_back(std::make_unique<Mailbox>());
    for (int device = 0; device < devices; ++device)
        m_offices.push_back(std::make_unique<Office>(*this, device));
}

ThreadPost::~ThreadPost() = default;

Transport &ThreadPost::of(int device)
{
    return *m_offices[static_cast<std::size_t>(device)];
}

void ThreadPost::clear()
{
    for (const auto &box : m_boxes) {
        box->waiting.clear();
        box->lent = 0;
    }
    for (const auto &office : m_offices)
        office->forget();
}

ThreadPost::Mailbox &ThreadPost::box(int from, int to)
{
    return *m_boxes[static_cast<std::size_t>(from * m_devices + to)];
}

} // namespace core::live
