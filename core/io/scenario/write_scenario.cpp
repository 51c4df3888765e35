// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/scenario/scenario_names.h"
#include "core/io/scenario/scenario_value.h"
#include "core/io/scenario/software_fields.h"
#include "core/io/scenario/train_fields.h"
#include "core/io/scenario/transformer_fields.h"
#include "core/presets/presets.h"
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

JsonValue deviceToJson(const DeviceSpec &device, Detail detail)
{
    const DeviceSpec *preset = findDevice(device.id);
    if (preset && *preset == device)
        return device.id;
    const DeviceSpec base = preset ? *preset : DeviceSpec{};
    JsonValue json = {{"base", device.id}};
    FieldWriter fields(json, detail);
    fields.write("title", device.title, withMemory(base, device.memory).title);
    fields.write("memory_gb", device.memory.count, base.memory.count, kBytesPerGb);
    fields.write("peak_tflops", device.peakHalfFlops, base.peakHalfFlops, kFlopsPerTflops);
    fields.write("single_tflops", device.peakSingleFlops, base.peakSingleFlops, kFlopsPerTflops);
    fields.write("fp8_tflops", device.peakFp8Flops, base.peakFp8Flops, kFlopsPerTflops);
    fields.write("measured_tflops", device.measuredFlops, base.measuredFlops, kFlopsPerTflops);
    const DeviceSpec *card = device.memoryBandwidth != base.memoryBandwidth
                                 ? cardWithMemory(device, device.memoryBandwidth)
                                 : nullptr;
    fields.write("sustained_share", device.sustainedShare, (card ? *card : base).sustainedShare);
    fields.write("new_matrix_units", device.newMatrixUnits, base.newMatrixUnits);
    fields.write("memory_gbps", device.memoryBandwidth, base.memoryBandwidth, kBytesPerGb);
    FieldWriter curve(json, Detail::Short); // accelerators have none
    curve.write("half_rows", device.curve.halfRows, base.curve.halfRows);
    curve.write("half_columns", device.curve.halfColumns, base.curve.halfColumns);
    curve.write("half_inner", device.curve.halfInner, base.curve.halfInner);
    curve.write("functions_per_second", device.curve.functionRate, base.curve.functionRate);
    curve.write("kernel_start_us", device.curve.start.count, base.curve.start.count,
                kNanosPerMicrosecond);
    const KernelTable &table = device.curve.table;
    if (table != base.curve.table) {
        json["product_ns"] = JsonValue(table.products);
        json["element_ns"] = JsonValue(table.elements);
    }
    fields.write("copy_gbps", device.copyBandwidth, base.copyBandwidth, kBytesPerGb);
    fields.write("multiprocessors", device.multiprocessors, base.multiprocessors);
    return json;
}

JsonValue linkToJson(const LinkSpec &link, Detail detail)
{
    const LinkSpec *preset = findLink(link.id);
    if (preset && *preset == link)
        return link.id;
    const LinkSpec base = preset ? *preset : LinkSpec{};
    JsonValue json = {{"base", link.id}};
    FieldWriter fields(json, detail);
    fields.write("title", link.title, base.title);
    fields.write("gbps", link.bandwidth, base.bandwidth, kBytesPerGb);
    fields.write("efficiency", link.efficiency, base.efficiency);
    fields.write("reduction_gbps", link.reduction, base.reduction, kBytesPerGb);
    fields.write("latency_us", link.latency.count, base.latency.count, kNanosPerMicrosecond);
    fields.write("shared_by_node", link.sharedByNode, base.sharedByNode);
    return json;
}

