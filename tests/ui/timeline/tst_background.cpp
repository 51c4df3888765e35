// SPDX-License-Identifier: GPL-3.0-or-later
// What takes views long is done elsewhere: nothing waits for it, the newest wins, and what is asked
// for no longer is not shown.
#include "core/analysis/span_search.h"
#include "hand_drawn.h"
#include "ui/bridge/background_worker.h"
#include "ui/controls/push_button.h"
#include "ui/views/events/events_view.h"
#include "ui/views/timeline/timeline_view.h"

#include <QAbstractItemModel>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QThread>

#include <algorithm>
#include <stop_token>
#include <vector>

using namespace handdrawn;

namespace {

constexpr int kMany = 30'000; // micro-batches on 4 stages: above 200,000 spans

// Keeps works until somebody does them.
struct HeldWorks
{
    std::vector<ui::LongWork> works;

    [[nodiscard]] ui::WorkRunner runner()
    {
        return [this](ui::LongWork work) { works.push_back(std::move(work)); };
    }
    void finish(std::size_t which) { works.at(which)({})(); }
};

int rowsOf(const ui::EventsView &view)
{
    return view.findChild<QTableView *>()->model()->rowCount();
}

} // namespace

class TestBackground : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theNewestOfSeveralWorksIsDeliveredHere();
    void aListOfEventsIsShownWhenItIsThere();
    void fewEventsAreListedAtOnce();
    void aSearchThatTakesLongSaysSo();
    void aSearchThatWasClosedFindsNothing();
    void aSearchTellsHowFarItIsAndStops();
    void whatWasDoneIsTold();
    void aLongCriticalPathIsFoundElsewhere();
    void aPathThatIsNotAskedForAnyMoreIsNotShown();
    void aPathThatIsStoppedLacksItsBeginning();
};

void TestBackground::theNewestOfSeveralWorksIsDeliveredHere()
{
    QObject owner;
    const ui::WorkRunner runner = ui::backgroundWorker(&owner);
    std::vector<int> delivered;
    bool here = true;
    bool elsewhere = true;
    QThread *const uiThread = QThread::currentThread();
    for (int i = 0; i < 50; ++i)
        runner([&, i](const core::Watch &) -> ui::Delivery {
            elsewhere = elsewhere && QThread::currentThread() != uiThread;
            return [&, i] {
                here = here && QThread::currentThread() == uiThread;
                delivered.push_back(i);
            };
        });
    QTRY_VERIFY(!delivered.empty());
    QCOMPARE(delivered, std::vector{49});
    QVERIFY(here);
    QVERIFY(elsewhere);
}

void TestBackground::aListOfEventsIsShownWhenItIsThere()
{
    HeldWorks held;
    ui::EventsView view;
    view.setWorker(held.runner());
    view.show();
    view.setSnapshot(realStep(4, 1, kMany));
    QCOMPARE(rowsOf(view), 0); // nothing waited for it
    QCOMPARE(held.works.size(), std::size_t(1));
    view.setSnapshot(realStep(4, 1, kMany / 2));
    QCOMPARE(held.works.size(), std::size_t(2));
    held.finish(0); // overtaken
    QCOMPARE(rowsOf(view), 0);
    held.finish(1);
    QCOMPARE(rowsOf(view), 2 * 4 * kMany / 2); // forward and backward on each stage
}

void TestBackground::fewEventsAreListedAtOnce()
{
    HeldWorks held;
    ui::EventsView view;
    view.setWorker(held.runner());
    view.show();
    view.setSnapshot(realStep(4, 1, 8));
    QVERIFY(held.works.empty());
    QCOMPARE(rowsOf(view), 2 * 4 * 8);
}

void TestBackground::aSearchThatTakesLongSaysSo()
{
    HeldWorks held;
    ui::TimelineView view;
    view.resize(994, 159);
    view.setSnapshot(realStep(4, 1, kMany));
    view.search().setWorker(held.runner());
    view.search().find(QStringLiteral("backward"));
    QCOMPARE(view.search().note(), QStringLiteral("searching …"));
    view.search().find(QStringLiteral("F5"));
    held.finish(0); // overtaken
    QVERIFY(!view.search().note().contains(QStringLiteral(" of ")));
    held.finish(1);
    QVERIFY2(view.search().note().endsWith(QStringLiteral(" of 4")), // on each stage
             qPrintable(view.search().note()));
}

void TestBackground::aSearchThatWasClosedFindsNothing()
{
    HeldWorks held;
    ui::TimelineView view;
    view.resize(994, 159);
    view.setSnapshot(realStep(4, 1, kMany));
    view.search().setWorker(held.runner());
    view.search().find(QStringLiteral("backward"));
    view.search().find(QString());
    QCOMPARE(held.works.size(), std::size_t(2)); // the second one only ends the first
    held.finish(0);
    held.finish(1);
    QCOMPARE(view.search().note(), QString());
    QVERIFY(!view.holdsSomething());
}

