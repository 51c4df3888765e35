// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sweep/sweep_plan.h"

#include "core/base/language.h"
#include "core/base/text.h"
#include "core/io/scenario/setting_titles.h"
#include "core/io/scenario/settings.h"
#include "core/scenario/title.h"
#include "core/scenario/wish_words.h"

#include <algorithm>
#include <iterator>

namespace core {
namespace {

constexpr std::size_t kNoAxis = 2;

// The axis that moves this setting.
std::size_t axisOf(const SweepPlan &plan, Setting setting)
{
    for (std::size_t axis = 0; axis < plan.axes.size(); ++axis) {
        const SweptSetting *swept = plan.axes[axis].swept();
        if (swept && swept->setting == setting)
            return axis;
    }
    return kNoAxis;
}

bool sweepsBatch(const SweepPlan &plan)
{
    return axisOf(plan, Setting::GlobalBatch) != kNoAxis;
}

// "Tensor cannot be 3 here: it would be 4, because it must divide 32 attention heads."
std::string refusalOf(const SweptSetting &swept, std::int64_t wanted, const Answer &answer)
{
    const std::int64_t is = valueOf(swept.setting, answer.scenario);
    const std::string text = sweptText(swept, is);
    const std::string reason =
        textOfReason(answer.reasons[static_cast<std::size_t>(swept.setting)]);
    const std::string name = nameOfSetting(swept.setting);
    if (text.empty()) // a mixture of splits
        return phrase(inContext("Sweep", "%1 GPUs cannot be split as %2 alone here."),
                      {figureOfCount(answer.scenario.cluster.devices), sweptText(swept, wanted)});
    return phrase(reason.empty() ? inContext("Sweep", "%1 cannot be %2 here: it would be %3.")
                                 : inContext("Sweep", "%1 cannot be %2 here: it would be %3, %4."),
                  {name, sweptText(swept, wanted), text, reason});
}

class PointMaker
{
public:
    PointMaker(const SweepPlan &plan, std::size_t index) : m_plan(plan), m_index(index)
    {
        m_wish.base = plan.scenario;
        if (axisOf(plan, Setting::MicroBatches) != kNoAxis)
            m_wish.follows = BatchPart::MicroBatch;
    }

    PointScenario make()
    {
        m_answer.scenario = m_plan.scenario;
        for (const SweptSetting &swept : sweptSettings()) {
            if (const std::size_t axis = axisOf(m_plan, swept.setting); axis != kNoAxis)
                ask(swept, sweptValue(swept, m_plan.valueAt(axis, m_index)).value());
        }
        if (!m_asked.empty() && !sweepsBatch(m_plan) && !askBatch())
            return std::move(m_point);
        for (const auto &[swept, value] : m_asked) {
            if (valueOf(swept->setting, m_answer.scenario) != value) {
                m_point.refusal = refusalOf(*swept, value, m_answer);
                return std::move(m_point);
            }
        }
        tellChanges();
        m_point.scenario = std::move(m_answer.scenario);
        leaveFramework();
        if (!m_asked.empty() && m_plan.scenario.title == derivedTitle(m_plan.scenario))
            m_point.scenario.title = derivedTitle(m_point.scenario);
        setOthers();
        return std::move(m_point);
    }

private:
    // What is there already is not asked for: it could only change something else.
    void ask(const SweptSetting &swept, std::int64_t value)
    {
        m_asked.push_back({&swept, value});
        if (valueOf(swept.setting, m_answer.scenario) == value)
            return;
        m_wish.asks.push_back({.setting = swept.setting, .value = value});
        m_answer = complete(m_wish);
    }

    bool askBatch()
    {
        const std::int64_t samples = m_plan.scenario.training.globalBatch;
        const std::int64_t before = m_plan.scenario.cluster.devices;
        const std::int64_t devices = m_answer.scenario.cluster.devices;
        const bool weak = m_plan.scaling == Scaling::Weak;
        if (weak && samples * devices % before != 0) {
            m_point.refusal =
                phrase(inContext("Sweep", "%1 samples of %2 GPUs are no whole number on %3 GPUs."),
                       {figureOfCount(samples), figureOfCount(before), figureOfCount(devices)});
            return false;
        }
        ask(*findSweptSetting("training.global_batch"),
            weak ? samples * devices / before : samples);
        return true;
    }

    [[nodiscard]] bool isSwept(Setting setting) const
    {
        return std::ranges::any_of(
            m_asked, [setting](const auto &asked) { return asked.first->setting == setting; });
    }

    // Not what only follows: replicas of more devices and the other way round, micro-batches of the
    // same batch.
    [[nodiscard]] bool isWorthTelling(const GaveWay &change) const
    {
        using enum Setting;
        const Setting setting = change.setting;
        const bool follows =
            setting == Split || setting == Devices || setting == Data || setting == MicroBatches;
        const bool isDegree = setting == Tensor || setting == Pipeline || setting == Context ||
                              setting == Sharding || setting == Schedule;
        const bool isSize = setting == MicroBatch &&
                            (isSwept(MicroBatches) ||
                             (isSwept(Split) && change.reason.because == Because::BatchIsWhole));
        return !isSwept(setting) && !follows && !isSize && !(isDegree && isSwept(Split));
    }

