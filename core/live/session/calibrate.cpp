// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/session/calibrate.h"

#include "core/base/median.h"
#include "core/cost/kernel_seconds.h"
#include "core/cost/network_memory.h"
#include "core/io/live/training_data.h"
#include "core/io/scenario/scenario_json.h"
#include "core/live/compute/blas.h"
#include "core/live/program/compile.h"
#include "core/live/run/hand_off.h"
#include "core/live/run/processor_time.h"
#include "core/live/run/room.h"
#include "core/live/run/thread_team.h"
#include "core/live/session/measure_kernels.h"
#include "core/live/session/trained_layout.h"
#include "core/presets/this_computer.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstring>

namespace core::live {
namespace {

constexpr std::int64_t kMeasureFor = 250'000'000; // ns of processor time, of all steps together
constexpr int kLeastSteps = 5;
constexpr int kMostSteps = 400;
constexpr int kEnoughSteps = 60;
constexpr std::chrono::milliseconds kLongest{250}; // for more than enough

double flopsOf(const MeasuredProduct &product)
{
    return 2.0 * product.rows * product.columns * product.inner;
}

double curveRate(const MeasuredProduct &product, const DeviceSpec &device)
{
    KernelWork work;
    work.products.push_back({.m = static_cast<double>(product.rows),
                             .n = static_cast<double>(product.columns),
                             .k = static_cast<double>(product.inner)});
    return flopsOf(product) / kernelSeconds(work, device);
}

// Mean of the squared logarithms by which curve and measurement differ.
double misfit(const std::vector<MeasuredProduct> &products, const DeviceSpec &device)
{
    double sum = 0;
    for (const MeasuredProduct &product : products) {
        const double off = std::log(curveRate(product, device) / product.measured);
        sum += off * off;
    }
    return sum / static_cast<double>(products.size());
}

// Each number of the curve in turn a step up or down, as long as it helps; then smaller steps.
void fitCurve(const std::vector<MeasuredProduct> &products, DeviceSpec &device)
{
    double start = static_cast<double>(device.curve.start.count);
    double *const numbers[] = {&device.peakSingleFlops, &device.curve.halfRows,
                               &device.curve.halfColumns, &device.curve.halfInner, &start};
    const auto current = [&] {
        device.curve.start = {std::max<std::int64_t>(1, std::llround(start))};
        return misfit(products, device);
    };
    double best = current();
    for (double step = 2; step > 1.001; step = std::sqrt(step)) {
        for (bool better = true; better;) {
            better = false;
            for (double *number : numbers) {
                for (const double factor : {step, 1 / step}) {
                    const double before = *number;
                    *number *= factor;
                    if (const double now = current(); now < best) {
                        best = now;
                        better = true;
                    } else {
                        *number = before;
                    }
                }
            }
        }
    }
    (void)current();
}

// By sizes: the mean of the three kinds, which training makes of each layer.
std::vector<MeasuredProduct> productsOf(const KernelTable &table)
{
    std::vector<MeasuredProduct> products;
    for (const int rows : kProductSizes) {
        for (const int columns : kProductSizes) {
            for (const int inner : kProductSizes) {
                MeasuredProduct product = {rows, columns, inner};
                double time = 0; // ns
                for (int kind = 0; kind < kProductKinds; ++kind)
                    time +=
                        productNanos(table, static_cast<ProductKind>(kind), rows, columns, inner) /
                        kProductKinds;
                product.measured = flopsOf(product) / time * 1e9;
                products.push_back(product);
            }
        }
    }
    return products;
}

// Rates of what lies between products, in bytes that are read and written as
// core/cost/network_work counts them.
void takeMemory(const KernelTable &table, DeviceSpec &device)
{
    const auto each = [&](Kernel kernel) {
        return table.elements[static_cast<std::size_t>(kernel)];
    };
    device.memoryBandwidth = 3 * sizeof(float) / each(Kernel::Add) * 1e9;
    device.curve.functionRate = 2 / (each(Kernel::Gelu) + each(Kernel::GeluBackward)) * 1e9;
}

void measureCopies(LinkSpec &link)
{
    constexpr std::size_t kSize = 1U << 20U; // bytes
    Buffer<std::byte> original(kSize);
    Buffer<std::byte> copy(kSize);
    std::ranges::fill(original.all(), std::byte{1});
    std::vector<std::int64_t> times;
    for (int i = 0; i < 21; ++i) {
        const std::int64_t before = threadProcessorTime();
        std::memcpy(copy.data(), original.data(), kSize);
        times.push_back(threadProcessorTime() - before);
    }
    const std::int64_t time = std::max<std::int64_t>(1, medianOf(std::move(times)));
    link.bandwidth = static_cast<double>(kSize) / static_cast<double>(time) * 1e9;
}

// What reading the clock twice adds to each measured instruction.
std::int64_t clockTime()
{
    std::vector<std::int64_t> times;
    for (int i = 0; i < 101; ++i) {
        const std::int64_t before = threadProcessorTime();
        times.push_back(threadProcessorTime() - before);
    }
    return medianOf(std::move(times));
}

using Names = std::vector<std::vector<std::string>>; // by device and instruction

Names namesOf(const TrainedLayout &trained, const std::vector<Program> &programs)
{
    Names names;
    for (int device = 0; device < trained.layout.devices(); ++device) {
        std::vector<std::string> &own = names.emplace_back();
        for (const Instruction &instruction : programs[static_cast<std::size_t>(device)])
            own.push_back(workName(trained.layout, device, trained.optimizer, instruction));
    }
    return names;
}

bool allKnown(const Names &names, const Calibration &calibration)
{
    return std::ranges::all_of(names, [&](const std::vector<std::string> &own) {
        return std::ranges::all_of(own, [&](const std::string &name) {
            return name.empty() || calibration.work.contains(name);
        });
    });
}

// ns of work that was done again and again.
struct Times
{
    std::vector<std::int64_t> calm; // while the speed of the processor did not change
    std::vector<std::int64_t> all;

