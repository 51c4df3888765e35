// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <stop_token>

namespace core {

// Progress, cancellation and limits of reading a file. By default there are none.
struct Watch
{
    std::stop_token stop = {};
    std::function<void(double share)> progress = {}; // 0 to 1 of the file, on the reader's thread
    std::int64_t mostBytes = std::numeric_limits<std::int64_t>::max(); // unpacked

    void tell(double share) const
    {
        if (progress)
            progress(share);
    }
};

} // namespace core
