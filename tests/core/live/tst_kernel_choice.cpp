// SPDX-License-Identifier: GPL-3.0-or-later
// Processors that the library does not know get the kernels of their instructions, and the products
// stay right.
#include "core/live/compute/blas.h"

#include <QScopeGuard>
#include <QTest>

#include <cmath>
#include <cstdlib>
#include <vector>

using namespace core::live;

namespace {

bool hasWideInstructions()
{
#ifdef __x86_64__
    __builtin_cpu_init();
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
#else
    return false;
#endif
}

// Odd sizes, which kernels treat at their edges; numbers small enough that sums of products are
// exact in single precision, so that every kernel must give the same.
template <class Real>
bool multiplies(int rows, int columns, int inner)
{
    const auto at = [](int row, int column, int width) {
        return static_cast<std::size_t>(row) * static_cast<std::size_t>(width) +
               static_cast<std::size_t>(column);
    };
    std::vector<Real> left(at(rows, 0, inner));
    std::vector<Real> right(at(inner, 0, columns));
    std::vector<Real> result(at(rows, 0, columns), Real{-1});
    for (std::size_t i = 0; i < left.size(); ++i)
        left[i] = static_cast<Real>(static_cast<int>(i * 7 % 13) - 6);
    for (std::size_t i = 0; i < right.size(); ++i)
        right[i] = static_cast<Real>(static_cast<int>(i * 5 % 17) - 8);
    multiply<Real>({result.data(), rows, columns, columns}, {left.data(), rows, inner, inner},
                   Transpose::No, {right.data(), inner, columns, columns}, Transpose::No);
    for (int row = 0; row < rows; ++row) {
        for (int column = 0; column < columns; ++column) {
            Real sum = 0;
            for (int i = 0; i < inner; ++i)
                sum += left[at(row, i, inner)] * right[at(i, column, columns)];
            if (result[at(row, column, columns)] != sum)
                return false;
        }
    }
    return true;
}

bool multipliesAll()
{
    for (const int rows : {1, 3, 16, 33}) {
        for (const int columns : {1, 5, 17, 64}) {
            for (const int inner : {1, 7, 31, 130}) {
                if (!multiplies<float>(rows, columns, inner) ||
                    !multiplies<double>(rows, columns, inner))
                    return false;
            }
        }
    }
    return true;
}

} // namespace

class TestKernelChoice : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // First, while the library is as it was loaded.
    void whoeverChoseKernelsKeepsThem()
    {
        const QByteArray before = qgetenv("OPENBLAS_CORETYPE");
        const bool wasSet = qEnvironmentVariableIsSet("OPENBLAS_CORETYPE");
        const auto restore = qScopeGuard([&] {
            if (wasSet)
                qputenv("OPENBLAS_CORETYPE", before);
            else
                qunsetenv("OPENBLAS_CORETYPE");
        });
        const std::string loaded = kernelsOfLibrary();
        qputenv("OPENBLAS_CORETYPE", "Prescott");
        useKernelsOfProcessor();
        QCOMPARE(QString::fromStdString(kernelsOfLibrary()), QString::fromStdString(loaded));
        QVERIFY(multipliesAll());
    }

    void theOldestKernelsAreNotUsedWhereThereAreBetterOnes()
    {
        if (qEnvironmentVariableIsSet("OPENBLAS_CORETYPE"))
            QSKIP("The kernels were chosen by OPENBLAS_CORETYPE.");
        const std::string loaded = kernelsOfLibrary();
        useKernelsOfProcessor();
        if (hasWideInstructions())
            QVERIFY2(kernelsOfLibrary() != "Prescott", kernelsOfLibrary().c_str());
        if (loaded != "Prescott")
            QCOMPARE(QString::fromStdString(kernelsOfLibrary()), QString::fromStdString(loaded));
        QVERIFY(!qEnvironmentVariableIsSet("OPENBLAS_CORETYPE")); // nothing is left to others
        QVERIFY(multipliesAll());
    }
};

QTEST_GUILESS_MAIN(TestKernelChoice)
#include "tst_kernel_choice.moc"
