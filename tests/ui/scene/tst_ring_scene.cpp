// SPDX-License-Identifier: GPL-3.0-or-later
// Replicas without stages, along the ring in which they share gradients.
#include "core/analysis/communication_moment.h"
#include "core/io/scenario/scenario_json.h"
#include "ui/layout/scene/scene_layout.h"
#include "ui/layout/scene/state_groups.h"
#include "ui/paint/scene/scene_parts.h"
#include "ui/words/scene_texts.h"
#include "ui/words/square_texts.h"

#include <QImage>
#include <QPainter>
#include <QTest>

#include <algorithm>
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

core::SnapshotPtr groups(int devices, int each)
{
    const std::string count = std::to_string(devices);
    return core::run(core::loadScenario("llama7b-zero3-8",
                                        {"cluster.device=h200-141g", // on which pairs fit, too
                                         "cluster.devices=" + count, "parallel.data=" + count,
                                         "training.global_batch=" + count,
                                         "parallel.sharding_group=" + std::to_string(each)})
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
    void groupsThatShareStatesAreFrames();
    void groupsThatShareStatesAreAroundTheirCards();
    void sumsBetweenGroupsThatAreNotDrawnAreSeen();
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

// 64 GPUs in groups of 4, 8 and 16: as many frames as there are groups, each of neighbours, and the
// title says what is within and between them.
void TestRingScene::groupsThatShareStatesAreFrames()
{
    for (const int each : {4, 8, 16}) {
        const core::SnapshotPtr snapshot = groups(64, each);
        const ui::SceneLayout layout = ui::layoutScene(*snapshot, {996, 277}, 1);
        QVERIFY(layout.squares.order == ui::SquareOrder::Ring);
        QCOMPARE(layout.tiles.size(), std::size_t(64 / each));
        for (std::size_t i = 0; i < layout.tiles.size(); ++i) {
            QCOMPARE(layout.tiles[i].cardCount, each);
            QCOMPARE(layout.cards[std::size_t(layout.tiles[i].firstCard)].device, int(i) * each);
        }
        const ui::SceneTitle title = ui::squaresTitle(*snapshot, layout);
        QVERIFY2(title.detail.contains(QStringLiteral("%1 groups of %2: shards within, replicas "
                                                      "between")
                                           .arg(64 / each)
                                           .arg(each)),
                 qPrintable(title.detail));
        QVERIFY2(!title.detail.contains(QStringLiteral("one ring")), qPrintable(title.detail));
        QCOMPARE(ui::frameName(*snapshot, layout, 1), QStringLiteral("Group 2"));
        QVERIFY(ui::deviceDescription(*snapshot, each, {})
                    .contains(QStringLiteral("GPUs %1–%2").arg(each).arg(2 * each - 1)));
    }
    // One group alone is none.
    const core::SnapshotPtr whole = groups(64, 64);
    const ui::SceneLayout layout = ui::layoutScene(*whole, {996, 277}, 1);
    QVERIFY(!layout.squares.framesAreStateGroups);
    QVERIFY(!ui::squaresTitle(*whole, layout).detail.contains(QStringLiteral("groups of")));
}

// Eight cards in groups of 4 and 2: every card in the frame of its group, in no other, and links
// between groups are no part of the rings within them.
void TestRingScene::groupsThatShareStatesAreAroundTheirCards()
{
    for (const int each : {2, 4}) {
        const core::SnapshotPtr snapshot = groups(8, each);
        const ui::SceneLayout layout = ui::layoutScene(*snapshot, {996, 277}, 1);
        QVERIFY(layout.stateGroups.size() >= std::size_t(8 / each));
        for (const ui::CardGeometry &card : layout.cards) {
            const auto around = std::ranges::count_if(
                layout.stateGroups, [&](const QRectF &frame) { return frame.contains(card.card); });
            const auto touched =
                std::ranges::count_if(layout.stateGroups, [&](const QRectF &frame) {
                    return frame.intersects(card.card);
                });
            QCOMPARE(around, 1);
            QCOMPARE(touched, 1);
        }
        const auto between =
            std::ranges::count(layout.links, true, &ui::LinkGeometry::betweenGroups);
        QCOMPARE(between, 8 / each);
        QVERIFY(ui::sceneTitle(*snapshot).title.startsWith(QStringLiteral("Hybrid sharded")));
    }
    const core::SnapshotPtr whole = groups(8, 8);
    QVERIFY(ui::layoutScene(*whole, {996, 277}, 1).stateGroups.empty());
}

// Of pairs that split each layer the groups have no frames: their sums are seen on every link.
void TestRingScene::sumsBetweenGroupsThatAreNotDrawnAreSeen()
{
    const core::SnapshotPtr snapshot =
        core::run(core::loadScenario("llama7b-zero3-8",
                                     {"parallel.tensor=2", "parallel.data=4",
                                      "parallel.sharding=zero2", "parallel.sharding_group=2"})
                      .value())
            .value();
    const ui::SceneLayout layout = ui::layoutScene(*snapshot, {996, 277}, 1, ui::CardDetail::Full);
    QVERIFY(layout.stateGroups.empty() && !layout.links.empty());
    QCOMPARE(ui::stateGroupSize(*snapshot), 0);
    const auto &buckets = snapshot->plan.sync.front().buckets;
    int across = 0;
    for (int i = 0; i < 1000; ++i) {
        const core::Nanos time{snapshot->trace.stop * i / 1000};
        const auto ring = core::collectiveAt(*snapshot, 0, time);
        if (!ring || ring->algorithm != core::AllReduce::Ring ||
            buckets[std::size_t(ring->bucket)].reach != core::BucketReach::Across)
            continue;
        QImage image(996, 277, QImage::Format_ARGB32_Premultiplied);
        image.fill(Qt::transparent);
        const QImage before = image;
        QPainter painter(&image);
        ui::paintRingChunks(painter, *snapshot, layout, time, {});
        painter.end();
        QVERIFY(image != before);
        ++across;
    }
    QVERIFY(across > 0);
}

QTEST_MAIN(TestRingScene)
#include "tst_ring_scene.moc"
