// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/moment.h"
#include "core/io/scenario/scenario_json.h"
#include "core/scenario/edits.h"
#include "ui/layout/scene/scene_layout.h"
#include "ui/layout/scene/scene_tower.h"

#include <QTest>

#include <algorithm>

namespace {

core::SnapshotPtr snapshotOf(core::Strategy strategy, int devices, const char *id = "llama7b-pp4")
{
    core::Scenario scenario = core::loadScenario(id).value();
    scenario = core::withStrategy(scenario, strategy);
    scenario = core::withDevices(scenario, devices);
    if (strategy == core::Strategy::Pipeline) // one pipeline, however short of micro-batches
        scenario = core::withPipeline(scenario, devices);
    return core::run(scenario).value();
}

// The parts of a full card that hold text or a picture of their own.
QList<QRectF> partsOf(const ui::CardGeometry &card)
{
    return {card.title, card.pill, card.tower, card.middle, card.tank, card.history, card.busy};
}

bool overlap(const QRectF &a, const QRectF &b)
{
    return a.adjusted(0.01, 0.01, -0.01, -0.01).intersects(b.adjusted(0.01, 0.01, -0.01, -0.01));
}

// Whether a way leaves every card alone but where it begins and ends.
bool crossesNoCard(const ui::SceneLayout &layout, const ui::Lane &way)
{
    for (int i = 0; i <= 400; ++i) {
        if (ui::cardAt(layout, ui::pointAlong(way, i / 400.0)) != nullptr)
            return false;
    }
    return true;
}

} // namespace

class TestSceneLayout : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingOverlapsAtAnySize_data();
    void nothingOverlapsAtAnySize();
    void upToEightDevicesAreFullCardsWhereThereIsRoom();
    void towersOfEightDevicesAreHighEnoughToRead();
    void slabsFillFromTheOwnShareOn();
    void sharedStatesLeaveTheWeightsWhole();
    void narrowTilesShowATokenInPlaceOfTheWord();
    void upToThirtyTwoDevicesNameEveryDevice();
    void detailThatDoesNotFitGrowsDownwards();
    void linksRunFromCardToCard();
    void aRingComesBackToItsFirstDevice();
    void nodesAreNamed();
    void everyDeviceIsFoundWhereItsCardIs();
    void tensorGroupsAreTilesOfReplicasAndStages();
    void veryManyReplicasShareRows();
};

void TestSceneLayout::nothingOverlapsAtAnySize_data()
{
    QTest::addColumn<int>("strategy");
    QTest::addColumn<QSizeF>("size");
    QTest::addColumn<double>("scale");
    for (const auto strategy : {core::Strategy::Data, core::Strategy::Pipeline}) {
        for (const QSizeF size : {QSizeF(996, 277), QSizeF(760, 240), QSizeF(1240, 520)}) {
            for (const double scale : {1.0, 1.5})
                QTest::addRow("%s %.0fx%.0f at %.1f",
                              strategy == core::Strategy::Data ? "data" : "pipeline", size.width(),
                              size.height(), scale)
                    << static_cast<int>(strategy) << size * scale << scale;
        }
    }
}

