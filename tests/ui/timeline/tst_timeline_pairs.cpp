// SPDX-License-Identifier: GPL-3.0-or-later
// Two runs on one axis: where their rows lie, and what is said of how they differ.
#include "core/sim/trace_builder.h"
#include "hand_drawn.h"
#include "ui/layout/timeline/timeline_difference.h"
#include "ui/paint/timeline/timeline_painter.h"
#include "ui/paint/timeline/timeline_picture.h"
#include "ui/views/timeline/timeline_view.h"
#include "ui/words/difference_texts.h"

#include <QGuiApplication>
#include <QImage>
#include <QPainter>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace handdrawn;

namespace {

ui::TimelineViewport viewportOf(double bodyWidth, double height, core::Nanos stop)
{
    ui::TimelineViewport viewport;
    viewport.size = {1000, height};
    viewport.headRoom = 18;
    viewport.noteWidth = 60;
    viewport.size.rwidth() += bodyWidth - viewport.body().width();
    return ui::fitted(viewport, stop);
}

// The schedule of oneForwardOneBackward() as it was measured: every visit of the first worker takes
// a quarter longer, from 1 to 1.25 units, and the second follows it. Units of a quarter.
core::RecordingPtr measured()
{
    constexpr std::int64_t kQuarter = kUnit / 4;
    core::TraceBuilder builder;
    for (int worker = 0; worker < 2; ++worker)
        (void)builder.addRow({.label = "Worker " + std::to_string(worker + 1),
                              .devices = {worker},
                              .replicas = {0},
                              .rank = worker});
    struct Visit
    {
        int row, begin, end;
        std::uint32_t microBatch;
        core::SpanKind kind;
    };
    using enum core::SpanKind;
    const std::vector<Visit> visits = {{0, 0, 5, 0, Forward},    {0, 5, 10, 1, Forward},
                                       {0, 13, 18, 0, Backward}, {0, 21, 26, 1, Backward},
                                       {1, 5, 9, 0, Forward},    {1, 9, 13, 0, Backward},
                                       {1, 13, 17, 1, Forward},  {1, 17, 21, 1, Backward}};
    for (const Visit &visit : visits) {
        const core::Span span = {.begin = visit.begin * kQuarter,
                                 .end = visit.end * kQuarter,
                                 .tag = {.microBatch = visit.microBatch, .kind = visit.kind}};
        if (!builder.add(visit.row, span))
            return nullptr;
    }
    return core::makeRecording("by hand", builder.close());
}

} // namespace

class TimelinePairsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rowsOfADeviceLieAboveEachOther();
    void bothRunsShareOneAxis();
    void anUnknownDeviceHasAPlaceOfItsOwn();
    void notesSayHowBusyTimesDiffer();
    void differencesAreSaidInWords();
    void manyRowsAreFoldedInBothRuns();
    void aSlowDeviceOfOneRunHasAPlaceOfItsOwn();
    void theViewShowsEitherOrBoth();
    void aTraceAloneIsShownWithoutAPlan();
    void namesOfSpansAreInTheTip();
    void aShorterRunEndsWhereItEnded();
};

void TimelinePairsTest::rowsOfADeviceLieAboveEachOther()
{
    const core::Snapshot predicted = oneForwardOneBackward();
    const auto after = measured();
    const ui::TimelineRuns runs(predicted, *after);
    const ui::TimelineLayout layout = ui::layoutTimeline(runs, viewportOf(650, 200, runs.stop()));
    QVERIFY(layout.twoRuns);
    QCOMPARE(layout.rowCount, 2); // pairs
    QCOMPARE(layout.rows.size(), std::size_t(4));
    for (std::size_t i = 0; i < 4; ++i) {
        QCOMPARE(layout.rows[i].index, int(i / 2));
        QCOMPARE(layout.rows[i].run, int(i % 2));
        QCOMPARE(layout.rows[i].device, int(i / 2));
        QVERIFY(i == 0 || layout.rows[i].rect.top() >= layout.rows[i - 1].rect.bottom());
    }
    // Those of a pair are nearer to each other than to the next pair.
    const auto gap = [&layout](std::size_t upper) {
        return layout.rows[upper + 1].rect.top() - layout.rows[upper].rect.bottom();
    };
    QVERIFY(gap(0) < gap(1));
    QCOMPARE(gap(0), gap(2));
    QVERIFY(qAbs(layout.rows[0].rect.height() - layout.rows[3].rect.height()) <= 1); // whole pixels
    // The line above them has its room.
    QVERIFY(layout.rows[0].rect.top() >= 18 + 20);
}

