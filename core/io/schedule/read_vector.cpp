// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/text.h"
#include "core/io/json/json_reader.h"
#include "core/io/schedule/order_text.h"
#include "core/io/schedule/schedule_file.h"
#include "core/schedule/order_from_actions.h"

namespace core {
namespace {

using Kind = JsonNode::Kind;

// Reads one JSON object of the vector form; the first thing that is wrong ends it.
class VectorReader
{
public:
    VectorReader(const JsonNode &node, const std::string &path) : m_node(node), m_path(path) {}

    ReadSchedule read()
    {
        ReadSchedule result;
        result.line = m_node.line;
        result.id = "line " + std::to_string(m_node.line);
        if (m_node.kind != Kind::Object) {
            result.order =
                error(m_node, "A schedule in the vector form is a JSON object; this is " +
                                  kindText(m_node) + ".");
            return result;
        }
        for (const char *key : {"base", "id"}) {
            if (const JsonNode *id = m_node.member(key); id && id->kind == Kind::String)
                result.id = id->text;
        }
        result.order = readOrder();
        if (result.order)
            readCosts(result);
        return result;
    }

private:
    [[nodiscard]] Error error(const JsonNode &at, const std::string &message) const
    {
        return errorAt(m_path, at.line, message);
    }

    // A whole number from least to most; fallback if the key is missing.
    Result<int> number(const char *key, int least, std::int64_t most, int fallback) const
    {
        const JsonNode *at = m_node.member(key);
        if (!at)
            return fallback;
        if (at->kind != Kind::Integer || at->integer < least || at->integer > most)
            return error(*at, std::string("\"") + key + "\" must be a whole number from " +
                                  std::to_string(least) + " to " + figureOfCount(most) + ".");
        return static_cast<int>(at->integer);
    }

    Result<ScheduleOrder> readOrder()
    {
        const JsonNode *ranks = m_node.member("ranks");
        if (!ranks || ranks->kind != Kind::Array || ranks->items.empty())
            return error(ranks ? *ranks : m_node,
                         "\"ranks\" must be a list with the actions of each rank, such as "
                         "\"0F0 0B0\".");
        OrderTextReader text;
        for (const JsonNode &rank : ranks->items) {
            if (rank.kind != Kind::String)
                return error(rank,
                             "The actions of a rank are a string such as \"0F0 0B0\"; this is " +
                                 kindText(rank) + ".");
            if (const Status status = text.addRank(rank.text, ' '); !status)
                return error(rank, status.error().message);
        }
        std::vector<std::string> notes = text.notes();
        Result<ScheduleOrder> order = shaped(text.take());
        if (!order)
            return order;
        order.value().notes = std::move(notes);
        const JsonNode *name = m_node.member("schedule");
        if (name && name->kind == Kind::String)
            order.value().schedule = idOf(name->text);
        return order;
    }

    static std::string idOf(const std::string &vectorName)
    {
        for (const ScheduleEntry &entry : schedules()) {
            if (entry.vectorName == vectorName)
                return std::string(entry.id);
        }
        return vectorName;
    }

    // The shape as the object states it, else as it follows from the actions.
    Result<ScheduleOrder> shaped(std::vector<std::vector<Action>> actions)
    {
        const auto given = static_cast<std::int64_t>(actions.size());
        const Result<int> ranks = number("p", 1, kMostRanks, static_cast<int>(given));
        if (!ranks)
            return ranks.error();
        if (ranks.value() != given)
            return error(m_node, "\"p\" says " + figureOfCount(ranks.value()) +
                                     " ranks, and \"ranks\" has " + figureOfCount(given) + ".");
        const JsonNode *routes = m_node.member("routes");
        if (!routes || routes->kind == Kind::Null)
            return inferred(std::move(actions));
        ScheduleOrder order;
        order.ranks = ranks.value();
        if (const Status status = readRoutes(*routes, order); !status)
            return status.error();
        const Result<int> microBatches = number("m", 1, kMaxActions, 0);
        if (!microBatches)
            return microBatches.error();
        if (microBatches.value() == 0)
            return error(m_node, "\"m\", the number of micro-batches, is missing.");
        order.microBatches = microBatches.value();
        if (static_cast<std::int64_t>(order.stages) * order.microBatches > kMaxActions)
            return error(m_node, figureOfCount(order.stages) +
                                     (order.stages == 1 ? " stage and " : " stages and ") +
                                     figureOfCount(order.microBatches) +
                                     (order.microBatches == 1 ? " micro-batch" : " micro-batches") +
                                     " are more than " + figureOfCount(kMaxActions) +
                                     " passes, the most that can be read.");
        if (const Status status = readRouteOf(order); !status)
            return status.error();
        order.actions = std::move(actions);
        order.chunks = chunksOf(order);
        return order;
    }

    Result<ScheduleOrder> inferred(std::vector<std::vector<Action>> actions)
    {
        Result<ScheduleOrder> order = orderFromActions(std::move(actions));
        if (!order)
            return error(m_node, order.error().message);
        ScheduleOrder &found = order.value();
        const Result<int> stages = number("stages", 1, kMostRanks, found.stages);
        if (!stages)
            return stages.error();
        if (stages.value() != found.stages)
            return error(m_node, "\"stages\" says " + figureOfCount(stages.value()) +
                                     ", and the actions have " + figureOfCount(found.stages) +
                                     "; give \"routes\" for stages that no rank runs.");
        const Result<int> microBatches =
            number("m", 1, kMaxActions / found.stages, found.microBatches);
        if (!microBatches)
            return microBatches.error();
        found.microBatches = microBatches.value(); // the validator reports what is missing
        if (!found.routeOf.empty())
            found.routeOf.resize(static_cast<std::size_t>(found.microBatches));
        return order;
    }

