// SPDX-License-Identifier: GPL-3.0-or-later
#include "hand_drawn.h"
#include "ui/layout/timeline/timeline_batch.h"
#include "ui/layout/timeline/timeline_layout.h"
#include "ui/paint/theme.h"
#include "ui/paint/timeline/timeline_painter.h"
#include "ui/paint/timeline/timeline_rows.h"

#include <QGuiApplication>
#include <QImage>
#include <QPainter>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <utility>

using namespace handdrawn;

class TimelineLayoutTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyCellLiesWhereTheHandDrawnScheduleSays();
    void idleTimeIsTheGroundAndNotACell();
    void nothingLiesOutsideTheVisibleTime();
    void spansNarrowerThanAPixelMergeIntoOneStripWithExactShares();
    void aStripStacksItsSharesWithIdleTimeOnTop();
    void aLowStripIsTheTimeWeightedMixOfItsLight();
    void aWaitForGradientsIsSyncOnlyWhileACollectiveRuns();
    void aCollectiveBesideWorkIsAThinLine();
    void rowsThatDoNotFitScroll();
    void rowsGetLowerBeforeOneIsHidden();
    void thePointerFindsTheSpanUnderIt();
    void zoomingKeepsTheTimeUnderThePointer();
    void panningStaysWithinTheStep();
    void ticksAreRoundAndInOneUnit();
    void aMomentHasTheDecimalsOfItsZoom();
    void aCellThatTheEdgeCutsGoesOn();
};

// A body of exactly this many pixels, at x = 67.
static ui::TimelineViewport viewportOf(double bodyWidth, double height, core::Nanos stop)
{
    ui::TimelineViewport viewport;
    viewport.size = {1000, height};
    viewport.size.rwidth() += bodyWidth - viewport.body().width();
    return ui::fitted(viewport, stop);
}

void TimelineLayoutTest::everyCellLiesWhereTheHandDrawnScheduleSays()
{
    const core::Snapshot snapshot = oneForwardOneBackward();
    const ui::TimelineLayout layout =
        ui::layoutTimeline(snapshot, viewportOf(600, 150, {6 * kUnit}));
    const double left = layout.viewport.body().left();
    struct Expected
    {
        int row, begin;
        ui::WorkClass work;
        int microBatch;
    };
    using enum ui::WorkClass;
    const std::vector<Expected> expected = {
        {0, 0, Forward, 0}, {0, 1, Forward, 1},  {0, 3, Backward, 0}, {0, 5, Backward, 1},
        {1, 1, Forward, 0}, {1, 2, Backward, 0}, {1, 3, Forward, 1},  {1, 4, Backward, 1}};
    QCOMPARE(layout.rows.size(), std::size_t(2));
    QCOMPARE(layout.cells.size(), expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
        const ui::TimelineCell &cell = layout.cells[i];
        QCOMPARE(cell.row, expected[i].row);
        QCOMPARE(cell.work, expected[i].work);
        QCOMPARE(cell.microBatch, expected[i].microBatch);
        // 600 pixels for 6 units.
        QVERIFY(std::abs(cell.rect.left() - (left + 100.0 * expected[i].begin)) < 1e-6);
        QVERIFY(std::abs(cell.rect.width() - 100) < 1e-6);
        QCOMPARE(cell.rect.top(), layout.rows[std::size_t(cell.row)].rect.top());
    }
    QVERIFY(layout.rows[0].rect.bottom() < layout.rows[1].rect.top());
    QVERIFY(layout.rows[0].rect.height() >= 20 && layout.rows[0].rect.height() <= 44);
}

void TimelineLayoutTest::idleTimeIsTheGroundAndNotACell()
{
    const core::Snapshot snapshot = oneForwardOneBackward();
    const ui::TimelineLayout layout =
        ui::layoutTimeline(snapshot, viewportOf(600, 150, {6 * kUnit}));
    QVERIFY(std::ranges::none_of(layout.cells, [](const ui::TimelineCell &cell) {
        return cell.work == ui::WorkClass::Idle;
    }));
    // The busiest rank works 4 of 6 units.
    QCOMPARE(layout.ideal.value_or(core::Nanos{}).count, 4 * kUnit);
}

