// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <functional>

namespace core {

// Calls work(0) to work(count - 1), in any order and on any threads, and returns when all are done.
using ForEach =
    std::function<void(std::size_t count, const std::function<void(std::size_t)> &work)>;
// On the calling thread.
void forEachInTurn(std::size_t count, const std::function<void(std::size_t)> &work);

} // namespace core
