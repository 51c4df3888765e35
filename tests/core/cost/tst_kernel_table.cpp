// SPDX-License-Identifier: GPL-3.0-or-later
// What a measured computer needs for products of any size, and for work of the engine.
#include "core/cost/network_work.h"

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
// adds the bias and cuts at once, of 5 ns each, and its call of 7 ns.
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
    const double expected = power(ProductKind::Plain, 48, 128, 16) + 48 * 128 * 5.0 + 7;
    QVERIFY(near(seconds * 1e9, expected));
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
