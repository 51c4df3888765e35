// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <functional>

namespace core {

// work(0) to work(count - 1) on all cores, the calling thread among them; returns when all are
// done.
void onAllCores(std::size_t count, const std::function<void(std::size_t)> &work);

} // namespace core
