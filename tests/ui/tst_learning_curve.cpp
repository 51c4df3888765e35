// SPDX-License-Identifier: GPL-3.0-or-later
// How alike two training runs are.
#include "ui/layout/training/learning_curve.h"

#include <QTest>

class TestLearningCurve : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theLargestDifferenceIsRelativeToTheLargerLoss();
    void runsAreComparedOverTheStepsThatBothMade();
};

// |2 - 1| / 2 and |3 - 4| / 4, whichever run is named first.
void TestLearningCurve::theLargestDifferenceIsRelativeToTheLargerLoss()
{
    ui::LearningCurve a;
    ui::LearningCurve b;
    a.loss = {2, 3, 5};
    b.loss = {1, 4, 5};
    QCOMPARE(ui::compare(a, b).largest, 0.5);
    QCOMPARE(ui::compare(b, a).largest, 0.5);
    a.loss = {3};
    b.loss = {4};
    QCOMPARE(ui::compare(a, b).largest, 0.25);
    QCOMPARE(ui::compare(b, a).largest, 0.25);
}

void TestLearningCurve::runsAreComparedOverTheStepsThatBothMade()
{
    ui::LearningCurve a;
    ui::LearningCurve b;
    a.prints = {"one", "two", "three"};
    b.prints = {"one", "two"};
    QVERIFY(ui::compare(a, b).equal);
    QCOMPARE(ui::compare(a, b).steps, std::int64_t{2});
    b.prints[1] = "2";
    QVERIFY(!ui::compare(a, b).equal);
    QCOMPARE(ui::compare(a, b).firstDifference, std::int64_t{1});
}

QTEST_APPLESS_MAIN(TestLearningCurve)
#include "tst_learning_curve.moc"
