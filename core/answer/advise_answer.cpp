// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/answer/advise_answer.h"

#include "core/answer/request_parts.h"
#include "core/answer/simulate_request.h"
#include "core/runner/all_cores.h"
#include "core/search/advice_json.h"

#include <vector>

namespace core {
namespace {

constexpr int kMostIdeas = 20;

Result<int> topIn(const JsonNode &part)
{
    const std::vector<std::string> noSettings;
    JsonComplaints complaints(kRequestName, noSettings);
    ObjectReader reader(complaints, part, "advise");
    int top = AdviceOptions{}.most;
    if (reader.take("top", top) && (top < 1 || top > kMostIdeas))
        complaints.add(part, "top is " + std::to_string(top) + ", but must be from 1 to " +
                                 std::to_string(kMostIdeas) + '.');
    reader.finish();
    if (complaints.any())
        return withoutLine(Error{complaints.first()});
    return top;
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
    const Result<int> top = topIn(part.value());
    if (!top)
        return top.error();
    const Result<Scenario> scenario =
        scenarioRequested(tree.value(), {.name = kRequestName, .folder = {}});
    if (!scenario)
        return withoutLine(scenario.error());
    const LayoutAdvice advice = adviseLayouts(
        scenario.value(), {.most = top.value(), .forEach = onAllCores, .stop = stop, .told = {}});
    if (stop.stop_requested())
        return Error{"cancelled"};
    return adviceToJson(scenario.value(), advice);
}

} // namespace core