void TestBackground::aSearchTellsHowFarItIsAndStops()
{
    HeldWorks held;
    ui::TimelineView view;
    view.resize(994, 159);
    view.setSnapshot(realStep(4, 1, kMany));
    view.search().setWorker(held.runner());
    view.search().open();
    auto *stop = view.findChild<ui::PushButton *>(QStringLiteral("stop-search"));
    QVERIFY(stop && stop->isHidden());
    view.search().find(QStringLiteral("F5"));
    QVERIFY(!stop->isHidden());
    view.search().tell(0.4);
    QCOMPARE(view.search().note(), QStringLiteral("searching … 40 %"));
    stop->click();
    QVERIFY(stop->isHidden());
    QCOMPARE(view.search().note(), QStringLiteral("cancelled"));
    view.search().tell(0.5); // too late
    held.finish(0);
    QCOMPARE(view.search().note(), QStringLiteral("cancelled"));
    QCOMPARE(held.works.size(), std::size_t(2)); // the second one only ends the first
    view.search().step(1);                       // Enter: once more
    held.finish(2);
    QVERIFY2(view.search().note().endsWith(QStringLiteral(" of 4")),
             qPrintable(view.search().note()));
}

// Shares of the whole, each larger than the one before, and after a stop no more.
void TestBackground::whatWasDoneIsTold()
{
    const core::SnapshotPtr step = realStep(4, 1, kMany);
    std::vector<core::SearchRow> rows;
    for (int row = 0; row < 4; ++row)
        rows.push_back({row, row, true, 0, 0});
    const core::SpanQuery query = core::parseSpanQuery("forward", false).value();
    std::vector<double> told;
    core::Watch watch;
    watch.progress = [&told](double share) { told.push_back(share); };
    QCOMPARE(core::findSpans(*step, rows, query, watch).count, std::int64_t(4 * kMany));
    QVERIFY(told.size() >= 4);
    QVERIFY(std::ranges::is_sorted(told) && told.front() > 0);
    QCOMPARE(told.back(), 1.0);
    std::stop_source stop;
    told.clear();
    watch.stop = stop.get_token();
    watch.progress = [&](double share) {
        told.push_back(share);
        stop.request_stop();
    };
    QVERIFY(core::findSpans(*step, rows, query, watch).count < 4 * kMany);
    QCOMPARE(told.size(), std::size_t(1));
}

void TestBackground::aLongCriticalPathIsFoundElsewhere()
{
    HeldWorks held;
    ui::TimelineView view;
    view.resize(994, 159);
    view.setSnapshot(realStep(4, 1, kMany));
    view.path().setWorker(held.runner());
    QSignalSpy told(&view, &ui::TimelineView::readoutChanged);
    ui::TimelineOptions options;
    options.criticalPath = true;
    view.setOptions(options);
    QCOMPARE(view.readout(), QStringList{QStringLiteral("Finding the critical path: 0 %")});
    QCOMPARE(held.works.size(), std::size_t(1));
    view.path().tell(0.25);
    QCOMPARE(view.readout(), QStringList{QStringLiteral("Finding the critical path: 25 %")});
    const QImage without = view.grab().toImage();
    held.finish(0);
    QCOMPARE(told.count(), 2);
    QVERIFY2(view.readout().value(0).startsWith(QStringLiteral("Critical path ")),
             qPrintable(view.readout().value(0)));
    QVERIFY(view.grab().toImage() != without); // now it is underlined
    QCOMPARE(held.works.size(), std::size_t(1));
}

void TestBackground::aPathThatIsNotAskedForAnyMoreIsNotShown()
{
    HeldWorks held;
    ui::TimelineView view;
    view.resize(994, 159);
    view.setSnapshot(realStep(4, 1, kMany));
    view.path().setWorker(held.runner());
    ui::TimelineOptions options;
    options.criticalPath = true;
    view.setOptions(options);
    (void)view.readout();
    view.setOptions({}); // cancels
    QCOMPARE(held.works.size(), std::size_t(2));
    held.finish(0);
    QVERIFY(view.readout().isEmpty());
    view.setOptions(options);
    (void)view.readout();
    view.setSnapshot(realStep(4, 1, kMany / 2 + kMany / 3)); // another step
    (void)view.readout();
    QCOMPARE(held.works.size(), std::size_t(5)); // asked, ended, asked
    held.finish(2);
    QVERIFY(view.path().progress());
    held.finish(4);
    QVERIFY(!view.path().progress());
}

void TestBackground::aPathThatIsStoppedLacksItsBeginning()
{
    const core::SnapshotPtr step = realStep(4, 1, kMany);
    const core::CriticalPath whole = core::criticalPath(*step);
    QCOMPARE(whole.steps.front().begin, std::int64_t(0));
    std::stop_source stop;
    std::vector<double> told;
    core::Watch watch;
    watch.stop = stop.get_token();
    watch.progress = [&](double share) {
        told.push_back(share);
        if (told.size() == 3)
            stop.request_stop();
    };
    const core::CriticalPath part = core::criticalPath(*step, watch);
    QCOMPARE(told.size(), std::size_t(3));
    QVERIFY(std::ranges::is_sorted(told) && told.front() > 0 && told.back() < 1);
    QVERIFY(part.steps.front().begin > 0);
    QVERIFY(part.steps.size() < whole.steps.size());
}

QTEST_MAIN(TestBackground)
#include "tst_background.moc"
