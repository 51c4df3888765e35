// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/answer/advise_answer.h"

#include "core/answer/request_parts.h"
#include "core/answer/simulate_request.h"
#include "core/runner/all_cores.h"
#include "core/search/advice_json.h"
#include "core/search/held_parts.h"
#include "core/search/memory_limit.h"

#include <vector>

namespace core {
namespace {

constexpr int kMostIdeas = 20;

struct Asked
{
    int top = AdviceOptions{}.most;
    std::string memoryLimit;
    std::string hold;
};

Result<Asked> askedIn(const JsonNode &part)
{
    const std::vector<std::string> noSettings;
    JsonComplaints complaints(kRequestName, noSettings);
    ObjectReader reader(complaints, part, "advise");
    Asked asked;
    if (reader.take("top", asked.top) && (asked.top < 1 || asked.top > kMostIdeas))
        complaints.add(part, "top is " + std::to_string(asked.top) + ", but must be from 1 to " +
                                 std::to_string(kMostIdeas) + '.');
    reader.take("memory_limit", asked.memoryLimit);
    reader.take("hold", asked.hold);
    reader.finish();
    if (complaints.any())
        return withoutLine(Error{complaints.first()});
    return asked;
}

} // namespace

Result<std::string> adviseAnswer(std::string_view request, const std::stop_token &stop)
{
    Result<JsonNode> tree = requestFrom(request);
    if (!tree)
        return tree.error();
    const Result<JsonNode> part = takePart(tree.value(), "advise");
    if (!part)
        return part.error();
    const Result<Asked> asked = askedIn(part.value());
    if (!asked)
        return asked.error();
    const Result<Scenario> scenario =
        scenarioRequested(tree.value(), {.name = kRequestName, .folder = {}});
    if (!scenario)
        return withoutLine(scenario.error());
    const Result<HeldParts> held = heldPartsFrom(asked.value().hold);
    if (!held)
        return Error{"hold: " + held.error().message};
    AdviceOptions options = {.most = asked.value().top,
                             .held = held.value(),
                             .forEach = onAllCores,
                             .stop = stop,
                             .told = {}};
    if (!asked.value().memoryLimit.empty()) {
        const DeviceSpec &device = scenario.value().cluster.device;
        const Result<Bytes> limit = memoryLimitFrom(asked.value().memoryLimit, device);
        if (!limit)
            return Error{"memory_limit: " + limit.error().message};
        options.keepFree = device.memory - limit.value();
    }
    LayoutAdvice advice = adviseLayouts(scenario.value(), options);
    askBeyond(advice, scenario.value(), options);
    if (stop.stop_requested())
        return Error{"cancelled"};
    return adviceToJson(scenario.value(), advice);
}

} // namespace core
