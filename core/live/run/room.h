// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <atomic>
#include <cstdint>
#include <memory>

namespace core::live {

// Whether this process can multiply at all, and from then on one thread of it always can: to be
// asked before anything is multiplied, for the library would wait for space without an end. Error:
// how much address space is missing.
[[nodiscard]] Status checkRoom();

// Lets so many threads compute at the same time. Not std::counting_semaphore: with GCC 12 a thread
// may sleep for ever while a turn is free, since it waits for another number than the one that it
// read before its tries (bits/atomic_wait.h, _S_do_spin).
class Turns
{
public:
    explicit Turns(int free) : m_free(free) {}

    void acquire();
    void release();

private:
    std::atomic<int> m_free;
};

// As many as there is space for; null: all threads of a team. checkRoom() has been asked.
[[nodiscard]] std::unique_ptr<Turns> turnsFor(int threads);

} // namespace core::live
