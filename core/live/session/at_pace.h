// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/median.h"
#include "core/live/run/pace.h"

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace core::live {

// What was measured once, and how fast the processor was meanwhile.
template <class Value>
struct AtPace
{
    Value value{};
    std::int64_t pace = 0; // ns, the slower one of those around it
    bool calm = false;     // the speed of the processor did not change
};

// Where another thread shares the units of the core, work does not get slower by as much as the
// pace does: what was measured at full speed is the best, and then what met one speed, where there
// is enough of it. Whatever else disturbs it (other programs in the caches, a thread that was
// moved) makes it longer and never shorter, and may hold on for more than half of them: of those
// the lower quartile. Of at least one.
template <class Value>
[[nodiscard]] Value quartileAtPace(const std::vector<AtPace<Value>> &all, std::int64_t fastest,
                                   std::size_t enough)
{
    const auto some = [&all](const auto &isTaken) {
        std::vector<Value> values;
        for (const AtPace<Value> &once : all) {
            if (isTaken(once))
                values.push_back(once.value);
        }
        return values;
    };
    std::vector<Value> values =
        some([fastest](const AtPace<Value> &once) { return isCalm(fastest, once.pace); });
    if (values.size() < enough)
        values = some([](const AtPace<Value> &once) { return once.calm; });
    if (values.size() < enough)
        values = some([](const AtPace<Value> &) { return true; });
    return lowerQuartileOf(std::move(values));
}

} // namespace core::live
