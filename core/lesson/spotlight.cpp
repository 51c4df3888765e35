// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lesson/spotlight.h"

#include "core/lesson/take_number.h"

#include <utility>

namespace core {
namespace {

using Target = Spotlight::Target;

constexpr std::pair<std::string_view, Target> kPlaces[] = {
    {"headline", Target::Headline},   {"timeline", Target::Timeline}, {"memory", Target::Memory},
    {"network", Target::Network},     {"batch", Target::Batch},       {"listing", Target::Listing},
    {"gradients", Target::Gradients},
};

} // namespace

std::optional<Spotlight> spotlightFrom(std::string_view text)
{
    for (const auto &[name, target] : kPlaces) {
        if (text == name)
            return Spotlight{.target = target, .device = 0, .toDevice = 0, .setting = {}};
    }
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos)
        return {};
    const std::string_view kind = text.substr(0, colon);
    std::string_view rest = text.substr(colon + 1);
    Spotlight spotlight;
    if (kind == "control" && !rest.empty()) {
        spotlight.target = Target::Control;
        spotlight.setting = rest;
        return spotlight;
    }
    if (kind != "device" && kind != "link")
        return {};
    const std::optional<int> device = takeNumber(rest);
    if (!device)
        return {};
    spotlight.device = *device;
    if (kind == "link") {
        spotlight.target = Target::Link;
        if (!rest.starts_with('-'))
            return {};
        rest.remove_prefix(1);
        const std::optional<int> to = takeNumber(rest);
        if (!to)
            return {};
        spotlight.toDevice = *to;
    }
    return rest.empty() ? std::optional(spotlight) : std::nullopt;
}

} // namespace core
