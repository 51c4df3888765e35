// SPDX-License-Identifier: GPL-3.0-or-later
// Where the parts of a chart of a sweep lie, counted by hand.
#include "tests/ui/shell/text_recorder.h"
#include "ui/views/charts/chart_theme.h"
#include "ui/views/charts/sweep_plot.h"

#include <QTest>

#include <qcustomplot.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <random>

namespace {

constexpr QSize kSize = {600, 450};
constexpr double kMarker = 10; // across: points stay as far from the sides
constexpr double kEdge = 6;    // above the highest value and below the lowest

ui::SweepData::Point valued(double value)
{
    return {.value = value};
}

constexpr ui::SweepData::Point kProblem = {.value = {}, .isProblem = true};

// 1, 2 and 4; nothing between 8 and 2; ideal 1, 2, 4.
ui::SweepData twoSeries()
{
    return {.columns = 3,
            .series = {{valued(1), valued(2), valued(4)}, {valued(8), {}, valued(2)}},
            .ideal = {1.0, 2.0, 4.0},
            .logarithmic = true};
}

// Series a, b … over columns 10, 11 …
ui::SweepWords wordsOf(const ui::SweepData &data)
{
    ui::SweepWords words;
    words.metric = QStringLiteral("figure");
    words.ideal = QStringLiteral("ideal");
    for (std::size_t column = 0; column < data.columns; ++column)
        words.columns.append(QString::number(10 + column));
    for (std::size_t series = 0; series < data.series.size(); ++series) {
        words.series.append(QString(QChar(u'a' + int(series))));
        words.cells.push_back(words.columns);
    }
    words.value = [](double value) { return QString::number(value); };
    return words;
}

// A chart of lines or a map, that is never shown.
struct Chart
{
    explicit Chart(const ui::SweepData &data, ui::SweepShape shape = ui::SweepShape::Lines,
                   QSize size = kSize, double scale = 1)
    {
        look.scale = scale;
        plot.setViewport(QRect(QPoint(), size));
        spots = ui::fillSweepPlot(plot, data, wordsOf(data), shape, look);
    }
    [[nodiscard]] QRectF axes() const // values are measured from the last row of pixels
    {
        return QRectF(plot.axisRect()->rect()).translated(0, -1);
    }
    [[nodiscard]] double y(double value) const { return plot.yAxis->coordToPixel(value); }
    [[nodiscard]] QPointF at(std::size_t series, std::size_t column) const
    {
        const auto spot = std::ranges::find_if(spots, [&](const ui::SweepSpot &each) {
            return each.series == series && each.column == column;
        });
        return spot == spots.end() ? QPointF() : spot->area.center();
    }
    [[nodiscard]] std::vector<double> ticks() const
    {
        const auto ticker = plot.yAxis->ticker().dynamicCast<QCPAxisTickerText>();
        const QList<double> keys = ticker->ticks().keys();
        return {keys.begin(), keys.end()};
    }
    // Where these words are painted.
    [[nodiscard]] std::vector<QRectF> boxesOf(const QStringList &words)
    {
        TextRecorder recorder(plot.viewport().size(), kVectorEngine);
        QPainter painter(&recorder);
        ui::drawPlot(plot, painter, plot.viewport());
        painter.end();
        std::vector<QRectF> boxes;
        for (const RecordedText &text : recorder.texts()) {
            if (words.contains(text.text))
                boxes.push_back(text.whole);
        }
        return boxes;
    }
    [[nodiscard]] std::vector<QPointF> painted(const QStringList &words)
    {
        std::vector<QPointF> places;
        for (const QRectF &box : boxesOf(words))
            places.push_back(box.center());
        return places;
    }

    ui::Look look;
    QCustomPlot plot;
    std::vector<ui::SweepSpot> spots;
};

bool isNear(double a, double b)
{
    return std::abs(a - b) < 1e-6;
}

} // namespace

class TestSweepPlot : public QObject
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
    void wordsOfNarrowCellsAreWhole();
    void theNameOfTheFigureIsWhole();
    void oneRingAtATime();
    void nothingYetIsNoCrash();
};

// A marker's width from both edges.
void TestSweepPlot::columnsAreAsFarApart()
{
    const Chart chart(twoSeries());
    const double left = chart.axes().left() + kMarker;
    const double right = chart.axes().right() - kMarker;
    QVERIFY(isNear(chart.at(0, 0).x(), left));
    QVERIFY(isNear(chart.at(0, 1).x(), (left + right) / 2));
    QVERIFY(isNear(chart.at(0, 2).x(), right));
    QVERIFY(left > 0 && right < kSize.width() - 2 * kMarker); // names of values, and of lines
}

