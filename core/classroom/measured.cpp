// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/classroom/measured.h"

#include "core/analysis/link_use.h"
#include "core/analysis/visits.h"
#include "core/io/result/result_json.h"
#include "core/lesson/expression.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace core {
namespace {

// Share of the step in which the device is busy, one for each.
std::vector<double> busyShares(const Snapshot &snapshot)
{
    std::vector<double> shares;
    const double step = seconds(snapshot.metrics.step);
    for (int device = 0; device < snapshot.deviceCount(); ++device) {
        const auto row = static_cast<std::size_t>(snapshot.rowOf(device));
        shares.push_back(step > 0 ? seconds(snapshot.metrics.rows[row].busy()) / step : 0);
    }
    return shares;
}

double meanBusy(const Snapshot &snapshot)
{
    double sum = 0;
    for (const double share : busyShares(snapshot))
        sum += share;
    return sum / snapshot.deviceCount();
}

double leastBusy(const Snapshot &snapshot)
{
    return std::ranges::min(busyShares(snapshot));
}

double mostBusy(const Snapshot &snapshot)
{
    return std::ranges::max(busyShares(snapshot));
}

double meanIdle(const Snapshot &snapshot)
{
    return snapshot.metrics.bubble.idleOverStep;
}

double peakMemory(const Snapshot &snapshot)
{
    std::int64_t peak = 0;
    for (const RowMetrics &row : snapshot.metrics.rows)
        peak = std::max(peak, row.peakMemory.count);
    return static_cast<double>(peak);
}

double mostKept(const Snapshot &snapshot)
{
    double most = 0;
    for (const RowMetrics &row : snapshot.metrics.rows)
        most = std::max(most, static_cast<double>(row.inFlightPeak));
    return most;
}

// What the list of events has: a batch passes a layer, or a stage.
double visitCount(const Snapshot &snapshot)
{
    return static_cast<double>(visits(snapshot).size());
}

// Of one device, in bytes.
double deviceMemory(const Snapshot &snapshot)
{
    return static_cast<double>(snapshot.scenario.cluster.device.memory.count);
}

// Bytes per second of one device each way, also where the scenario names a preset.
double intraLinkSpeed(const Snapshot &snapshot)
{
    return snapshot.scenario.cluster.intraLink.bandwidth;
}

double interLinkSpeed(const Snapshot &snapshot)
{
    return snapshot.scenario.cluster.interLink.bandwidth;
}

// Messages between stages, in all replicas.
double handOvers(const Snapshot &snapshot)
{
    const Senders senders = sendersOf(snapshot, {});
    double count = 0;
    for (std::size_t row = 0; row < snapshot.trace.transfers.size(); ++row)
        count += static_cast<double>(snapshot.trace.transfers[row].size()) * senders.count[row];
    return count;
}

struct NamedMetric
{
    std::string_view name;
    double (*value)(const Snapshot &snapshot);
};

// To add a metric: a function above, a row here, a line in docs/lessons.md.
constexpr NamedMetric kMetrics[] = {
    {"busy.mean", meanBusy},
    {"busy.least", leastBusy},
    {"busy.most", mostBusy},
    {"idle.mean", meanIdle},
    {"peak_memory", peakMemory},
    {"kept.most", mostKept},
    {"visits", visitCount},
    {"device_memory", deviceMemory},
    {"hand_overs", handOvers},
    {"intra_link.bandwidth", intraLinkSpeed},
    {"inter_link.bandwidth", interLinkSpeed},
};

// The member or item of that name; null: there is none.
const JsonValue *partOf(const JsonValue &value, std::string_view name)
{
    if (const auto *members = std::get_if<JsonValue::Members>(&value.value())) {
        const auto found = std::ranges::find(*members, name, &JsonValue::Member::first);
        return found == members->end() ? nullptr : &found->second;
    }
    const auto *items = std::get_if<JsonValue::Items>(&value.value());
    std::size_t index = 0;
    const auto [rest, failure] = std::from_chars(name.data(), name.data() + name.size(), index);
    if (!items || failure != std::errc{} || rest != name.data() + name.size() ||
        index >= items->size())
        return nullptr;
    return &(*items)[index];
}

const JsonValue *valueAt(const JsonValue &root, std::string_view path)
{
    const JsonValue *at = &root;
    while (at && !path.empty()) {
        const std::size_t point = path.find('.');
        at = partOf(*at, path.substr(0, point));
        path.remove_prefix(point == std::string_view::npos ? path.size() : point + 1);
    }
    return at;
}

std::optional<double> numberOf(const JsonValue &value)
{
    return std::visit(
        [](const auto &held) -> std::optional<double> {
            using Held = std::decay_t<decltype(held)>;
            if constexpr (std::is_arithmetic_v<Held>)
                return static_cast<double>(held);
            else
                return {};
        },
        value.value());
}

} // namespace

bool isSo(double left, Comparison comparison, double right)
{
    // What follows from sums of times is equal to the last digit but two.
    const bool same = std::abs(left - right) <= 1e-12 * std::max(std::abs(left), std::abs(right));
    switch (comparison) {
    case Comparison::Less:
        return left < right && !same;
    case Comparison::AtMost:
        return left < right || same;
    case Comparison::Equal:
        return same;
    case Comparison::NotEqual:
        return !same;
    case Comparison::AtLeast:
        return left > right || same;
    case Comparison::More:
        return left > right && !same;
    }
    return false;
}

Measured::Measured(SnapshotPtr snapshot) : m_snapshot(std::move(snapshot)) {}

const JsonValue &Measured::document() const
{
    if (!m_document)
        m_document = resultDocument(*m_snapshot);
    return *m_document;
}

Result<double> Measured::ofName(std::string_view name) const
{
    const auto *metric = std::ranges::find(kMetrics, name, &NamedMetric::name);
    if (metric != std::end(kMetrics))
        return metric->value(*m_snapshot);
    if (const JsonValue *value = valueAt(document(), name)) {
        if (const std::optional<double> number = numberOf(*value))
            return *number;
        return Error{'"' + std::string(name) + "\" is not a number of the result."};
    }
    return Error{"There is no metric \"" + std::string(name) +
                 "\": see what simulate --json writes, and docs/lessons.md."};
}

Result<double> Measured::value(std::string_view metric) const
{
    return valueOfExpression(metric, [this](std::string_view name) { return ofName(name); });
}

std::optional<std::string> Measured::text(std::string_view metric) const
{
    const JsonValue *value = valueAt(document(), metric);
    const auto *text = value ? std::get_if<std::string>(&value->value()) : nullptr;
    return text ? std::optional(*text) : std::nullopt;
}

bool Measured::has(std::string_view path) const
{
    return valueAt(document(), path) != nullptr;
}

Result<bool> Measured::holds(const Condition &condition) const
{
    if (const auto *wanted = std::get_if<std::string>(&condition.value)) {
        const std::optional<std::string> is = text(condition.metric);
        if (!is)
            return Error{'"' + condition.metric + "\" is not a text of the result."};
        return (*is == *wanted) == (condition.comparison == Comparison::Equal);
    }
    const Result<double> is = value(condition.metric);
    if (!is)
        return is.error();
    return isSo(is.value(), condition.comparison, std::get<double>(condition.value));
}

} // namespace core