void TimelineLayoutTest::nothingLiesOutsideTheVisibleTime()
{
    const core::Snapshot snapshot = oneForwardOneBackward();
    ui::TimelineViewport viewport = viewportOf(600, 150, {6 * kUnit});
    viewport.begin = {3 * kUnit / 2};
    viewport.end = {9 * kUnit / 2};
    const ui::TimelineLayout layout = ui::layoutTimeline(snapshot, viewport);
    const QRectF body = viewport.body().adjusted(-1e-6, 0, 1e-6, 0);
    QVERIFY(!layout.cells.empty());
    for (const ui::TimelineCell &cell : layout.cells) {
        QVERIFY(body.contains(cell.rect));
        QVERIFY(cell.end > viewport.begin && cell.begin < viewport.end);
    }
    // Cut at 1.5: the second forward of rank 0 keeps half of its 200 pixels a unit.
    QVERIFY(std::abs(layout.cells.front().rect.width() - 100) < 1e-6);
    for (const ui::TimeTick &tick : layout.ticks)
        QVERIFY(tick.time >= viewport.begin && tick.time <= viewport.end);
}

// count times three units of forward and one of idle time.
static core::Snapshot manyShortSpans(int count)
{
    std::vector<DrawnSpan> spans;
    for (int i = 0; i < count; ++i) {
        spans.push_back({4 * i, 4 * i + 3, core::SpanKind::Forward, 0});
        spans.push_back({4 * i + 3, 4 * i + 4, core::SpanKind::Wait, 0});
    }
    return snapshotOf({spans}, 4 * count, 1);
}

void TimelineLayoutTest::spansNarrowerThanAPixelMergeIntoOneStripWithExactShares()
{
    // Eight pairs to each of 500 pixels.
    const core::Snapshot snapshot = manyShortSpans(4000);
    const ui::TimelineLayout layout =
        ui::layoutTimeline(snapshot, viewportOf(500, 100, {16000 * kUnit}));
    QVERIFY(layout.cells.empty());
    QCOMPARE(layout.strips.size(), std::size_t(1));
    QCOMPARE(layout.strips[0].pixels.size(), std::size_t(500));
    for (const auto &pixel : layout.strips[0].pixels) {
        QVERIFY(std::abs(pixel[std::size_t(ui::WorkClass::Forward)] - 0.75F) < 1e-3F);
        QVERIFY(std::abs(pixel[std::size_t(ui::WorkClass::Idle)] - 0.25F) < 1e-3F);
    }
}

// The pixels of the first row, as a picture of this height.
static QImage paintedRow(const core::Snapshot &snapshot, double height, core::Nanos stop)
{
    ui::TimelineViewport viewport = viewportOf(500, height, stop);
    const ui::TimelineLayout layout = ui::layoutTimeline(snapshot, viewport);
    QImage image(layout.viewport.size.toSize(), QImage::Format_RGB32);
    QPainter painter(&image);
    ui::paintTimelineRows(painter, layout, layout.stop, ui::Look());
    painter.end();
    return image.copy(layout.rows[0].rect.toRect());
}

void TimelineLayoutTest::aStripStacksItsSharesWithIdleTimeOnTop()
{
    // Three quarters forward: of a row of n pixels the lowest 0.75 n, to a part of a pixel.
    const core::Snapshot snapshot = manyShortSpans(4000);
    const ui::Theme theme = ui::Look().theme;
    const QImage row = paintedRow(snapshot, 100, {16000 * kUnit});
    QVERIFY(row.height() >= 6);
    for (const int x : {0, 137, 250, 499}) {
        QCOMPARE(row.pixelColor(x, row.height() - 1), theme.forward);
        QCOMPARE(row.pixelColor(x, 0), theme.idle);
        double red = 0;
        double blue = 0;
        for (int y = 0; y < row.height(); ++y) {
            red += row.pixelColor(x, y).red();
            blue += row.pixelColor(x, y).blue();
        }
        QVERIFY(std::abs(red / row.height() -
                         (0.75 * theme.forward.red() + 0.25 * theme.idle.red())) <= 1);
        QVERIFY(std::abs(blue / row.height() -
                         (0.75 * theme.forward.blue() + 0.25 * theme.idle.blue())) <= 1);
    }
}

