// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/preset_items.h"
#include "ui/panels/scenario_controls.h"

#include "core/presets/presets.h"
#include "core/scenario/edits.h"

#include <array>
#include <utility>

namespace ui {

namespace {

struct Controls
{
    Q_DECLARE_TR_FUNCTIONS(Controls)
};

bool always(const core::Scenario &)
{
    return true;
}

ChoiceBox::Item currentDevice(const core::Scenario &scenario)
{
    const core::DeviceSpec &device = scenario.cluster.device;
    const core::DeviceSpec *preset = core::findDevice(device.id);
    // Its title states the memory, so a change of memory alone needs no mark.
    if (preset != nullptr && *preset != device &&
        core::withMemory(*preset, device.memory) == device)
        return {{}, textOf(device.title), {}, {}};
    return currentPreset(device, preset);
}

core::Scenario applyDevice(const core::Scenario &scenario, const QString &id)
{
    const core::DeviceSpec *device = core::findDevice(id.toStdString());
    return device != nullptr ? core::withDeviceSpec(scenario, *device) : scenario;
}

ChoiceBox::Item currentModel(const core::Scenario &scenario)
{
    return currentPreset(scenario.model, core::findModel(scenario.model.id));
}

core::Scenario applyModel(const core::Scenario &scenario, const QString &id)
{
    const core::ModelSpec *model = core::findModel(id.toStdString());
    return model != nullptr ? core::withModel(scenario, *model) : scenario;
}

ChoiceBox::Item currentLink(const core::Scenario &scenario)
{
    const core::LinkSpec &link = core::mainLink(scenario);
    return currentPreset(link, core::findLink(link.id));
}

core::Scenario applyLink(const core::Scenario &scenario, const QString &id)
{
    const core::LinkSpec *link = core::findLink(id.toStdString());
    return link != nullptr ? core::withLinkSpec(scenario, *link) : scenario;
}

// Enumerators by the number of their row.
constexpr std::array kPrecisions = {core::Precision::Bf16, core::Precision::Fp16,
                                    core::Precision::Fp32, core::Precision::Fp8,
                                    core::Precision::Tf32};
constexpr std::array kRecomputes = {core::Recompute::None, core::Recompute::Selective,
                                    core::Recompute::Full};

constexpr std::array kAllReduces = {core::AllReduce::Quickest, core::AllReduce::Ring,
                                    core::AllReduce::Tree, core::AllReduce::Hierarchical};

template <class Enum, std::size_t n>
ChoiceBox::Item currentEnum(const std::array<Enum, n> &rows, Enum value)
{
    for (std::size_t i = 0; i < n; ++i) {
        if (rows[i] == value)
            return {QString::number(i), {}, {}, {}};
    }
    return {};
}

template <class Enum, std::size_t n>
Enum enumOf(const std::array<Enum, n> &rows, const QString &id)
{
    return rows[std::min<std::size_t>(id.toUInt(), n - 1)];
}

ChoiceBox::Item currentPrecision(const core::Scenario &scenario)
{
    return currentEnum(kPrecisions, scenario.training.precision);
}

core::Scenario applyPrecision(const core::Scenario &scenario, const QString &id)
{
    return core::withPrecision(scenario, enumOf(kPrecisions, id));
}

ChoiceBox::Item currentRecompute(const core::Scenario &scenario)
{
    return currentEnum(kRecomputes, scenario.training.recompute);
}

core::Scenario applyRecompute(const core::Scenario &scenario, const QString &id)
{
    return core::withRecompute(scenario, enumOf(kRecomputes, id));
}

QList<ChoiceBox::Item> precisionItems()
{
    return {
        {QStringLiteral("0"),
         QStringLiteral("bf16"),
         {},
         Controls::tr("16-bit floats with the range of fp32")},
        {QStringLiteral("1"), QStringLiteral("fp16"), {}, Controls::tr("16-bit floats")},
        {QStringLiteral("2"), QStringLiteral("fp32"), {}, Controls::tr("32-bit floats")},
        {QStringLiteral("4"), QStringLiteral("tf32"), {}, Controls::tr("fp32, products in TF32")}};
}

QList<ChoiceBox::Item> precisionItemsWithFp8()
{
    return precisionItems() +
           QList<ChoiceBox::Item>{
               {QStringLiteral("3"),
                QStringLiteral("fp8"),
                {},
                Controls::tr("Matrix products in 8-bit floats, everything else in bf16")}};
}

bool isWithoutFp8(const core::Scenario &scenario)
{
    return !core::knowsFp8(scenario);
}

QList<ChoiceBox::Item> recomputeItems()
{
    return {{QStringLiteral("0"),
             Controls::tr("nothing"),
             {},
             Controls::tr("All activations are kept until the backward pass needs them")},
            {QStringLiteral("1"),
             Controls::tr("selective"),
             {},
             Controls::tr("Recomputes what is large but cheap: attention scores, activated gates, "
                          "and with latent attention also norms and heads")},
            {QStringLiteral("2"),
             Controls::tr("everything"),
             {},
             Controls::tr("Only the input of each layer is kept; the forward pass runs twice")}};
}

ChoiceBox::Item currentAllReduce(const core::Scenario &scenario)
{
    return currentEnum(kAllReduces, scenario.parallel.allReduce);
}

core::Scenario applyAllReduce(const core::Scenario &scenario, const QString &id)
{
    return core::withAllReduce(scenario, enumOf(kAllReduces, id));
}

QList<ChoiceBox::Item> allReduceItems()
{
    return {{QStringLiteral("0"),
             Controls::tr("quickest"),
             {},
             Controls::tr("Ring or tree, whichever is faster, as NCCL chooses")},
            {QStringLiteral("1"),
             Controls::tr("ring"),
             {},
             Controls::tr("Full bandwidth, but more steps with every GPU")},
            {QStringLiteral("2"),
             Controls::tr("tree"),
             {},
             Controls::tr("Few steps, so it wins across many nodes; within one node it is a ring")},
            {QStringLiteral("3"),
             Controls::tr("hierarchical"),
             {},
             Controls::tr("Summed within each node, then across nodes")}};
}

// Replicas or context partners in several nodes share gradients that are not scattered.
bool canChooseAllReduce(const core::Scenario &scenario)
{
    return !core::scattersGradients(scenario) && core::sharesBetweenNodes(scenario);
}

ChoiceBox::Item currentScatter(const core::Scenario &scenario)
{
    const bool each = core::gradientScatterOf(scenario) == core::GradientScatter::EachMicroBatch;
    return {each ? QStringLiteral("each") : QStringLiteral("once"), {}, {}, {}};
}

core::Scenario applyScatter(const core::Scenario &scenario, const QString &id)
{
    using enum core::GradientScatter;
    core::Scenario changed = scenario;
    changed.parallel.gradientScatter = id == QStringLiteral("each") ? EachMicroBatch : OncePerStep;
    return changed;
}

QList<ChoiceBox::Item> scatterItems()
{
    return {{QStringLiteral("each"),
             Controls::tr("every micro-batch"),
             {},
             Controls::tr(
                 "Each GPU keeps only its shard; every micro-batch pays for a reduce-scatter")},
            {QStringLiteral("once"),
             Controls::tr("once per step"),
             {},
             Controls::tr("Each GPU keeps full gradients until the last micro-batch")}};
}

bool canChooseScatter(const core::Scenario &scenario)
{
    return core::dividesGradients(scenario) && core::microBatchCount(scenario) > 1;
}

QList<ChoiceBox::Item> nodeItems()
{
    QList<ChoiceBox::Item> items;
    for (const int count : {1, 2, 4, 8, 16})
        items.append({QString::number(count),
                      QString::number(count),
                      {},
                      Controls::tr("GPUs within a node use its own links, nodes the network")});
    return items;
}

ChoiceBox::Item currentNode(const core::Scenario &scenario)
{
    const QString count = QString::number(scenario.cluster.devicesPerNode);
    return {count, count, {}, {}};
}

core::Scenario applyNode(const core::Scenario &scenario, const QString &id)
{
    return core::withDevicesPerNode(scenario, id.toInt());
}

QList<ChoiceBox::Item> placementItems()
{
    return {{QStringLiteral("order"),
             Controls::tr("in order"),
             {},
             Controls::tr("Adjacent stages are on adjacent GPUs")},
            {QStringLiteral("mixed"),
             Controls::tr("every other GPU first"),
             {},
             Controls::tr("Adjacent stages are far apart: messages travel further")}};
}

ChoiceBox::Item currentPlacement(const core::Scenario &scenario)
{
    if (scenario == core::withStagesInOrder(scenario, true))
        return {QStringLiteral("order"), {}, {}, {}};
    if (scenario == core::withStagesInOrder(scenario, false))
        return {QStringLiteral("mixed"), {}, {}, {}};
    return {{}, Controls::tr("from the file"), {}, {}};
}

core::Scenario applyPlacement(const core::Scenario &scenario, const QString &id)
{
    return core::withStagesInOrder(scenario, id == QStringLiteral("order"));
}

bool canBeMixed(const core::Scenario &scenario)
{
    return scenario.parallel.data == 1 && scenario.parallel.pipeline > 2;
}

constexpr std::array kLinkStates = {core::LinkState::Healthy, core::LinkState::Slow,
                                    core::LinkState::Cut};

QList<ChoiceBox::Item> linkStateItems()
{
    return {{QStringLiteral("0"), Controls::tr("normal"), {}, {}},
            {QStringLiteral("1"),
             Controls::tr("slow"),
             {},
             Controls::tr("A twentieth of the bandwidth")},
            {QStringLiteral("2"),
             Controls::tr("cut"),
             {},
             Controls::tr("Nothing gets through: the step stops, and you see who waits for what")}};
}

ChoiceBox::Item currentLinkState(const core::Scenario &scenario)
{
    return currentEnum(kLinkStates, core::middleLink(scenario));
}

core::Scenario applyLinkState(const core::Scenario &scenario, const QString &id)
{
    return core::withMiddleLink(scenario, enumOf(kLinkStates, id));
}

bool hasLinks(const core::Scenario &scenario)
{
    return scenario.cluster.devices > 1;
}

} // namespace

QList<StrategySpec> strategySpecs()
{
    using enum core::Strategy;
    constexpr std::pair<const char *, core::Strategy> rows[] = {
        {"data", Data},     {"layers", Layers},   {"pipeline", Pipeline},
        {"tensor", Tensor}, {"sharded", Sharded}, {"hybrid", Hybrid}};
    QList<StrategySpec> specs;
    for (const auto &[id, strategy] : rows) {
        const ChoiceWords words = wordsOf(strategy);
        specs.append({QString::fromLatin1(id), strategy, words.name, words.tip});
    }
    return specs;
}

QList<ChooserSpec> chooserSpecs()
{
    using enum ControlGroup;
    return scheduleChooserSpecs() + degreeChooserSpecs() +
           QList<ChooserSpec>{
               {QStringLiteral("device"),
                Hardware,
                Controls::tr("GPU model"),
                {},
                Controls::tr("change GPU model"),
                presetItems(core::devicePresets()),
                currentDevice,
                applyDevice,
                always},
               {QStringLiteral("model"), More, Controls::tr("Model"), Controls::tr("Model: "),
                Controls::tr("change model"), presetItems(core::modelPresets()), currentModel,
                applyModel, always},
               {QStringLiteral("linkPreset"), More, Controls::tr("Link"), Controls::tr("Link: "),
                Controls::tr("change link"), presetItems(core::linkPresets()), currentLink,
                applyLink, always},
               {QStringLiteral("precision"), More, Controls::tr("Precision"),
                Controls::tr("Precision: "), Controls::tr("change precision"), precisionItems(),
                currentPrecision, applyPrecision, isWithoutFp8},
               {QStringLiteral("precisionWithFp8"), More, Controls::tr("Precision"),
                Controls::tr("Precision: "), Controls::tr("change precision"),
                precisionItemsWithFp8(), currentPrecision, applyPrecision, core::knowsFp8},
               {QStringLiteral("recompute"), More, Controls::tr("Recompute"),
                Controls::tr("Recompute: "), Controls::tr("change recomputation"), recomputeItems(),
                currentRecompute, applyRecompute, always},
               {QStringLiteral("allReduce"), More, Controls::tr("All-reduce of gradients"),
                Controls::tr("All-reduce: "), Controls::tr("change all-reduce"), allReduceItems(),
                currentAllReduce, applyAllReduce, canChooseAllReduce},
               {QStringLiteral("gradientScatter"), More, Controls::tr("Gradient scatter"),
                Controls::tr("Scatter: "), Controls::tr("change gradient scatter"), scatterItems(),
                currentScatter, applyScatter, canChooseScatter},
               {QStringLiteral("perNode"), More, Controls::tr("GPUs per node"),
                Controls::tr("GPUs per node: "), Controls::tr("change nodes"), nodeItems(),
                currentNode, applyNode, hasLinks},
               {QStringLiteral("placement"), More, Controls::tr("Stage placement"),
                Controls::tr("Stages: "), Controls::tr("change placement"), placementItems(),
                currentPlacement, applyPlacement, canBeMixed},
               {QStringLiteral("middleLink"), More, Controls::tr("Middle link"),
                Controls::tr("Middle link: "), Controls::tr("change the middle link"),
                linkStateItems(), currentLinkState, applyLinkState, hasLinks},
           } +
           stateChooserSpecs();
}

} // namespace ui