void TestSceneLayout::nothingOverlapsAtAnySize()
{
    QFETCH(const int, strategy);
    QFETCH(const QSizeF, size);
    QFETCH(const double, scale);
    for (int devices = 1; devices <= 32; ++devices) {
        const core::SnapshotPtr snapshot =
            snapshotOf(static_cast<core::Strategy>(strategy), devices);
        const ui::SceneLayout layout = ui::layoutScene(*snapshot, size, scale);
        QCOMPARE(layout.cards.size(), std::size_t(snapshot->deviceCount()));
        const QRectF scene(QPointF(), size);
        for (std::size_t i = 0; i < layout.cards.size(); ++i) {
            const ui::CardGeometry &card = layout.cards[i];
            QVERIFY2(scene.contains(card.card), qPrintable(QString::number(devices)));
            QVERIFY(!overlap(card.card, layout.header));
            QVERIFY(!overlap(card.card, layout.batch));
            for (std::size_t j = 0; j < i; ++j)
                QVERIFY2(!overlap(card.card, layout.cards[j].card),
                         qPrintable(QString::number(devices)));
            if (layout.detail != ui::CardDetail::Full)
                continue;
            const QList<QRectF> parts = partsOf(card);
            for (qsizetype a = 0; a < parts.size(); ++a) {
                QVERIFY(card.card.contains(parts[a]));
                QVERIFY(parts[a].width() > 0 && parts[a].height() > 0);
                for (qsizetype b = 0; b < a; ++b)
                    QVERIFY2(!overlap(parts[a], parts[b]),
                             qPrintable(QStringLiteral("parts %1 and %2 of %3 devices")
                                            .arg(a)
                                            .arg(b)
                                            .arg(devices)));
            }
        }
    }
}

void TestSceneLayout::upToEightDevicesAreFullCardsWhereThereIsRoom()
{
    // UX section 7: full cards are at least 150 pixels wide.
    // At 1240 x 520, and in a window of 1920 x 1080 at its usual zoom of 125 %.
    // And in one of 1280 x 720.
    for (const QSizeF size : {QSizeF(1240, 520), QSizeF(912, 357), QSizeF(996, 271)}) {
        for (const int devices : {1, 2, 3, 4, 5, 6, 7, 8}) {
            const core::SnapshotPtr snapshot = snapshotOf(core::Strategy::Data, devices);
            const ui::SceneLayout layout = ui::layoutScene(*snapshot, size, 1);
            QVERIFY2(layout.detail == ui::CardDetail::Full, qPrintable(QString::number(devices)));
            for (const ui::CardGeometry &card : layout.cards)
                QVERIFY(card.card.width() >= 150);
        }
    }
}

// Every layer of Llama-2 7B has two pixels at least, and the tank more than the figure below it.
void TestSceneLayout::towersOfEightDevicesAreHighEnoughToRead()
{
    for (const auto strategy : {core::Strategy::Data, core::Strategy::Sharded}) {
        const core::SnapshotPtr snapshot = snapshotOf(strategy, 8);
        for (const QSizeF size : {QSizeF(996, 271), QSizeF(912, 357)}) {
            const ui::SceneLayout layout = ui::layoutScene(*snapshot, size, 1);
            QVERIFY(layout.detail == ui::CardDetail::Full);
            for (const ui::CardGeometry &card : layout.cards) {
                QVERIFY(card.tower.height() >= 2 * 32);
                QVERIFY(card.tank.height() >= card.tankLabel.height() * 2);
                QVERIFY(card.middle.height() >= 20);
                QVERIFY(!overlap(card.tankLabel, card.history));
                QVERIFY(!overlap(card.tankLabel, card.busy));
                QVERIFY(!overlap(card.card, layout.footer)); // the caption lies between the lines
            }
        }
    }
}

