// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/advice/remedy_search.h"

#include <optional>

namespace core {

// The remedy that shards more states, or over more copies.
[[nodiscard]] std::optional<Remedy> shareStates(const Scenario &scenario, Search &search);

} // namespace core