// The sRGB code of light that is 0.75 of one and 0.25 of another (IEC 61966-2-1).
static double mixedCode(int most, int rest)
{
    const auto light = [](double code) {
        const double v = code / 255;
        return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4);
    };
    const double mix = 0.75 * light(most) + 0.25 * light(rest);
    return 255 * (mix <= 0.0031308 ? 12.92 * mix : 1.055 * std::pow(mix, 1 / 2.4) - 0.055);
}

void TimelineLayoutTest::aLowStripIsTheTimeWeightedMixOfItsLight()
{
    const core::Snapshot snapshot = manyShortSpans(4000);
    const ui::Theme theme = ui::Look().theme;
    const QImage row = paintedRow(snapshot, 30, {16000 * kUnit});
    QVERIFY(row.height() < 6);
    const QColor painted = row.pixelColor(250, row.height() / 2);
    QVERIFY(std::abs(painted.red() - mixedCode(theme.forward.red(), theme.idle.red())) <= 2);
    QVERIFY(std::abs(painted.green() - mixedCode(theme.forward.green(), theme.idle.green())) <= 2);
    QVERIFY(std::abs(painted.blue() - mixedCode(theme.forward.blue(), theme.idle.blue())) <= 2);
}

// Work for 4 units, then a wait for gradients of 4; the collective runs from 2 to 6.
static core::Snapshot workThenSync()
{
    core::Snapshot snapshot =
        snapshotOf({{{0, 4, core::SpanKind::Backward, 0},
                     {4, 8, core::SpanKind::Wait, 0, core::IdleCause::GradientSync}}},
                   8, 1);
    snapshot.trace.collectives = {{2 * kUnit, 4 * kUnit, 0, 0}, {4 * kUnit, 6 * kUnit, 0, 1}};
    return snapshot;
}

void TimelineLayoutTest::aWaitForGradientsIsSyncOnlyWhileACollectiveRuns()
{
    const core::Snapshot snapshot = workThenSync();
    const ui::TimelineLayout layout =
        ui::layoutTimeline(snapshot, viewportOf(800, 100, {8 * kUnit}));
    QCOMPARE(layout.cells.size(), std::size_t(2));
    const ui::TimelineCell &sync = layout.cells[1];
    QCOMPARE(sync.work, ui::WorkClass::Sync);
    QCOMPARE(sync.begin.count, 4 * kUnit);
    QCOMPARE(sync.end.count, 6 * kUnit);
    QVERIFY(std::abs(sync.rect.width() - 200) < 1e-6);
}

void TimelineLayoutTest::aCollectiveBesideWorkIsAThinLine()
{
    const core::Snapshot snapshot = workThenSync();
    const ui::TimelineLayout layout =
        ui::layoutTimeline(snapshot, viewportOf(800, 100, {8 * kUnit}));
    QCOMPARE(layout.syncLines.size(), std::size_t(1));
    const QRectF line = layout.syncLines[0].rect;
    const double left = layout.viewport.body().left();
    QVERIFY(std::abs(line.left() - (left + 200)) < 1e-6);
    QVERIFY(std::abs(line.right() - (left + 400)) < 1e-6);
    QCOMPARE(line.bottom(), layout.rows[0].rect.bottom());
    QVERIFY(line.height() < layout.rows[0].rect.height() / 4);
}

void TimelineLayoutTest::rowsThatDoNotFitScroll()
{
    const std::vector<std::vector<DrawnSpan>> rows(
        12, std::vector<DrawnSpan>{{0, 1, core::SpanKind::Forward, 0}});
    const core::Snapshot snapshot = snapshotOf(rows, 1, 1);
    ui::TimelineViewport viewport = viewportOf(400, 150, {kUnit});
    viewport.shortestRow = 25; // higher rows are asked for
    const ui::TimelineLayout top = ui::layoutTimeline(snapshot, viewport);
    QCOMPARE(top.rowCount, 12);
    QVERIFY(top.contentHeight > top.rowsArea.height());
    QVERIFY(top.rows.size() < 12);
    QCOMPARE(top.rows.front().device, 0);
    QVERIFY(top.rowHeight >= 20);
    viewport.scroll = 1e9;
    const ui::TimelineLayout bottom = ui::layoutTimeline(snapshot, viewport);
    QCOMPARE(bottom.rows.back().device, 11);
    QVERIFY(bottom.rows.back().rect.bottom() <= bottom.rowsArea.bottom() + 1);
}