    [[nodiscard]] std::int64_t median() const
    {
        constexpr std::size_t kEnough = 5;
        return medianOf(calm.size() >= kEnough ? calm : all);
    }
};
using TimesByName = std::map<std::string, Times>;

// Adds the costs of the last step, as they are at the pace of the calibration; returns the
// processor time of it. Pace 0: of a computer that was never measured.
std::int64_t take(const Team<float> &team, const Names &names, double pace, TimesByName &costs)
{
    std::int64_t sum = 0;
    for (std::size_t device = 0; device < names.size(); ++device) {
        const DeviceRecord &record = team.record(static_cast<int>(device));
        for (std::size_t i = 0; i < names[device].size(); ++i) {
            sum += record.cost[i];
            if (names[device][i].empty())
                continue;
            const PaceAround &around = record.pace[i];
            const double scale = pace > 0 ? pace / around.mean() : 1;
            const std::int64_t cost = std::llround(static_cast<double>(record.cost[i]) * scale);
            Times &times = costs[names[device][i]];
            times.all.push_back(cost);
            if (isCalm(around.before, around.after))
                times.calm.push_back(cost);
        }
    }
    return sum;
}

// ns that the engine takes for an instruction beside its kernels: what the passes of a layer take
// longer than the table has it, of sizes that were measured.
double instructionTime(Calibration calibration)
{
    const Result<Scenario> loaded =
        loadScenario("train-digits-1", {"train.network.sizes=[64, 48, 48, 16]",
                                        "training.micro_batch=16", "training.global_batch=128"});
    if (!loaded || !measureWork(loaded.value(), calibration))
        return 0;
    const Scenario &scenario = loaded.value();
    constexpr std::pair<UnitPass, const char *> kPasses[] = {
        {UnitPass::Forward, "forward 48x48, 16 samples"},
        {UnitPass::BackwardInput, "backward input 48x48, 16 samples"},
        {UnitPass::BackwardWeight, "backward weight 48x48, 16 samples"}};
    double sum = 0;
    for (const auto &[pass, name] : kPasses) {
        const auto found = calibration.work.find(name);
        if (found == calibration.work.end())
            return 0;
        sum += static_cast<double>(found->second);
        for (const KernelWork &part : unitWork(scenario.train->network, 1, pass, {16, 0, 1}))
            sum -= 1e9 * kernelSeconds(part, calibration.device, workingSetOf(scenario));
    }
    return std::max(sum / static_cast<double>(std::size(kPasses)), 1.0);
}

} // namespace

ComputerCurve calibrate(const std::stop_token &stop)
{
    ComputerCurve curve = {nominalCalibration(), {}};
    if (!checkRoom())
        return curve;
    useOneThread();
    // Before and behind the rest: while others hold the processors, every message takes longer.
    const std::int64_t handOff = handOffTime();
    PacedTimer timer;
    KernelTable table = measureKernels(timer, stop);
    if (table.empty())
        return curve;
    curve.calibration.pace = timer.reference();
    curve.calibration.kernels = kernelsInUse();
    const std::vector<MeasuredProduct> products = productsOf(table);
    DeviceSpec &device = curve.calibration.device;
    takeMemory(table, device);
    fitCurve(products, device);
    device.peakHalfFlops = device.peakSingleFlops; // there are no faster units
    device.source = kMeasuredHere;
    device.verified = true;
    measureCopies(curve.calibration.link);
    curve.calibration.link.source = device.source;
    curve.calibration.link.verified = true;
    device.curve.table = std::move(table); // the curve is no longer asked where it is
    const double instruction = instructionTime(curve.calibration);
    for (std::vector<double> *times :
         {&device.curve.table.elements, &device.curve.table.nearElements})
        (*times)[static_cast<std::size_t>(Kernel::Instruction)] = instruction;
    curve.calibration.link.latency = {std::min(handOff, handOffTime())};
    return curveOf(curve.calibration);
}

std::string kernelsInUse()
{
    constexpr const char *kEngine = ", engine 2"; // 1: on the registers that every processor has
    return kernelsOfLibrary() + kEngine;
}

ComputerCurve curveOf(const Calibration &calibration)
{
    ComputerCurve curve = {calibration, {}};
    if (calibration.device.curve.table.empty())
        return curve;
    DeviceSpec smooth = calibration.device;
    smooth.curve.table = {}; // else its products are priced by what was measured
    curve.products = productsOf(calibration.device.curve.table);
    for (MeasuredProduct &product : curve.products) {
        product.curve = curveRate(product, smooth);
        curve.error += std::abs(product.curve / product.measured - 1);
    }
    curve.error /= static_cast<double>(curve.products.size());
    return curve;
}

namespace {

// Links have no say in what work costs, and a cut one must not stop this. The pace is measured
// beside the work: what the table and the clock know of this computer must hold for one speed,
// though they come from different minutes.
Result<TimesByName> measureSteps(const TrainedLayout &trained, SampleSource samples,
                                 const Names &names, double pace, const std::stop_token &stop)
{
    ThreadTeam<float> team(trained.layout, trained.optimizer, std::move(samples),
                           [](int, int) { return Hop{}; });
    team.setPaced(true);
    TimesByName costs;
    std::int64_t taken = 0;
    // Threads that wait for their turn on a busy computer take no processor time.
    const auto begin = std::chrono::steady_clock::now();
    const auto goesOn = [&](int step) {
        return step < kLeastSteps ||
               (step < kMostSteps && taken < kMeasureFor &&
                (step < kEnoughSteps || std::chrono::steady_clock::now() - begin < kLongest));
    };
    for (int step = 0; goesOn(step); ++step) {
        if (!team.step({}, stop).completed)
            return stop.stop_requested() ? Error{"Stopped."} : noMemoryFor(trained);
        if (step > 0) // the first one allocates
            taken += take(team, names, pace, costs);
    }
    return costs;
}

} // namespace

Status measureWork(const Scenario &scenario, Calibration &calibration, const std::stop_token &stop)
{
    if (Status room = checkRoom(); !room)
        return room;
    const Scenario here = calibrated(scenario, calibration);
    const Result<TrainedLayout> trained = trainedLayout(here);
    if (!trained)
        return trained.error();
    const Names names = namesOf(trained.value(), compile(trained.value().layout));
    if (allKnown(names, calibration))
        return std::monostate{};
    Result<SampleSource> samples = trainingData(*here.train);
    if (!samples)
        return samples.error();
    const Result<TimesByName> costs = withMemoryFor(trained.value(), [&] {
        return measureSteps(trained.value(), std::move(samples).value(), names, calibration.pace,
                            stop);
    });
    if (!costs)
        return costs.error();
    const std::int64_t clock = clockTime();
    for (const auto &[name, times] : costs.value())
        calibration.work.try_emplace(name, std::max<std::int64_t>(1, times.median() - clock));
    return std::monostate{};
}

} // namespace core::live
