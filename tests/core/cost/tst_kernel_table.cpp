// SPDX-License-Identifier: GPL-3.0-or-later
// What a measured computer needs for products of any size, and for work of the engine.
#include "core/cost/kernel_seconds.h"
#include "core/cost/network_memory.h"

#include <QTest>

#include <cmath>

using core::KernelTable;
using core::kProductSizes;
using core::ProductKind;

class TestKernelTable : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void callsPackingAndMultiplyingAreMetEverywhere();
    void whatFallsFasterThanItsSizeDoesNotComeToNothing();
    void rowsThatAreMultipliedAtOnceLeaveNothingOver();
    void tablesOfFirstSizesArePricedByThem();
    void aStepOfSyntheticKernelsTakesWhatTheyTake();
    void beyondTheLargestSizeTimeGrowsWithIt();
    void measuredSizesAreAnsweredAsTheyWereMeasured();
    void workIsTheSumOfItsProductsAndElements();
    void nearWorkTakesItsOwnTime();
    void onTheWayTimeFollowsTheFarness();
    void tablesAreWholeOrRefused();
    void tablesFromBeforePriceCallsAsTheyDid();
    void kindsOfProductsAreThoseOfTraining();
};

namespace {

// What a library does for a product: a call, each matrix once, and what is multiplied. Ten times
// that for each further kind.
double plane(ProductKind kind, double rows, double columns, double inner)
{
    return std::pow(10, static_cast<int>(kind)) *
           (90 + 0.5 * rows * inner + 0.25 * inner * columns + 0.125 * rows * columns +
            0.02 * rows * columns * inner);
}

KernelTable tableOf(double (*time)(ProductKind, double, double, double),
                    std::span<const int> sizes = kProductSizes)
{
    KernelTable table;
    for (int kind = 0; kind < core::kProductKinds; ++kind) {
        for (const int rows : sizes) {
            for (const int columns : sizes) {
                for (const int inner : sizes)
                    table.products.push_back(
                        time(static_cast<ProductKind>(kind), rows, columns, inner));
            }
        }
    }
    for (int kernel = 0; kernel < core::kKernels; ++kernel)
        table.elements.push_back(kernel + 1);
    return table;
}

bool near(double value, double expected)
{
    return std::abs(value / expected - 1) < 1e-9;
}

} // namespace

// It is linear in each size, so interpolating the times is exact, between and below.
void TestKernelTable::callsPackingAndMultiplyingAreMetEverywhere()
{
    const KernelTable table = tableOf(plane);
    for (const ProductKind kind :
         {ProductKind::Plain, ProductKind::RightAcross, ProductKind::LeftAcross}) {
        for (const double size : {1.0, 2.0, 4.0, 7.0, 10.0, 32.0, 100.0, 192.0, 256.0}) {
            QVERIFY(near(core::productNanos(table, kind, size, 37, 1.5 * size / 2),
                         plane(kind, size, 37, 1.5 * size / 2)));
            QVERIFY(
                near(core::productNanos(table, kind, 128, size, 64), plane(kind, 128, size, 64)));
        }
    }
}

// 100 ns at 10 and 256 ns at 16 lie on a line that is below nothing at 1; a tenth of the size takes
// at least a tenth of the time.
void TestKernelTable::whatFallsFasterThanItsSizeDoesNotComeToNothing()
{
    const KernelTable table =
        tableOf([](ProductKind, double, double, double inner) { return inner * inner; });
    QVERIFY(near(core::productNanos(table, ProductKind::Plain, 64, 64, 10), 100));
    QVERIFY(near(core::productNanos(table, ProductKind::Plain, 64, 64, 1), 10));
}

