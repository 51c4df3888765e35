// SPDX-License-Identifier: GPL-3.0-or-later
// Two steps on one clock, against the definition: the same time, or the same share of each step.
#include "core/analysis/paired_steps.h"

#include <QTest>

#include <random>

using core::Nanos;
using core::Pace;
using core::PairedSteps;

class TestPairedSteps : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void onOneClockTheShorterStepStandsAtItsEnd();
    void atTheSameProgressBothHaveTheSameShareBehindThem();
    void bothEndsAreExact();
    void whatDoesNotRunLeavesTheClockToTheOther();
    void theClockOfAMomentLeadsBackToIt();
};

void TestPairedSteps::onOneClockTheShorterStepStandsAtItsEnd()
{
    const PairedSteps steps{{406}, {425}};
    QCOMPARE(steps.end(), Nanos{425});
    QCOMPARE(steps.momentOfFirst({193}), Nanos{193});
    QCOMPARE(steps.momentOfSecond({193}), Nanos{193});
    QCOMPARE(steps.momentOfFirst({420}), Nanos{406});
    QCOMPARE(steps.momentOfSecond({420}), Nanos{420});
    QCOMPARE((PairedSteps{{425}, {406}}.end()), Nanos{425});
}

// 30 of 40 is three quarters, and so is 75 of 100.
void TestPairedSteps::atTheSameProgressBothHaveTheSameShareBehindThem()
{
    const PairedSteps steps{{100}, {40}, Pace::Progress};
    QCOMPARE(steps.end(), Nanos{40});
    QCOMPARE(steps.momentOfFirst({30}), Nanos{75});
    QCOMPARE(steps.momentOfSecond({30}), Nanos{30});

    std::mt19937_64 random(58872538);
    // Below the square root of what 64 bits hold, since products of two lengths are compared.
    std::uniform_int_distribution<std::int64_t> lengths(1, 3'000'000'000);
    for (int i = 0; i < 1000; ++i) {
        const std::int64_t first = lengths(random);
        const std::int64_t second = lengths(random);
        const std::int64_t clock = std::uniform_int_distribution<std::int64_t>(0, second)(random);
        const Nanos found =
            PairedSteps{{first}, {second}, Pace::Progress}.momentOfFirst(Nanos{clock});
        // |found / first - clock / second| is half a nanosecond of the first step at most, in
        // integers: |found · second - clock · first| <= second / 2, with room for one rounding.
        const std::int64_t off = std::abs(found.count * second - clock * first);
        QVERIFY2(2 * off <= second + 2, qPrintable(QString::number(off)));
    }
}

void TestPairedSteps::bothEndsAreExact()
{
    const std::int64_t first = 9'007'199'254'740'993; // one more than a double can tell
    const PairedSteps steps{{first}, {3}, Pace::Progress};
    QCOMPARE(steps.momentOfFirst({0}), Nanos{0});
    QCOMPARE(steps.momentOfFirst({3}), Nanos{first});
    const PairedSteps alike{{first}, {first}, Pace::Progress};
    QCOMPARE(alike.momentOfFirst({first - 2}), Nanos{first - 2});
}

void TestPairedSteps::whatDoesNotRunLeavesTheClockToTheOther()
{
    for (const Pace pace : {Pace::ClockTime, Pace::Progress}) {
        const PairedSteps onlyFirst{{70}, {0}, pace};
        QCOMPARE(onlyFirst.end(), Nanos{70});
        QCOMPARE(onlyFirst.momentOfFirst({35}), Nanos{35});
        QCOMPARE(onlyFirst.momentOfSecond({35}), Nanos{0});
        const PairedSteps onlySecond{{0}, {70}, pace};
        QCOMPARE(onlySecond.end(), Nanos{70});
        QCOMPARE(onlySecond.momentOfFirst({35}), Nanos{0});
        QCOMPARE((PairedSteps{{0}, {0}, pace}.end()), Nanos{0});
    }
}

void TestPairedSteps::theClockOfAMomentLeadsBackToIt()
{
    const PairedSteps steps{{100}, {40}, Pace::Progress};
    QCOMPARE(steps.clockOf({100}, {75}), Nanos{30});
    QCOMPARE(steps.clockOf({40}, {30}), Nanos{30});
    const PairedSteps clock{{100}, {40}};
    QCOMPARE(clock.clockOf({100}, {75}), Nanos{75});
}

QTEST_APPLESS_MAIN(TestPairedSteps)
#include "tst_paired_steps.moc"
