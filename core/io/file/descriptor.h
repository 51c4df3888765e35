// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <utility>

#include <unistd.h>

namespace core {

// Closes its descriptor, unless close() has done so and checked the result.
class Descriptor
{
public:
    Descriptor() = default;
    explicit Descriptor(int number) : m_number(number) {}
    ~Descriptor() { (void)close(); }
    Descriptor(Descriptor &&other) noexcept : m_number(other.release()) {}
    Descriptor &operator=(Descriptor &&other) noexcept
    {
        (void)close();
        m_number = other.release();
        return *this;
    }
    Descriptor(const Descriptor &) = delete;
    Descriptor &operator=(const Descriptor &) = delete;

    [[nodiscard]] int number() const { return m_number; }
    [[nodiscard]] bool isOpen() const { return m_number >= 0; }
    [[nodiscard]] int release() { return std::exchange(m_number, -1); }
    [[nodiscard]] bool close()
    {
        const int number = release();
        return number < 0 || ::close(number) == 0;
    }

private:
    int m_number = -1;
};

// The number of a descriptor that a path names, as shells do for >(…) and <(…): /dev/stdin,
// /dev/fd/63. An open descriptor is neither opened again nor replaced.
[[nodiscard]] std::optional<int> descriptorNamed(const std::string &path);

} // namespace core