// Four rows take 40 ns, and what is left over 33 ns for each kernel of two rows or one: of 10 rows
// that is 2 * 40 + 33, which says nothing of 8 rows or 12.
void TestKernelTable::rowsThatAreMultipliedAtOnceLeaveNothingOver()
{
    const auto steps = [](ProductKind, double rows, double columns, double inner) {
        const double whole = std::floor(rows / 4);
        const double over = rows - 4 * whole;
        const double kernels = std::floor(over / 2) + (over - 2 * std::floor(over / 2));
        return (40 * whole + 33 * kernels) * columns * inner / 256;
    };
    const KernelTable table = tableOf(steps);
    for (const ProductKind kind :
         {ProductKind::Plain, ProductKind::RightAcross, ProductKind::LeftAcross}) {
        for (const double rows : {4.0, 8.0, 10.0, 12.0, 16.0, 24.0, 28.0, 64.0})
            QVERIFY2(near(core::productNanos(table, kind, rows, 16, 32), steps(kind, rows, 16, 32)),
                     qPrintable(QString::number(rows)));
    }
}

// Scenarios keep the table that they were trained with, of 5 sizes up to 320 and in up to 3 MB.
void TestKernelTable::tablesOfFirstSizesArePricedByThem()
{
    KernelTable table = tableOf(plane, core::kFirstProductSizes);
    QVERIFY(core::isComplete(table));
    QVERIFY(near(core::productNanos(table, ProductKind::LeftAcross, 100, 300, 20),
                 plane(ProductKind::LeftAcross, 100, 300, 20)));
    QVERIFY(near(core::productNanos(table, ProductKind::Plain, 640, 48, 48),
                 2 * plane(ProductKind::Plain, 320, 48, 48)));
    table.nearProducts = table.products;
    table.nearElements = table.elements;
    table.farness = {0, 0.1, 0.2, 0.3, 0.5, 0.9, 1};
    QVERIFY(core::isComplete(table));
    QCOMPARE(core::farnessOf(table, 3 * 0x1p20), 1.0);
    table.farness.push_back(1);
    QVERIFY(!core::isComplete(table));
}

// Two dense layers 24-40-10 with 12 samples: each pass is its products by the formula, and kernels
// between them of which each element takes its own number of ns.
void TestKernelTable::aStepOfSyntheticKernelsTakesWhatTheyTake()
{
    core::NetworkSpec network;
    network.sizes = {24, 40, 10};
    core::DeviceSpec device;
    device.curve.table = tableOf(plane);
    const auto nanos = [&](int unit, core::UnitPass pass) {
        double seconds = 0;
        for (const core::KernelWork &part : core::unitWork(network, unit, pass, {12, 0, 1}))
            seconds += core::kernelSeconds(part, device);
        return 1e9 * seconds;
    };
    const auto each = [](core::Kernel kernel) { return static_cast<int>(kernel) + 1.0; };
    const double instruction = each(core::Kernel::Instruction);
    QVERIFY(near(nanos(0, core::UnitPass::Forward), plane(ProductKind::Plain, 12, 40, 24) +
                                                        12 * 40 * each(core::Kernel::BiasRelu) +
                                                        instruction));
    QVERIFY(near(nanos(1, core::UnitPass::Forward),
                 plane(ProductKind::Plain, 12, 10, 40) +
                     12 * 10 * (each(core::Kernel::Bias) + each(core::Kernel::CrossEntropy)) +
                     12 * each(core::Kernel::CrossEntropyRow) + instruction));
    QVERIFY(near(nanos(1, core::UnitPass::BackwardInput),
                 plane(ProductKind::RightAcross, 12, 40, 10) +
                     12 * 40 * each(core::Kernel::ReluBackward) + instruction));
    QVERIFY(near(nanos(0, core::UnitPass::BackwardInput), instruction));
    QVERIFY(near(nanos(0, core::UnitPass::BackwardWeight),
                 plane(ProductKind::LeftAcross, 24, 40, 12) +
                     12 * 40 * each(core::Kernel::ColumnSums) + 40 * each(core::Kernel::Add) +
                     instruction));
}

void TestKernelTable::beyondTheLargestSizeTimeGrowsWithIt()
{
    const KernelTable table = tableOf(plane);
    const auto time = [&](double rows, double columns, double inner) {
        return core::productNanos(table, ProductKind::Plain, rows, columns, inner);
    };
    QVERIFY(near(time(3200, 64, 64), 12.5 * time(256, 64, 64)));
    QVERIFY(near(time(32, 512, 768), 2 * 3 * time(32, 256, 256)));
}

