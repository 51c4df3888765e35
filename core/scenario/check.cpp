// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenario/check.h"

#include "core/base/text.h"
#include "core/scenario/bounds.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <tuple>

namespace core {
namespace {

using Found = std::optional<Complaint>;

constexpr double kTera = 1e12;
constexpr double kGiga = 1e9;
constexpr double kMicro = 1e3; // nanoseconds

std::string shown(double number)
{
    return std::abs(number) >= 0.01 && std::abs(number) < 1e15 ? figureOfNumber(number)
                                                               : plainNumber(number);
}

// Of a fault, whose place no single key is.
constexpr FieldBound kShare = {"faults", kSlowestShare, 1};

Found complaintAboutDevice(const DeviceSpec &device)
{
    const struct
    {
        const FieldBound &bound;
        const char *name;
        double value;
        double unit;
    } rates[] = {{boundOf("cluster.device.peak_tflops"), "The peak speed of the device in TFLOP/s",
                  device.peakHalfFlops, kTera},
                 {boundOf("cluster.device.single_tflops"),
                  "The fp32 speed of the device in TFLOP/s", device.peakSingleFlops, kTera},
                 {boundOf("cluster.device.fp8_tflops"), "The fp8 speed of the device in TFLOP/s",
                  device.peakFp8Flops, kTera},
                 {boundOf("cluster.device.tf32_tflops"), "The TF32 speed of the device in TFLOP/s",
                  device.peakTf32Flops, kTera},
                 {boundOf("cluster.device.measured_tflops"),
                  "The measured speed of the device in TFLOP/s", device.measuredFlops, kTera},
                 {boundOf("cluster.device.memory_gbps"), "The memory bandwidth in GB/s",
                  device.memoryBandwidth, kGiga},
                 {boundOf("cluster.device.copy_gbps"), "The measured copy bandwidth in GB/s",
                  device.copyBandwidth, kGiga}};
    for (const auto &rate : rates) {
        if (Found found = outside(rate.bound, rate.name, rate.value, rate.unit))
            return found;
    }
    const ProductCurve &curve = device.curve;
    const struct
    {
        const FieldBound &bound;
        double value;
        double unit = 1;
    } curves[] = {{boundOf("cluster.device.half_rows"), curve.halfRows},
                  {boundOf("cluster.device.half_columns"), curve.halfColumns},
                  {boundOf("cluster.device.half_inner"), curve.halfInner},
                  {boundOf("cluster.device.functions_per_second"), curve.functionRate},
                  {boundOf("cluster.device.kernel_start_us"),
                   static_cast<double>(curve.start.count), kMicro}};
    for (const auto &of : curves) {
        const std::string_view key = of.bound.path.substr(of.bound.path.rfind('.') + 1);
        if (Found found = outside(of.bound, key, of.value, of.unit))
            return found;
    }
    if (!isComplete(curve.table))
        return Complaint{
            "cluster.device.product_ns",
            "The measured device has " + std::to_string(curve.table.products.size()) +
                " times in product_ns and " + std::to_string(curve.table.elements.size()) +
                " in element_ns, but must have " + std::to_string(productCount()) + " or " +
                std::to_string(productCount(kFirstProductSizes)) + " above 0 and " +
                std::to_string(kKernels) + " or " + std::to_string(kFirstKernels) +
                ", and near_product_ns, near_element_ns and farness all together or "
                "none of them, as \"parallarium live --calibrate\" writes them."};
    if (Found found =
            outside(boundOf("cluster.device.sustained_share"),
                    "The share of the peak that large products reach", device.sustainedShare))
        return found;
    if (Found found = outside(boundOf("cluster.device.memory_gb"), "The memory of the device in GB",
                              static_cast<double>(device.memory.count), kGiga))
        return found;
    return outside(boundOf("cluster.device.multiprocessors"), "The number of multiprocessors",
                   device.multiprocessors);
}

Found complaintAboutLink(const std::string &path, const LinkSpec &link)
{
    const struct
    {
        const FieldBound &bound;
        const char *name;
        double value;
        double unit = 1;
    } numbers[] = {{boundOf("link.gbps"), "The bandwidth in GB/s", link.bandwidth, kGiga},
                   {boundOf("link.reduction_gbps"),
                    "The bandwidth in GB/s of reductions in the switches", link.reduction, kGiga},
                   {boundOf("link.efficiency"), "The efficiency", link.efficiency},
                   {boundOf("link.latency_us"), "The latency in microseconds",
                    static_cast<double>(link.latency.count), kMicro}};
    for (const auto &number : numbers) {
        if (isWithin(number.bound, number.value))
            continue;
        Found found = outside(number.bound, std::string(number.name) + " of the link " + link.title,
                              number.value, number.unit);
        found->path = path + found->path.substr(found->path.find('.'));
        return found;
    }
    return {};
}

Found complaintAboutCluster(const ClusterSpec &cluster)
{
    if (Found found = outside(boundOf("cluster.devices"), "The number of devices", cluster.devices))
        return found;
    if (Found found = outside(boundOf("cluster.devices_per_node"), "The number of devices per node",
                              cluster.devicesPerNode))
        return found;
    if (Found found = complaintAboutDevice(cluster.device))
        return found;
    if (Found found = complaintAboutLink("cluster.intra_link", cluster.intraLink))
        return found;
    if (Found found = complaintAboutLink("cluster.inter_link", cluster.interLink))
        return found;
    return complaintAboutSoftware(cluster.software);
}

Found complaintAboutWidths(const Scenario &scenario)
{
    const TrainingSpec &training = scenario.training;
    if (!isWithin(boundOf("training.gradient_bytes"), training.gradientBytes))
        return Complaint{"training.gradient_bytes",
                         "gradient_bytes is " + figureOfCount(training.gradientBytes) +
                             ", but gradients have 2 or 4 bytes; leave it out for the default."};
    if (!isWithin(boundOf("training.reduce_bytes"), training.reduceBytes))
        return Complaint{"training.reduce_bytes",
                         "reduce_bytes is " + figureOfCount(training.reduceBytes) +
                             ", but gradients are sent in 2 or 4 bytes; leave it out for the width "
                             "that the software sends."};
    if (!isWithin(boundOf("training.dispatch_bytes"), training.dispatchBytes))
        return Complaint{"training.dispatch_bytes",
                         "dispatch_bytes is " + figureOfCount(training.dispatchBytes) +
                             ", but tokens are dispatched in 1 or 2 bytes per element; leave it "
                             "out for the width of activations."};
    if (!isWithin(boundOf("training.moment_bytes"), training.momentBytes))
        return Complaint{"training.moment_bytes",
                         "moment_bytes is " + figureOfCount(training.momentBytes) +
                             ", but moments of the optimizer have 2 or 4 bytes; leave it out for "
                             "4."};
    if (training.precision != Precision::Fp8)
        return {};
    if (!scenario.model.transformer())
        return Complaint{"training.precision",
                         "fp8 is modelled only for transformers, and " + scenario.model.title +
                             " lists the work of each layer itself: train it in bf16."};
    if (scenario.cluster.device.peakFp8Flops == 0)
        return Complaint{"training.precision",
                         "No fp8 speed is published for " + scenario.cluster.device.title +
                             ": train in bf16, or give cluster.device.fp8_tflops."};
    return {};
}

Found complaintAboutTraining(const Scenario &scenario)
{
    const TrainingSpec &training = scenario.training;
    if (Found found = outside(boundOf("training.global_batch"), "The global batch",
                              static_cast<double>(training.globalBatch)))
        return found;
    if (Found found = outside(boundOf("training.micro_batch"), "The micro-batch",
                              static_cast<double>(training.microBatch)))
        return found;
    if (Found found = outside(boundOf("training.sequence"), "The sequence length",
                              static_cast<double>(training.sequence)))
        return found;
    if (Found found = complaintAboutWidths(scenario))
        return found;
    const DeviceSpec &device = scenario.cluster.device;
    if (training.precision == Precision::Tf32 && device.peakTf32Flops == 0)
        return Complaint{"training.precision",
                         "No TF32 speed is published for " + device.title +
                             ": train in fp32 or bf16, or give cluster.device.tf32_tflops."};
    if (isSingle(training.precision) && device.peakSingleFlops == 0)
        return Complaint{"training.precision",
                         "No fp32 speed is published for " + device.title +
                             ": train in bf16, or give cluster.device.single_tflops."};
    const TransformerSpec *spec = scenario.model.transformer();
    if (spec && spec->positions > 0 && training.sequence > spec->positions)
        return Complaint{"training.sequence",
                         scenario.model.title + " has learned positions for " +
                             figureOfCount(spec->positions) + " tokens, so a sequence of " +
                             figureOfCount(training.sequence) + " is too long: set sequence to " +
                             figureOfCount(spec->positions) + " or less."};
    return {};
}

Found complaintAboutDeviceFaults(const Scenario &scenario)
{
    std::set<int> seen;
    for (std::size_t i = 0; i < scenario.faults.devices.size(); ++i) {
        const DeviceFault &fault = scenario.faults.devices[i];
        if (fault.device < 0 || fault.device >= scenario.cluster.devices)
            return Complaint{"faults", "A fault names device " + std::to_string(fault.device) +
                                           ", but the devices are numbered from 0 to " +
                                           std::to_string(scenario.cluster.devices - 1) + "."};
        if (!seen.insert(fault.device).second)
            return Complaint{"faults", "Device " + std::to_string(fault.device) +
                                           " has two faults: keep one of them."};
        if (Found found = outside(kShare, "The speed of a faulty device", fault.speed))
            return found;
    }
    return {};
}

Found complaintAboutLinkFaults(const Scenario &scenario)
{
    std::set<std::pair<int, int>> seen;
    const int devices = scenario.cluster.devices;
    for (const LinkFault &fault : scenario.faults.links) {
        const std::string name =
            "[" + std::to_string(fault.from) + ", " + std::to_string(fault.to) + "]";
        if (fault.from < 0 || fault.from >= devices || fault.to < 0 || fault.to >= devices)
            return Complaint{"faults", "A fault names the link " + name +
                                           ", but the devices are numbered from 0 to " +
                                           std::to_string(devices - 1) + "."};
        if (fault.from == fault.to)
            return Complaint{"faults", "A fault names the link " + name +
                                           ", but a link joins two different devices."};
        if (!seen.insert(std::minmax({fault.from, fault.to})).second)
            return Complaint{"faults", "The link " + name + " has two faults: keep one of them."};
        if (Found found = outside(kShare, "The bandwidth share of a faulty link", fault.bandwidth))
            return found;
    }
    return {};
}

// Forward of one sample, roughly: enough to tell minutes from centuries.
double forwardFlopsPerSample(const Scenario &scenario)
{
    double flops = 0;
    if (const TransformerSpec *spec = scenario.model.transformer()) {
        const double tokens = static_cast<double>(scenario.training.sequence);
        const double width = static_cast<double>(
            spec->heads * std::max(spec->headDimension + spec->ropeDimension, valueWidth(*spec)));
        flops = 2 * tokens * static_cast<double>(parameterCount(scenario.model)) +
                4 * tokens * tokens * width * static_cast<double>(spec->layers);
    } else {
        for (const NamedLayer &layer : *scenario.model.namedLayers())
            flops += layer.forwardFlops;
    }
    return flops;
}

// Activations of one sample in all layers, an upper bound.
double activationBytesPerSample(const Scenario &scenario)
{
    double bytes = 0;
    if (const TransformerSpec *spec = scenario.model.transformer()) {
        const double tokens = static_cast<double>(scenario.training.sequence);
        const double perToken = 40.0 * static_cast<double>(spec->hidden) +
                                20.0 * static_cast<double>(spec->ffn + spec->sharedFfn) +
                                20.0 * static_cast<double>(spec->expertsPerToken) *
                                    static_cast<double>(expertWidth(*spec) + spec->hidden) +
                                10.0 * static_cast<double>(spec->experts + spec->queryRank +
                                                           spec->kvRank + spec->ropeDimension) +
                                10.0 * static_cast<double>(spec->heads) *
                                    (static_cast<double>(spec->headDimension + spec->ropeDimension +
                                                         valueWidth(*spec)) +
                                     tokens);
        bytes = tokens * (perToken * static_cast<double>(spec->layers) +
                          8.0 * static_cast<double>(spec->vocab) +
                          8.0 * static_cast<double>(spec->channels * spec->patch * spec->patch));
    } else {
        for (const NamedLayer &layer : *scenario.model.namedLayers())
            bytes += static_cast<double>(layer.activationBytes + layer.outputBytes);
    }
    return bytes;
}

double slowestSpeed(const FaultSpec &faults)
{
    double slowest = 1;
    for (const DeviceFault &fault : faults.devices)
        slowest = std::min(slowest, fault.speed);
    return slowest;
}

double slowestBandwidth(const Scenario &scenario)
{
    double share = 1;
    for (const LinkFault &fault : scenario.faults.links)
        share = std::min(share, fault.bandwidth);
    const auto reached = [](const LinkSpec &link) { return link.bandwidth * link.efficiency; };
    return share *
           std::min(reached(scenario.cluster.intraLink), reached(scenario.cluster.interLink));
}

// Time is counted in 64-bit nanoseconds and memory in 64-bit bytes: nothing may come close to
// overflow.
Found complaintAboutSize(const Scenario &scenario)
{
    const double samples = static_cast<double>(scenario.training.globalBatch);
    const double bytes = activationBytesPerSample(scenario) * samples;
    if (!(bytes < 1e18))
        return Complaint{"training.global_batch",
                         "The activations of a step would be " + figureOfNumber(bytes) +
                             " bytes: make the batch, the sequence or the model smaller."};
    const DeviceSpec &device = scenario.cluster.device;
    const double flops = 4 * forwardFlopsPerSample(scenario) * samples;
    double peak = device.peakHalfFlops;
    for (const double other : {device.peakSingleFlops, device.peakFp8Flops, device.peakTf32Flops})
        peak = other > 0 ? std::min(peak, other) : peak;
    const double rate =
        peak * device.sustainedShare *
        std::min({scenario.cluster.software.gemmEfficiency, scenario.cluster.software.flashForward,
                  scenario.cluster.software.flashBackward}) *
        slowestSpeed(scenario.faults);
    const double memoryRate = device.memoryBandwidth * scenario.cluster.software.memoryEfficiency *
                              slowestSpeed(scenario.faults);
    const double parameters = static_cast<double>(parameterCount(scenario.model));
    // What the slowest link carries: of one replica's samples, and the parameters there and back,
    // of fully sharded ones for every micro-batch.
    const double passes = gathersLayers(scenario) || scattersLayers(scenario)
                              ? 1 + static_cast<double>(microBatchCount(scenario))
                              : 1;
    const double time = flops / rate + (4 * bytes + 64 * parameters) / memoryRate +
                        (2 * bytes / scenario.parallel.data + 16 * parameters * passes) /
                            slowestBandwidth(scenario);
    if (time < kLongestStep)
        return {};
    return Complaint{"training.global_batch",
                     "One step would take about " + figureOfNumber(time) +
                         " s, more than three years: make the work smaller or the devices and "
                         "links faster."};
}

} // namespace

std::optional<Complaint> outside(const FieldBound &bound, std::string_view name, double value,
                                 double unit)
{
    if (isWithin(bound, value))
        return {};
    return Complaint{std::string(bound.path), std::string(name) + " is " + shown(value / unit) +
                                                  ", but must be from " + shown(bound.low / unit) +
                                                  " to " + shown(bound.high / unit) + "."};
}

std::optional<Complaint> firstComplaint(const Scenario &scenario)
{
    using Check = Found (*)(const Scenario &);
    constexpr Check checks[] = {complaintAboutTrained,
                                complaintAboutModel,
                                [](const Scenario &s) { return complaintAboutCluster(s.cluster); },
                                complaintAboutTraining,
                                complaintAboutLayout,
                                complaintAboutDeviceFaults,
                                complaintAboutLinkFaults,
                                complaintAboutSize};
    for (const Check check : checks) {
        if (Found found = check(scenario))
            return found;
    }
    return {};
}

} // namespace core
