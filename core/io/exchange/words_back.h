// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sim/trace.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace core {

// What the words of exchanged files stand for; nothing: they are none of them.
[[nodiscard]] std::optional<SpanKind> spanKindOf(std::string_view words);
[[nodiscard]] std::optional<IdleCause> idleCauseOf(std::string_view words);
// The number behind the last space, less one: "forward 3" is 2.
[[nodiscard]] std::optional<std::uint32_t> countedFrom1(std::string_view name);

} // namespace core
