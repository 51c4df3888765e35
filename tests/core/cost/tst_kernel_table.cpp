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
    void aPowerOfTheSizesIsMetEverywhere();
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

// time = rows^a columns^b inner^c, and ten times that for each further kind.
double power(ProductKind kind, double rows, double columns, double inner)
{
    return std::pow(10, static_cast<int>(kind)) * std::pow(rows, 0.8) * std::pow(columns, 0.9) *
           std::pow(inner, 0.7);
}

KernelTable tableOf(double (*time)(ProductKind, double, double, double))
{
    KernelTable table;
    for (int kind = 0; kind < core::kProductKinds; ++kind) {
        for (const int rows : kProductSizes) {
            for (const int columns : kProductSizes) {
                for (const int inner : kProductSizes)
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

// Logarithms of a power are linear, so interpolating them is exact, between and below.
void TestKernelTable::aPowerOfTheSizesIsMetEverywhere()
{
    const KernelTable table = tableOf(power);
    for (const ProductKind kind :
         {ProductKind::Plain, ProductKind::RightAcross, ProductKind::LeftAcross}) {
        for (const double size : {1.0, 2.0, 4.0, 7.0, 32.0, 100.0, 256.0, 320.0})
            QVERIFY(near(core::productNanos(table, kind, size, 37, 1.5 * size / 2),
                         power(kind, size, 37, 1.5 * size / 2)));
    }
}

void TestKernelTable::beyondTheLargestSizeTimeGrowsWithIt()
{
    const KernelTable table = tableOf(power);
    const auto time = [&](double rows, double columns, double inner) {
        return core::productNanos(table, ProductKind::Plain, rows, columns, inner);
    };
    QVERIFY(near(time(3200, 64, 64), 10 * time(320, 64, 64)));
    QVERIFY(near(time(32, 640, 960), 2 * 3 * time(32, 320, 320)));
}

void TestKernelTable::measuredSizesAreAnsweredAsTheyWereMeasured()
{
    const KernelTable table = tableOf(power);
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
    device.curve.table = tableOf(power);
    const auto work = core::unitWork(network, 0, core::UnitPass::Forward, {48, 0, 1});
    double seconds = 0;
    for (const core::KernelWork &part : work)
        seconds += core::kernelSeconds(part, device);
    const double expected = power(ProductKind::Plain, 48, 128, 16) + 48 * 128 * 5.0 + 26;
    QVERIFY(near(seconds * 1e9, expected));
}

// Half as long as far, and on the way by a share that grows from size to size.
static KernelTable withNear()
{
    KernelTable table = tableOf(power);
    for (const double time : table.products)
        table.nearProducts.push_back(time / 2);
    for (const double time : table.elements)
        table.nearElements.push_back(time / 2);
    table.farness = {0, 0.1, 0.2, 0.3, 0.5, 0.9, 1};
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
    const double far = power(ProductKind::Plain, 30, 64, 64);
    QVERIFY(near(core::productNanos(table, ProductKind::Plain, 30, 64, 64, 0.4), 0.7 * far));
    QVERIFY(near(core::elementNanos(table, core::Kernel::Bias, 0.4), 0.7 * 4));
    QCOMPARE(core::farnessOf(tableOf(power), 1.0), 1.0); // nothing near was measured
}

void TestKernelTable::tablesAreWholeOrRefused()
{
    QVERIFY(core::isComplete({}));
    QVERIFY(core::isComplete(tableOf(power)));
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
    device.curve.table = tableOf(power);
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
