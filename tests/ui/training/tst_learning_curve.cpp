// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/layout/training/learning_curve.h"
#include "ui/views/charts/learning_chart.h"

#include <QHelpEvent>
#include <QTest>
#include <QToolTip>
#include <qcustomplot.h>

#include <algorithm>
#include <cmath>
#include <limits>

using namespace ui;

class TestLearningCurve : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void peaksSurviveThinning();
    void theLastStepIsKept();
    void fewStepsAreAllThere();
    void theAxisGrowsWithTheSteps();
    void theAxisReachesBeyondThePlannedSteps();
    void whatIsNotFiniteDoesNotStretchTheAxis();
    void runsAreComparedOverTheStepsThatBothMade();
    void theLargestDifferenceIsRelativeToTheLargerLoss();
    void aRunThatGrowsIsDrawnOn();
    void labelsOfStepsDoNotTouch();
    void theTipTellsTheLastTest();
};

namespace {

bool has(const std::vector<CurvePoint> &points, double step, double value)
{
    return std::ranges::any_of(points, [&](const CurvePoint &point) {
        return point.step == step && point.value == value;
    });
}

} // namespace

void TestLearningCurve::peaksSurviveThinning()
{
    std::vector<double> values(1000, 1.0);
    values[537] = 9;
    values[211] = -5;
    const std::vector<CurvePoint> points = thinned(values, 50);
    QVERIFY(points.size() <= 101);
    QVERIFY(has(points, 537, 9));
    QVERIFY(has(points, 211, -5));
    QVERIFY(std::ranges::is_sorted(points, {}, &CurvePoint::step));
}

void TestLearningCurve::theLastStepIsKept()
{
    for (const int count : {1, 2, 49, 50, 51, 99, 100, 101, 997, 1000}) {
        std::vector<double> values;
        for (int i = 0; i < count; ++i)
            values.push_back(std::sin(i)); // the last is seldom an extreme
        const std::vector<CurvePoint> points = thinned(values, 50);
        QCOMPARE(points.back().step, count - 1.0);
        QCOMPARE(points.back().value, values.back());
        QVERIFY(points.size() <= 101);
    }
    // Also right behind the highest of all.
    const std::vector<CurvePoint> few = thinned({0, 5, 9, 4}, 1);
    QCOMPARE(few.back().step, 3.0);
    QCOMPARE(few.back().value, 4.0);
}

void TestLearningCurve::fewStepsAreAllThere()
{
    const std::vector<double> values = {3, 1, 2};
    const std::vector<CurvePoint> points = thinned(values, 50);
    QCOMPARE(points.size(), values.size());
    for (std::size_t i = 0; i < values.size(); ++i)
        QVERIFY(has(points, static_cast<double>(i), values[i]));
    QVERIFY(thinned({}, 50).empty());
}

