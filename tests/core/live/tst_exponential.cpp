// SPDX-License-Identifier: GPL-3.0-or-later
// The quick functions of floats beside those of the standard library in double.
#include "core/live/compute/exponential.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace core::live;

class TestExponential : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void itIsThatOfTheStandardLibrary();
    void theTangentIsThatOfTheStandardLibrary();
    void whatIsNoNumberStaysNone();
};

void TestExponential::itIsThatOfTheStandardLibrary()
{
    double worst = 0;
    for (float x = -87.0F; x < 88.0F; x += 0.00037F) {
        const double expected = std::exp(static_cast<double>(x));
        worst = std::max(worst, std::abs(static_cast<double>(exponential(x)) / expected - 1));
    }
    QVERIFY2(worst < 0x1p-22, qPrintable(QString::number(worst)));
    QCOMPARE(exponential(0.0F), 1.0F);
    QVERIFY(exponential(-1000.0F) < 2e-38F);
    QVERIFY(exponential(1000.0F) > 1e38F);
}

void TestExponential::theTangentIsThatOfTheStandardLibrary()
{
    double worst = 0;
    for (float x = -50.0F; x < 50.0F; x += 0.00017F) {
        const double expected = std::tanh(static_cast<double>(x));
        worst = std::max(worst, std::abs(static_cast<double>(hyperbolicTangent(x)) - expected));
    }
    QVERIFY2(worst < 0x1p-22, qPrintable(QString::number(worst)));
}

// A run that diverges is found by it.
void TestExponential::whatIsNoNumberStaysNone()
{
    QVERIFY(std::isnan(exponential(std::numeric_limits<float>::quiet_NaN())));
    QVERIFY(std::isnan(hyperbolicTangent(std::numeric_limits<float>::quiet_NaN())));
}

QTEST_GUILESS_MAIN(TestExponential)
#include "tst_exponential.moc"
