// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/check/check_layout.h"

#include "core/live/program/compile.h"
#include "core/live/program/replay.h"

#include <charconv>
#include <optional>
#include <string>

namespace core::live {
namespace {

struct Degrees
{
    int replicas = 1;
    int stages = 1;
    int partners = 1;
    int shards = 0;
    std::string schedule = "1f1b";
};

// Takes a number off the front of the text.
std::optional<int> takeNumber(std::string_view &text)
{
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || number < 1 || number > kMostDevices)
        return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return number;
}

bool take(std::string_view &text, std::string_view prefix)
{
    if (!text.starts_with(prefix))
        return false;
    text.remove_prefix(prefix.size());
    return true;
}

// One part of a layout text; false: unknown.
bool takeDegree(std::string_view &text, Degrees &degrees)
{
    if (take(text, "zero")) {
        const std::optional<int> stage = takeNumber(text);
        if (!stage || *stage > 3 || !take(text, ":"))
            return false;
        degrees.shards = *stage;
        const std::optional<int> replicas = takeNumber(text);
        degrees.replicas = replicas.value_or(0);
        return replicas.has_value();
    }
    int *target = nullptr;
    for (const auto &[prefix, member] :
         {std::pair("dp", &degrees.replicas), {"pp", &degrees.stages}, {"tp", &degrees.partners}}) {
        if (take(text, prefix)) {
            target = member;
            break;
        }
    }
    if (target != nullptr) {
        const std::optional<int> number = takeNumber(text);
        *target = number.value_or(0);
        return number.has_value();
    }
    const std::optional<int> replicas = takeNumber(text);
    if (!replicas || !take(text, "x"))
        return false;
    const std::optional<int> stages = takeNumber(text);
    degrees.replicas = *replicas;
    degrees.stages = stages.value_or(0);
    return stages.has_value();
}

Result<Degrees> degreesFrom(std::string_view text)
{
    Degrees degrees;
    std::string_view rest = text;
    while (!rest.empty()) {
        if (take(rest, ":")) {
            degrees.schedule = rest;
            return degrees;
        }
        if (!takeDegree(rest, degrees))
            return Error{"\"" + std::string(text) +
                         "\" is not a layout; write for example dp2, pp4:zb-h1, tp2, zero3:2 or "
                         "2x2 (replicas x stages)."};
    }
    return degrees;
}

} // namespace

Result<Layout> layoutFor(const ReferenceRun &run, std::string_view text)
{
    const Result<Degrees> degrees = degreesFrom(text);
    if (!degrees)
        return degrees.error();
    const Degrees &wanted = degrees.value();
    Layout layout = {.network = run.network,
                     .replicas = wanted.replicas,
                     .partners = wanted.partners,
                     .shards = wanted.shards,
                     .keepGradients = true};
    std::string refusal;
    for (int whole = run.microBatches; whole <= run.batch; ++whole) {
        if (run.batch % whole != 0 || whole % wanted.replicas != 0)
            continue;
        Result<ScheduleOrder> order = makeOrder(
            wanted.schedule, {.ranks = wanted.stages, .microBatches = whole / wanted.replicas});
        if (!order) {
            refusal = order.error().message;
            continue;
        }
        layout.order = std::move(order).value();
        layout.samples = run.batch / whole;
        layout.units = balancedUnits(run.network, layout.order.stages);
        if (const Status fits = check(layout); !fits)
            return fits.error();
        // Finds a circle of waits before a thread starts.
        const auto freeLink = [](int, int) { return Hop{}; };
        if (const auto times = replay(layout, compile(layout), {}, freeLink, sizeof(float)); !times)
            return times.error();
        return layout;
    }
    if (refusal.empty())
        refusal = "A batch of " + std::to_string(run.batch) + " samples cannot be split over " +
                  std::to_string(wanted.replicas) + " replicas.";
    return Error{refusal};
}

} // namespace core::live
