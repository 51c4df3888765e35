// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/moment.h"
#include "core/analysis/snapshot.h"
#include "core/base/text.h"
#include "core/io/scenario/scenario_json.h"
#include "ui/layout/scene/inspector_layout.h"
#include "ui/paint/scene/scene_key_painter.h"
#include "ui/paint/scene/scene_painter.h"
#include "ui/views/scene/scene_view.h"
#include "ui/words/scene_inspector.h"

#include <QApplication>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>

namespace {

core::SnapshotPtr stepOf(const char *id, const std::vector<std::string> &settings = {})
{
    return core::run(core::loadScenario(id, settings).value()).value();
}

const char *const kSlow = R"(faults=[{"device": 21, "speed": 0.7}])";

ui::InspectorTexts textsOf(const core::Snapshot &snapshot, int device, core::Nanos time = {})
{
    return ui::inspectorTexts(snapshot, core::deviceMoment(snapshot, device, time), time);
}

std::vector<ui::InspectorBar> barsOf(const core::Snapshot &snapshot, int device)
{
    return ui::inspectorBars(snapshot, ui::layoutScene(snapshot, {996, 277}, 1), device);
}

} // namespace

// The panel beside the tiles: the devices of a tile, and what is wrong with one of them.
class TestInspector : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyPartHasRoomOfItsOwn_data();
    void everyPartHasRoomOfItsOwn();
    void whatFindsNoRoomIsCounted();
    void theSlowAndTheChosenOneAreShownFirst();
    void aBarForEveryPartner();
    void theSlowPartnerIsNamedAndWhoWaitsForIt();
    void withoutRoomForTheModelTheBarsAreOfMemory();
    void manyPiecesOfAModelAreCounted();
    void aSquareOfManyReplicasSaysHowMany();
    void aRowOfThePanelSelectsItsDevice();
    void itsTipNamesThePartsOfTheMemory();
    void sixteenColumnsLeaveRoomForThePanel_data();
    void sixteenColumnsLeaveRoomForThePanel();
};

void TestInspector::everyPartHasRoomOfItsOwn_data()
{
    QTest::addColumn<int>("devices");
    QTest::addColumn<double>("height");
    QTest::addColumn<int>("message");
    for (const int devices : {1, 2, 4, 8, 16, 64, 128}) {
        for (const double height : {150.0, 219.0, 420.0}) {
            for (const int message : {0, 2, 3})
                QTest::addRow("%d devices, %g high, %d lines", devices, height, message)
                    << devices << height << message;
        }
    }
}

void TestInspector::everyPartHasRoomOfItsOwn()
{
    QFETCH(int, devices);
    QFETCH(double, height);
    QFETCH(int, message);
    for (const double scale : {1.0, 1.25, 2.0}) {
        const QRectF panel(100, 40, 256 * scale, height * scale);
        const ui::InspectorLayout layout =
            ui::layoutInspector(panel, scale, {.devices = devices, .messageLines = message});
        std::vector<QRectF> parts = {layout.title, layout.where};
        parts.insert(parts.end(), layout.rows.begin(), layout.rows.end());
        for (const QRectF &part :
             {layout.state, layout.measure, layout.more, layout.message, layout.memory}) {
            if (!part.isEmpty())
                parts.push_back(part);
        }
        for (std::size_t i = 0; i < parts.size(); ++i) {
            QVERIFY(panel.contains(parts[i]));
            for (std::size_t k = 0; k < i; ++k) {
                const QRectF common = parts[i] & parts[k];
                QVERIFY(common.width() < 0.01 || common.height() < 0.01);
            }
        }
        QVERIFY(!layout.rows.empty());
        QVERIFY(height < 200 || !layout.state.isEmpty());
        QCOMPARE(layout.more.isEmpty(), int(layout.rows.size()) == devices);
        QCOMPARE(layout.message.isEmpty(), message == 0);
        for (const QRectF &row : layout.rows) // a line of text, and no more than in the picture
            QVERIFY(row.height() > 14.9 * scale && row.height() < 22.1 * scale);
    }
}

void TestInspector::whatFindsNoRoomIsCounted()
{
    const core::SnapshotPtr snapshot = stepOf("gpt3-64-t16");
    const std::vector<ui::InspectorBar> bars = barsOf(*snapshot, 17);
    QCOMPARE(bars.size(), std::size_t(16));
    QVERIFY(
        ui::inspectorRest(bars, {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}).isEmpty());
    // Partners do the same: the figure of one is that of all.
    QCOMPARE(ui::inspectorRest(bars, {0, 1, 2, 3}),
             QStringLiteral("and 12 more, each ") + bars.front().figure);
    const auto slow = stepOf("gpt3-64-t16", {kSlow});
    const auto mixed = barsOf(*slow, 17);
    QCOMPARE(ui::inspectorRest(mixed, {0, 1, 2}), QStringLiteral("and 13 more")); // 21 is hidden
}