// 6.5 units in 650 pixels: a unit is 100 pixels wide in both runs.
void TimelinePairsTest::bothRunsShareOneAxis()
{
    const core::Snapshot predicted = oneForwardOneBackward();
    const auto after = measured();
    const ui::TimelineRuns runs(predicted, *after);
    QCOMPARE(runs.stop().count, 26 * kUnit / 4);
    const ui::TimelineLayout layout = ui::layoutTimeline(runs, viewportOf(650, 200, runs.stop()));
    const double left = layout.viewport.body().left();
    QCOMPARE(layout.cells.size(), std::size_t(16));
    const auto cellOf = [&layout](int row, int microBatch, core::SpanKind kind) {
        const auto found = std::ranges::find_if(layout.cells, [&](const ui::TimelineCell &cell) {
            return cell.row == row && cell.microBatch == microBatch && cell.kind == kind;
        });
        return found == layout.cells.end() ? QRectF() : found->rect;
    };
    const QRectF before = cellOf(0, 1, core::SpanKind::Backward); // 5 to 6
    QCOMPARE(before.left() - left, 500.0);
    QCOMPARE(before.width(), 100.0);
    const QRectF now = cellOf(1, 1, core::SpanKind::Backward); // 5.25 to 6.5
    QCOMPARE(now.left() - left, 525.0);
    QCOMPARE(now.width(), 125.0);
    const auto hit = ui::hitTimeline(runs, layout, now.center());
    QVERIFY(hit);
    QCOMPARE(hit->row, 1);
    QCOMPARE(hit->span.begin, 21 * kUnit / 4);
}

void TimelinePairsTest::anUnknownDeviceHasAPlaceOfItsOwn()
{
    core::TraceBuilder builder;
    (void)builder.addRow({.devices = {1}, .replicas = {0}, .rank = 1});
    (void)builder.addRow({.devices = {7}, .replicas = {0}, .rank = 1});
    QVERIFY(builder.add(0, {.begin = 0, .end = kUnit, .tag = {.kind = core::SpanKind::Forward}}));
    const auto after = core::makeRecording("", builder.close());
    const core::Snapshot predicted = oneForwardOneBackward();
    const ui::TimelineRuns runs(predicted, *after);
    const ui::TimelineLayout layout = ui::layoutTimeline(runs, viewportOf(600, 200, runs.stop()));
    QCOMPARE(layout.rowCount, 3);
    QCOMPARE(layout.rows.size(), std::size_t(4));
    QCOMPARE(layout.rows[1].device, 1);
    QCOMPARE(layout.rows[2].device, 1);
    QCOMPARE(layout.rows[2].run, 1);
    QCOMPARE(layout.rows[3].device, 7);
    QCOMPARE(layout.rows[3].index, 2);
}

// Worker 1: four visits of 1 unit each become 1.25; worker 2 keeps its 4 units.
void TimelinePairsTest::notesSayHowBusyTimesDiffer()
{
    const core::Snapshot predicted = oneForwardOneBackward();
    const auto after = measured();
    const ui::TimelineRuns runs(predicted, *after);
    const core::StepDifference difference = core::stepDifference(runs.first, *runs.second);
    const ui::TimelineLayout layout = ui::layoutTimeline(runs, viewportOf(650, 200, runs.stop()));
    const auto notes = ui::differenceNotes(runs, layout, difference);
    QCOMPARE(notes.size(), std::size_t(2));
    QCOMPARE(notes[0].busy, (core::Compared{{4 * kUnit}, {5 * kUnit}}));
    QCOMPARE(notes[1].busy, (core::Compared{{4 * kUnit}, {4 * kUnit}}));
    QCOMPARE(notes[0].rect.top(), layout.rows[0].rect.top());
    QCOMPARE(notes[0].rect.bottom(), layout.rows[1].rect.bottom());
    QVERIFY(notes[0].rect.left() >= layout.rows[0].rect.right());
    QVERIFY(notes[0].rect.width() >= 60);
}

