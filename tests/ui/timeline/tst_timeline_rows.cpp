// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/events.h"
#include "hand_drawn.h"
#include "ui/layout/timeline/row_arrangement.h"
#include "ui/views/timeline/search_bar.h"
#include "ui/views/timeline/timeline_view.h"

#include <QApplication>
#include <QGestureEvent>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <memory>

using namespace handdrawn;
using ui::RowGrouping;

// Rows in groups and on top, and what a search finds in them.
class TimelineRowsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void groupsAreNodesStagesOrReplicas_data();
    void groupsAreNodesStagesOrReplicas();
    void aGroupOfTwoRunsCountsItsDevicesOnce();
    void aCollapsedGroupIsTheMeanOfItsDevices();
    void everyDeviceIsFoundInItsGroup();
    void pinnedRowsStayOnTopWhileOthersScroll();
    void aPinCanBeLetGo();
    void keysAndHeadingsGroup();
    void theSearchCountsAndGoesRound();
    void ofTwoRunsBothAreSearched();
    void aMatchOutOfSightIsBroughtIntoIt();
    void whatCannotBeFoundSaysWhy();
    void aPinchZoomsAtTheFingers();
    void backFromAnyEventIsTheIdenticalPicture();

private:
    static ui::RowArrangement groupedBy(RowGrouping grouping)
    {
        ui::RowArrangement arrangement;
        arrangement.grouping = grouping;
        return arrangement;
    }
    static std::vector<ui::TimelineRow> arranged(const core::Snapshot &step,
                                                 const ui::RowArrangement &arrangement)
    {
        return ui::arrangedRows(ui::TimelineRuns(step), arrangement);
    }
};

void TimelineRowsTest::groupsAreNodesStagesOrReplicas_data()
{
    QTest::addColumn<int>("grouping");
    QTest::addColumn<int>("groups"); // of 64 GPUs: 4 stages, 16 replicas, nodes of 8
    QTest::newRow("nodes") << int(RowGrouping::Node) << 8;
    QTest::newRow("stages") << int(RowGrouping::Stage) << 4;
    QTest::newRow("replicas") << int(RowGrouping::Replica) << 16;
}

// 16 replicas of 4 stages, beside a measured run of the same devices.
void TimelineRowsTest::aGroupOfTwoRunsCountsItsDevicesOnce()
{
    const core::SnapshotPtr step = realStep(4, 16, 8);
    const core::RunView run(*step);
    for (const ui::TimelineRow &row :
         ui::arrangedRows(ui::TimelineRuns(run, run), groupedBy(RowGrouping::Stage)))
        QCOMPARE(row.group.devices, 16);
}

void TimelineRowsTest::groupsAreNodesStagesOrReplicas()
{
    QFETCH(const int, grouping);
    QFETCH(const int, groups);
    const core::SnapshotPtr step = realStep(4, 16, 8);
    ui::RowArrangement arrangement = groupedBy(RowGrouping(grouping));
    const auto rows = arranged(*step, arrangement);
    QCOMPARE(rows.size(), std::size_t(64)); // each GPU has its row
    std::vector<int> devices;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        QCOMPARE(rows[i].index, int(i));
        QCOMPARE(rows[i].group.devices, 64 / groups);
        QVERIFY(i == 0 || rows[i].group.number >= rows[i - 1].group.number);
        devices.push_back(rows[i].device);
    }
    QCOMPARE(rows.back().group.number, groups - 1);
    std::ranges::sort(devices);
    for (int device = 0; device < 64; ++device)
        QCOMPARE(devices[std::size_t(device)], device);
    const ui::TimelineRuns runs(*step);
    arrangement = ui::collapsedAll(runs, arrangement, true);
    const auto bands = arranged(*step, arrangement);
    QCOMPARE(bands.size(), std::size_t(groups));
    for (const ui::TimelineRow &band : bands)
        QCOMPARE(band.deviceCount, 64 / groups);
    arrangement = ui::withGroup(arrangement, 1); // one is shown again
    QCOMPARE(arranged(*step, arrangement).size(), std::size_t(groups - 1 + 64 / groups));
}