// What a ring has handed on stands before the own share, then comes round to what stands behind it.
void TestSceneLayout::slabsFillFromTheOwnShareOn()
{
    const auto snapshot = core::run(core::loadScenario("llama7b-zero3-8").value()).value();
    const ui::SceneLayout layout = ui::layoutScene(*snapshot, {996, 271}, 1);
    const core::VisitProfile &forward =
        snapshot->plan.stages.front().visits[std::size_t(core::Op::Forward)];
    const core::VisitSegment &work = forward.segments[10];
    const double gather =
        snapshot->plan.layers[std::size_t(forward.segments[11].layer)].gather * 1e9;
    for (const double part : {0.25, 0.75, 1.0}) {
        const core::Nanos time{work.begin.count + std::int64_t(part * gather) + 1};
        for (const ui::CardGeometry &card : layout.cards) {
            const ui::LayerShares shares = ui::layerShares(*snapshot, card);
            QVERIFY(shares.weightsShared);
            QVERIFY(qAbs(shares.own.width() - 1.0 / 8) < 1e-9);
            const auto slabs = ui::gatheredSlabs(*snapshot, card,
                                                 core::deviceMoment(*snapshot, card.device, time));
            QCOMPARE(slabs.size(), std::size_t(2)); // the one at work, and the next
            QVERIFY(slabs.front().complete);
            QCOMPARE(slabs.back().slab, slabs.front().slab + 1);
            QCOMPARE(slabs.back().complete, part >= 1);
            double filled = 0;
            for (const QRectF &rect : slabs.back().parts)
                filled += rect.width();
            QVERIFY(qAbs(filled / card.tower.width() - part * 7 / 8) < 1e-3);
            const QRectF own = shares.own.of(card.tower);
            if (card.replica > 0)
                QVERIFY(qAbs(slabs.back().parts.front().right() - own.left()) < 1e-6);
            // All shares before its own first, from there to the first of all.
            const double before = std::min(part * 7, double(card.replica)) / 8;
            if (card.replica > 0)
                QVERIFY(qAbs(slabs.back().parts.front().width() / card.tower.width() - before) <
                        1e-3);
            for (const QRectF &rect : slabs.back().parts)
                QVERIFY(rect.left() >= card.tower.left() - 1e-6);
        }
    }
}

// With ZeRO-1 every device has all weights, and keeps the states of its own share.
void TestSceneLayout::sharedStatesLeaveTheWeightsWhole()
{
    const auto snapshot = core::run(core::loadScenario("llama7b-zero1-8").value()).value();
    const ui::SceneLayout layout = ui::layoutScene(*snapshot, {996, 271}, 1);
    for (const ui::CardGeometry &card : layout.cards) {
        const ui::LayerShares shares = ui::layerShares(*snapshot, card);
        QVERIFY(!shares.weightsShared);
        QCOMPARE(shares.used.width(), 1.0);
        QVERIFY(qAbs(shares.own.begin - card.replica / 8.0) < 1e-9);
    }
}

void TestSceneLayout::narrowTilesShowATokenInPlaceOfTheWord()
{
    const auto snapshot = core::run(core::loadScenario("gpt3-64-t8").value()).value();
    bool narrow = false;
    for (const double width : {460.0, 520.0, 600.0, 996.0, 1400.0}) {
        const ui::SceneLayout layout = ui::layoutScene(*snapshot, {width, 277}, 1);
        for (const ui::TileGeometry &tile : layout.tiles) {
            QVERIFY(!tile.word.isEmpty() || tile.tokenRadius >= 7); // one of the two can be read
            const QRectF token(tile.token.x() - tile.tokenRadius, tile.token.y() - tile.tokenRadius,
                               2 * tile.tokenRadius, 2 * tile.tokenRadius);
            if (tile.tokenRadius > 0) {
                QVERIFY(tile.tile.contains(token));
                QVERIFY(!overlap(token, tile.word));
                QVERIFY(!overlap(token, layout.cards[std::size_t(tile.firstCard)].card));
            }
            narrow = narrow || tile.word.isEmpty();
        }
    }
    QVERIFY(narrow);
}

void TestSceneLayout::upToThirtyTwoDevicesNameEveryDevice()
{
    for (const auto strategy : {core::Strategy::Data, core::Strategy::Pipeline}) {
        for (const int devices : {12, 16, 24, 32}) {
            const core::SnapshotPtr snapshot = snapshotOf(strategy, devices);
            QVERIFY(ui::layoutScene(*snapshot, {996, 272}, 1).detail == ui::CardDetail::Small);
        }
    }
}

