// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/scenario/scenario.h"

#include <string>
#include <string_view>

namespace core {

// Changes of a window that are not yet in a file of the user's.
struct Unsaved
{
    Scenario scenario;
    std::string origin;      // id of the built-in scenario, or path of the file, that was changed
    std::string path;        // where saving would write to; empty: nowhere yet
    bool leftBehind = false; // another scenario was opened in place of it

    bool operator==(const Unsaved &) const = default;
};

// One JSON document, parallarium-unsaved/1. The scenario read back need not be able to run: the
// user may have been in the middle of a change. A plain scenario is read as well.
[[nodiscard]] std::string unsavedToJson(const Unsaved &unsaved);
[[nodiscard]] Result<Unsaved> unsavedFromJson(std::string_view text, std::string_view name);

} // namespace core
