// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/scenario/cluster_fields.h"
#include "core/io/scenario/layout_fields.h"
#include "core/io/scenario/scenario_value.h"
#include "core/io/scenario/software_fields.h"
#include "core/io/scenario/train_fields.h"
#include "core/io/scenario/transformer_fields.h"
#include "core/presets/presets.h"
#include "core/presets/this_computer.h"
#include "core/scenario/title.h"
#include "core/scenario/train.h"
#include "core/schedule/schedule.h"

namespace core {
namespace {

// Writes what differs from the base, or everything.
class FieldWriter
{
public:
    FieldWriter(JsonValue &target, Detail detail) : m_target(target), m_detail(detail) {}

    template <class T>
    void write(std::string_view key, const T &value, const T &base, double scale = 1)
    {
        if (m_detail == Detail::Short && value == base)
            return;
        if constexpr (std::is_same_v<T, std::int64_t> || std::is_same_v<T, double>)
            m_target[key] =
                scale == 1 ? JsonValue(value) : JsonValue(static_cast<double>(value) / scale);
        else
            m_target[key] = value;
    }

private:
    JsonValue &m_target;
    Detail m_detail;
};

JsonValue transformerToJson(const TransformerSpec &spec, const TransformerSpec &base, Detail detail)
{
    JsonValue json = {};
    FieldWriter fields(json, detail);
    for (const TransformerCount &count : kTransformerCounts)
        fields.write(count.key, spec.*count.field, base.*count.field);
    for (const TransformerFlag &flag : kTransformerFlags)
        fields.write(flag.key, spec.*flag.field, base.*flag.field);
    return json;
}

JsonValue convolutionsToJson(const std::vector<Convolution> &convolutions)
{
    const Convolution base;
    JsonValue list = JsonValue::Items{};
    for (const Convolution &convolution : convolutions) {
        JsonValue json = {{"in", convolution.in},
                          {"out", convolution.out},
                          {"kernel", convolution.kernel},
                          {"side", convolution.side}};
        FieldWriter fields(json, Detail::Short);
        fields.write("stride", convolution.stride, base.stride);
        fields.write("residual", convolution.residual, base.residual);
        list.push_back(std::move(json));
    }
    return list;
}

JsonValue layersToJson(const std::vector<NamedLayer> &layers)
{
    JsonValue list = JsonValue::Items{};
    for (const NamedLayer &layer : layers) {
        JsonValue json = {{"name", layer.name},
                          {"parameters", layer.parameters},
                          {"forward_flops", layer.forwardFlops},
                          {"activation_bytes", layer.activationBytes},
                          {"output_bytes", layer.outputBytes}};
        if (!layer.convolutions.empty())
            json["convolutions"] = convolutionsToJson(layer.convolutions);
        list.push_back(std::move(json));
    }
    return list;
}

JsonValue modelToJson(const ModelSpec &model)
{
    const ModelSpec *preset = findModel(model.id);
    if (preset && *preset == model)
        return model.id;
    JsonValue json = {};
    const Detail detail = preset ? Detail::Short : Detail::Everything;
    const ModelSpec none;
    const ModelSpec &base = preset ? *preset : none;
    if (preset)
        json["base"] = model.id;
    FieldWriter fields(json, detail);
    fields.write("title", model.title, base.title);
    fields.write("source", model.source, base.source);
    fields.write("verified", model.verified, base.verified);
    fields.write("sequence", model.sequence, base.sequence);
    if (const TransformerSpec *spec = model.transformer()) {
        const TransformerSpec *baseSpec = base.transformer();
        const bool known = preset && baseSpec;
        if (!known || *baseSpec != *spec)
            json["transformer"] = transformerToJson(*spec, known ? *baseSpec : TransformerSpec{},
                                                    known ? Detail::Short : Detail::Everything);
    } else if (!preset || base.shape != model.shape) {
        json["layers"] = layersToJson(*model.namedLayers());
    }
    return json;
}

// By its id, which means the same to whoever reads it. This computer, measured or not, is told in
// numbers where everything is asked for: a result holds on other computers too.
template <class Spec>
bool isToldById(const Spec &spec, const Spec *preset, Detail detail)
{
    if (isThisComputer(spec))
        return detail == Detail::Short;
    return preset && *preset == spec;
}

JsonValue deviceToJson(const DeviceSpec &device, Detail detail)
{
    const DeviceSpec *preset = findDevice(device.id);
    if (isToldById(device, preset, detail))
        return device.id;
    // Whoever reads it may have measured another one, or none.
    const bool isWhole =
        detail == Detail::Everything && (isThisComputer(device) || !device.curve.table.empty());
    const DeviceSpec base = preset && !isWhole ? *preset : DeviceSpec{};
    JsonValue json = {{"base", device.id}};
    DeviceSpec usual = base;
    usual.title = withMemory(base, device.memory).title;
    if (device.memoryBandwidth != base.memoryBandwidth) {
        if (const DeviceSpec *card = cardWithMemory(device, device.memoryBandwidth)) {
            usual.sustainedShare = card->sustainedShare;
            usual.measuredFlops = card->measuredFlops;
        }
    }
    forEachDeviceField([&](const auto &field) { writeField(json, field, device, usual, detail); });
    forEachCurveField(
        [&](const auto &field) { writeField(json, field, device.curve, base.curve, detail); });
    // All parts, or none; empty ones say that nothing was measured.
    if (isWhole || device.curve.table != base.curve.table)
        forEachTableField([&](const auto &field) {
            json[field.key] = fieldToJson(field, device.curve.table.*field.member);
        });
    return json;
}

JsonValue linkToJson(const LinkSpec &link, Detail detail)
{
    const LinkSpec *preset = findLink(link.id);
    if (isToldById(link, preset, detail))
        return link.id;
    const LinkSpec base = preset ? *preset : LinkSpec{};
    JsonValue json = {{"base", link.id}};
    forEachLinkField([&](const auto &field) { writeField(json, field, link, base, detail); });
    return json;
}

JsonValue softwareToJson(const SoftwareSpec &software, Detail detail)
{
    const SoftwareSpec *preset = findSoftware(software.id);
    if (preset && *preset == software)
        return software.id;
    const SoftwareSpec base = preset ? *preset : SoftwareSpec{};
    JsonValue json = {{"base", software.id}};
    forEachSoftwareField(
        [&](const auto &field) { writeField(json, field, software, base, detail); });
    return json;
}

JsonValue clusterToJson(const ClusterSpec &cluster, Detail detail)
{
    JsonValue json = {{"device", deviceToJson(cluster.device, detail)},
                      {"devices", cluster.devices}};
    FieldWriter fields(json, detail);
    fields.write("devices_per_node", cluster.devicesPerNode, ClusterSpec{}.devicesPerNode);
    fields.write("intra_link", linkToJson(cluster.intraLink, detail),
                 linkToJson(usualLink(cluster.device), detail));
    fields.write("inter_link", linkToJson(cluster.interLink, detail),
                 linkToJson(usualNetwork(cluster.device), detail));
    fields.write("software", softwareToJson(cluster.software, detail),
                 softwareToJson(usualSoftware(cluster.device), detail));
    return json;
}

JsonValue trainingToJson(const Scenario &scenario, Detail detail)
{
    TrainingSpec base;
    base.sequence = scenario.model.sequence;
    if (scenario.train) {
        base.precision = Precision::Fp32;
        base.optimizer = optimizerOf(scenario.train->optimizer);
    }
    JsonValue json = {};
    forEachTrainingField(
        [&](const auto &field) { writeField(json, field, scenario.training, base, detail); });
    return json;
}

JsonValue pairToJson(const ParallelSpec &parallel)
{
    if (parallel.pair == PairRule::Factor)
        return parallel.pairFactor;
    return parallel.pair == PairRule::Max ? "max" : "sum";
}

JsonValue ownToJson(const OwnSchedule &own)
{
    JsonValue json = {};
    if (!own.title.empty())
        json["title"] = own.title;
    JsonValue &ranks = json["ranks"] = JsonValue::Items{};
    for (const std::vector<Action> &actions : own.order->actions)
        ranks.push_back(actionsText(actions, ' '));
    return json;
}

void writeSchedule(JsonValue &json, const ParallelSpec &parallel, Detail detail)
{
    const ParallelSpec base;
    FieldWriter fields(json, detail);
    const ScheduleEntry *entry = findSchedule(parallel.schedule);
    if (parallel.own.order) {
        json["schedule"] = ownToJson(parallel.own);
    } else {
        fields.write("schedule", parallel.schedule, base.schedule);
        fields.write("chunks", parallel.chunks, entry ? entry->chunks.usual : base.chunks);
    }
    forEachScheduleOption(
        [&](const auto &field) { writeField(json, field, parallel, base, detail); });
    fields.write("pair", pairToJson(parallel), pairToJson(base));
}

JsonValue parallelToJson(const ParallelSpec &parallel, Detail detail)
{
    const ParallelSpec base;
    JsonValue json = {};
    const auto write = [&](const auto &field) { writeField(json, field, parallel, base, detail); };
    forEachDegreeField(write);
    writeSchedule(json, parallel, detail);
    forEachSharingField(write);
    return json;
}

JsonValue networkToJson(const NetworkSpec &network, Detail detail)
{
    JsonValue json = {{"kind", nameOf<NetworkKind>(network.kind, kNetworkNames)}};
    if (network.kind == NetworkKind::Mlp) {
        json["sizes"] = network.sizes;
        return json;
    }
    const NetworkSpec base;
    FieldWriter fields(json, detail);
    for (const NetworkCount &count : kGptCounts)
        fields.write(count.key, network.*count.field, base.*count.field);
    fields.write("tied", network.tied, base.tied);
    fields.write("init_std", network.initStd, base.initStd);
    return json;
}

JsonValue trainToJson(const TrainSpec &train, Detail detail)
{
    const TrainSpec base;
    JsonValue json = {{"network", networkToJson(train.network, detail)}, {"data", train.data}};
    FieldWriter fields(json, detail);
    fields.write("seed", train.seed, base.seed);
    fields.write("optimizer", nameOf<TrainOptimizer>(train.optimizer, kTrainOptimizerNames),
                 nameOf<TrainOptimizer>(base.optimizer, kTrainOptimizerNames));
    for (const TrainNumber &number : kTrainNumbers)
        fields.write(number.key, train.*number.field, base.*number.field);
    for (const TrainFlag &flag : kTrainFlags)
        fields.write(flag.key, train.*flag.field, base.*flag.field);
    fields.write("steps", train.steps, base.steps);
    return json;
}

JsonValue faultsToJson(const FaultSpec &faults)
{
    JsonValue list = JsonValue::Items{};
    for (const DeviceFault &fault : faults.devices)
        list.push_back({{"device", fault.device}, {"speed", fault.speed}});
    for (const LinkFault &fault : faults.links) {
        JsonValue json = {{"link", std::vector<int>{fault.from, fault.to}}};
        if (!fault.down || fault.bandwidth != 1)
            json["bandwidth"] = fault.bandwidth;
        if (fault.down)
            json["down"] = true;
        list.push_back(std::move(json));
    }
    return list;
}

} // namespace

JsonValue jsonOf(const Scenario &scenario, Detail detail)
{
    JsonValue json = {{"format", "parallarium-scenario/1"},
                      {"title", scenario.title},
                      {"model", modelToJson(scenario.model)},
                      {"cluster", clusterToJson(scenario.cluster, detail)},
                      {"training", trainingToJson(scenario, detail)},
                      {"parallel", parallelToJson(scenario.parallel, detail)},
                      {"faults", faultsToJson(scenario.faults)}};
    if (scenario.train) { // the model follows from its network
        json.erase("model");
        json["train"] = trainToJson(*scenario.train, detail);
    }
    if (detail == Detail::Short) {
        if (scenario.title == derivedTitle(scenario)) // it was not given
            json.erase("title");
        for (const char *key : {"parallel", "faults"}) {
            if (json[key].empty())
                json.erase(key);
        }
    }
    return json;
}

std::string scenarioToJson(const Scenario &scenario, Detail detail)
{
    return jsonText(jsonOf(scenario, detail));
}

} // namespace core
