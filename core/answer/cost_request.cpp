// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/answer/cost_request.h"

#include "core/base/text.h"

#include <cmath>

namespace core {
namespace {

std::optional<FailureAssumptions> failuresAsked(const CostRequest &request)
{
    if (!request.failures && !request.deviceHours && !request.checkpointSeconds &&
        !request.restartSeconds && !request.stepsBetween)
        return {};
    FailureAssumptions asked;
    asked.deviceHours = request.deviceHours.value_or(asked.deviceHours);
    asked.checkpointSeconds = request.checkpointSeconds.value_or(asked.checkpointSeconds);
    asked.restartSeconds = request.restartSeconds.value_or(asked.restartSeconds);
    asked.stepsBetween = request.stepsBetween.value_or(asked.stepsBetween);
    return asked;
}

} // namespace

Result<CampaignAssumptions> assumptionsOf(const CostRequest &request, const Scenario &scenario)
{
    if (request.tokens.has_value() == request.steps.has_value())
        return Error{"How long is it trained? Give either the tokens, such as 15.6e12, or the "
                     "steps."};
    if (request.tokens && !std::isfinite(*request.tokens))
        return Error{"The number of tokens is " + plainNumber(*request.tokens) +
                     ", but must be finite: give 1 or more, such as 15.6e12."};
    if (request.tokens && !(*request.tokens >= 1))
        return Error{"Training on " + plainNumber(*request.tokens) +
                     " tokens trains nothing: give 1 or more, such as 15.6e12."};
    if (request.dollarsPerHour == 0. || request.watts == 0.)
        return Error{std::string(request.watts == 0. ? "The power" : "The price") +
                     " of a device is 0, but must be above 0: leave it out if it is not known."};
    if (request.stepsBetween && *request.stepsBetween < 1)
        return Error{"Between two checkpoints must be 1 step or more."};
    CampaignAssumptions asked = usualAssumptions(scenario);
    asked.steps = request.steps ? *request.steps : stepsForTokens(scenario, *request.tokens);
    asked.dollarsPerHour = request.dollarsPerHour.value_or(asked.dollarsPerHour);
    asked.watts = request.watts.value_or(asked.watts);
    asked.powerUsage = request.powerUsage.value_or(asked.powerUsage);
    asked.failures = failuresAsked(request);
    return asked;
}

} // namespace core
