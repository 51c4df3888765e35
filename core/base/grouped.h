// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace core {

// "131072" becomes "131,072", "-1234.5" "-1,234.5": in every language of the window, as titles are
// in files. What people read is made by core/base/text.h.
[[nodiscard]] std::string grouped(std::string digits);

} // namespace core
