// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace core {

// What a step of a lesson points at.
struct Spotlight
{
    enum class Target : std::uint8_t {
        Device,
        Link,
        Headline,
        Timeline,
        Memory,
        Network,
        Batch,
        Gradients,
        Listing,
        Control
    };

    Target target = Target::Device;
    int device = 0;      // of a link: where it begins
    int toDevice = 0;    // of a link
    std::string setting; // of a control: "parallel.pipeline"

    bool operator==(const Spotlight &) const = default;
};

// "device:1", "link:1-2", "headline", "control:parallel.pipeline"
[[nodiscard]] std::optional<Spotlight> spotlightFrom(std::string_view text);

} // namespace core