    Status readRoutes(const JsonNode &routes, ScheduleOrder &order)
    {
        if (routes.kind != Kind::Array || routes.items.empty())
            return error(routes, "\"routes\" must be a list of lists: the rank of each stage.");
        for (const JsonNode &route : routes.items) {
            if (route.kind != Kind::Array || route.items.empty() ||
                route.items.size() > static_cast<std::size_t>(kMostRanks) ||
                (order.stages > 0 && route.items.size() != static_cast<std::size_t>(order.stages)))
                return error(route, "A route must be a list with the rank of each stage; all "
                                    "routes have the same 1 to " +
                                        figureOfCount(kMostRanks) + " stages.");
            order.stages = static_cast<int>(route.items.size());
            std::vector<std::uint16_t> &ranks = order.routes.emplace_back();
            for (const JsonNode &rank : route.items) {
                if (rank.kind != Kind::Integer || rank.integer < 0 || rank.integer >= order.ranks)
                    return error(rank, "A route must name ranks from 0 to " +
                                           std::to_string(order.ranks - 1) + ".");
                ranks.push_back(static_cast<std::uint16_t>(rank.integer));
            }
        }
        const Result<int> stages = number("stages", 1, kMostRanks, order.stages);
        if (!stages)
            return stages.error();
        if (stages.value() != order.stages)
            return error(m_node, "\"stages\" says " + figureOfCount(stages.value()) +
                                     ", and \"routes\" has " + figureOfCount(order.stages) + ".");
        return std::monostate{};
    }

    Status readRouteOf(ScheduleOrder &order)
    {
        const JsonNode *routeOf = m_node.member("mb_route");
        if (!routeOf || routeOf->kind == Kind::Null)
            return std::monostate{};
        if (routeOf->kind != Kind::Array ||
            routeOf->items.size() != static_cast<std::size_t>(order.microBatches))
            return error(*routeOf, "\"mb_route\" must be a list with a route for each of the " +
                                       figureOfCount(order.microBatches) + " micro-batches.");
        for (const JsonNode &route : routeOf->items) {
            if (route.kind != Kind::Integer || route.integer < 0 ||
                route.integer >= static_cast<std::int64_t>(order.routes.size()))
                return error(route, "\"mb_route\" must name routes from 0 to " +
                                        std::to_string(order.routes.size() - 1) + ".");
            order.routeOf.push_back(static_cast<std::uint16_t>(route.integer));
        }
        return std::monostate{};
    }

    void readCosts(ReadSchedule &result)
    {
        const JsonNode *evaluations = m_node.member("eval");
        if (!evaluations || evaluations->kind != Kind::Array)
            return;
        for (const JsonNode &each : evaluations->items) {
            const JsonNode *costs = each.member("costs");
            if (!costs)
                continue;
            NamedCosts &named = result.costs.emplace_back();
            if (const JsonNode *name = each.member("name"); name && name->kind == Kind::String)
                named.name = name->text;
            if (const Status status = readCostSet(*costs, named.costs); !status) {
                result.order = status.error();
                return;
            }
        }
    }

    Status readCostSet(const JsonNode &node, UnitCosts &costs) const
    {
        const std::pair<const char *, std::vector<double> UnitCosts::*> lists[] = {
            {"F", &UnitCosts::forward},
            {"I", &UnitCosts::input},
            {"W", &UnitCosts::weight},
            {"B", &UnitCosts::backward},
            {"comm", &UnitCosts::hop}};
        for (const auto &[key, list] : lists) {
            const JsonNode *at = node.member(key);
            if (!at || at->kind == Kind::Null)
                continue;
            if (const Status status = readNumbers(*at, key, costs.*list); !status)
                return status;
        }
        const JsonNode *pair = node.member("pair");
        if (!pair || pair->kind == Kind::Null || pair->text == "sum")
            return std::monostate{};
        if (pair->text == "max") {
            costs.pair = PairRule::Max;
        } else if (pair->kind == Kind::Number || pair->kind == Kind::Integer) {
            costs.pair = PairRule::Factor;
            costs.pairFactor = pair->number;
        } else {
            return error(*pair, "\"pair\" must be \"sum\", \"max\" or a factor from 0 to 1.");
        }
        return std::monostate{};
    }

    Status readNumbers(const JsonNode &node, const char *key, std::vector<double> &target) const
    {
        const auto isNumber = [](const JsonNode &each) {
            return each.kind == Kind::Number || each.kind == Kind::Integer;
        };
        target.clear();
        if (isNumber(node))
            target.push_back(node.number);
        for (const JsonNode &each :
             node.kind == Kind::Array ? node.items : std::vector<JsonNode>()) {
            if (!isNumber(each))
                return error(each, std::string("The costs \"") + key + "\" must be numbers.");
            target.push_back(each.number);
        }
        if (target.empty())
            return error(node, std::string("The cost \"") + key +
                                   "\" must be a number or a list of numbers.");
        return std::monostate{};
    }

    const JsonNode &m_node;
    const std::string &m_path;
};

} // namespace

ReadSchedule scheduleFromVector(const JsonNode &node, const std::string &path)
{
    return VectorReader(node, path).read();
}

} // namespace core
