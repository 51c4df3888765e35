// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/compute/buffer.h"

#include "core/base/large_pages.h"

#include <cstdlib>
#include <new>

namespace core::live {
namespace {

std::size_t roundedUp(std::size_t bytes, std::size_t to)
{
    return (bytes + to - 1) / to * to;
}

// Up to the end of the last large page, if at least half of that is needed.
std::size_t inLargePages(std::size_t bytes)
{
    return bytes % kLargePage < kLargePage / 2 ? bytes / kLargePage * kLargePage
                                               : roundedUp(bytes, kLargePage);
}

} // namespace

void *allocateLines(std::size_t bytes)
{
    const bool isLarge = bytes >= kLargePage;
    const std::size_t large = isLarge ? inLargePages(bytes) : 0;
    const std::size_t size = roundedUp(bytes > large ? bytes : large, kCacheLine);
    void *memory = nullptr;
    // std::aligned_alloc takes whole large pages alone.
    if (posix_memalign(&memory, isLarge ? kLargePage : kCacheLine, size) != 0)
        throw std::bad_alloc();
    if (isLarge)
        askForLargePages(memory, large); // the rest stays on small ones
    return memory;
}

} // namespace core::live
