// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/run/processor_time.h"

#include <ctime>

namespace core::live {

std::int64_t threadProcessorTime()
{
    timespec time = {};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
}

} // namespace core::live