void TestKernelTable::measuredSizesAreAnsweredAsTheyWereMeasured()
{
    const KernelTable table = tableOf(plane);
    std::size_t at = 0;
    for (const int rows : kProductSizes) {
        for (const int columns : kProductSizes) {
            for (const int inner : kProductSizes)
                QVERIFY(near(core::productNanos(table, ProductKind::Plain, rows, columns, inner),
                             table.products[at++]));
        }
    }
}

// y = relu(x W + b) of 48 samples from 16 to 128: a product, 48 * 128 elements of the kernel that
// adds the bias and cuts at once, of 5 ns each, and the instruction, of 26 ns.
void TestKernelTable::workIsTheSumOfItsProductsAndElements()
{
    core::NetworkSpec network;
    network.sizes = {16, 128, 10};
    core::DeviceSpec device;
    device.curve.start = {7};
    device.curve.table = tableOf(plane);
    const auto work = core::unitWork(network, 0, core::UnitPass::Forward, {48, 0, 1});
    double seconds = 0;
    for (const core::KernelWork &part : work)
        seconds += core::kernelSeconds(part, device);
    const double expected = plane(ProductKind::Plain, 48, 128, 16) + 48 * 128 * 5.0 + 26;
    QVERIFY(near(seconds * 1e9, expected));
}

// Half as long as far, and on the way by a share that grows from size to size.
static KernelTable withNear()
{
    KernelTable table = tableOf(plane);
    for (const double time : table.products)
        table.nearProducts.push_back(time / 2);
    for (const double time : table.elements)
        table.nearElements.push_back(time / 2);
    table.farness = {0, 0.1, 0.2, 0.3, 0.5, 0.9, 0.95, 1};
    return table;
}

// The smallest set is near, the largest far: 9,000 elements of weights and gradients are less than
// the one, a thousand times as many more than the other.
void TestKernelTable::nearWorkTakesItsOwnTime()
{
    core::DeviceSpec device;
    device.curve.table = withNear();
    const core::KernelWork work = core::updateWork(1000, core::TrainOptimizer::Sgd);
    const double far = 1000 * 16 + 26; // Sgd is the sixteenth kernel
    // What a partner has sent is added to what was just multiplied: near in any network.
    QVERIFY(near(1e9 * core::kernelSeconds(core::addFreshWork(1000), device), 1000 * 1.5 + 26));
    QVERIFY(near(1e9 * core::kernelSeconds(core::addWork(1000), device), 1000 * 3 + 26));
    // Two are read and one is written there; here four are read and four are written.
    QVERIFY(near(1e9 * core::kernelSeconds(core::takeWork(1000, 3), device), 1000 * 8 + 26));
    QVERIFY(near(1e9 * core::kernelSeconds(work, device), far));
    QVERIFY(near(1e9 * core::kernelSeconds(work, device, 1e3), far / 2));
    QVERIFY(near(1e9 * core::kernelSeconds(work, device, 72e6), far));
    core::NetworkSpec network;
    network.sizes = {64, 64, 64, 10};
    // (64 + 1) * 64 * 2 + (64 + 1) * 10 weights and as many gradients; of 16 samples two inputs of
    // layers and an output.
    const double bytes = 4.0 * (2 * 8970 + 16 * (64 + 64 + 10));
    QCOMPARE(core::workingSetOf(network, {.samples = 16}), bytes);
    QCOMPARE(core::workingSetOf(network, {.replicas = 3, .samples = 16, .moments = 2}),
             3 * (bytes + 4.0 * 2 * 8970));
}