// From 1 to 8 are three doublings, inside of both edges.
void TestSweepPlot::doublingIsAStepOfALogarithmicAxis()
{
    const Chart chart(twoSeries());
    QCOMPARE(chart.ticks(), (std::vector<double>{1, 2, 4, 8}));
    const double step = (chart.axes().height() - 2 * kEdge) / 3;
    for (std::size_t column = 0; column < 3; ++column)
        QVERIFY(isNear(chart.at(0, column).y(),
                       chart.axes().bottom() - kEdge - static_cast<double>(column) * step));
    QVERIFY(isNear(chart.at(1, 0).y(), chart.axes().top() + kEdge));
    QCOMPARE(chart.spots.size(), std::size_t{5});
    // The ideal, the lines, the markers; a line goes on across what is not there.
    QCOMPARE(chart.plot.graphCount(), 5);
    const std::array counts = {3, 3, 2, 3, 2};
    for (int graph = 0; graph < 5; ++graph)
        QCOMPARE(chart.plot.graph(graph)->dataCount(), counts.at(std::size_t(graph)));
}

void TestSweepPlot::aLinearAxisBeginsAtNothing()
{
    ui::SweepData data = twoSeries();
    data.logarithmic = false;
    const Chart chart(data);
    const std::vector<double> ticks = chart.ticks();
    QCOMPARE(ticks, (std::vector<double>{0, 2, 4, 6, 8}));
    QVERIFY(isNear(chart.y(0), chart.axes().bottom() - kEdge));
    QVERIFY(isNear(chart.y(8), chart.axes().top() + kEdge));
    // After another figure of the same plot, and back.
    ui::Look look;
    Chart again(twoSeries());
    (void)ui::fillSweepPlot(again.plot, data, wordsOf(data), ui::SweepShape::Lines, look);
    QVERIFY(isNear(again.y(4), chart.y(4)));
    QCOMPARE(again.plot.graphCount(), 5);
}

// In a low plot fewer are named; each name is one of those that room is made for.
void TestSweepPlot::namesOfTicksDoNotTouch()
{
    ui::SweepData data = twoSeries();
    data.series[0][0] = valued(1.0 / 64); // from 1/64 to 8 are nine doublings
    for (const bool logarithmic : {true, false}) {
        data.logarithmic = logarithmic;
        const std::vector<double> possible = ui::possibleTicks(data);
        for (const double height : {30.0, 50.0, 90.0, 170.0, 400.0}) {
            for (const double line : {16.0, 24.0, 32.0}) {
                const std::vector<double> ticks = ui::sweepTicks(data, height, line);
                QVERIFY(ticks.size() >= 2 && ticks.size() <= 9);
                QVERIFY(ticks.front() <= 1.0 / 64 && ticks.back() >= 8);
                QVERIFY(height / static_cast<double>(ticks.size() - 1) >= line ||
                        height < 1.2 * line);
                for (const double tick : ticks)
                    QVERIFY(std::ranges::find(possible, tick) != possible.end());
            }
        }
    }
}

// Five that do not run, and values from 1 to 128, in a chart that is as high as eight lines: as
// with large letters in a small window.
void TestSweepPlot::lowChartsHaveFewerValuesAndFlatterPiles()
{
    for (const bool logarithmic : {true, false}) {
        ui::SweepData data = {.columns = 2, .series = {}, .ideal = {1.0, 128.0}};
        data.logarithmic = logarithmic;
        for (int series = 0; series < 5; ++series)
            data.series.push_back({kProblem, valued(1 + 30.0 * series)});
        for (int high = 40 + 9 * 17; high < 1000; high += 30) {
            const Chart chart(data, ui::SweepShape::Lines, {600, high});
            const std::vector<double> ticks = chart.ticks();
            QVERIFY(ticks.size() >= 2);
            const double foot = chart.y(ticks.front());
            QVERIFY(foot - chart.y(ticks.back()) >= chart.axes().height() / 2 - kEdge);
            for (std::size_t i = 1; i < ticks.size(); ++i)
                QVERIFY(chart.y(ticks[i - 1]) - chart.y(ticks[i]) >= 16);
            for (const ui::SweepSpot &spot : chart.spots) {
                const double y = spot.area.center().y();
                if (data.series[spot.series][spot.column].isProblem)
                    QVERIFY(spot.area.top() >= foot && spot.area.bottom() <= chart.axes().bottom());
                else
                    QVERIFY(y <= foot + 1e-6 && y >= chart.y(ticks.back()) - 1e-6);
            }
        }
    }
}