// 40, 80, 160, …: the first that is at least 1.3 times what was made, as the drawing of the mode
// has it (step 121 of 200 on an axis to 160).
void TestLearningCurve::theAxisGrowsWithTheSteps()
{
    QCOMPARE(lastShownStep(200, 121), std::int64_t{160});
    QCOMPARE(lastShownStep(200, 124), std::int64_t{200}); // 161.2; no more than planned
    QCOMPARE(lastShownStep(800, 0), std::int64_t{40});
    QCOMPARE(lastShownStep(800, 31), std::int64_t{80});
    QCOMPARE(lastShownStep(800, 100), std::int64_t{160});
    QCOMPARE(lastShownStep(30, 3), std::int64_t{30});
    for (std::int64_t made = 31; made <= 10'000; ++made) { // 3/8 of the width or more
        const std::int64_t last = lastShownStep(10'000, made);
        QVERIFY(last <= 10'000 && 8 * made >= 3 * last && last >= made);
    }
}

// The next multiple of a fifth of the power of ten.
void TestLearningCurve::theAxisReachesBeyondThePlannedSteps()
{
    QCOMPARE(lastShownStep(250, 250), std::int64_t{250});
    QCOMPARE(lastShownStep(250, 251), std::int64_t{260});
    QCOMPARE(lastShownStep(1000, 1001), std::int64_t{1200});
    QCOMPARE(lastShownStep(0, 0), std::int64_t{1});
}

void TestLearningCurve::whatIsNotFiniteDoesNotStretchTheAxis()
{
    LearningCurve curve;
    curve.loss = {2, std::numeric_limits<double>::infinity(), 3, std::nan("")};
    QCOMPARE(highestLoss(curve), 3.0);
    curve.loss.push_back(1e9); // a start that went wrong is cut off at 1000
    QCOMPARE(highestLoss(curve), 1000.0);
    QCOMPARE(highestLoss({}), 0.0);
    // Of a run that diverged: twice the first loss, so that a kept run is not pressed flat.
    curve.loss = {2.4, 0.1, 46981};
    curve.diverged = true;
    QCOMPARE(highestLoss(curve), 4.8);
}

void TestLearningCurve::runsAreComparedOverTheStepsThatBothMade()
{
    LearningCurve a;
    a.loss = {2, 1, 0.5};
    a.prints = {7, 8, 9};
    LearningCurve b;
    b.loss = {2, 1};
    b.prints = {7, 8};
    QVERIFY(compare(a, b).equal);
    QCOMPARE(compare(a, b).steps, std::int64_t{2});
    QCOMPARE(compare(a, b).largest, 0.0);
    b.loss[1] = 0.75;
    b.prints[1] = 10;
    QVERIFY(!compare(a, b).equal);
    QCOMPARE(compare(a, b).largest, 0.25); // of 1
    QVERIFY(!compare(a, {}).equal);
    QCOMPARE(compare(a, {}).steps, std::int64_t{0});
}

void TestLearningCurve::aRunThatGrowsIsDrawnOn()
{
    LearningChart chart(LearningChart::What::Loss);
    chart.resize(360, 160);
    auto kept = std::make_shared<LearningCurve>();
    kept->loss = {4, 3, 2};
    auto current = std::make_shared<LearningCurve>();
    current->loss = {2};
    const auto points = [&chart](int graph) { return chart.plot().graph(graph)->dataCount(); };
    chart.setCurves({current}, 10);
    QCOMPARE(points(0), 1);
    chart.setCurves({kept, current}, 10);
    QCOMPARE(points(0), 3);
    QCOMPARE(points(1), 1);
    QVERIFY(chart.plot().yAxis->range().upper >= 4);
    current->loss.push_back(1);
    chart.setCurves({kept, current}, 10);
    QCOMPARE(points(0), 3);
    QCOMPARE(points(1), 2);
    chart.setCurves({current}, 10); // forgotten
    QCOMPARE(points(0), 2);
    QCOMPARE(points(1), 0);
    QVERIFY(chart.plot().yAxis->range().upper < 4);
}

// At 200 % beside the spirals the chart is 95 pixels of 100 % wide.
void TestLearningCurve::labelsOfStepsDoNotTouch()
{
    for (const int zoom : {1, 2}) {
        for (const int width : {95, 120, 160, 240, 480, 900}) {
            for (const std::int64_t steps : {7, 60, 600, 2400, 80'000}) {
                LearningChart chart(LearningChart::What::Accuracy);
                Look look;
                look.scale = zoom;
                chart.setLook(look);
                chart.resize(width * zoom, 140 * zoom);
                chart.setCurves({std::make_shared<LearningCurve>()}, steps);
                chart.show();
                QCustomPlot &plot = *chart.findChild<QCustomPlot *>();
                plot.replot();
                QVector<double> ticks;
                QVector<QString> labels;
                plot.xAxis->ticker()->generate(plot.xAxis->range(), QLocale::c(), u'f', 0, ticks,
                                               nullptr, &labels);
                const QFontMetricsF metrics(plot.xAxis->tickLabelFont());
                double end = -1e9;
                int shown = 0;
                for (qsizetype i = 0; i < ticks.size(); ++i) {
                    if (!plot.xAxis->range().contains(ticks[i]))
                        continue;
                    const double half = metrics.horizontalAdvance(labels[i]) / 2;
                    const double middle = plot.xAxis->coordToPixel(ticks[i]);
                    QVERIFY2(middle - half > end + 2,
                             qPrintable(QStringLiteral("%1 of %2 steps in %3 pixels")
                                            .arg(labels[i])
                                            .arg(steps)
                                            .arg(width)));
                    end = middle + half;
                    ++shown;
                }
                QVERIFY(shown >= (width >= 160 ? 2 : 1));
            }
        }
    }
}

void TestLearningCurve::theTipTellsTheLastTest()
{
    LearningChart chart(LearningChart::What::Accuracy);
    chart.resize(360, 160);
    auto curve = std::make_shared<LearningCurve>();
    curve->loss.resize(20);
    curve->tested = {{0, 0.25}, {10, 0.5}};
    chart.setCurves({curve}, 20);
    chart.show();
    auto *plot = chart.findChild<QCustomPlot *>();
    const auto tipAt = [&](double step) {
        const QPoint at(qRound(plot->xAxis->coordToPixel(step)), plot->height() / 2);
        QHelpEvent help(QEvent::ToolTip, at, plot->mapToGlobal(at));
        QCoreApplication::sendEvent(plot, &help);
        return QToolTip::text();
    };
    QVERIFY(QTest::qWaitForWindowExposed(&chart));
    plot->replot();
    QVERIFY2(tipAt(5).contains(QStringLiteral("25 %")), qPrintable(tipAt(5)));
    QVERIFY2(tipAt(12).contains(QStringLiteral("50 %")), qPrintable(tipAt(12)));
}

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

QTEST_MAIN(TestLearningCurve)
#include "tst_learning_curve.moc"
