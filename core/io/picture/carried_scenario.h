// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace core {

constexpr std::size_t kLargestPicture = 64u << 20; // bytes

// Whether these bytes begin a picture of a kind that carries a scenario: PNG, SVG, PDF, or a
// film as GIF, MP4 or WebM.
[[nodiscard]] bool isPicture(std::string_view bytes);

// The scenario, as JSON, that an exported picture of any kind carries. Never unpacks more than a
// scenario file may have. Error "NAME: what, why, what to do".
[[nodiscard]] Result<std::string> scenarioTextOfPicture(std::string_view bytes,
                                                        std::string_view name);

// The element that carries a scenario in the metadata of an SVG, in the XMP packet of a PDF
// (ISO 16684-1) and in the comment of a film; empty text gives no element. In each of them it
// stands as plain UTF-8.
[[nodiscard]] std::string scenarioElement(std::string_view json);

} // namespace core