// A pile of two, 16 px each, and half of one of air.
void TestSweepPlot::whatDoesNotRunLiesAtTheFoot()
{
    ui::SweepData data = twoSeries();
    data.series[0][1] = kProblem;
    data.series[1][1] = kProblem;
    const ui::SweepPiles piles = ui::pileProblems(data, {110, 310, 510}, 420, 400, 10);
    QCOMPARE(piles.height, 40.0);
    QCOMPARE(piles.spots.size(), std::size_t{2});
    QCOMPARE(piles.spots[0].area, QRectF(303, 405, 14, 14));
    QCOMPARE(piles.spots[1].area, QRectF(303, 389, 14, 14));
    const Chart chart(data);
    QVERIFY(isNear(chart.y(1), chart.axes().bottom() - 40)); // the lowest value above them
    QVERIFY(isNear(chart.at(1, 1).y(), chart.axes().bottom() - 24));
}

// Six names, some of them at the same value: in the order of the values, a line apart.
void TestSweepPlot::labelsAtTheEndsDoNotCoverEachOther()
{
    std::mt19937 draw(7);
    for (int round = 0; round < 200; ++round) {
        std::vector<ui::SweepEndLabel> labels;
        for (std::size_t series = 0; series < 6; ++series)
            labels.push_back({series, 20 + 100 * static_cast<double>(draw() % 5)});
        const std::vector<ui::SweepEndLabel> before = labels;
        ui::spreadLabels(labels, 16, 20, 420);
        QCOMPARE(labels.size(), before.size());
        for (std::size_t i = 0; i < labels.size(); ++i) {
            QVERIFY(labels[i].y >= 20 - 1e-9 && labels[i].y <= 420 + 1e-9);
            if (i == 0)
                continue;
            QVERIFY(labels[i].y - labels[i - 1].y >= 16 - 1e-9);
            QVERIFY(before[*labels[i].series].y >= before[*labels[i - 1].series].y);
        }
    }
    // In the picture: both lines and the ideal end at 4 and at 2.
    Chart chart(twoSeries());
    const std::vector<QPointF> names =
        chart.painted({QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("ideal")});
    QCOMPARE(names.size(), std::size_t{3});
    for (const QPointF &name : names)
        QVERIFY(name.x() > chart.axes().right());
    QVERIFY(std::abs(names[0].y() - names[1].y()) >= 12);
}

// Its markers stand at the foot, and so does its name.
void TestSweepPlot::whatNowhereRunsHasItsNameToo()
{
    ui::SweepData data = twoSeries();
    for (ui::SweepData::Point &point : data.series[1])
        point = kProblem;
    Chart chart(data);
    const std::vector<QPointF> name = chart.painted({QStringLiteral("b")});
    QCOMPARE(name.size(), std::size_t{1});
    QVERIFY(std::abs(name[0].y() - chart.axes().bottom()) < 3);
    for (ui::SweepData::Point &point : data.series[0])
        point = kProblem;
    data.ideal.clear();
    Chart none(data);
    QVERIFY(none.ticks().empty());
    QCOMPARE(none.painted({QStringLiteral("a"), QStringLiteral("b")}).size(), std::size_t{2});
}

// A third of the width each; 68 high at most; 1.5 px of air on all sides.
void TestSweepPlot::cellsOfAMapTileItsPlot()
{
    Chart chart(twoSeries(), ui::SweepShape::Map);
    QCOMPARE(chart.spots.size(), std::size_t{6});
    const QRectF axes = chart.axes();
    QCOMPARE(axes.height(), 2 * 68.0);
    const double wide = axes.width() / 3;
    for (const ui::SweepSpot &cell : chart.spots) {
        const QRectF area = {axes.left() + static_cast<double>(cell.column) * wide,
                             axes.top() + static_cast<double>(cell.series) * 68, wide, 68};
        const QRectF inner = area.adjusted(1.5, 1.5, -1.5, -1.5);
        QVERIFY(isNear(cell.area.left(), inner.left()) && isNear(cell.area.top(), inner.top()));
        QVERIFY(isNear(cell.area.right(), inner.right()) &&
                isNear(cell.area.bottom(), inner.bottom()));
    }
    QVERIFY(isNear(axes.right(), kSize.width() - 4));
    // Columns are named below, rows from above beside the cells; each cell has its word.
    QCOMPARE(chart.painted({QStringLiteral("11")}).size(), std::size_t{3});
    const std::vector<QPointF> rows = chart.painted({QStringLiteral("a"), QStringLiteral("b")});
    QCOMPARE(rows.size(), std::size_t{2});
    QVERIFY(rows[0].y() < axes.top() + 68 && rows[1].y() > axes.top() + 68);
    QVERIFY(rows[0].x() < axes.left());
}

