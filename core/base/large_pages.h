// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdlib>
#include <new>

#ifdef __linux__
#include <sys/mman.h>
#endif

namespace core {

constexpr std::size_t kLargePage = std::size_t{2} << 20;

// For memory that begins at a large page; without it everything is merely slower.
inline void askForLargePages([[maybe_unused]] void *memory, [[maybe_unused]] std::size_t bytes)
{
#ifdef MADV_HUGEPAGE
    (void)::madvise(memory, bytes, MADV_HUGEPAGE);
#endif
}

// For arrays of many megabytes that are accessed in many places at once: asks the system for large
// pages, without which TLB misses cost more than the access itself.
template <class T>
struct LargePageAllocator
{
    using value_type = T;

    LargePageAllocator() = default;
    template <class U>
    LargePageAllocator(const LargePageAllocator<U> &)
    {}

    [[nodiscard]] T *allocate(std::size_t count)
    {
        const std::size_t bytes = count * sizeof(T);
        if (bytes < 2 * kLargePage)
            return static_cast<T *>(::operator new (bytes, std::align_val_t{alignof(T)}));
        const std::size_t whole = (bytes + kLargePage - 1) / kLargePage * kLargePage;
        void *memory = ::operator new (whole, std::align_val_t{kLargePage});
        askForLargePages(memory, whole);
        return static_cast<T *>(memory);
    }
    void deallocate(T *memory, std::size_t count)
    {
        if (count * sizeof(T) < 2 * kLargePage)
            ::operator delete (memory, std::align_val_t{alignof(T)});
        else
            ::operator delete (memory, std::align_val_t{kLargePage});
    }
    bool operator==(const LargePageAllocator &) const = default;
};

} // namespace core
