// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lesson/claim.h"

#include <optional>
#include <span>
#include <string>

namespace core {

// Why the condition can never hold, whatever is done; nothing: it may. all: those that must hold at
// once; begin: the set-up that the step begins with; folder: of the lesson.
[[nodiscard]] std::optional<std::string> whyNever(const Condition &condition,
                                                  std::span<const Condition> all,
                                                  const SetUp &begin, const std::string &folder);

} // namespace core