void TestInspector::theSlowAndTheChosenOneAreShownFirst()
{
    QCOMPARE(ui::inspectorRows({.count = 8, .room = 8, .must = {5}}),
             (std::vector<int>{0, 1, 2, 3, 4, 5, 6, 7}));
    QCOMPARE(ui::inspectorRows({.count = 128, .room = 4, .must = {100, 77}}),
             (std::vector<int>{0, 1, 77, 100}));
    QCOMPARE(ui::inspectorRows({.count = 128, .room = 1, .must = {100, 77}}),
             (std::vector<int>{100}));
}

void TestInspector::aBarForEveryPartner()
{
    const core::SnapshotPtr snapshot = stepOf("gpt3-64-4x4x4", {kSlow});
    const auto bars = barsOf(*snapshot, 22); // 20 to 23
    QCOMPARE(bars.size(), std::size_t(4));
    for (int i = 0; i < 4; ++i) {
        const ui::InspectorBar &bar = bars[std::size_t(i)];
        QCOMPARE(bar.device, 20 + i);
        QCOMPARE(bar.name, QStringLiteral("GPU %1").arg(20 + i));
        const auto row = std::size_t(snapshot->rowOf(20 + i));
        const double share = core::seconds(snapshot->metrics.rows[row].busy()) /
                             core::seconds(snapshot->metrics.step);
        QCOMPARE(bar.share, share);
        QCOMPARE(bar.figure, QString::fromStdString(core::shareInTenths(share)));
        QCOMPARE(bar.problem, bar.device == 21);
    }
    // At 70 % speed the same work takes 1 / 0.7 of the time: its partners are busy for less of it.
    // The collectives in which it takes part are no slower, so the ratio is not quite 0.7.
    QVERIFY(bars[0].share < bars[1].share);
    QVERIFY(bars[0].share >= 0.7 * bars[1].share - 1e-6);
}

void TestInspector::theSlowPartnerIsNamedAndWhoWaitsForIt()
{
    const core::SnapshotPtr slow = stepOf("gpt3-64-4x4x4", {kSlow});
    for (const int device : {20, 21, 23}) {
        const ui::InspectorTexts texts = textsOf(*slow, device);
        QCOMPARE(texts.trouble, QStringLiteral("GPU 21 runs at 70 % speed"));
        QCOMPARE(texts.effect, QStringLiteral("Its 3 partners wait for it at every layer"));
        QVERIFY(ui::inspectorSentence(*slow, ui::layoutScene(*slow, {996, 277}, 1), device, {})
                    .contains(texts.effect));
    }
    QVERIFY(textsOf(*slow, 24).trouble.isEmpty()); // another tile
    const core::SnapshotPtr two = stepOf("gpt3-64-4x4x4", {R"(faults=[{"device": 21, "speed": 0.7},
                                            {"device": 22, "speed": 0.5}])"});
    QCOMPARE(textsOf(*two, 20).trouble, QStringLiteral("GPU 22 runs at 50 % speed"));
    QCOMPARE(textsOf(*two, 20).effect, QStringLiteral("Its 3 partners wait for it at every layer"));
}

void TestInspector::withoutRoomForTheModelTheBarsAreOfMemory()
{
    const core::SnapshotPtr snapshot = stepOf("gpt3-64-4x4x4", {"cluster.device=a100-40g"});
    QVERIFY(!snapshot->metrics.fits);
    const auto bars = barsOf(*snapshot, 0);
    const core::Bytes need = snapshot->plan.rows[std::size_t(snapshot->rowOf(0))].peak.total();
    QCOMPARE(bars.front().figure, QString::fromStdString(core::figureOf(need).text()));
    QCOMPARE(bars.front().problem, need > snapshot->plan.capacity);
    QCOMPARE(ui::inspectorMeasure(*snapshot),
             QStringLiteral("needed, of ") +
                 QString::fromStdString(core::figureOf(snapshot->plan.capacity).text()));
}

void TestInspector::manyPiecesOfAModelAreCounted()
{
    // 96 layers over 4 ranks with 6 chunks each; 16 partners in nodes of 8.
    const ui::InspectorTexts texts = textsOf(*stepOf("gpt3-64-t16"), 0);
    QCOMPARE(texts.brief, QStringLiteral("nodes 1–2 · 24 layers in 6 parts"));
    QVERIFY(texts.where.endsWith(QStringLiteral("81–84")));
    const ui::InspectorTexts one = textsOf(*stepOf("gpt3-64-4x4x4"), 38);
    QCOMPARE(one.where, QStringLiteral("node 5 · layers 49–72"));
    QCOMPARE(one.brief, one.where);
}