// A body of 109 px, which the timeline has in a window of 1280 x 720, and one of 73 px with two
// lines of marks above.
void TimelineLayoutTest::rowsGetLowerBeforeOneIsHidden()
{
    const auto layoutOf = [](std::size_t count, double body) {
        const std::vector<std::vector<DrawnSpan>> rows(
            count, std::vector<DrawnSpan>{{0, 1, core::SpanKind::Forward, 0}});
        return ui::layoutTimeline(snapshotOf(rows, 1, 1), viewportOf(400, body + 44, {kUnit}));
    };
    for (const auto &[count, body] : {std::pair{4, 73.0}, {4, 109.0}, {8, 109.0}, {8, 91.0}}) {
        const ui::TimelineLayout layout = layoutOf(static_cast<std::size_t>(count), body);
        QCOMPARE(static_cast<int>(layout.rows.size()), count);
        QVERIFY(layout.contentHeight <= body + 1e-6);
        QVERIFY(layout.rowHeight >= 10);
    }
    QVERIFY(layoutOf(4, 109).rowHeight >= 20);
    // Down to two pixels for each of 54.
    for (const int count : {12, 16, 32, 54}) {
        const ui::TimelineLayout layout = layoutOf(static_cast<std::size_t>(count), 109.0);
        QCOMPARE(static_cast<int>(layout.rows.size()), count);
        QVERIFY(layout.contentHeight <= 109 + 1e-6);
        QVERIFY(layout.rowHeight >= 2 - 1e-6);
        for (const ui::TimelineRow &row : layout.rows)
            QVERIFY(row.rect.height() >= 1);
    }
    const ui::TimelineLayout many = layoutOf(80, 109);
    QVERIFY(many.contentHeight > 109); // 160 pixels at least
    QVERIFY(many.rowHeight >= 2);
}

void TimelineLayoutTest::thePointerFindsTheSpanUnderIt()
{
    const core::Snapshot snapshot = oneForwardOneBackward();
    const ui::TimelineLayout layout =
        ui::layoutTimeline(snapshot, viewportOf(600, 150, {6 * kUnit}));
    const QPointF second(layout.viewport.xOf({5 * kUnit / 2}), layout.rows[1].rect.center().y());
    const auto hit = ui::hitTimeline(snapshot, layout, second);
    QVERIFY(hit.has_value());
    QCOMPARE(hit->device, 1);
    QCOMPARE(hit->span.begin, 2 * kUnit);
    QCOMPARE(hit->batch.value_or(ui::TimelineBatch{}).microBatch, 0);
    QVERIFY(!ui::hitTimeline(snapshot, layout, {3, second.y()}).has_value());
    // The trail of micro-batch 1: forward and backward on both ranks.
    QCOMPARE(ui::trailOf(snapshot, layout, {0, 0}).cells.size(), std::size_t(4));
    // Another replica has no such batch.
    QVERIFY(ui::trailOf(snapshot, layout, {1, 0}).cells.empty());
}

void TimelineLayoutTest::zoomingKeepsTheTimeUnderThePointer()
{
    const core::Nanos stop{6 * kUnit};
    ui::TimelineViewport viewport = viewportOf(600, 150, stop);
    const double x = viewport.body().left() + 423;
    const core::Nanos before = viewport.timeAt(x);
    for (int i = 0; i < 20; ++i)
        viewport = ui::zoomed(viewport, 1.25, x, stop);
    // To the pixel that the pointer is on.
    QVERIFY(std::abs(viewport.xOf(before) - x) < 1);
    QVERIFY(viewport.end.count - viewport.begin.count < stop.count / 50);
    for (int i = 0; i < 40; ++i)
        viewport = ui::zoomed(viewport, 1 / 1.25, x, stop);
    QCOMPARE(viewport.begin.count, std::int64_t(0));
    QCOMPARE(viewport.end.count, stop.count);
}

