// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runner/share_out.h"

#include "core/runner/spread_work.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <exception>
#include <mutex>
#include <stop_token>
#include <thread>
#include <vector>

namespace core {

namespace {

using Work = std::function<void(std::size_t)>;

// Threads that wait for calls.
class Sharers
{
public:
    void run(std::size_t count, const Work &work, int threads)
    {
        const std::size_t wanted = std::min(count, static_cast<std::size_t>(threads));
        // No mutex: the thread that calls may be the one that would have it.
        if (wanted < 2 || m_calling.exchange(true, std::memory_order_acquire)) {
            for (std::size_t i = 0; i < count; ++i)
                work(i);
            return;
        }
        begin(count, work, wanted - 1);
        go(work, count);
        std::unique_lock lock(m_mutex);
        m_work = nullptr; // whoever has not begun by now need not
        m_ended.wait(lock, [this] { return m_busy == 0; });
        m_calling.store(false, std::memory_order_release);
    }

private:
    void begin(std::size_t count, const Work &work, std::size_t others)
    {
        startThreads(others);
        {
            const std::lock_guard lock(m_mutex);
            m_work = &work;
            m_count = count;
            m_places = others;
            m_next = 0;
            ++m_call;
        }
        m_begun.notify_all();
    }
    // Where the system has no place for so many, fewer share.
    void startThreads(std::size_t wanted)
    {
        try {
            while (m_threads.size() < wanted)
                m_threads.emplace_back([this](const std::stop_token &stop) { wait(stop); });
        } catch (const std::exception &) {
            return;
        }
    }
    void wait(const std::stop_token &stop)
    {
        std::uint64_t seen = 0;
        std::unique_lock lock(m_mutex);
        while (m_begun.wait(lock, stop,
                            [&] { return m_call != seen && m_work != nullptr && m_places > 0; })) {
            seen = m_call;
            const Work &work = *m_work;
            const std::size_t count = m_count;
            --m_places;
            ++m_busy;
            lock.unlock();
            go(work, count);
            lock.lock();
            --m_busy;
            m_ended.notify_all();
        }
    }
    void go(const Work &work, std::size_t count)
    {
        for (std::size_t i = m_next++; i < count; i = m_next++)
            work(i);
    }

    std::atomic<bool> m_calling = false; // for the whole of a call
    std::mutex m_mutex;                  // of what follows
    std::condition_variable_any m_begun;
    std::condition_variable m_ended;
    const Work *m_work = nullptr;
    std::size_t m_count = 0;
    std::size_t m_places = 0; // for threads that have not begun yet
    std::uint64_t m_call = 0;
    int m_busy = 0; // threads besides the calling one
    std::atomic<std::size_t> m_next = 0;
    std::vector<std::jthread> m_threads; // last member: they end before the rest goes
};

// More of them would wait for memory.
constexpr int kMostSharers = 4;

std::atomic<int> &sharingThreads()
{
    static std::atomic<int> threads = std::min(kMostSharers, coreCount());
    return threads;
}

} // namespace

void shareOut(std::size_t count, const std::function<void(std::size_t)> &work)
{
    static Sharers sharers;
    sharers.run(count, work, sharingThreads());
}

SharingThreads::SharingThreads(int threads)
    : m_before(sharingThreads().exchange(std::max(1, threads)))
{}

SharingThreads::~SharingThreads()
{
    sharingThreads() = m_before;
}

} // namespace core
