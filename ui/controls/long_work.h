// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/watch.h"

#include <functional>

namespace ui {

// What may take long: done on any thread, with what is to be done with it on the UI thread.
using Delivery = std::function<void()>;
using LongWork = std::function<Delivery(const core::Watch &)>;
// Does it; of several, only the newest is delivered.
using WorkRunner = std::function<void(LongWork)>;

// Here and now: for pictures and tests, which need no thread.
inline void workAtOnce(const LongWork &work)
{
    work({})();
}

} // namespace ui
