// SPDX-License-Identifier: GPL-3.0-or-later
// Where the states of training are, and whose software runs: what files of frameworks set beside
// the degrees.
#include "core/io/scenario/setting_titles.h"
#include "core/presets/presets.h"
#include "core/scenario/constraints.h"
#include "ui/panels/preset_items.h"
#include "ui/panels/scenario_controls.h"

#include <array>
#include <cmath>

namespace ui {

namespace {

struct Controls
{
    Q_DECLARE_TR_FUNCTIONS(Controls)
};

int copiesOf(const core::Scenario &scenario)
{
    return scenario.parallel.data * scenario.parallel.context;
}

bool hasCopies(const core::Scenario &scenario)
{
    return copiesOf(scenario) > 1 && !scenario.train;
}

bool isSimulated(const core::Scenario &scenario)
{
    return !scenario.train;
}

// Why nothing is shared in groups here.
QString noGroups(const core::Scenario &scenario)
{
    if (scenario.parallel.sharding == core::Sharding::None)
        return Controls::tr("Nothing is sharded: choose a sharding first.");
    return {};
}

QString noSecondCopy(const core::Scenario &scenario)
{
    if (scenario.parallel.sharding != core::Sharding::Zero3)
        return Controls::tr("Weights are sharded by ZeRO-3 alone.");
    if (core::sharersOf(scenario) < 4)
        return Controls::tr("Fewer than four GPUs share the weights.");
    if (scenario.parallel.expert > 1)
        return Controls::tr(
            "With experts on several GPUs, there is no second copy of the weights.");
    return {};
}

// Each group holds all experts.
ValueScale groupScale(const ControlContext &context)
{
    ValueScale scale;
    const int copies = copiesOf(context.scenario);
    const int partners = context.scenario.parallel.expert;
    for (int group = partners; group <= copies; group += partners) {
        if (copies % group == 0)
            scale.stops.push_back(group);
    }
    return scale;
}

double groupValue(const ControlContext &context)
{
    return core::sharersOf(context.scenario);
}

QString groupText(const ControlContext &context, double value)
{
    return std::llround(value) == copiesOf(context.scenario) ? Controls::tr("all replicas")
                                                             : countText(std::llround(value));
}

core::Scenario applyGroup(const ControlContext &context, double value)
{
    core::Scenario changed = context.scenario;
    const auto group = static_cast<int>(std::llround(value));
    changed.parallel.shardingGroup = group == copiesOf(changed) ? 0 : group;
    return changed;
}

// 1: none. A group that is all of them would be no second one.
ValueScale secondaryScale(const ControlContext &context)
{
    ValueScale scale = {{1}};
    const int sharers = core::sharersOf(context.scenario);
    for (int group = 2; group < sharers; ++group) {
        if (sharers % group == 0)
            scale.stops.push_back(group);
    }
    if (scale.stops.size() < 2)
        scale.stops.push_back(2);
    return scale;
}

double secondaryValue(const ControlContext &context)
{
    return std::max(1, core::secondarySharersOf(context.scenario));
}

QString secondaryText(const ControlContext &, double value)
{
    return value < 2 ? Controls::tr("none", "no second copy") : countText(std::llround(value));
}

core::Scenario applySecondary(const ControlContext &context, double value)
{
    core::Scenario changed = context.scenario;
    const auto group = static_cast<int>(std::llround(value));
    changed.parallel.secondaryGroup = group < 2 ? 0 : group;
    return changed;
}

QList<ChoiceBox::Item> offloadItems()
{
    return {{QStringLiteral("0"),
             Controls::tr("off"),
             {},
             Controls::tr("Each GPU keeps and updates its own share")},
            {QStringLiteral("1"),
             Controls::tr("optimizer", "what is offloaded"),
             {},
             Controls::tr("The processors of each node keep optimizer states and master "
                          "weights, and update them; weights come back over PCIe")}};
}

ChoiceBox::Item currentOffload(const core::Scenario &scenario)
{
    return {
        scenario.parallel.offloadOptimizer ? QStringLiteral("1") : QStringLiteral("0"), {}, {}, {}};
}

core::Scenario applyOffload(const core::Scenario &scenario, const QString &id)
{
    core::Scenario changed = scenario;
    changed.parallel.offloadOptimizer = id == QStringLiteral("1");
    return changed;
}

QString noOptimizer(const core::Scenario &scenario)
{
    return scenario.training.pass == core::Pass::ForwardOnly
               ? Controls::tr("A step without a backward pass has no optimizer.")
               : QString();
}

// In the order of core::Framework.
QList<ChoiceBox::Item> frameworkItems()
{
    return {{QStringLiteral("0"),
             Controls::tr("as usual"),
             {},
             Controls::tr("PyTorch's kernels and habits with ZeRO-2 and ZeRO-3, those of "
                          "Megatron-LM else")},
            {QStringLiteral("1"),
             QStringLiteral("Megatron-LM"),
             {},
             Controls::tr("Kernels of Transformer Engine or flash-attn")},
            {QStringLiteral("2"),
             QStringLiteral("PyTorch"),
             {},
             Controls::tr("FSDP, torchtitan: PyTorch's own attention kernels")}};
}

ChoiceBox::Item currentFramework(const core::Scenario &scenario)
{
    return {QString::number(static_cast<int>(scenario.parallel.framework)),
            textOf(core::frameworkTitle(scenario.parallel)),
            {},
            {}};
}

core::Scenario applyFramework(const core::Scenario &scenario, const QString &id)
{
    core::Scenario changed = scenario;
    changed.parallel.framework = static_cast<core::Framework>(id.toInt());
    return changed;
}

bool isTransformer(const core::Scenario &scenario)
{
    return scenario.model.transformer() != nullptr && !scenario.train;
}

QList<ChoiceBox::Item> softwareItems()
{
    QList<ChoiceBox::Item> items;
    for (const core::SoftwareSpec &software : core::softwarePresets())
        items.append({textOf(software.id), titleOf(software), {}, textOf(software.source)});
    return items;
}

ChoiceBox::Item currentSoftware(const core::Scenario &scenario)
{
    const core::SoftwareSpec &software = scenario.cluster.software;
    return currentPreset(software, core::findSoftware(software.id));
}

core::Scenario applySoftware(const core::Scenario &scenario, const QString &id)
{
    core::Scenario changed = scenario;
    if (const core::SoftwareSpec *software = core::findSoftware(id.toStdString()))
        changed.cluster.software = *software;
    return changed;
}

} // namespace

QList<SliderSpec> stateSliderSpecs()
{
    const SliderSpec group = {.id = QStringLiteral("shardingGroup"),
                              .group = ControlGroup::More,
                              .label = Controls::tr("Sharding group"),
                              .undoText = Controls::tr("change the sharding group"),
                              .toolTip = Controls::tr("How many replicas divide the states among "
                                                      "them; each group holds all of them (hybrid "
                                                      "sharding)"),
                              .scale = groupScale,
                              .value = groupValue,
                              .text = groupText,
                              .parse = nullptr,
                              .visible = hasCopies,
                              .apply = applyGroup,
                              .whole = true,
                              .impossible = noGroups};
    SliderSpec second = group;
    second.id = QStringLiteral("secondaryGroup");
    second.label = Controls::tr("Second copy of weights");
    second.undoText = Controls::tr("change the second copy of weights");
    second.toolTip = Controls::tr("How many neighbours share another copy of the weights, which "
                                  "backward gathers (ZeRO++)");
    second.scale = secondaryScale;
    second.value = secondaryValue;
    second.text = secondaryText;
    second.apply = applySecondary;
    second.impossible = noSecondCopy;
    return {group, second};
}

QList<ChooserSpec> stateChooserSpecs()
{
    using enum ControlGroup;
    const auto chooser = [](const char *id, const QString &title, const QString &undoText,
                            const QList<ChoiceBox::Item> &items) {
        ChooserSpec spec;
        spec.id = QString::fromLatin1(id);
        spec.group = More;
        spec.title = title;
        spec.prefix = title + QStringLiteral(": ");
        spec.undoText = undoText;
        spec.items = items;
        return spec;
    };
    ChooserSpec offload = chooser("offload", Controls::tr("Optimizer offload"),
                                  Controls::tr("move the optimizer"), offloadItems());
    offload.prefix = Controls::tr("Offload: ");
    offload.help =
        Controls::tr("Where optimizer states and master weights are: in host memory they "
                     "leave room on the GPUs, and are updated more slowly.");
    offload.current = currentOffload;
    offload.apply = applyOffload;
    offload.visible = isSimulated;
    offload.impossible = noOptimizer;
    ChooserSpec framework = chooser("framework", Controls::tr("Framework"),
                                    Controls::tr("change the framework"), frameworkItems());
    framework.current = currentFramework;
    framework.apply = applyFramework;
    framework.visible = isTransformer;
    ChooserSpec software = chooser("software", Controls::tr("Software"),
                                   Controls::tr("change the software"), softwareItems());
    software.current = currentSoftware;
    software.apply = applySoftware;
    software.visible = isSimulated;
    return {offload, framework, software};
}

} // namespace ui