void TimelineRowsTest::aCollapsedGroupIsTheMeanOfItsDevices()
{
    // Two GPUs, each busy for 4 of 6 units: so is the band of their node.
    const core::Snapshot step = oneForwardOneBackward();
    ui::RowArrangement arrangement = groupedBy(RowGrouping::Node);
    arrangement.collapsed = {0};
    ui::TimelineViewport view;
    view.size = {800, 120};
    view.begin = {0};
    view.end = {6 * kUnit};
    const ui::TimelineLayout layout = ui::layoutTimeline(step, view, arrangement);
    QCOMPARE(layout.rows.size(), std::size_t(1));
    double idle = 0;
    double pixels = 0;
    for (const ui::TimelineStrip &strip : layout.strips) {
        for (const auto &pixel : strip.pixels) {
            idle += double(pixel[std::size_t(ui::WorkClass::Idle)]);
            pixels += 1;
        }
    }
    QVERIFY(pixels > 500);
    QVERIFY(std::abs(idle / pixels - 4.0 / 12.0) < 0.01);
    const ui::TimelineArea all = {{0}, {6 * kUnit}, 0, 0};
    QCOMPARE(ui::statisticsOf(step, all, arrangement).first.devices, 2);
}

void TimelineRowsTest::everyDeviceIsFoundInItsGroup()
{
    const core::SnapshotPtr step = realStep(4, 16, 8);
    for (const RowGrouping grouping :
         {RowGrouping::Node, RowGrouping::Stage, RowGrouping::Replica}) {
        ui::RowArrangement arrangement = groupedBy(grouping);
        arrangement = ui::withGroup(arrangement, 2);
        const auto rows = arranged(*step, arrangement);
        for (int device = 0; device < 64; ++device) {
            const int at = ui::arrangedRowOf(*step, rows, device);
            QVERIFY(at >= 0);
            const ui::TimelineRow &row = rows[std::size_t(at)];
            if (row.group.collapsed)
                QCOMPARE(row.group.number, 2);
            else
                QCOMPARE(row.device, device);
        }
    }
}

void TimelineRowsTest::pinnedRowsStayOnTopWhileOthersScroll()
{
    const core::SnapshotPtr step = realStep(8, 1, 16);
    ui::TimelineViewport view;
    view.size = {800, 200};
    view.begin = {0};
    view.end = {step->trace.stop};
    view.shortestRow = 40; // so that they scroll
    const ui::RowArrangement pinned = ui::withPin({}, 5);
    for (const double scroll : {0.0, 70.0, 1000.0}) {
        view.scroll = scroll;
        const ui::TimelineLayout layout = ui::layoutTimeline(*step, view, pinned);
        QCOMPARE(layout.pinnedCount, 1);
        QCOMPARE(layout.rows.front().device, 5);
        QVERIFY(layout.rows.front().pinned);
        double bottom = layout.rows.front().rect.bottom();
        for (std::size_t i = 1; i < layout.rows.size(); ++i) { // none lies over another
            QVERIFY(layout.rows[i].rect.top() >= bottom);
            bottom = layout.rows[i].rect.bottom();
            QCOMPARE(ui::rowAt(layout, layout.rows[i].rect.center().y()), layout.rows[i].index);
        }
        QCOMPARE(ui::rowAt(layout, layout.rows.front().rect.center().y()), 0);
    }
    view.scroll = 1000;
    QCOMPARE(ui::layoutTimeline(*step, view, pinned).rows.back().device, 7); // the end is reached
}

void TimelineRowsTest::aPinCanBeLetGo()
{
    ui::TimelineView view;
    view.resize(994, 159);
    view.setSnapshot(realStep(4, 1, 8));
    view.show();
    const QImage before = view.grab().toImage();
    view.setSelectedDevice(2);
    view.pinRow();
    QVERIFY(view.rows().isPinned(2));
    QCOMPARE(view.timelineLayout().rows.front().device, 2);
    view.pinRow();
    view.setSelectedDevice({});
    QCOMPARE(view.timelineLayout().rows.front().device, 0);
    QCOMPARE(view.grab().toImage(), before);
}

