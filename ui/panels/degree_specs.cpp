// SPDX-License-Identifier: GPL-3.0-or-later
// The degrees of parallelism: beside the tiles where the chosen split uses them, under More
// elsewhere.
#include "core/base/text.h"
#include "core/scenario/constraints.h"
#include "core/scenario/edits.h"
#include "ui/panels/scenario_controls.h"
#include "ui/words/kind_words.h"
#include "ui/words/language.h"
#include "ui/words/text_of.h"

#include <QCoreApplication>

#include <array>
#include <cmath>
#include <initializer_list>

namespace ui {

namespace {

struct Controls
{
    Q_DECLARE_TR_FUNCTIONS(Controls)
};

bool isHybrid(const core::Scenario &scenario)
{
    return core::strategyOf(scenario) == core::Strategy::Hybrid;
}

bool canSplitLayers(const core::Scenario &scenario)
{
    return scenario.cluster.devices > 1 && core::widthOfPartners(scenario) > 1;
}

bool splitsTensors(const core::Scenario &scenario)
{
    return canSplitLayers(scenario) &&
           (isHybrid(scenario) || core::strategyOf(scenario) == core::Strategy::Tensor);
}

bool couldSplitTensors(const core::Scenario &scenario)
{
    return canSplitLayers(scenario) && !splitsTensors(scenario);
}

bool couldBeHybrid(const core::Scenario &scenario)
{
    return scenario.cluster.devices > 1 && !isHybrid(scenario);
}

bool splitsContext(const core::Scenario &scenario)
{
    return scenario.parallel.context > 1;
}

bool couldSplitContext(const core::Scenario &scenario)
{
    return canSplitLayers(scenario) && scenario.model.transformer() != nullptr && !scenario.train &&
           !splitsContext(scenario);
}

bool hasExperts(const core::Scenario &scenario)
{
    const core::TransformerSpec *spec = scenario.model.transformer();
    return spec != nullptr && spec->experts > 1 && scenario.cluster.devices > 1;
}

bool isSharded(const core::Scenario &scenario)
{
    return scenario.parallel.data > 1 && (core::strategyOf(scenario) == core::Strategy::Sharded ||
                                          scenario.parallel.sharding != core::Sharding::None);
}

bool couldBeSharded(const core::Scenario &scenario)
{
    return scenario.parallel.data > 1 && !isSharded(scenario);
}

// What holds with these devices; where that is one value alone, the next as well, to offer a
// choice.
ValueScale degreesThatHold(const ControlContext &context, core::Setting degree)
{
    ValueScale scale;
    for (const std::int64_t value : core::degreesThatHold(context.scenario, degree))
        scale.stops.push_back(static_cast<double>(value));
    if (scale.stops.size() < 2)
        scale.stops.push_back(scale.stops.back() + 1);
    return scale;
}

double tensorValue(const ControlContext &context)
{
    return context.scenario.parallel.tensor;
}

ValueScale tensorScale(const ControlContext &context)
{
    return degreesThatHold(context, core::Setting::Tensor);
}

double contextValue(const ControlContext &context)
{
    return context.scenario.parallel.context;
}

ValueScale contextScale(const ControlContext &context)
{
    return degreesThatHold(context, core::Setting::Context);
}

double stagesValue(const ControlContext &context)
{
    return context.scenario.parallel.pipeline;
}

// More than the available groups of GPUs adds GPUs, where there is only one replica.
ValueScale stagesScale(const ControlContext &context)
{
    ValueScale scale = degreesThatHold(context, core::Setting::Pipeline);
    const core::Wish wish = core::wishFor(context.scenario, context.follows);
    const std::int64_t layers = context.scenario.model.layerCount();
    auto more = 2 * std::int64_t(scale.stops.back());
    for (; context.scenario.parallel.data == 1 && more <= layers; more *= 2) {
        if (core::canBe(wish, core::Setting::Pipeline, more))
            scale.stops.push_back(static_cast<double>(more));
    }
    return scale;
}

double replicasValue(const ControlContext &context)
{
    return context.scenario.parallel.data;
}

ValueScale replicasScale(const ControlContext &context)
{
    ValueScale scale;
    for (const std::int64_t count : core::replicaSteps(context.scenario, context.follows))
        scale.stops.push_back(static_cast<double>(count));
    if (scale.stops.size() < 2)
        scale.stops.push_back(scale.stops.back() + 1);
    return scale;
}

double expertValue(const ControlContext &context)
{
    return context.scenario.parallel.expert;
}

ValueScale expertScale(const ControlContext &context)
{
    return degreesThatHold(context, core::Setting::Expert);
}

QString degreeText(const ControlContext &, double value)
{
    return countText(std::llround(value));
}

QList<ChoiceBox::Item> shardingItems()
{
    QList<ChoiceBox::Item> items;
    for (const core::Sharding sharding : {core::Sharding::None, core::Sharding::Zero1,
                                          core::Sharding::Zero2, core::Sharding::Zero3}) {
        const ChoiceWords words = wordsOf(sharding);
        items.append({QString::number(static_cast<int>(sharding)), words.name, {}, words.tip});
    }
    return items;
}

ChoiceBox::Item currentSharding(const core::Scenario &scenario)
{
    return {QString::number(static_cast<int>(scenario.parallel.sharding)), {}, {}, {}};
}

std::int64_t askedSharding(const QString &id)
{
    return id.toLongLong();
}

QList<ChoiceBox::Item> sequenceItems()
{
    return {{QStringLiteral("0"),
             Controls::tr("off"),
             {},
             Controls::tr("Every tensor partner computes all norms and dropouts")},
            {QStringLiteral("1"),
             Controls::tr("on"),
             {},
             Controls::tr("Tensor partners split norms and dropouts by token: less memory")}};
}

ChoiceBox::Item currentSequence(const core::Scenario &scenario)
{
    return {
        scenario.parallel.sequenceParallel ? QStringLiteral("1") : QStringLiteral("0"), {}, {}, {}};
}

core::Scenario applySequence(const core::Scenario &scenario, const QString &id)
{
    return core::withSequenceParallel(scenario, id == QStringLiteral("1"));
}

bool hasTensorPartners(const core::Scenario &scenario)
{
    return scenario.parallel.tensor > 1;
}

SliderSpec degree(const QString &id, const QString &label, const QString &toolTip,
                  ValueScale (*scale)(const ControlContext &),
                  double (*value)(const ControlContext &), bool (*visible)(const core::Scenario &),
                  core::Setting setting)
{
    return {id,      ControlGroup::Split,
            label,   Controls::tr("change %1").arg(withinSentence(label)),
            toolTip, scale,
            value,   degreeText,
            nullptr, visible,
            setting};
}

} // namespace

QList<SliderSpec> degreeSliderSpecs()
{
    using core::Setting;
    QList<SliderSpec> specs = {
        degree(QStringLiteral("tensor"), Controls::tr("Tensor"),
               Controls::tr("How many GPUs every layer is split over"), tensorScale, tensorValue,
               splitsTensors, Setting::Tensor),
        degree(QStringLiteral("stages"), Controls::tr("Pipeline stages"),
               Controls::tr("How many stages the layers are split into"), stagesScale, stagesValue,
               isHybrid, Setting::Pipeline),
        degree(QStringLiteral("replicas"), Controls::tr("Replicas"),
               Controls::tr("How many copies of the model split the batch"), replicasScale,
               replicasValue, isHybrid, Setting::Data),
        degree(QStringLiteral("context"), Controls::tr("Context"),
               Controls::tr("How many GPUs the tokens of a sample are split over"), contextScale,
               contextValue, splitsContext, Setting::Context)};
    // The same where the split is not made of them.
    constexpr std::array<bool (*)(const core::Scenario &), 4> others = {
        couldSplitTensors, couldBeHybrid, couldBeHybrid, couldSplitContext};
    for (int i = 0; i < 4; ++i) {
        SliderSpec spec = specs[i];
        spec.id += QStringLiteral("More");
        spec.group = ControlGroup::More;
        spec.visible = others[static_cast<std::size_t>(i)];
        specs.append(spec);
    }
    specs.append(degree(QStringLiteral("expert"), Controls::tr("Expert"),
                        Controls::tr("How many replicas the experts are split over"), expertScale,
                        expertValue, hasExperts, Setting::Expert));
    return specs;
}

QList<ChooserSpec> degreeChooserSpecs()
{
    using enum ControlGroup;
    const ChooserSpec sharding = {QStringLiteral("sharding"),
                                  Split,
                                  Controls::tr("Sharding"),
                                  Controls::tr("Sharding: "),
                                  Controls::tr("change sharding"),
                                  shardingItems(),
                                  currentSharding,
                                  nullptr,
                                  isSharded,
                                  {},
                                  core::Setting::Sharding,
                                  askedSharding};
    ChooserSpec more = sharding;
    more.id += QStringLiteral("More");
    more.group = More;
    more.visible = couldBeSharded;
    return {sharding,
            more,
            {QStringLiteral("sequence"), Split, Controls::tr("Sequence parallel"),
             Controls::tr("Sequence parallel: "), Controls::tr("change sequence parallelism"),
             sequenceItems(), currentSequence, applySequence, hasTensorPartners}};
}

} // namespace ui
