// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/scenario/scenario_json.h"
#include "ui/paint/look.h"
#include "ui/views/training/workers_view.h"

#include <QContextMenuEvent>
#include <QSignalSpy>
#include <QTest>

using namespace ui;

namespace {

// Of 4 workers, too low for all of their cards.
struct Bench
{
    Bench()
    {
        view.setLook(Look());
        view.resize(290, 160);
        const core::Scenario scenario = core::loadScenario("train-digits-pp4").value();
        view.setSnapshot(core::run(scenario).value());
        view.show();
    }
    [[nodiscard]] bool isSeen(int worker) const
    {
        return QRectF(view.rect()).contains(view.itemAt(worker).area.center());
    }

    WorkersView view;
};

} // namespace

class TestWorkersView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aWorkerThatIsSelectedElsewhereIsRevealed();
    void theMenuByKeyOpensOverTheCard();
    void fourSmallCardsLieTwoAndTwo();
};

void TestWorkersView::aWorkerThatIsSelectedElsewhereIsRevealed()
{
    Bench bench;
    QCOMPARE(bench.view.itemCount(), 4);
    QVERIFY(bench.isSeen(0));
    QVERIFY(!bench.isSeen(3));
    bench.view.setSelectedDevice(3);
    QVERIFY(bench.isSeen(3));
    bench.view.setSelectedDevice(0);
    QVERIFY(bench.isSeen(0));
}

void TestWorkersView::theMenuByKeyOpensOverTheCard()
{
    Bench bench;
    bench.view.setSelectedDevice(3);
    QSignalSpy asked(&bench.view, &WorkersView::deviceMenuRequested);
    QContextMenuEvent byKey(QContextMenuEvent::Keyboard, {}, {});
    QCoreApplication::sendEvent(&bench.view, &byKey);
    QCOMPARE(asked.count(), 1);
    QCOMPARE(asked.front().at(0).toInt(), 3);
    const QPoint at = bench.view.mapFromGlobal(asked.front().at(1).toPoint());
    QVERIFY(bench.view.itemAt(3).area.contains(at));
    QVERIFY(bench.view.rect().contains(at));
}

// Where three would fit beside each other, and none with a tower.
void TestWorkersView::fourSmallCardsLieTwoAndTwo()
{
    Bench bench;
    bench.view.resize(436, 300);
    const auto place = [&bench](int worker) { return bench.view.itemAt(worker).area; };
    QCOMPARE(place(0).top(), place(1).top());
    QCOMPARE(place(2).top(), place(3).top());
    QVERIFY(place(2).top() > place(0).bottom());
    QCOMPARE(place(0).left(), place(2).left());
    for (int worker = 0; worker < 4; ++worker) // as high as the view has room for
        QVERIFY(place(worker).height() > 100);
}

QTEST_MAIN(TestWorkersView)
#include "tst_workers_view.moc"
