// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cassert>
#include <cstddef>
#include <cstdlib>
#include <memory>
#include <span>
#include <utility>

namespace core::live {

// So many bytes at the begin of a cache line, to be given to std::free; on large pages where they
// fill some and the system has them, which passes over megabytes of weights are a fifth quicker
// with. Throws std::bad_alloc.
constexpr std::size_t kCacheLine = 64;
[[nodiscard]] void *allocateLines(std::size_t bytes);

// Elements on a cache line of their own. memcpy of glibc 2.36 is twenty times slower between
// addresses that are only 16 bytes apart in alignment on some processors (its bug 30994).
template <class T>
class Buffer
{
public:
    static constexpr std::size_t kAlignment = kCacheLine;

    Buffer() = default;
    explicit Buffer(std::size_t size) : m_size(size), m_data(allocate(size)) {}
    Buffer(Buffer &&other) noexcept
        : m_size(std::exchange(other.m_size, 0)), m_data(std::move(other.m_data))
    {}
    Buffer &operator=(Buffer &&other) noexcept
    {
        m_size = std::exchange(other.m_size, 0);
        m_data = std::move(other.m_data);
        return *this;
    }

    // The memory of a buffer of another type, whose bytes are a whole number of these elements.
    template <class U>
    [[nodiscard]] static Buffer of(Buffer<U> other)
    {
        Buffer buffer;
        buffer.m_size = std::exchange(other.m_size, 0) * sizeof(U) / sizeof(T);
        buffer.m_data.reset(reinterpret_cast<T *>(other.m_data.release()));
        return buffer;
    }

    [[nodiscard]] std::size_t size() const { return m_size; }
    [[nodiscard]] bool empty() const { return m_size == 0; }
    [[nodiscard]] T *data() { return m_data.get(); }
    [[nodiscard]] const T *data() const { return m_data.get(); }
    [[nodiscard]] std::span<T> all() { return {data(), m_size}; }
    [[nodiscard]] std::span<const T> all() const { return {data(), m_size}; }
    T &operator[](std::size_t i)
    {
        assert(i < m_size);
        return data()[i];
    }
    const T &operator[](std::size_t i) const
    {
        assert(i < m_size);
        return data()[i];
    }

private:
    template <class U>
    friend class Buffer;
    struct Free
    {
        void operator()(T *data) const { std::free(data); }
    };
    static T *allocate(std::size_t size)
    {
        return size == 0 ? nullptr : static_cast<T *>(allocateLines(size * sizeof(T)));
    }

    std::size_t m_size = 0;
    std::unique_ptr<T[], Free> m_data; // not initialised
};

} // namespace core::live
