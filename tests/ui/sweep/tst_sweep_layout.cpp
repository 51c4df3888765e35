// SPDX-License-Identifier: GPL-3.0-or-later
// Where the parts of a chart of a sweep lie, counted by hand.
#include "ui/layout/sweep/sweep_layout.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <optional>
#include <random>

namespace {

constexpr ui::SweepRoom kRoom = {
    .left = 100, .top = 20, .right = 80, .bottom = 30, .line = 16, .marker = 10};
constexpr QRectF kArea = {0, 0, 600, 450}; // the plot is 420 x 400 from (100, 20)

ui::SweepData::Point valued(double value)
{
    return {.value = value};
}

// 1, 2 and 4; nothing between 8 and 2; ideal 1, 2, 4.
ui::SweepData twoSeries()
{
    return {.columns = 3,
            .series = {{valued(1), valued(2), valued(4)}, {valued(8), {}, valued(2)}},
            .ideal = {1.0, 2.0, 4.0},
            .logarithmic = true};
}

} // namespace

class TestSweepLayout : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void columnsAreAsFarApart();
    void doublingIsAStepOfALogarithmicAxis();
    void aLinearAxisBeginsAtNothing();
    void namesOfTicksDoNotTouch();
    void lowChartsHaveFewerValuesAndFlatterPiles();
    void whatDoesNotRunLiesAtTheFoot();
    void labelsAtTheEndsDoNotCoverEachOther();
    void whatNowhereRunsHasItsNameToo();
    void cellsOfAMapTileItsPlot();
    void nothingYetIsNoCrash();
};

void TestSweepLayout::columnsAreAsFarApart()
{
    const ui::SweepLinesLayout layout = ui::layoutSweepLines(twoSeries(), kArea, kRoom);
    QCOMPARE(layout.plot, QRectF(100, 20, 420, 400));
    // A marker's width from both edges: 110, 310, 510.
    QCOMPARE(layout.columns, (std::vector<double>{110, 310, 510}));
}

// From 1 to 8 are three doublings: 400 / 3 each.
void TestSweepLayout::doublingIsAStepOfALogarithmicAxis()
{
    const ui::SweepLinesLayout layout = ui::layoutSweepLines(twoSeries(), kArea, kRoom);
    QCOMPARE(layout.ticks.size(), std::size_t{4});
    for (std::size_t i = 0; i < layout.ticks.size(); ++i) {
        QCOMPARE(layout.ticks[i].value, std::exp2(i));
        QCOMPARE(layout.ticks[i].at, 420 - static_cast<double>(i) * 400 / 3);
    }
    QCOMPARE(layout.lines[0].size(), std::size_t{3});
    QCOMPARE(layout.lines[0][1], QPointF(310, 420 - 400.0 / 3));
    QCOMPARE(layout.lines[1].size(), std::size_t{2}); // goes on across what is not there
    QCOMPARE(layout.ideal[2], QPointF(510, 420 - 2 * 400.0 / 3));
}

void TestSweepLayout::aLinearAxisBeginsAtNothing()
{
    ui::SweepData data = twoSeries();
    data.logarithmic = false;
    const ui::SweepLinesLayout layout = ui::layoutSweepLines(data, kArea, kRoom);
    QCOMPARE(layout.ticks.front().value, 0.0);
    QCOMPARE(layout.ticks.front().at, 420.0);
    QVERIFY(layout.ticks.back().value >= 8 && layout.ticks.back().at >= 20 - 1e-9);
    QVERIFY(layout.ticks.size() >= 4 && layout.ticks.size() <= 9);
}

// In a low plot fewer are named; each name is one of those that room is made for.
void TestSweepLayout::namesOfTicksDoNotTouch()
{
    ui::SweepData data = twoSeries();
    data.series[0][0] = valued(1.0 / 64); // from 1/64 to 8 are nine doublings
    for (const bool logarithmic : {true, false}) {
        data.logarithmic = logarithmic;
        const std::vector<double> possible = ui::possibleTicks(data);
        for (const double height : {80.0, 100.0, 140.0, 220.0, 450.0}) {
            for (const double line : {16.0, 24.0, 32.0}) {
                ui::SweepRoom room = kRoom;
                room.line = line;
                const ui::SweepLinesLayout layout =
                    ui::layoutSweepLines(data, {0, 0, 600, height}, room);
                QVERIFY(layout.ticks.size() >= 2 && layout.ticks.size() <= 9);
                QVERIFY(layout.ticks.back().at >= layout.plot.top() - 1e-9);
                for (std::size_t i = 0; i < layout.ticks.size(); ++i) {
                    QVERIFY(std::ranges::find(possible, layout.ticks[i].value) != possible.end());
                    if (i > 0)
                        QVERIFY(layout.ticks[i - 1].at - layout.ticks[i].at >= line ||
                                layout.plot.height() < 1.2 * line);
                }
            }
        }
    }
}