void TimelineRowsTest::keysAndHeadingsGroup()
{
    ui::TimelineView view;
    view.resize(994, 300);
    view.setSnapshot(realStep(4, 4, 8)); // 16 GPUs
    view.show();
    view.rows().setGrouping(RowGrouping::Stage);
    QCOMPARE(view.timelineLayout().rows.size(), std::size_t(16));
    const QPointF heading(10, view.timelineLayout().rows[5].rect.center().y()); // second stage
    QTest::mouseClick(&view, Qt::LeftButton, {}, heading.toPoint());
    QCOMPARE(view.timelineLayout().rows.size(), std::size_t(13));
    QVERIFY(view.timelineLayout().rows[4].group.collapsed);
    view.rows().toggleGroups();
    QCOMPARE(view.timelineLayout().rows.size(), std::size_t(4));
    view.rows().toggleGroups();
    QCOMPARE(view.timelineLayout().rows.size(), std::size_t(16));
    view.rows().nextGrouping(); // by replica
    view.rows().nextGrouping(); // none
    QVERIFY(!view.timelineLayout().grouped);
}

void TimelineRowsTest::theSearchCountsAndGoesRound()
{
    ui::TimelineView view;
    view.resize(994, 159);
    view.setSnapshot(realStep(4, 1, 8));
    view.show();
    QSignalSpy marks(&view, &ui::TimelineView::marksChanged);
    const QImage before = view.grab().toImage();
    view.search().open();
    auto *bar = view.findChild<ui::SearchBar *>();
    auto *edit = bar->findChild<QLineEdit *>();
    QTest::keyClicks(edit, QStringLiteral("B3"));
    QCOMPARE(bar->note(), QStringLiteral("1 of 4")); // a backward on each of four GPUs
    QTest::keyClick(edit, Qt::Key_Return);
    QCOMPARE(bar->note(), QStringLiteral("2 of 4"));
    QTest::keyClick(edit, Qt::Key_Return, Qt::ShiftModifier);
    QTest::keyClick(edit, Qt::Key_Return, Qt::ShiftModifier);
    QCOMPARE(bar->note(), QStringLiteral("4 of 4"));
    QCOMPARE(marks.last().at(0).value<std::vector<core::Nanos>>().size(), std::size_t(4));
    QTest::keyClick(edit, Qt::Key_Escape);
    QVERIFY(bar->isHidden());
    QCOMPARE(marks.last().at(0).value<std::vector<core::Nanos>>().size(), std::size_t(0));
    view.clearFocus();
    QCOMPARE(view.grab().toImage(), before);
}

// Micro-batch 7 is in the lower run alone, micro-batch 3 in both; the frame is where the match is.
void TimelineRowsTest::ofTwoRunsBothAreSearched()
{
    const core::RunPtr four(realStep(4, 1, 4));
    const core::RunPtr eight(realStep(4, 1, 8));
    ui::TimelineView view;
    view.resize(994, 400);
    view.setRuns(four, eight);
    view.show();
    view.search().find(QStringLiteral("B3"));
    QCOMPARE(view.search().note(), QStringLiteral("1 of 8"));
    const QImage before = view.grab().toImage();
    view.search().find(QStringLiteral("B7 GPU 2"));
    QCOMPARE(view.search().note(), QStringLiteral("1 of 1"));
    const QImage found = view.grab().toImage();
    view.search().close();
    const QImage plain = view.grab().toImage();
    QRect changed;
    for (int y = 0; y < plain.height(); ++y) {
        for (int x = 0; x < plain.width(); ++x) {
            if (plain.pixel(x, y) != found.pixel(x, y))
                changed |= QRect(x, y, 1, 1);
        }
    }
    const auto &rows = view.timelineLayout().rows;
    const auto row = std::ranges::find_if(
        rows, [](const ui::TimelineRow &each) { return each.run == 1 && each.device == 2; });
    QVERIFY(row != rows.end());
    QVERIFY(QRectF(changed).adjusted(6, 6, -6, -6).top() >= row->rect.top() - 1);
    QVERIFY(QRectF(changed).adjusted(6, 6, -6, -6).bottom() <= row->rect.bottom() + 1);
    QVERIFY(before != plain);
}