void TestSceneLayout::detailThatDoesNotFitGrowsDownwards()
{
    const QSizeF size(996, 277);
    for (const auto strategy : {core::Strategy::Data, core::Strategy::Pipeline}) {
        for (const auto detail : {ui::CardDetail::Full, ui::CardDetail::Small}) {
            for (const int devices : {4, 8, 16, 32, 64}) {
                const core::SnapshotPtr snapshot = snapshotOf(strategy, devices);
                const ui::SceneLayout layout = ui::layoutScene(*snapshot, size, 1, detail);
                QVERIFY(layout.detail == detail);
                QCOMPARE(layout.size.width(), size.width());
                QVERIFY(layout.size.height() >= size.height());
                const QRectF scene(QPointF(), layout.size);
                for (std::size_t i = 0; i < layout.cards.size(); ++i) {
                    const QRectF &card = layout.cards[i].card;
                    QVERIFY(card.width() >= (detail == ui::CardDetail::Full ? 150 : 72));
                    QVERIFY(scene.contains(card));
                    QVERIFY(!overlap(card, layout.header));
                    QVERIFY(!overlap(card, layout.batch));
                    for (std::size_t j = 0; j < i; ++j)
                        QVERIFY(!overlap(card, layout.cards[j].card));
                }
            }
        }
    }
}

void TestSceneLayout::linksRunFromCardToCard()
{
    for (const int devices : {2, 4, 8, 16}) {
        const core::SnapshotPtr snapshot = snapshotOf(core::Strategy::Pipeline, devices);
        const ui::SceneLayout layout = ui::layoutScene(*snapshot, {996, 277}, 1);
        QCOMPARE(layout.links.size(), std::size_t(devices - 1)); // p - 1 hops
        for (const ui::LinkGeometry &link : layout.links) {
            const QRectF from = ui::cardOf(layout, link.fromDevice)->card;
            const QRectF to = ui::cardOf(layout, link.toDevice)->card;
            const QPointF begin = link.forward.front();
            const QPointF end = link.forward.back();
            QVERIFY(begin.x() >= from.right() && end.x() <= to.left());
            QVERIFY(from.top() < begin.y() && begin.y() < from.bottom());
            QVERIFY(to.top() < end.y() && end.y() < to.bottom());
            QVERIFY(link.backward.front().x() <= to.left());
            QVERIFY(link.backward.back().x() >= from.right());
            QVERIFY(begin.y() < link.backward.back().y()); // forward lane above
            QVERIFY(crossesNoCard(layout, link.forward));
            QVERIFY(crossesNoCard(layout, link.backward));
        }
    }
}

void TestSceneLayout::tensorGroupsAreTilesOfReplicasAndStages()
{
    const core::SnapshotPtr snapshot =
        core::run(core::loadScenario("gpt3-64-4x4x4").value()).value();
    for (const QSizeF size : {QSizeF(996, 277), QSizeF(760, 260), QSizeF(1240, 520)}) {
        const ui::SceneLayout layout = ui::layoutScene(*snapshot, size, 1);
        QCOMPARE(layout.tiles.size(), std::size_t(16)); // 4 replicas of 4 stages
        QCOMPARE(layout.cards.size(), std::size_t(64));
        QCOMPARE(layout.tileLabels.size(), std::size_t(8));
        for (std::size_t i = 0; i < layout.tiles.size(); ++i) {
            const ui::TileGeometry &tile = layout.tiles[i];
            QVERIFY(QRectF(QPointF(), size).contains(tile.tile));
            for (std::size_t j = 0; j < i; ++j)
                QVERIFY(!overlap(tile.tile, layout.tiles[j].tile));
            for (int c = 0; c < tile.cardCount; ++c) {
                const auto &card = layout.cards[std::size_t(tile.firstCard + c)];
                QVERIFY(tile.tile.contains(card.card));
                QVERIFY(!overlap(card.card, tile.word));
                QCOMPARE(card.replica, int(i) / 4);
                QCOMPARE(card.pipelineRank, int(i) % 4);
            }
        }
    }
}