// Between two sizes by logarithms: half way from 2^19 to 2^20 it is half way from 0.3 to 0.5.
void TestKernelTable::onTheWayTimeFollowsTheFarness()
{
    const KernelTable table = withNear();
    QVERIFY(near(core::farnessOf(table, 0x1p20), 0.5));
    QVERIFY(near(core::farnessOf(table, 0x1p19 * std::sqrt(2.0)), 0.4));
    const double far = plane(ProductKind::Plain, 30, 64, 64);
    QVERIFY(near(core::productNanos(table, ProductKind::Plain, 30, 64, 64, 0.4), 0.7 * far));
    QVERIFY(near(core::elementNanos(table, core::Kernel::Bias, 0.4), 0.7 * 4));
    QCOMPARE(core::farnessOf(tableOf(plane), 1.0), 1.0); // nothing near was measured
}

void TestKernelTable::tablesAreWholeOrRefused()
{
    QVERIFY(core::isComplete({}));
    QVERIFY(core::isComplete(tableOf(plane)));
    QVERIFY(core::isComplete(withNear()));
    const auto isRefused = [](const auto &damage) {
        KernelTable table = withNear();
        damage(table);
        return !core::isComplete(table);
    };
    QVERIFY(isRefused([](KernelTable &table) { table.products.pop_back(); }));
    QVERIFY(isRefused([](KernelTable &table) { table.products.front() = 0; }));
    QVERIFY(isRefused([](KernelTable &table) { table.nearProducts.pop_back(); }));
    QVERIFY(isRefused([](KernelTable &table) { table.nearProducts.clear(); }));
    QVERIFY(isRefused([](KernelTable &table) { table.nearElements.front() = -1; }));
    QVERIFY(isRefused([](KernelTable &table) { table.elements.resize(core::kFirstKernels); }));
    QVERIFY(isRefused([](KernelTable &table) { table.farness.back() = 1.1; }));
    QVERIFY(isRefused([](KernelTable &table) { table.farness.clear(); }));
}

// Scenarios keep the table that they were trained with: 7 ns for the call of the kernel, none for
// the instruction.
void TestKernelTable::tablesFromBeforePriceCallsAsTheyDid()
{
    core::DeviceSpec device;
    device.curve.start = {7};
    device.curve.table = tableOf(plane);
    device.curve.table.elements.resize(core::kFirstKernels);
    QVERIFY(core::isComplete(device.curve.table));
    const core::KernelWork work = core::updateWork(1000, core::TrainOptimizer::Sgd);
    QVERIFY(near(1e9 * core::kernelSeconds(work, device), 1000 * 16 + 7));
    // What they do not have is priced by its bytes: 60 tokens with their targets, and 60 rows of 16
    // numbers, of a token and a position each, that are read, added and written; 2 x 10^9 bytes/s.
    device.memoryBandwidth = 2e9;
    core::NetworkSpec network = {.kind = core::NetworkKind::Gpt};
    network.sequence = 30;
    network.hidden = 16;
    network.layers = 1;
    QVERIFY(near(1e9 * core::kernelSeconds(core::loadWork(network, 2), device), 60 * 4 * 2 + 7));
    core::KernelWork embed;
    for (const core::KernelWork &part :
         core::unitWork(network, 0, core::UnitPass::Forward, {2, 0, 1}))
        embed += part;
    QVERIFY(near(1e9 * core::kernelSeconds(embed, device), 60 * 16 * 3 * 2 + 7));
}

// Forward x W, backward y' W^T, and x^T y' on top of the sums.
void TestKernelTable::kindsOfProductsAreThoseOfTraining()
{
    core::NetworkSpec network;
    network.sizes = {16, 128, 10};
    const auto kindOf = [&](core::UnitPass pass) {
        return core::unitWork(network, 1, pass, {48, 0, 1}).front().products.front().kind;
    };
    QCOMPARE(kindOf(core::UnitPass::Forward), ProductKind::Plain);
    QCOMPARE(kindOf(core::UnitPass::BackwardInput), ProductKind::RightAcross);
    QCOMPARE(kindOf(core::UnitPass::BackwardWeight), ProductKind::LeftAcross);
}

QTEST_APPLESS_MAIN(TestKernelTable)
#include "tst_kernel_table.moc"
