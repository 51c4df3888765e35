// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace core::live {

// ns from sending a small message to its arrival in another thread that waits for it: the quickest
// of many, since the machine may be busy with something else. Takes up to 60 ms.
[[nodiscard]] std::int64_t handOffTime();

} // namespace core::live
