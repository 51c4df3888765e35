// SPDX-License-Identifier: GPL-3.0-or-later
// What takes views long is done elsewhere: nothing waits for it, the newest wins, and what is asked
// for no longer is not shown.
#include "hand_drawn.h"
#include "ui/bridge/background_worker.h"
#include "ui/views/events/events_view.h"
#include "ui/views/timeline/timeline_view.h"

#include <QAbstractItemModel>
#include <QTableView>
#include <QTest>
#include <QThread>

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

QTEST_MAIN(TestBackground)
#include "tst_background.moc"
