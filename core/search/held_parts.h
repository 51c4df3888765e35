// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/search/layout_space.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace core {

// One thing that layouts differ in, and that a search may be asked to hold as it is.
struct LayoutPart
{
    std::string_view path; // of its setting in scenario files: "training.micro_batch"
    // Null: layouts, or orders, do not differ in it.
    bool (*isSame)(const Layout &a, const Layout &b);
    bool (*isSameOrder)(const OrderChoice &a, const OrderChoice &b) = nullptr;

    [[nodiscard]] std::string_view id() const; // "micro_batch"
};
// A row each; HeldParts are in their order.
[[nodiscard]] std::span<const LayoutPart> layoutParts();

// Of names with commas between them, each an id or a path; none: everything may change.
[[nodiscard]] Result<HeldParts> heldPartsFrom(std::string_view names);
// The ids of what is held.
[[nodiscard]] std::vector<std::string> namesOf(const HeldParts &held);

// Whether both have the same in all that is held.
[[nodiscard]] bool isHeldIn(const HeldParts &held, const Layout &a, const Layout &b);
[[nodiscard]] bool isHeldIn(const HeldParts &held, const OrderChoice &a, const OrderChoice &b);

} // namespace core
