// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/moment_option.h"

#include "core/base/text.h"
#include "core/lesson/moment_text.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace app {

core::Result<core::Nanos> momentFrom(std::string_view option, std::string_view text,
                                     core::Nanos stop)
{
    const bool hasBlanks = text.find(' ') != text.npos; // which a shell would have split
    const std::optional<core::MomentText> moment =
        hasBlanks ? std::nullopt : core::momentFromText(text);
    if (const auto *share = moment ? std::get_if<core::StepShare>(&*moment) : nullptr)
        return core::Nanos{std::llround(share->share * static_cast<double>(stop.count))};
    const auto *time = moment ? std::get_if<core::Nanos>(&*moment) : nullptr;
    if (time == nullptr)
        return core::Error{std::string(option) + ": \"" + std::string(text) +
                           "\" is not a moment of a step, such as 1.93s, 250ms, 12us or 45%."};
    // The end of the step as it is printed may lie a rounding after it.
    if (static_cast<double>(time->count) > static_cast<double>(stop.count) * 1.005)
        return core::Error{std::string(option) + ": " + std::string(text) +
                           " lies after the end of the step, " + core::figureOf(stop).text() + '.'};
    return std::min(*time, stop);
}

} // namespace app