void TimelineLayoutTest::panningStaysWithinTheStep()
{
    const core::Nanos stop{6 * kUnit};
    ui::TimelineViewport viewport = viewportOf(600, 150, stop);
    viewport = ui::zoomed(viewport, 4, viewport.body().center().x(), stop);
    const std::int64_t length = viewport.end.count - viewport.begin.count;
    viewport = ui::panned(viewport, 1e6, stop);
    QCOMPARE(viewport.end.count, stop.count);
    QCOMPARE(viewport.end.count - viewport.begin.count, length);
    viewport = ui::panned(viewport, -1e6, stop);
    QCOMPARE(viewport.begin.count, std::int64_t(0));
}

void TimelineLayoutTest::ticksAreRoundAndInOneUnit()
{
    const core::Nanos step = core::nanosFromSeconds(4.25);
    const auto ticks = ui::timeTicks({}, step, step, 900, 84);
    QCOMPARE(ticks.size(), std::size_t(9)); // 0 to 4 in halves
    QCOMPARE(ticks[1].text, QStringLiteral("0.5 s"));
    QCOMPARE(ticks[8].text, QStringLiteral("4.0 s"));
    const core::Nanos begin{1'930'000'300}; // between two of them
    const core::Nanos end{1'930'010'000};
    for (const ui::TimeTick &tick : ui::timeTicks(begin, end, step, 900, 84)) {
        QVERIFY(tick.text.endsWith(QStringLiteral(" s")));
        QVERIFY(tick.time >= begin && tick.time <= end);
    }
}

// 850 pixels of 4.25 s are 5 ms each, which two decimals tell apart; pixels of 10 ns need eight.
void TimelineLayoutTest::aMomentHasTheDecimalsOfItsZoom()
{
    const core::Nanos step = core::nanosFromSeconds(4.25);
    const core::Nanos moment{1'123'456'789};
    QCOMPARE(ui::timeAtZoom(moment, step, 850 / 4.25e9), QStringLiteral("1.12 s"));
    QCOMPARE(ui::timeAtZoom(moment, step, 1e-6), QStringLiteral("1.123 s"));
    QCOMPARE(ui::timeAtZoom(moment, step, 0.1), QStringLiteral("1.12345679 s"));
    // Never beyond a nanosecond.
    // Thousands are separated, as on the axes of values: 12 ticks of 500 s.
    const core::Nanos hours{5'500'000'000'000};
    const auto many = ui::timeTicks({}, hours, hours, 1200, 84);
    QCOMPARE(many.at(2).text, QStringLiteral("1,000 s"));
    QCOMPARE(many.at(1).text, QStringLiteral("500 s"));
    QCOMPARE(ui::timeAtZoom({1'234'567'000'000}, hours, 1e-8), QStringLiteral("1,234.6 s"));
    QCOMPARE(ui::timeAtZoom({1'234'567}, {2'000'000}, 1e6), QStringLiteral("1.234567 ms"));
}

void TimelineLayoutTest::aCellThatTheEdgeCutsGoesOn()
{
    const core::Snapshot snapshot = handdrawn::oneForwardOneBackward();
    ui::TimelineViewport viewport = viewportOf(600, 150, {6 * kUnit});
    viewport.begin = {kUnit / 2};    // in F1 of rank 0
    viewport.end = {11 * kUnit / 2}; // in B2 of rank 0
    int before = 0;
    int later = 0;
    for (const ui::TimelineCell &cell : ui::layoutTimeline(snapshot, viewport).cells) {
        QCOMPARE(cell.beganBefore,
                 cell.row == 0 && cell.microBatch == 0 && cell.work == ui::WorkClass::Forward);
        QCOMPARE(cell.endsLater,
                 cell.row == 0 && cell.microBatch == 1 && cell.work == ui::WorkClass::Backward);
        before += cell.beganBefore;
        later += cell.endsLater;
    }
    QCOMPARE(before, 1);
    QCOMPARE(later, 1);
}

int main(int argc, char **argv)
{
    QLocale::setDefault(QLocale::c());
    QGuiApplication application(argc, argv);
    TimelineLayoutTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_timeline_layout.moc"
