// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace core {

[[nodiscard]] bool isGzip(std::string_view bytes);
// The content of a gzip file. Error: it is broken, or there is more than the limit in it.
[[nodiscard]] Result<std::string> unpackGzip(std::string_view bytes, std::size_t limit);

} // namespace core
