// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runner/all_cores.h"

#include "core/runner/spread_work.h"

namespace core {

void onAllCores(std::size_t count, const std::function<void(std::size_t)> &work)
{
    const auto compute = [&work](std::size_t index) {
        work(index);
        return index;
    };
    spreadWork(count, coreCount(), {}, compute, [](std::size_t, std::size_t) {});
}

} // namespace core
