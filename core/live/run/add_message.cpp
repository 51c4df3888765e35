// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/run/add_message.h"

#include "core/live/compute/kernels.h"

#include <algorithm>

namespace core::live {
namespace {

template <class Real>
Real *numbers(std::span<std::byte> bytes)
{
    return reinterpret_cast<Real *>(bytes.data());
}

// As if each device had added what it has to what it received. Memory is passed through once: a sum
// stays in the nearest cache until it is complete.
template <class Real>
void takeTerms(std::span<std::byte> to, const Terms &terms)
{
    constexpr std::size_t kBlock = 1024;
    const std::size_t size = to.size() / sizeof(Real);
    for (std::size_t at = 0; at < size; at += kBlock) {
        const std::size_t block = std::min(kBlock, size - at);
        Real *const sum = numbers<Real>(terms.front()) + at;
        for (std::size_t next = 1; next < terms.size(); ++next)
            take(sum, numbers<Real>(terms[next]) + at, block);
        take(numbers<Real>(to) + at, sum, block);
    }
}

} // namespace

template <class Real>
void addMessage(std::span<std::byte> to, const Message &message)
{
    if (message.terms.empty())
        add(numbers<Real>(to), reinterpret_cast<const Real *>(message.bytes.data()),
            to.size() / sizeof(Real));
    else
        takeTerms<Real>(to, message.terms);
}

template void addMessage<float>(std::span<std::byte>, const Message &);
template void addMessage<double>(std::span<std::byte>, const Message &);

} // namespace core::live
