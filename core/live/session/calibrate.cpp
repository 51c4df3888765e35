// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/session/calibrate.h"

#include "core/cost/network_work.h"
#include "core/io/live/training_data.h"
#include "core/live/compute/blas.h"
#include "core/live/compute/kernels.h"
#include "core/live/program/compile.h"
#include "core/live/run/hand_off.h"
#include "core/live/run/processor_time.h"
#include "core/live/run/thread_team.h"
#include "core/live/session/trained_layout.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace core::live {
namespace {

constexpr int kRepetitions = 5;
constexpr std::int64_t kMeasureFor = 250'000'000; // ns of processor time, of all steps together
constexpr int kLeastSteps = 5;
constexpr int kMostSteps = 60;

std::int64_t medianOf(std::vector<std::int64_t> times)
{
    const auto middle = times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2);
    std::ranges::nth_element(times, middle);
    return *middle;
}

// ns of one call, median of several stretches of calls that are long enough for the clock.
template <class Work>
double timeOf(const Work &work)
{
    constexpr std::int64_t kStretch = 40'000; // ns
    int calls = 1;
    work(); // the first one finds nothing in the caches
    for (;;) {
        const std::int64_t before = threadProcessorTime();
        for (int i = 0; i < calls; ++i)
            work();
        if (threadProcessorTime() - before >= kStretch || calls > 1'000'000)
            break;
        calls *= 2;
    }
    std::vector<std::int64_t> times;
    for (int i = 0; i < kRepetitions; ++i) {
        const std::int64_t before = threadProcessorTime();
        for (int call = 0; call < calls; ++call)
            work();
        times.push_back(threadProcessorTime() - before);
    }
    return static_cast<double>(medianOf(std::move(times))) / calls;
}

Buffer<float> filled(std::size_t size)
{
    Buffer<float> buffer(size);
    for (std::size_t i = 0; i < size; ++i)
        buffer[i] = static_cast<float>(i % 17) / 16.0F - 0.5F;
    return buffer;
}

// Buffers that are used in turn, as layers and micro-batches of a network use theirs: what is
// needed next has left the nearest cache.
class Turns
{
public:
    explicit Turns(std::size_t size)
    {
        constexpr std::size_t kWorkingSet = 2U << 20U; // bytes, of a small network in training
        const std::size_t count =
            std::clamp<std::size_t>(kWorkingSet / (size * sizeof(float)), 1, 256);
        for (std::size_t i = 0; i < count; ++i)
            m_buffers.push_back(filled(size));
    }
    float *next()
    {
        m_next = (m_next + 1) % m_buffers.size();
        return m_buffers[m_next].data();
    }

private:
    std::vector<Buffer<float>> m_buffers;
    std::size_t m_next = 0;
};

// ns of one product: the mean of the three that training makes of each layer, which read their
// matrices as they are or across.
double productTime(int rows, int columns, int inner)
{
    const auto area = [](int a, int b) {
        return static_cast<std::size_t>(a) * static_cast<std::size_t>(b);
    };
    Turns left(area(rows, inner));
    Turns right(area(inner, columns));
    Turns result(area(rows, columns));
    const auto time = [&](Transpose acrossLeft, Transpose acrossRight, Into into) {
        const bool turned = acrossLeft == Transpose::Yes;
        const bool crossed = acrossRight == Transpose::Yes;
        return timeOf([&] {
            const MatrixView<const float> a = {left.next(), turned ? inner : rows,
                                               turned ? rows : inner, turned ? rows : inner};
            const MatrixView<const float> b = {right.next(), crossed ? columns : inner,
                                               crossed ? inner : columns,
                                               crossed ? inner : columns};
            multiply<float>({result.next(), rows, columns, columns}, a, acrossLeft, b, acrossRight,
                            into);
        });
    };
    return (time(Transpose::No, Transpose::No, Into::Replace) +
            time(Transpose::No, Transpose::Yes, Into::Replace) +
            time(Transpose::Yes, Transpose::No, Into::Add)) /
           3;
}

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

std::vector<MeasuredProduct> measureProducts(const std::stop_token &stop)
{
    std::vector<MeasuredProduct> products;
    for (const int rows : {8, 32, 128, 512}) {
        for (const int columns : {16, 64, 256}) {
            for (const int inner : {16, 64, 256}) {
                if (stop.stop_requested())
                    return products;
                MeasuredProduct product = {rows, columns, inner};
                product.measured = flopsOf(product) / productTime(rows, columns, inner) * 1e9;
                products.push_back(product);
            }
        }
    }
    return products;
}