// Over the names at the ends of lines as well, where the axes are narrower than it.
void TestSweepPlot::theNameOfTheFigureIsWhole()
{
    int narrower = 0;
    for (int wide = 110; wide <= 400; wide += 5) {
        Chart chart(twoSeries(), ui::SweepShape::Lines, {wide, 300});
        TextRecorder recorder(chart.plot.viewport().size(), kVectorEngine);
        QPainter painter(&recorder);
        ui::drawPlot(chart.plot, painter, chart.plot.viewport());
        painter.end();
        const auto title =
            std::ranges::find(recorder.texts(), QStringLiteral("figure"), &RecordedText::text);
        if (wide - chart.axes().left() < 45)
            continue; // no room for it at all
        QVERIFY2(title != recorder.texts().end(), qPrintable(QString::number(wide)));
        QVERIFY(title->box.width() > title->whole.width() - 1);
        if (title->whole.width() > chart.axes().width())
            ++narrower;
    }
    QVERIFY(narrower > 0);
}

// Words of a map are whole or not there; before they go they are smaller, and all as large.
void TestSweepPlot::wordsOfNarrowCellsAreWhole()
{
    std::size_t smaller = 0;
    std::size_t least = 6;
    double usual = 0;
    for (int wide = 400; wide >= 50; --wide) {
        Chart chart(twoSeries(), ui::SweepShape::Map, {wide, 300});
        std::vector<QRectF> boxes =
            chart.boxesOf({QStringLiteral("10"), QStringLiteral("11"), QStringLiteral("12")});
        std::erase_if(boxes, [bottom = chart.axes().bottom()](const QRectF &box) {
            return box.center().y() > bottom; // names of columns
        });
        for (const QRectF &box : boxes) {
            QCOMPARE(box.height(), boxes.front().height());
            QVERIFY(std::ranges::any_of(chart.spots, [&box](const ui::SweepSpot &cell) {
                return cell.area.left() <= box.left() + 0.5 &&
                       box.right() <= cell.area.right() + 0.5;
            }));
        }
        if (wide == 400)
            usual = boxes.front().height();
        if (boxes.size() == 6 && boxes.front().height() < usual)
            ++smaller;
        least = std::min(least, boxes.size());
    }
    QVERIFY(usual > 0);
    QVERIFY(smaller > 0);
    QCOMPARE(least, std::size_t{0});
}

void TestSweepPlot::oneRingAtATime()
{
    Chart chart(twoSeries());
    const int before = chart.plot.itemCount();
    for (int i = 0; i < 3; ++i) {
        ui::ringOnSweepPlot(chart.plot, chart.spots.front().area, chart.look);
        QCOMPARE(chart.plot.itemCount(), before + 1);
    }
    ui::ringOnSweepPlot(chart.plot, {}, chart.look);
    QCOMPARE(chart.plot.itemCount(), before);
}

void TestSweepPlot::nothingYetIsNoCrash()
{
    const ui::SweepData none = {.columns = 3, .series = {{{}, {}, {}}}, .ideal = {}};
    QVERIFY(Chart(none).spots.empty() && Chart(none).ticks().empty());
    QCOMPARE(Chart(none, ui::SweepShape::Map).spots.size(), std::size_t{3});
    QVERIFY(Chart(ui::SweepData()).spots.empty());
    QVERIFY(Chart(ui::SweepData(), ui::SweepShape::Map).spots.empty());
    const ui::SweepData zero = {.columns = 1, .series = {{valued(0)}}, .ideal = {}};
    const Chart chart(zero);
    QVERIFY(isNear(chart.at(0, 0).x(), chart.axes().center().x()));
    QVERIFY(isNear(chart.at(0, 0).y(), chart.axes().bottom() - kEdge));
}

QTEST_MAIN(TestSweepPlot)
#include "tst_sweep_plot.moc"