void TimelinePairsTest::differencesAreSaidInWords()
{
    const auto text = [](std::int64_t before, std::int64_t after) {
        return ui::errorText({{before}, {after}});
    };
    QCOMPARE(text(100, 104), QStringLiteral("+4 %"));
    QCOMPARE(text(100, 97), QStringLiteral("\u22123 %"));
    QCOMPARE(text(1000, 1004), QStringLiteral("+0.4 %"));
    QCOMPARE(text(100, 100), QStringLiteral("0 %"));
    QCOMPARE(text(0, 5), QStringLiteral("new"));
    core::StepDifference difference;
    difference.step = {{12'900'000}, {13'400'000}}; // 3.9 % more
    QCOMPARE(ui::stepDifferenceText(difference),
             QStringLiteral("step 12.9 ms predicted, 13.4 ms measured, +4 %"));
}

// 64 devices in 4 stages: a band for each stage, in each run.
void TimelinePairsTest::manyRowsAreFoldedInBothRuns()
{
    const core::SnapshotPtr predicted = realStep(4, 16, 4);
    QVERIFY(predicted);
    core::TraceBuilder builder;
    for (int device = 0; device < 64; ++device) {
        const core::RowInfo &like = predicted->trace.info[std::size_t(predicted->rowOf(device))];
        const int row = builder.addRow({.devices = {device},
                                        .replicas = {device % 16},
                                        .rank = like.rank,
                                        .replicaClass = device % 16});
        QVERIFY(
            builder.add(row, {.begin = 0, .end = 1000, .tag = {.kind = core::SpanKind::Forward}}));
    }
    const auto after = core::makeRecording("", builder.close());
    const auto upper = ui::timelineRows(*predicted);
    const auto lower = ui::timelineRows(*after);
    QCOMPARE(upper.size(), std::size_t(4));
    QCOMPARE(lower.size(), std::size_t(4));
    QCOMPARE(lower[2].deviceCount, 16);
    QCOMPARE(lower[2].parts.size(), std::size_t(16));
    const ui::TimelineRuns runs(*predicted, *after);
    const ui::TimelineLayout layout = ui::layoutTimeline(runs, viewportOf(600, 300, runs.stop()));
    QCOMPARE(layout.rows.size(), std::size_t(8));
    const auto notes =
        ui::differenceNotes(runs, layout, core::stepDifference(runs.first, *runs.second));
    QCOMPARE(notes.size(), std::size_t(4));
    QCOMPARE(notes[0].busy.measured.count, std::int64_t(16 * 1000));
}

// In the measured run a device is slow, and has a row of its own below the band of its stage.
void TimelinePairsTest::aSlowDeviceOfOneRunHasAPlaceOfItsOwn()
{
    const core::SnapshotPtr predicted = realStep(4, 16, 4);
    QVERIFY(predicted);
    core::Scenario scenario = predicted->scenario;
    const int slow = predicted->plan.rows[1].devices[5];
    scenario.faults.devices = {{.device = slow, .speed = 0.5}};
    const core::Result<core::SnapshotPtr> after = core::run(scenario);
    QVERIFY(after);
    const ui::TimelineRuns runs(*predicted, *after.value());
    const ui::TimelineLayout layout = ui::layoutTimeline(runs, viewportOf(600, 300, runs.stop()));
    QCOMPARE(layout.rowCount, 5);
    QCOMPARE(layout.rows.size(), std::size_t(4 + 5));
    for (std::size_t i = 1; i < layout.rows.size(); ++i)
        QVERIFY(layout.rows[i].rect.top() >= layout.rows[i - 1].rect.bottom());
    QCOMPARE(layout.rows[4].device, slow); // behind two pairs
    QCOMPARE(layout.rows[4].index, 2);
    // The thin lines are of the slow replica, which the second run alone knows.
    QCOMPARE(layout.slowestReplica, 5);
}