void measureMemory(DeviceSpec &device, LinkSpec &link)
{
    constexpr std::size_t kElements = 16'384; // what a layer of a small network works on
    Turns to(kElements);
    Turns from(kElements);
    // Elements that are read and written each time, as core/cost/network_work counts them.
    constexpr int kColumns = 64;
    constexpr int kRows = kElements / kColumns;
    const Buffer<float> row = filled(kColumns);
    Buffer<float> sums(kColumns);
    Buffer<float> normalised(kElements);
    Buffer<float> spread(kRows);
    double time = timeOf([&] { add(to.next(), from.next(), kElements); });                    // 3
    time += timeOf([&] { addBias(to.next(), kRows, kColumns, row.data()); });                 // 2
    time += timeOf([&] { reluBackward(to.next(), from.next(), kElements); });                 // 3
    time += timeOf([&] { columnSums(from.next(), kRows, kColumns, kColumns, sums.data()); }); // 1
    time += timeOf([&] {                                                                      // 5
        layerNorm<float>(to.next(), from.next(), kRows, kColumns, row.data(), row.data(),
                         {normalised.data(), spread.data()});
    });
    device.memoryBandwidth = 14.0 * kElements * sizeof(float) / time * 1e9;
    const double functions = timeOf([&] { gelu(to.next(), from.next(), kElements); }) +
                             timeOf([&] { geluBackward(to.next(), from.next(), kElements); });
    device.curve.functionRate = 2.0 * kElements / functions * 1e9;
    constexpr std::size_t kLarge = 1U << 18U; // 1 MB
    Buffer<float> copy = filled(kLarge);
    const Buffer<float> original = filled(kLarge);
    const double copied =
        timeOf([&] { std::memcpy(copy.data(), original.data(), kLarge * sizeof(float)); });
    link.bandwidth = kLarge * sizeof(float) / copied * 1e9;
    link.latency = {handOffTime()};
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

// Costs of the last step by name; returns the processor time of it.
std::int64_t take(const Team<float> &team, const Names &names,
                  std::map<std::string, std::vector<std::int64_t>> &costs)
{
    std::int64_t sum = 0;
    for (std::size_t device = 0; device < names.size(); ++device) {
        const DeviceRecord &record = team.record(static_cast<int>(device));
        for (std::size_t i = 0; i < names[device].size(); ++i) {
            if (!names[device][i].empty())
                costs[names[device][i]].push_back(record.cost[i]);
            sum += record.cost[i];
        }
    }
    return sum;
}

} // namespace

ComputerCurve calibrate(const std::stop_token &stop)
{
    useOneThread();
    ComputerCurve curve = {nominalCalibration(), measureProducts(stop)};
    if (stop.stop_requested())
        return curve;
    DeviceSpec &device = curve.calibration.device;
    measureMemory(device, curve.calibration.link);
    fitCurve(curve.products, device);
    device.peakHalfFlops = device.peakSingleFlops; // there are no faster units
    device.source = "measured here";
    device.verified = true;
    curve.calibration.link.source = device.source;
    curve.calibration.link.verified = true;
    for (MeasuredProduct &product : curve.products) {
        product.curve = curveRate(product, device);
        curve.error += std::abs(product.curve / product.measured - 1);
    }
    curve.error /= static_cast<double>(curve.products.size());
    return curve;
}

Status measureWork(const Scenario &scenario, Calibration &calibration, const std::stop_token &stop)
{
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
    // Links have no say in what work costs, and a cut one must not stop this.
    ThreadTeam<float> team(trained.value().layout, trained.value().optimizer,
                           std::move(samples).value(), [](int, int) { return Hop{}; });
    std::map<std::string, std::vector<std::int64_t>> costs;
    std::int64_t taken = 0;
    for (int step = 0; step < kMostSteps && (step < kLeastSteps || taken < kMeasureFor); ++step) {
        if (!team.step({}, stop).completed)
            return Error{"Stopped."};
        if (step > 0) // the first one allocates
            taken += take(team, names, costs);
    }
    const std::int64_t clock = clockTime();
    for (auto &[name, times] : costs)
        calibration.work.try_emplace(name,
                                     std::max<std::int64_t>(1, medianOf(std::move(times)) - clock));
    return std::monostate{};
}

} // namespace core::live