// Five that do not run, and values from 1 to 128, in a chart that is as high as eight lines: as
// with large letters in a small window.
void TestSweepLayout::lowChartsHaveFewerValuesAndFlatterPiles()
{
    for (const bool logarithmic : {true, false}) {
        ui::SweepData data = {.columns = 2, .series = {}, .ideal = {1.0, 128.0}};
        data.logarithmic = logarithmic;
        for (int series = 0; series < 5; ++series)
            data.series.push_back({{.value = {}, .isProblem = true}, valued(1 + 30.0 * series)});
        for (double high = 40 + 8 * kRoom.line; high < 1000; high += 30) {
            const QRectF area(0, 0, 600, high);
            const ui::SweepLinesLayout layout = ui::layoutSweepLines(data, area, kRoom);
            const double whole = layout.foot - layout.plot.top();
            QVERIFY(layout.plot.height() >= whole / 2);
            QVERIFY(layout.ticks.size() >= 2);
            for (std::size_t i = 1; i < layout.ticks.size(); ++i)
                QVERIFY(layout.ticks[i - 1].at - layout.ticks[i].at >= kRoom.line);
            for (const ui::SweepSpot &spot : layout.points)
                QVERIFY(layout.plot.adjusted(0, -1e-9, 0, 1e-9).contains(spot.area.center()));
            for (const ui::SweepSpot &spot : layout.problems)
                QVERIFY(spot.area.top() >= layout.plot.bottom() && spot.area.bottom() <= high);
        }
    }
}

// A pile of two, 16 px each, and half of one of air: the plot ends 40 px higher.
void TestSweepLayout::whatDoesNotRunLiesAtTheFoot()
{
    ui::SweepData data = twoSeries();
    data.series[0][1] = {.value = {}, .isProblem = true};
    data.series[1][1] = {.value = {}, .isProblem = true};
    const ui::SweepLinesLayout layout = ui::layoutSweepLines(data, kArea, kRoom);
    QCOMPARE(layout.foot, 420.0);
    QCOMPARE(layout.plot.bottom(), 380.0);
    QCOMPARE(layout.problems.size(), std::size_t{2});
    for (const ui::SweepSpot &spot : layout.problems) {
        QCOMPARE(spot.column, std::size_t{1});
        QCOMPARE(spot.area.center().x(), 310.0);
        QVERIFY(spot.area.top() >= 380 && spot.area.bottom() <= 420);
    }
    QVERIFY(!layout.problems[0].area.intersects(layout.problems[1].area));
}

void TestSweepLayout::labelsAtTheEndsDoNotCoverEachOther()
{
    std::mt19937 draw(7);
    for (int round = 0; round < 200; ++round) {
        ui::SweepData data = {.columns = 2, .series = {}, .ideal = {1.0, 3.0}};
        for (int series = 0; series < 5; ++series)
            data.series.push_back({valued(1), valued(1 + static_cast<double>(draw() % 4))});
        const ui::SweepLinesLayout layout = ui::layoutSweepLines(data, kArea, kRoom);
        QCOMPARE(layout.labels.size(), std::size_t{6});
        for (std::size_t i = 0; i < layout.labels.size(); ++i) {
            QVERIFY(layout.labels[i].at.y() >= layout.plot.top() - 1e-9);
            QVERIFY(layout.labels[i].at.y() <= layout.plot.bottom() + 1e-9);
            if (i > 0)
                QVERIFY(layout.labels[i].at.y() - layout.labels[i - 1].at.y() >= 16 - 1e-9);
        }
    }
}

// Its markers stand at the foot, and so does its name.
void TestSweepLayout::whatNowhereRunsHasItsNameToo()
{
    ui::SweepData data = twoSeries();
    for (ui::SweepData::Point &point : data.series[1])
        point = {.value = {}, .isProblem = true};
    const ui::SweepLinesLayout layout = ui::layoutSweepLines(data, kArea, kRoom);
    const auto named = std::ranges::find(layout.labels, std::optional<std::size_t>(1),
                                         &ui::SweepLinesLayout::EndLabel::series);
    QVERIFY(named != layout.labels.end());
    QCOMPARE(named->at.y(), layout.foot);
    for (ui::SweepData::Point &point : data.series[0])
        point = {.value = {}, .isProblem = true};
    QCOMPARE(ui::layoutSweepLines(data, kArea, kRoom).labels.size(), std::size_t{2});
}

// 420 / 3 wide; 64 high at most, less a gap of 4 around.
void TestSweepLayout::cellsOfAMapTileItsPlot()
{
    const std::vector<ui::SweepSpot> cells = ui::layoutSweepMap(twoSeries(), kArea, kRoom, 4);
    QCOMPARE(cells.size(), std::size_t{6});
    QCOMPARE(cells[0].area, QRectF(102, 22, 136, 60));
    QCOMPARE(cells[4].area, QRectF(242, 86, 136, 60));
    QCOMPARE(cells[4].series, std::size_t{1});
    QCOMPARE(cells[4].column, std::size_t{1});
}

void TestSweepLayout::nothingYetIsNoCrash()
{
    const ui::SweepData none = {.columns = 3, .series = {{{}, {}, {}}}, .ideal = {}};
    const ui::SweepLinesLayout layout = ui::layoutSweepLines(none, kArea, kRoom);
    QVERIFY(layout.points.empty() && layout.labels.empty() && layout.ticks.empty());
    QCOMPARE(layout.columns.size(), std::size_t{3});
    QVERIFY(ui::layoutSweepLines({}, kArea, kRoom).columns.empty());
    QVERIFY(ui::layoutSweepMap({}, kArea, kRoom, 4).empty());
    const ui::SweepData zero = {.columns = 1, .series = {{valued(0)}}, .ideal = {}};
    QVERIFY(std::isfinite(ui::layoutSweepLines(zero, kArea, kRoom).points[0].area.y()));
}

QTEST_APPLESS_MAIN(TestSweepLayout)
#include "tst_sweep_layout.moc"
