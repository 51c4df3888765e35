// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdlib>
#include <new>

#ifdef __linux__
#include <sys/mman.h>
#endif

namespace core {

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
        constexpr std::size_t kPage = 2u << 20;
        const std::size_t bytes = count * sizeof(T);
        if (bytes < 2 * kPage)
            return static_cast<T *>(::operator new (bytes, std::align_val_t{alignof(T)}));
        const std::size_t whole = (bytes + kPage - 1) / kPage * kPage;
        void *memory = ::operator new (whole, std::align_val_t{kPage});
#ifdef MADV_HUGEPAGE
        ::madvise(memory, whole, MADV_HUGEPAGE); // a hint; without it everything is merely slower
#endif
        return static_cast<T *>(memory);
    }
    void deallocate(T *memory, std::size_t count)
    {
        constexpr std::size_t kPage = 2u << 20;
        if (count * sizeof(T) < 2 * kPage)
            ::operator delete (memory, std::align_val_t{alignof(T)});
        else
            ::operator delete (memory, std::align_val_t{kPage});
    }
    bool operator==(const LargePageAllocator &) const = default;
};

} // namespace core