    // As --set has it: a framework that is not asked for is the usual one of each sharding. Its
    // kernels are not what is varied, so another's are told.
    void leaveFramework()
    {
        if (axisOf(m_plan, Setting::Sharding) == kNoAxis)
            return;
        ParallelSpec &parallel = m_point.scenario.parallel;
        parallel.framework = m_plan.scenario.parallel.framework;
        const bool native = runsOnPyTorch(parallel);
        if (native == runsOnPyTorch(m_plan.scenario.parallel) ||
            !m_point.scenario.model.transformer())
            return;
        m_point.changed.push_back(phrase(
            native ? inContext("Sweep", "The kernels are PyTorch's, as usual with this sharding "
                                        "(parallel.framework).")
                   : inContext("Sweep", "The kernels are those of Megatron-LM, as usual with this "
                                        "sharding (parallel.framework).")));
    }

    void tellChanges()
    {
        if (m_asked.empty())
            return;
        const Setting moved = m_asked.front().first->setting;
        for (const GaveWay &change : gaveWay(m_plan.scenario, m_answer, moved)) {
            if (isWorthTelling(change))
                m_point.changed.push_back(sentenceOf(change));
        }
    }

    static std::string sentenceOf(const GaveWay &change)
    {
        const std::string name = nameOfSetting(change.setting);
        if (change.setting >= Setting::Partition)
            return phrase(inContext("WhatIf", "%1 was reset: it was set for another layout."),
                          {name});
        const auto swept =
            std::ranges::find(sweptSettings(), change.setting, &SweptSetting::setting);
        const std::string from = sweptText(*swept, change.from);
        const std::string to = sweptText(*swept, change.to);
        const std::string reason = textOfReason(change.reason);
        return phrase(reason.empty() ? inContext("WhatIf", "%1 gave way: %2 became %3.")
                                     : inContext("WhatIf", "%1 gave way: %2 became %3, %4."),
                      {name, from, to, reason});
    }

    void setOthers()
    {
        std::vector<std::string> settings;
        for (std::size_t axis = 0; axis < m_plan.axes.size(); ++axis) {
            if (!m_plan.axes[axis].swept())
                settings.push_back(m_plan.axes[axis].path + '=' + m_plan.valueAt(axis, m_index));
        }
        if (settings.empty())
            return;
        Result<Scenario> set = withSettings(m_point.scenario, settings);
        if (!set) {
            m_point.refusal = set.error().message;
            return;
        }
        m_point.scenario = std::move(set).value();
        if (const Status status = validate(m_point.scenario); !status)
            m_point.refusal = status.error().message;
    }

    const SweepPlan &m_plan;
    std::size_t m_index;
    Wish m_wish;
    Answer m_answer;
    std::vector<std::pair<const SweptSetting *, std::int64_t>> m_asked;
    PointScenario m_point;
};

// "--set nope=1: The key …" as it was asked for: "--vary nope: The key …", "Tokens of a sample: …"
Error asVaried(const Error &error, const SweepAxis &axis, SweepAsker asker)
{
    const std::string set = "--set " + axis.path + '=' + axis.values.front();
    const std::string name =
        asker == SweepAsker::Options ? "--vary " + axis.path : settingTitle(axis.path);
    return error.message.starts_with(set) ? Error{name + error.message.substr(set.size())} : error;
}

} // namespace

Status checkSweep(const SweepPlan &plan, std::int64_t most, SweepAsker asker)
{
    if (plan.axes.empty() || plan.axes.size() > 2)
        return Error{"A sweep has one or two settings to vary, and here are " +
                     std::to_string(plan.axes.size()) + ": give --vary PATH=VALUES once or twice."};
    if (plan.axes.size() == 2 && plan.axes[0].path == plan.axes[1].path)
        return Error{"--vary " + plan.axes[0].path +
                     " is given twice: name another setting, or list all of its values once."};
    if (plan.scaling == Scaling::Weak && sweepsBatch(plan))
        return Error{"Weak scaling sets the global batch, which is varied as well: leave one of "
                     "them out."};
    const auto count = static_cast<std::int64_t>(plan.pointCount());
    if (count > most)
        return Error{"These are " + figureOfCount(count) + " points, and " + figureOfCount(most) +
                     " are the most: take fewer values" +
                     (asker == SweepAsker::Options && count <= kMostPoints
                          ? ", or say --points " + std::to_string(count)
                          : "") +
                     '.'};
    for (const SweepAxis &axis : plan.axes) {
        if (axis.swept())
            continue;
        const Result<Scenario> form =
            withSettings(plan.scenario, {axis.path + '=' + axis.values.front()});
        if (!form)
            return asVaried(form.error(), axis, asker);
    }
    return std::monostate{};
}

PointScenario scenarioAt(const SweepPlan &plan, std::size_t index)
{
    return PointMaker(plan, index).make();
}

} // namespace core