void TestSceneLayout::veryManyReplicasShareRows()
{
    const core::SnapshotPtr snapshot =
        core::run(core::loadScenario("llama3-405b-16k").value()).value();
    const ui::SceneLayout layout = ui::layoutScene(*snapshot, {996, 277}, 1);
    // Columns are stages; each row says which of the 128 replicas it stands for.
    int next = 1;
    for (const ui::TileLabel &label : layout.tileLabels) {
        if (label.what != ui::TileLabel::What::Replica)
            continue;
        QCOMPARE(label.number, next);
        next = label.last + 1;
    }
    QCOMPARE(next, 128 + 1);
    int devices = 0;
    for (const ui::CardGeometry &card : layout.cards)
        devices += card.count;
    QCOMPARE(devices, 16384);
    QCOMPARE(layout.tiles.size() % 16, std::size_t(0));
}

void TestSceneLayout::aRingComesBackToItsFirstDevice()
{
    for (const int devices : {2, 3, 4, 6, 7, 8, 12, 16, 24}) {
        const core::SnapshotPtr snapshot = // whose copies fit: others have no ring
            snapshotOf(core::Strategy::Data, devices, "1f1b-4-8");
        for (const QSizeF size : {QSizeF(996, 277), QSizeF(1240, 520), QSizeF(760, 360)}) {
            const ui::SceneLayout layout = ui::layoutScene(*snapshot, size, 1);
            if (layout.detail == ui::CardDetail::Cell)
                continue;
            QCOMPARE(layout.links.size(), std::size_t(devices)); // n devices, n links
            for (int i = 0; i < devices; ++i) {
                const ui::LinkGeometry &link = layout.links[std::size_t(i)];
                QCOMPARE(link.fromDevice, i);
                QCOMPARE(link.toDevice, (i + 1) % devices);
                const QString where = QStringLiteral("%1 to %2 of %3 at %4")
                                          .arg(i)
                                          .arg(link.toDevice)
                                          .arg(devices)
                                          .arg(size.width());
                QVERIFY2(link.forward.size() >= 2, qPrintable(where));
                const QRectF from = ui::cardOf(layout, link.fromDevice)->card;
                const QRectF to = ui::cardOf(layout, link.toDevice)->card;
                const double reach = 6;
                QVERIFY2(from.adjusted(-reach, -reach, reach, reach).contains(link.forward.front()),
                         qPrintable(where));
                QVERIFY2(to.adjusted(-reach, -reach, reach, reach).contains(link.forward.back()),
                         qPrintable(where));
                QVERIFY2(crossesNoCard(layout, link.forward), qPrintable(where));
                for (const QPointF &corner : link.forward)
                    QVERIFY2(QRectF(QPointF(), size).contains(corner), qPrintable(where));
            }
        }
    }
}

void TestSceneLayout::nodesAreNamed()
{
    const auto snapshot = core::run(core::loadScenario("naive-4-misplaced").value()).value();
    const ui::SceneLayout layout = ui::layoutScene(*snapshot, {996, 277}, 1);
    QVERIFY(!layout.nodes.empty());
    for (const ui::NodeFrame &node : layout.nodes) {
        QVERIFY(node.label.height() > 0);
        QVERIFY(node.label.bottom() <= node.frame.top() + 0.01);
        QVERIFY(node.label.top() >= layout.header.bottom());
    }
}

void TestSceneLayout::everyDeviceIsFoundWhereItsCardIs()
{
    const core::SnapshotPtr snapshot = snapshotOf(core::Strategy::Data, 6);
    const ui::SceneLayout layout = ui::layoutScene(*snapshot, {996, 400}, 1);
    for (int device = 0; device < 6; ++device) {
        const ui::CardGeometry *card = ui::cardOf(layout, device);
        QVERIFY(card != nullptr);
        QCOMPARE(ui::cardAt(layout, card->card.center()), card);
    }
    QVERIFY(ui::cardAt(layout, {1, 1}) == nullptr);
    QVERIFY(ui::cardOf(layout, 6) == nullptr);
}

QTEST_GUILESS_MAIN(TestSceneLayout)
#include "tst_scene_layout.moc"
