// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/run/room.h"

#include "core/base/text.h"
#include "core/live/compute/blas.h"

#include <atomic>
#include <vector>

namespace core::live {
namespace {

// Beside its products a thread takes its stack (8 MiB unless the system is told otherwise) and, in
// glibc, an arena of its own for what it allocates (HEAP_MAX_SIZE of malloc/arena.c: 64 MiB).
constexpr std::int64_t kSpaceOfThread = std::int64_t{72} << 20; // bytes

// Has each thread of the library take what it keeps: one that comes to it later could take what was
// there for this one.
void multiplyOnAll()
{
    constexpr int kSide = 192; // smaller ones are left to one thread, or need no space
    const std::vector<float> ones(std::size_t{kSide} * kSide, 1.0F);
    std::vector<float> result(ones.size());
    const MatrixView<const float> side = {ones.data(), kSide, kSide, kSide};
    multiply<float>({result.data(), kSide, kSide, kSide}, side, Transpose::No, side, Transpose::No);
    useOneThread();
}

} // namespace

Status checkRoom()
{
    static std::atomic<bool> isTaken = false;
    if (isTaken)
        return std::monostate{};
    const int threads = threadsOfLibrary();
    if (threadsWithSpace(threads, 0) < threads)
        return Error{"Matrix products need " +
                     figureOf(Bytes{(threads + 1) * kSpaceOfProducts}).text() +
                     " of address space, and this process gets no more: raise its limit, which "
                     "\"ulimit -v\" shows."};
    multiplyOnAll();
    isTaken = true;
    return std::monostate{};
}

void Turns::acquire()
{
    for (int free = m_free;;) {
        if (free == 0) {
            m_free.wait(0);
            free = m_free;
        } else if (m_free.compare_exchange_weak(free, free - 1)) {
            return;
        }
    }
}

void Turns::release()
{
    ++m_free;
    m_free.notify_one();
}

std::unique_ptr<Turns> turnsFor(int threads)
{
    const int beyondOne = threadsWithSpace(threads, kSpaceOfThread);
    return beyondOne + 1 >= threads ? nullptr : std::make_unique<Turns>(beyondOne + 1);
}

} // namespace core::live