JsonValue softwareToJson(const SoftwareSpec &software, Detail detail)
{
    const SoftwareSpec *preset = findSoftware(software.id);
    if (preset && *preset == software)
        return software.id;
    const SoftwareSpec base = preset ? *preset : SoftwareSpec{};
    JsonValue json = {{"base", software.id}};
    FieldWriter fields(json, detail);
    fields.write("title", software.title, base.title);
    forEachSoftwareField([&](const char *key, auto member) {
        using Value = std::remove_cvref_t<decltype(software.*member)>;
        if constexpr (std::is_same_v<Value, Nanos>)
            fields.write(key, (software.*member).count, (base.*member).count, kNanosPerMicrosecond);
        else
            fields.write(key, software.*member, base.*member);
    });
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
    const TrainingSpec &training = scenario.training;
    JsonValue json = {{"global_batch", training.globalBatch}, {"micro_batch", training.microBatch}};
    FieldWriter fields(json, detail);
    fields.write("sequence", training.sequence, scenario.model.sequence);
    const auto choice = [&fields]<class T>(const char *key, T value, T base, const auto &names) {
        fields.write(key, nameOf<T>(value, names), nameOf<T>(base, names));
    };
    const Precision precision = scenario.train ? Precision::Fp32 : Precision::Bf16;
    const Optimizer optimizer =
        scenario.train ? optimizerOf(scenario.train->optimizer) : Optimizer::Adam;
    choice("precision", training.precision, precision, kPrecisionNames);
    choice("optimizer", training.optimizer, optimizer, kOptimizerNames);
    choice("recompute", training.recompute, Recompute::None, kRecomputeNames);
    FieldWriter asked(json, Detail::Short); // what is left to the precision is not written
    asked.write("gradient_bytes", training.gradientBytes, 0);
    asked.write("dispatch_bytes", training.dispatchBytes, 0);
    asked.write("moment_bytes", training.momentBytes, 0);
    choice("pass", training.pass, Pass::Training, kPassNames);
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
    const Detail asked = Detail::Short; // what is left to the schedule is not written
    FieldWriter(json, asked).write("group", parallel.group, base.group);
    FieldWriter(json, asked).write("memory_limit", parallel.memoryLimit, base.memoryLimit);
    fields.write("pair", pairToJson(parallel), pairToJson(base));
    fields.write("split_memory", nameOf<SplitMemory>(parallel.splitMemory, kSplitMemoryNames),
                 nameOf<SplitMemory>(base.splitMemory, kSplitMemoryNames));
}

JsonValue parallelToJson(const ParallelSpec &parallel, Detail detail)
{
    const ParallelSpec base;
    JsonValue json = {};
    FieldWriter fields(json, detail);
    fields.write("data", parallel.data, base.data);
    fields.write("tensor", parallel.tensor, base.tensor);
    fields.write("pipeline", parallel.pipeline, base.pipeline);
    fields.write("context", parallel.context, base.context);
    fields.write("expert", parallel.expert, base.expert);
    fields.write("dispatch", nameOf<Dispatch>(parallel.dispatch, kDispatchNames),
                 nameOf<Dispatch>(base.dispatch, kDispatchNames));
    writeSchedule(json, parallel, detail);
    fields.write("sharding", nameOf<Sharding>(parallel.sharding, kShardingNames),
                 nameOf<Sharding>(base.sharding, kShardingNames));
    fields.write("gradient_scatter",
                 nameOf<GradientScatter>(parallel.gradientScatter, kGradientScatterNames),
                 nameOf<GradientScatter>(base.gradientScatter, kGradientScatterNames));
    fields.write("sequence_parallel", parallel.sequenceParallel, base.sequenceParallel);
    fields.write("exchange", nameOf<Exchange>(parallel.exchange, kExchangeNames),
                 nameOf<Exchange>(base.exchange, kExchangeNames));
    fields.write("post_validation", parallel.postValidation, base.postValidation);
    fields.write("all_reduce", nameOf<AllReduce>(parallel.allReduce, kAllReduceNames),
                 nameOf<AllReduce>(base.allReduce, kAllReduceNames));
    fields.write("bucket_bytes", parallel.bucketBytes, base.bucketBytes);
    fields.write("overlap", parallel.overlap, base.overlap);
    fields.write("partition", parallel.partition, base.partition);
    fields.write("placement", parallel.placement, base.placement);
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
