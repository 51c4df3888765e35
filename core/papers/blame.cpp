// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/papers/blame.h"

#include "core/analysis/snapshot.h"
#include "core/analysis/step_time.h"
#include "core/io/scenario/cluster_fields.h"
#include "core/io/scenario/software_fields.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

namespace core {
namespace {

constexpr double kMore = 0.1; // of a constant

// Seconds of all visits of a replica by part, for the shares of them alone.
Work workOfVisits(const Plan &plan)
{
    Work work;
    for (const std::vector<Action> &actions : plan.order.actions) {
        for (const Action &action : actions) {
            const VisitProfile &visit =
                plan.stages[action.stage].visits[static_cast<std::size_t>(action.op)];
            for (std::size_t part = 0; part < visit.parts.size(); ++part)
                work.parts[part] += seconds(visit.parts[part]);
        }
    }
    return work;
}

std::vector<BlamedPart> partsOf(const Snapshot &snapshot)
{
    const Breakdown &b = snapshot.metrics.breakdown;
    const Work work = workOfVisits(snapshot.plan);
    const double computed =
        work[CostPart::Matrix] + work[CostPart::MemoryBound] + work[CostPart::Attention];
    const double passes = seconds(b.forward + b.backward + b.recompute);
    const auto ofPasses = [&](CostPart part) {
        return computed > 0 ? passes * work[part] / computed : 0;
    };
    std::vector<BlamedPart> parts = {{"matrix products", ofPasses(CostPart::Matrix)},
                                     {"element-wise kernels", ofPasses(CostPart::MemoryBound)},
                                     {"attention", ofPasses(CostPart::Attention)},
                                     {"tensor collectives", seconds(b.tensorComm)},
                                     {"context collectives", seconds(b.contextComm)},
                                     {"expert exchange", seconds(b.expertComm)},
                                     {"gradients and gathered weights", seconds(b.dataComm)},
                                     {"hand-over between stages", seconds(b.pipelineComm)},
                                     {"optimizer", seconds(b.optimizer)},
                                     {"host", seconds(b.host)},
                                     {"waiting", seconds(b.idle)}};
    const double step = std::max(1e-12, seconds(snapshot.metrics.step));
    for (BlamedPart &part : parts)
        part.share /= step;
    std::erase_if(parts, [](const BlamedPart &part) { return part.share <= 0; });
    std::ranges::stable_sort(parts, std::ranges::greater{}, &BlamedPart::share);
    return parts;
}

// Steps of a scenario with one constant changed.
class Trial
{
public:
    explicit Trial(const Scenario &scenario)
        : m_scenario(scenario), m_step(stepOf(scenario).value_or(0))
    {}

    // Every number of this table, each in turn.
    template <class Spec, class Rows>
    void take(const char *prefix, Spec ClusterSpec::*spec, Rows forEachField)
    {
        forEachField([&](const auto &field) { tryField(prefix, spec, field); });
    }

    [[nodiscard]] std::vector<BlamedConstant> sorted(double error) &&
    {
        for (BlamedConstant &constant : m_constants)
            constant.needed = neededFor(constant, error);
        std::ranges::stable_sort(m_constants, std::ranges::greater{},
                                 [](const auto &each) { return std::abs(each.effect); });
        return std::move(m_constants);
    }

private:
    template <class Spec, class Value>
    void tryField(const char *prefix, Spec ClusterSpec::*spec, const Field<Spec, Value> &field)
    {
        if constexpr (std::is_same_v<Value, double> || std::is_same_v<Value, Nanos>) {
            Value &target = m_scenario.cluster.*spec.*field.member;
            const Value before = target;
            const auto changed = [&](double more) {
                target = scaled(before, 1 + more);
                const std::optional<double> step = stepOf(m_scenario);
                target = before;
                return step;
            };
            const double value = numberOf(before) / field.unit;
            if (value == 0)
                return; // 10 % of nothing
            if (const auto more = changed(kMore))
                add(std::string(prefix) + std::string(field.key), value, *more - m_step);
            else if (const auto less = changed(-kMore)) // it cannot be more
                add(std::string(prefix) + std::string(field.key), value, m_step - *less);
        }
    }

    static double numberOf(double value) { return value; }
    static double numberOf(Nanos value) { return static_cast<double>(value.count); }
    static double scaled(double value, double times) { return value * times; }
    static Nanos scaled(Nanos value, double times)
    {
        return {std::llround(static_cast<double>(value.count) * times)};
    }

    std::optional<double> stepOf(const Scenario &scenario)
    {
        const Result<Nanos> step = m_timer.time(scenario);
        return step ? std::optional(seconds(step.value())) : std::nullopt;
    }

    void add(std::string name, double value, double more)
    {
        if (more != 0 && m_step > 0)
            m_constants.push_back({std::move(name), value, more / m_step});
    }

    // As if its effect stayed the same: a direction, not a fit.
    static double neededFor(const BlamedConstant &constant, double error)
    {
        const double wanted = 1 / (1 + error) - 1; // of the step
        return error != 0 ? wanted / constant.effect * kMore : 0;
    }

    StepTimer m_timer;
    Scenario m_scenario;
    double m_step;
    std::vector<BlamedConstant> m_constants;
};

std::vector<BlamedConstant> constantsOf(const Scenario &scenario, double error)
{
    Trial trial(scenario);
    trial.take("", &ClusterSpec::software, [](auto visit) { forEachSoftwareField(visit); });
    trial.take("device.", &ClusterSpec::device, [](auto visit) { forEachDeviceField(visit); });
    trial.take("intra_link.", &ClusterSpec::intraLink, [](auto visit) { forEachLinkField(visit); });
    trial.take("inter_link.", &ClusterSpec::interLink, [](auto visit) { forEachLinkField(visit); });
    return std::move(trial).sorted(error);
}

} // namespace

BlamedRun blame(const PublishedRun &run)
{
    BlamedRun blamed = {.run = validateRun(run), .parts = {}, .constants = {}};
    if (!blamed.run.problem.empty() || !run.scenario)
        return blamed;
    // Where it fits: without a trace nothing is known of its parts.
    const Result<SnapshotPtr> snapshot = core::run(run.scenario.value());
    if (snapshot && snapshot.value()->metrics.fits)
        blamed.parts = partsOf(*snapshot.value());
    blamed.constants = constantsOf(run.scenario.value(), blamed.run.error());
    return blamed;
}

void sortWorstFirst(std::vector<BlamedRun> &runs)
{
    std::ranges::stable_sort(runs, std::ranges::greater{}, [](const BlamedRun &each) {
        return each.run.problem.empty() ? std::abs(each.run.error()) : -1;
    });
}

} // namespace core
