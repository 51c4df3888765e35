// SPDX-License-Identifier: GPL-3.0-or-later
// Turns of a wheel and pinches become whole steps, and nothing of them is lost.
#include "ui/views/scene/detail_steps.h"

#include <QTest>

class TestDetailSteps : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void smallTurnsAddUpToNotches();
    void aTurnBackTakesBackWhatWasGathered();
    void aPinchIsAStepAtThirtyPercent();
    void aPinchOutAndBackIsNoStep();
};

// A notch is 15 degrees, which Qt counts in eighths: 120.
void TestDetailSteps::smallTurnsAddUpToNotches()
{
    ui::DetailSteps steps;
    QCOMPARE(steps.byWheel(50), 0);
    QCOMPARE(steps.byWheel(50), 0);
    QCOMPARE(steps.byWheel(50), 1); // 150: one notch, and 30 are left
    QCOMPARE(steps.byWheel(90), 1);
    QCOMPARE(steps.byWheel(-360), -3);
}

void TestDetailSteps::aTurnBackTakesBackWhatWasGathered()
{
    ui::DetailSteps steps;
    QCOMPARE(steps.byWheel(100), 0);
    QCOMPARE(steps.byWheel(-100), 0);
    QCOMPARE(steps.byWheel(119), 0);
    QCOMPARE(steps.byWheel(1), 1);
}

void TestDetailSteps::aPinchIsAStepAtThirtyPercent()
{
    ui::DetailSteps steps;
    QCOMPARE(steps.byPinch(1.2), 0);
    QCOMPARE(steps.byPinch(1.2), 1); // 1.44
    QCOMPARE(steps.byPinch(1 / 1.2), 0);
    QCOMPARE(steps.byPinch(1 / 1.2), -1);
}

void TestDetailSteps::aPinchOutAndBackIsNoStep()
{
    ui::DetailSteps steps;
    QCOMPARE(steps.byPinch(1.25), 0);
    QCOMPARE(steps.byPinch(1 / 1.25), 0);
    QCOMPARE(steps.byPinch(1.25), 0);
}

QTEST_APPLESS_MAIN(TestDetailSteps)
#include "tst_detail_steps.moc"
