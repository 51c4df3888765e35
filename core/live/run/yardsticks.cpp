// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/run/yardsticks.h"

#include "core/live/compute/blas.h"

#include <algorithm>
#include <barrier>
#include <chrono>
#include <condition_variable>
#include <cstring>
#include <mutex>
#include <thread>

namespace core::live {

void onWorkers(int workers, const std::function<void(int)> &work)
{
    std::vector<std::jthread> threads;
    for (int worker = 0; worker < workers; ++worker)
        threads.emplace_back([&work, worker] {
            useOneThread();
            work(worker);
        });
}

CopiesAround::CopiesAround(int workers, std::size_t bytes)
    : m_piece(bytes / static_cast<std::size_t>(workers))
{
    for (int worker = 0; worker < workers; ++worker) {
        Worker &own = m_workers.emplace_back();
        for (Buffer<std::byte> *buffer : {&own.even, &own.odd}) {
            *buffer = Buffer<std::byte>(bytes);
            std::ranges::fill(buffer->all(), std::byte{1});
        }
    }
}

void CopiesAround::run(int times)
{
    const std::size_t workers = m_workers.size();
    std::barrier<> all(static_cast<std::ptrdiff_t>(workers));
    onWorkers(static_cast<int>(workers), [&](int number) {
        const auto worker = static_cast<std::size_t>(number);
        Worker &own = m_workers[worker];
        Worker &neighbour = m_workers[(worker + workers - 1) % workers];
        for (int i = 0; i < times; ++i) {
            std::byte *to = (i % 2 == 0 ? own.odd : own.even).data();
            const std::byte *from = (i % 2 == 0 ? neighbour.even : neighbour.odd).data();
            for (std::size_t step = 0; step < 2 * (workers - 1); ++step) {
                const std::size_t at = (worker + step) % workers * m_piece;
                std::memcpy(to + at, from + at, m_piece);
            }
            all.arrive_and_wait();
        }
    });
}

std::int64_t wakeTime()
{
    using Clock = std::chrono::steady_clock;
    constexpr int kMostRounds = 400; // as many as handOffTime() takes
    constexpr std::chrono::milliseconds kLongest{60};
    std::mutex mutex;
    std::condition_variable changed;
    int turn = 0; // whose
    bool isOver = false;
    std::jthread other([&] {
        std::unique_lock lock(mutex);
        while (true) {
            changed.wait(lock, [&] { return turn == 1 || isOver; });
            if (isOver)
                return;
            turn = 0;
            changed.notify_all();
        }
    });
    std::vector<std::int64_t> rounds;
    const Clock::time_point begin = Clock::now();
    Clock::time_point before = begin;
    for (int i = 0; i < kMostRounds && before - begin < kLongest; ++i) {
        std::unique_lock lock(mutex);
        turn = 1;
        changed.notify_all();
        changed.wait(lock, [&] { return turn == 0; });
        const Clock::time_point now = Clock::now();
        rounds.push_back(std::chrono::nanoseconds(now - before).count());
        before = now;
    }
    {
        const std::lock_guard lock(mutex);
        isOver = true;
    }
    changed.notify_all();
    return std::max<std::int64_t>(1, std::ranges::min(rounds) / 2); // there and back
}

} // namespace core::live
