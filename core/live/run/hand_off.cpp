// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/run/hand_off.h"

#include "core/live/run/thread_transport.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <thread>

namespace core::live {
namespace {

constexpr int kMostRounds = 400;
constexpr std::chrono::milliseconds kLongest{60};

// Answers every message of device 0 until it is stopped.
void answer(Transport &post, const std::stop_token &stop)
{
    while (const std::optional<Message> message = post.receive(0, 1, stop)) {
        post.release();
        const std::array<std::byte, 8> reply{};
        post.send(0, 1, reply, 0);
    }
}

} // namespace

std::int64_t handOffTime()
{
    using Clock = std::chrono::steady_clock;
    ThreadPost post(2);
    const std::jthread other([&post](const std::stop_token &stop) { answer(post.of(1), stop); });
    std::vector<std::int64_t> rounds;
    const Clock::time_point begin = Clock::now();
    Clock::time_point before = begin;
    for (int i = 0; i < kMostRounds && before - begin < kLongest; ++i) {
        const std::array<std::byte, 8> question{};
        post.of(0).send(1, 1, question, 0);
        (void)post.of(0).receive(1, 1, {});
        post.of(0).release();
        const Clock::time_point now = Clock::now();
        rounds.push_back(std::chrono::nanoseconds(now - before).count());
        before = now;
    }
    // The quickest: others tell how busy the computer was with something else.
    return std::max<std::int64_t>(1, std::ranges::min(rounds) / 2); // there and back
}

} // namespace core::live