void TimelinePairsTest::theViewShowsEitherOrBoth()
{
    const core::SnapshotPtr predicted = realStep(4, 1, 8);
    const auto after = measured();
    ui::TimelineView view;
    view.resize(900, 240);
    view.setRuns(predicted, after);
    QVERIFY(view.timelineLayout().twoRuns);
    QVERIFY(view.difference());
    QCOMPARE(view.timelineLayout().stop.count, std::max(predicted->trace.stop, after->trace.stop));
    view.setRuns(core::RunPtr(predicted), {});
    QVERIFY(!view.timelineLayout().twoRuns && !view.difference());
    QCOMPARE(view.timelineLayout().stop.count, predicted->trace.stop);
    view.setRuns({}, core::RunPtr(after));
    QVERIFY(!view.timelineLayout().twoRuns);
    QCOMPARE(view.timelineLayout().stop.count, after->trace.stop);
    QCOMPARE(view.viewport().headRoom, 0.0);
    view.setRuns({}, {});
    QVERIFY(!view.grab().isNull());
}

void TimelinePairsTest::aTraceAloneIsShownWithoutAPlan()
{
    const auto run = measured();
    const ui::TimelineLayout layout = ui::layoutTimeline(
        *run, ui::fitted(viewportOf(650, 150, {run->trace.stop}), {run->trace.stop}));
    QCOMPARE(layout.rows.size(), std::size_t(2));
    QCOMPARE(layout.cells.size(), std::size_t(8));
    QVERIFY(!layout.ideal);
    QCOMPARE(ui::timelineLabel(layout.rows[1]), QStringLiteral("Worker 2"));
    QImage image(900, 200, QImage::Format_RGB32);
    QPainter painter(&image);
    ui::TimelinePicture picture;
    picture.size = image.size();
    ui::paintTimelinePicture(painter, *run, picture, {});
}

void TimelinePairsTest::namesOfSpansAreInTheTip()
{
    core::TraceBuilder builder;
    (void)builder.addRow({.label = "rank 0 · stream 7", .devices = {0}, .replicas = {0}});
    (void)builder.addRow({.label = "rank 1", .devices = {1}, .replicas = {0}});
    QVERIFY(builder.add(0, {.begin = 0, .end = 500, .tag = {.kind = core::SpanKind::Other}},
                        builder.nameOf("load_samples")));
    QVERIFY(builder.addWait(0, core::IdleCause::Dependency,
                            {.begin = 500, .end = 1000, .awaitedRow = 1}));
    ui::TimelineView view;
    view.resize(900, 160);
    view.setRuns({}, core::makeRecording("", builder.close()));
    const ui::TimelineLayout layout = view.timelineLayout();
    const QRectF row = layout.rows[0].rect;
    const auto tipAt = [&](double share) {
        return view.tipAt({row.left() + share * row.width(), row.center().y()});
    };
    QVERIFY2(tipAt(0.25).startsWith(QStringLiteral("rank 0 · stream 7 · load_samples")),
             qPrintable(tipAt(0.25)));
    QVERIFY2(tipAt(0.75).endsWith(QStringLiteral("waiting for rank 1")), qPrintable(tipAt(0.75)));
}

void TimelinePairsTest::aShorterRunEndsWhereItEnded()
{
    const core::Snapshot predicted = oneForwardOneBackward(); // 6 units
    const auto after = measured();                            // 6.5
    const ui::TimelineRuns runs(predicted, *after);
    const ui::TimelineLayout layout = ui::layoutTimeline(runs, viewportOf(650, 200, runs.stop()));
    QCOMPARE(layout.rows[0].stop.count, 6 * kUnit);
    QCOMPARE(layout.rows[1].stop.count, 26 * kUnit / 4);
    const QPointF behind(layout.viewport.xOf({25 * kUnit / 4}), layout.rows[0].rect.center().y());
    QVERIFY(!ui::hitTimeline(runs, layout, behind));
}

QTEST_MAIN(TimelinePairsTest)
#include "tst_timeline_pairs.moc"