void TestInspector::aSquareOfManyReplicasSaysHowMany()
{
    const core::SnapshotPtr large = stepOf("llama3-405b-16k");
    const ui::SceneLayout layout = ui::layoutScene(*large, {996, 277}, 1);
    const ui::InspectorGroup group = ui::inspectorGroup(*large, layout, 0);
    int devices = 0;
    for (const ui::CardGeometry &square : group.squares)
        devices += square.count;
    QCOMPARE(devices, group.squares.front().replicas * 8); // partners
    QVERIFY(group.squares.front().replicas > 1);
    const auto texts = ui::inspectorTexts(*large, group, core::deviceMoment(*large, 0, {}), {});
    QCOMPARE(texts.title, QStringLiteral("Replicas 1–%1 · stage 1").arg(group.squares[0].replicas));
    QCOMPARE(texts.where, QStringLiteral("%1 GPUs").arg(devices));
    // All partners do the same: what is said is of all of them, not of the 16 of one square.
    QVERIFY2(texts.state.startsWith(QStringLiteral("%1 GPUs: ").arg(devices)),
             qPrintable(texts.state));
    const core::SnapshotPtr small = stepOf("gpt3-64-4x4x4");
    QVERIFY(ui::inspectorGroup(*small, ui::layoutScene(*small, {996, 277}, 1), 0).name.isEmpty());
}

void TestInspector::aRowOfThePanelSelectsItsDevice()
{
    const core::SnapshotPtr snapshot = stepOf("gpt3-64-4x4x4");
    ui::SceneView view;
    view.resize(996, 277);
    view.setSnapshot(snapshot);
    view.setSelectedDevice(37); // its tile: 36 to 39
    const ui::SceneLayout layout = ui::layoutScene(*snapshot, {996, 277}, 1);
    const ui::InspectorPlaces places = ui::placeInspector(*snapshot, layout, 37, {});
    QCOMPARE(places.shown, (std::vector<int>{0, 1, 2, 3}));
    QSignalSpy selected(&view, &ui::SceneView::deviceSelected);
    QTest::mouseClick(&view, Qt::LeftButton, {}, places.layout.rows[3].center().toPoint());
    QCOMPARE(selected.count(), 1);
    QCOMPARE(selected.last().first().value<std::optional<int>>(), std::optional<int>(39));
    // Beside its rows nothing changes.
    QTest::mouseClick(&view, Qt::LeftButton, {}, places.layout.title.center().toPoint());
    QCOMPARE(selected.count(), 1);
}

// The bar has no room for names in a low panel; the tip is of the device that the panel shows.
void TestInspector::itsTipNamesThePartsOfTheMemory()
{
    const core::SnapshotPtr snapshot = stepOf("gpt3-64-4x4x4");
    const ui::SceneLayout layout = ui::layoutScene(*snapshot, {996, 277}, 1);
    QVERIFY(!layout.inspector.isEmpty());
    const QPointF point = layout.inspector.center();
    for (const std::optional<int> chosen : {std::optional<int>(), std::optional<int>(21)}) {
        const QString tip =
            ui::tipInScene(*snapshot, layout, point, {}, ui::ColourBy::State, chosen);
        QVERIFY2(tip.startsWith(QStringLiteral("GPU %1,").arg(chosen.value_or(0))),
                 qPrintable(tip));
        for (const char *part : {"weights", "gradients", "optimizer"})
            QVERIFY2(tip.contains(QLatin1String(part)), qPrintable(tip));
    }
}

void TestInspector::sixteenColumnsLeaveRoomForThePanel_data()
{
    QTest::addColumn<QString>("device");
    QTest::newRow("fits") << QStringLiteral("h200-141g");
    QTest::newRow("does not fit") << QStringLiteral("a100-40g");
}

// 2 replicas of 16 stages, one of them with a slow device, in a window of 1280 x 720.
void TestInspector::sixteenColumnsLeaveRoomForThePanel()
{
    QFETCH(QString, device);
    const core::SnapshotPtr snapshot =
        stepOf("gpt3-64-4x4x4", {"cluster.devices=128", "parallel.pipeline=16", "parallel.data=2",
                                 R"(faults=[{"device": 5, "speed": 0.7}])",
                                 "cluster.device=" + device.toStdString()});
    QCOMPARE(snapshot->metrics.fits, device == QStringLiteral("h200-141g"));
    const ui::SceneLayout layout = ui::layoutScene(*snapshot, {996, 277}, 1);
    QCOMPARE(layout.columns, 16);
    QVERIFY(!layout.inspector.isEmpty());
    for (const ui::TileGeometry &tile : layout.tiles)
        QVERIFY(tile.tile.right() < layout.inspector.left());
}

QTEST_MAIN(TestInspector)
#include "tst_inspector.moc"
