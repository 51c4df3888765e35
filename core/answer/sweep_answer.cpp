// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/answer/sweep_answer.h"

#include "core/answer/request_parts.h"
#include "core/answer/simulate_request.h"
#include "core/base/text.h"
#include "core/sweep/sweep.h"
#include "core/sweep/sweep_files.h"

#include <utility>
#include <vector>

namespace core {
namespace {

constexpr NamedValue<Scaling> kScalingNames[] = {{"strong", Scaling::Strong},
                                                 {"weak", Scaling::Weak}};

struct Asked
{
    SweepPlan plan; // without its scenario
    std::vector<std::string> vary;
    std::int64_t points = kUsualMostPoints;
    int threads = 0;
};

void takeVary(JsonComplaints &complaints, ObjectReader &reader, Asked &asked)
{
    const JsonNode *vary =
        reader.require("vary", "give one or two texts such as \"cluster.devices=1..1024x2\".");
    if (!vary)
        return;
    for (const JsonNode &item : vary->items) {
        if (vary->kind == JsonNode::Kind::Array && item.kind == JsonNode::Kind::String)
            asked.vary.push_back(item.text);
    }
    if (asked.vary.empty() || asked.vary.size() != vary->items.size())
        complaints.add(*vary, "vary is " + kindText(*vary) +
                                  ", but must be a list of texts such as "
                                  "\"cluster.devices=1..1024x2\".");
}

void takeRate(JsonComplaints &complaints, ObjectReader &reader, std::string_view key,
              std::optional<double> &rate)
{
    takeInto(reader, key, rate);
    // A metric of 0 would be one that is not known.
    if (rate && !(*rate > 0 && *rate <= kHighestRate))
        complaints.add(*reader.node().member(key), std::string(key) + " is " + plainNumber(*rate) +
                                                       ", but must be above 0, up to " +
                                                       figureOfNumber(kHighestRate) + '.');
}

template <class Number>
void takeWithin(JsonComplaints &complaints, ObjectReader &reader, std::string_view key,
                Number &number, Number least, Number most)
{
    if (reader.take(key, number) && (number < least || number > most))
        complaints.add(*reader.node().member(key),
                       std::string(key) + " is " + std::to_string(number) + ", but must be from " +
                           std::to_string(least) + " to " + figureOfCount(most) + '.');
}

Result<Asked> askedIn(const JsonNode &part)
{
    const std::vector<std::string> noSettings;
    JsonComplaints complaints(kRequestName, noSettings);
    ObjectReader reader(complaints, part, "sweep");
    Asked asked;
    takeVary(complaints, reader, asked);
    reader.take<Scaling>("scaling", asked.plan.scaling, kScalingNames);
    takeRate(complaints, reader, "price", asked.plan.rates.dollarsPerHour);
    takeRate(complaints, reader, "watts", asked.plan.rates.watts);
    takeWithin<std::int64_t>(complaints, reader, "points", asked.points, 1, kMostPoints);
    takeWithin(complaints, reader, "threads", asked.threads, 0, kMostSweepThreads);
    reader.finish();
    if (complaints.any())
        return withoutLine(Error{complaints.first()});
    for (const std::string &text : asked.vary) {
        Result<SweepAxis> axis = axisFrom(text, asked.points);
        if (!axis)
            return axis.error();
        asked.plan.axes.push_back(std::move(axis).value());
    }
    return asked;
}

} // namespace

Result<std::string> sweepAnswer(std::string_view request, const std::stop_token &stop)
{
    Result<JsonNode> tree = requestFrom(request);
    if (!tree)
        return tree.error();
    const Result<JsonNode> part = takePart(tree.value(), "sweep");
    if (!part)
        return part.error();
    Result<Asked> asked = askedIn(part.value());
    if (!asked)
        return asked.error();
    Result<Scenario> scenario =
        scenarioRequested(tree.value(), {.name = kRequestName, .folder = {}});
    if (!scenario)
        return withoutLine(scenario.error());
    SweepPlan &plan = asked.value().plan;
    plan.scenario = std::move(scenario).value();
    if (const Status checked = checkSweep(plan, asked.value().points); !checked)
        return checked.error();
    const SweepResults results = sweep(plan, asked.value().threads, stop);
    if (stop.stop_requested())
        return Error{"cancelled"};
    return sweepToJson(results);
}

} // namespace core
