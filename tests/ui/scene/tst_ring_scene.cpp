// SPDX-License-Identifier: GPL-3.0-or-later
// Replicas without stages, along the ring in which they share gradients.
#include "core/io/scenario/scenario_json.h"
#include "ui/layout/scene/scene_layout.h"
#include "ui/words/square_texts.h"

#include <QTest>

#include <string>

namespace {

core::SnapshotPtr replicas(int devices, const std::string &faults = "faults=[]")
{
    const std::string count = std::to_string(devices);
    return core::run(core::loadScenario("dp8-nvlink",
                                        {"cluster.devices=" + count, "parallel.data=" + count,
                                         "training.global_batch=" + count, faults})
                         .value())
        .value();
}

} // namespace

class TestRingScene : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void manyReplicasAreCellsOfARing();
    void theCalloutCountsWhoWaitsNow();
    void nobodyWaitsWhereNothingFits();
};

// From 33 on, as many as there are: a cell for each along the ring in which they share gradients.
void TestRingScene::manyReplicasAreCellsOfARing()
{
    for (const int devices : {33, 64, 256}) {
        const core::SnapshotPtr snapshot = replicas(devices);
        const ui::SceneLayout layout = ui::layoutScene(*snapshot, {996, 277}, 1);
        QVERIFY(layout.squares.order == ui::SquareOrder::Ring);
        QCOMPARE(layout.squares.devices, 1);
        QCOMPARE(layout.cards.size(), std::size_t(devices));
        for (int i = 0; i < devices; ++i)
            QCOMPARE(layout.cards[std::size_t(i)].device, i);
    }
}

// 1,023 wait while the slow one ends its backward pass; while all share, nobody does.
void TestRingScene::theCalloutCountsWhoWaitsNow()
{
    const core::SnapshotPtr snapshot = replicas(1024, R"(faults=[{"device": 613, "speed": 0.9}])");
    const int fast = snapshot->rowOf(0);
    int waiting = 0;
    int working = 0;
    for (int i = 0; i < 1000; ++i) {
        const core::Nanos time{snapshot->trace.stop * i / 1000};
        const core::SpanTag &tag = snapshot->trace.tag[snapshot->trace.spanAt(fast, time.count)];
        const bool waits =
            tag.kind == core::SpanKind::Wait && tag.cause == core::IdleCause::Straggler;
        ++(waits ? waiting : working);
        const QString cost = ui::troubleTexts(*snapshot, 613, time).cost;
        QVERIFY2(cost.startsWith(QStringLiteral("1,023 wait")) == waits, qPrintable(cost));
        QVERIFY2(waits || cost.endsWith(QStringLiteral(" per step")), qPrintable(cost));
    }
    QVERIFY(waiting > 0 && working > 0);
}

// 16 bytes for each of 6.7 billion parameters do not fit in 80 GB: there is a layout to draw, and
// no step in which anybody could wait.
void TestRingScene::nobodyWaitsWhereNothingFits()
{
    const core::SnapshotPtr snapshot =
        core::run(core::loadScenario("llama7b-dp8-80", {"cluster.devices=40", "parallel.data=40",
                                                        "training.global_batch=2560",
                                                        R"(faults=[{"device": 2, "speed": 0.7}])"})
                      .value())
            .value();
    QVERIFY(!snapshot->metrics.fits);
    QVERIFY(!ui::troubleTexts(*snapshot, 2, {}).cost.contains(QStringLiteral("wait")));
}

QTEST_MAIN(TestRingScene)
#include "tst_ring_scene.moc"