void TimelineRowsTest::aMatchOutOfSightIsBroughtIntoIt()
{
    const core::SnapshotPtr step = realStep(4, 1, 8);
    ui::TimelineView view;
    view.resize(994, 159);
    view.setSnapshot(step);
    view.show();
    for (int i = 0; i < 6; ++i)
        view.zoomIn(); // at the begin of the step
    const ui::TimelineViewport before = view.viewport();
    view.search().find(QStringLiteral("B8 GPU 0")); // the last visit
    QCOMPARE(view.search().note(), QStringLiteral("1 of 1"));
    QVERIFY(view.viewport().begin > before.begin);
    QVERIFY(view.viewport().end.count > step->trace.stop / 2);
    view.goBack();
    QCOMPARE(view.viewport().begin, before.begin);
}

void TimelineRowsTest::whatCannotBeFoundSaysWhy()
{
    ui::TimelineView view;
    view.resize(994, 159);
    view.setSnapshot(realStep(4, 1, 8));
    view.show();
    view.search().find(QStringLiteral("gemm"));
    QVERIFY(view.search().note().contains(QStringLiteral("gemm")));
    view.search().find(QStringLiteral("GPU 77"));
    QCOMPARE(view.search().note(), QStringLiteral("not found"));
    view.search().step(1);
    view.setSnapshot(nullptr);
    view.search().step(1);
    view.search().find(QStringLiteral("GPU 0"));
    QVERIFY(view.search().note().isEmpty());
}

void TimelineRowsTest::aPinchZoomsAtTheFingers()
{
    const core::SnapshotPtr step = realStep(4, 1, 8);
    ui::TimelineView view;
    view.resize(994, 159);
    view.setSnapshot(step);
    view.show();
    QVERIFY(!view.timelineLayout().rows.empty());
    const core::Nanos under = view.viewport().timeAt(600);
    const QPointF fingers = view.mapToGlobal(QPointF(600, 80));
    auto *pinch = new QPinchGesture(&view);
    pinch->setLastCenterPoint(fingers);
    pinch->setCenterPoint(fingers);
    pinch->setScaleFactor(2);
    QGestureEvent event({pinch});
    QCoreApplication::sendEvent(&view, &event);
    const std::int64_t shown = view.viewport().end.count - view.viewport().begin.count;
    QVERIFY(std::abs(shown - step->trace.stop / 2) <= 1);
    QVERIFY(std::abs(view.viewport().xOf(under) - 600) < 1);
}

// With rows in groups and on top, an area selected and matches marked, as in a plain view.
void TimelineRowsTest::backFromAnyEventIsTheIdenticalPicture()
{
    const core::SnapshotPtr step = realStep(4, 2, 8);
    ui::TimelineView view;
    view.resize(994, 260);
    view.setSnapshot(step);
    view.show();
    view.rows().setGrouping(RowGrouping::Replica);
    view.rows().toggleGroup(1);
    view.rows().togglePin(2);
    view.zoomIn();
    view.selectVisible();
    view.search().find(QStringLiteral("backward"));
    std::vector<core::Nanos> events = {{0}};
    while (const auto event = core::nextEvent(*step, events.back()))
        events.push_back(event->time);
    QVERIFY(events.size() > 100);
    std::vector<QImage> pictures;
    const ui::TimelineViewport seen = view.viewport();
    for (const core::Nanos moment : events) {
        if (moment >= seen.begin && moment <= seen.end) { // further on the page is turned
            view.setMoment(moment);
            pictures.push_back(view.grab().toImage());
        }
    }
    QVERIFY(pictures.size() > 20);
    for (std::size_t i = pictures.size(); i-- > 0;) {
        view.setMoment(events[i]);
        QCOMPARE(view.grab().toImage(), pictures[i]);
    }
}

int main(int argc, char **argv)
{
    QLocale::setDefault(QLocale::c());
    QApplication application(argc, argv);
    TimelineRowsTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_timeline_rows.moc"
