// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/moment.h"
#include "core/analysis/snapshot.h"
#include "core/base/text.h"
#include "core/io/scenario/scenario_json.h"
#include "ui/layout/timeline/timeline_layout.h"
#include "ui/paint/scene/device_card.h"
#include "ui/paint/timeline/timeline_painter.h"
#include "ui/views/scene/scene_view.h"
#include "ui/words/scene_inspector.h"
#include "ui/words/scene_texts.h"

#include <QApplication>
#include <QMouseEvent>
#include <QPainter>
#include <QTest>

namespace {

core::SnapshotPtr stepOf(const char *id, const std::vector<std::string> &settings = {})
{
    return core::run(core::loadScenario(id, settings).value()).value();
}

} // namespace

// Many devices: tiles, the panel beside them, and rows that stand for devices that are alike; and
// what partners and shards exchange, from moment to moment.
class TestSceneGrid : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void thePanelStandsBesideTheTiles();
    void thePanelSaysWhereADeviceIs();
    void thePanelSaysWhomADeviceWaitsFor();
    void thePanelFollowsTheKeys();
    void thePanelFollowsThePointer();
    void screenReadersHearWhatThePanelSays();
    void oneStepBackGivesTheSameGathersAndSums_data();
    void oneStepBackGivesTheSameGathersAndSums();
    void theTitleNamesEveryDegree_data();
    void theTitleNamesEveryDegree();
    void aLineOfReplicasNamesAllOfThem();
    void aLongPipelineStandsInLines();
    void replicasOfAPipelineStandBelowEachOther();
    void devicesThatAreAlikeAreOneRowOfTheTimeline();
    void aSlowDeviceKeepsARowOfItsOwn();
    void theSumThatDoesNotFitHasRoomOfItsOwn_data();
    void theSumThatDoesNotFitHasRoomOfItsOwn();
    void onlyWhatDoesNotFitIsRed();
    void withoutARingCardsStandInTheirOrder();
};

void TestSceneGrid::withoutARingCardsStandInTheirOrder()
{
    const auto isInOrder = [](const char *id, const std::vector<std::string> &settings) {
        const auto cards = ui::layoutScene(*stepOf(id, settings), {860, 272}, 1).cards;
        return std::ranges::is_sorted(cards, {}, [](const ui::CardGeometry &card) {
            return std::pair(card.card.top(), card.card.left());
        });
    };
    QVERIFY(isInOrder("llama7b-dp8-80", {})); // does not fit
    QVERIFY(!isInOrder("llama7b-dp8-80", {"cluster.device=h200-141g"}));
}

void TestSceneGrid::thePanelStandsBesideTheTiles()
{
    const core::SnapshotPtr snapshot = stepOf("gpt3-64-4x4x4");
    for (const double scale : {1.0, 1.5, 2.0}) {
        const QSizeF size = QSizeF(996, 277) * scale;
        const ui::SceneLayout layout = ui::layoutScene(*snapshot, size, scale);
        QVERIFY(!layout.inspector.isEmpty());
        QVERIFY(QRectF(QPointF(), size).contains(layout.inspector));
        for (const ui::TileGeometry &tile : layout.tiles)
            QVERIFY(tile.tile.right() < layout.inspector.left());
    }
    // A narrow scene keeps its room for the tiles.
    QVERIFY(ui::layoutScene(*snapshot, {600, 277}, 1).inspector.isEmpty());
}

void TestSceneGrid::thePanelSaysWhereADeviceIs()
{
    const core::SnapshotPtr snapshot = stepOf("gpt3-64-4x4x4");
    const core::Nanos time{snapshot->trace.stop / 2};
    const ui::SceneLayout layout = ui::layoutScene(*snapshot, {996, 277}, 1);
    // Tensor partners are neighbours, then replicas, then stages: 38 = 2 x 16 + 1 x 4 + 2.
    const auto texts = ui::inspectorTexts(*snapshot, core::deviceMoment(*snapshot, 38, time), time);
    QCOMPARE(texts.title, QStringLiteral("Replica 2 · stage 3"));
    QVERIFY2(texts.place.startsWith(QStringLiteral("GPU 38 · tensor rank 3 of 4 · node 5 · ")),
             qPrintable(texts.place));
    QVERIFY(texts.place.endsWith(QStringLiteral("layers 49–72"))); // 96 layers in 4 stages
    const auto row = static_cast<std::size_t>(snapshot->rowOf(38));
    QCOMPARE(texts.busyShare, core::seconds(snapshot->metrics.rows[row].busy()) /
                                  core::seconds(snapshot->metrics.step));
    QVERIFY(texts.memory.endsWith(QStringLiteral(" of 141 GB")));
    QCOMPARE(ui::inspectedDevice(*snapshot, layout, 38), 38);
    QCOMPARE(ui::inspectedDevice(*snapshot, layout, {}), 0);
    const core::SnapshotPtr slow =
        stepOf("gpt3-64-4x4x4", {R"(faults=[{"device": 21, "speed": 0.7}])"});
    const ui::SceneLayout slowLayout = ui::layoutScene(*slow, {996, 277}, 1);
    QCOMPARE(ui::inspectedDevice(*slow, slowLayout, {}), 21);
    QCOMPARE(ui::inspectorTexts(*slow, core::deviceMoment(*slow, 21, time), time).trouble,
             QStringLiteral("GPU 21 runs at 70 % speed"));
}

void TestSceneGrid::thePanelSaysWhomADeviceWaitsFor()
{
    const core::SnapshotPtr snapshot = stepOf("gpt3-64-4x4x4");
    // The last stage waits for the first micro-batch at the start.
    const core::Nanos start{1};
    const core::DeviceMoment moment = core::deviceMoment(*snapshot, 63, start);
    QVERIFY(moment.state == core::DeviceState::Waiting);
    const auto texts = ui::inspectorTexts(*snapshot, moment, start);
    QVERIFY2(texts.reason.contains(QStringLiteral("waiting for")), qPrintable(texts.reason));
    // Who works waits for nobody.
    QVERIFY(ui::inspectorTexts(*snapshot, core::deviceMoment(*snapshot, 0, start), start)
                .reason.isEmpty());
}

void TestSceneGrid::thePanelFollowsTheKeys()
{
    const core::SnapshotPtr snapshot = stepOf("gpt3-64-4x4x4");
    ui::SceneView view;
    view.resize(996, 277);
    view.setLook({});
    view.setSnapshot(snapshot);
    const auto panel = [&view] {
        const ui::SceneLayout layout = ui::layoutScene(*stepOf("gpt3-64-4x4x4"), {996, 277}, 1);
        return view.grab(layout.inspector.toAlignedRect()).toImage();
    };
    const QImage first = panel();
    QTest::keyClick(&view, Qt::Key_Down);
    QTest::keyClick(&view, Qt::Key_Down);
    QVERIFY(panel() != first);
    view.setSelectedDevice({});
    QVERIFY(panel() == first);
}

void TestSceneGrid::thePanelFollowsThePointer()
{
    const core::SnapshotPtr snapshot = stepOf("gpt3-64-4x4x4");
    const ui::SceneLayout layout = ui::layoutScene(*snapshot, {996, 277}, 1);
    ui::SceneView view;
    view.resize(996, 277);
    view.setLook({});
    view.setSnapshot(snapshot);
    view.setSelectedDevice(5);
    const auto panel = [&] { return view.grab(layout.inspector.toAlignedRect()).toImage(); };
    const QImage selected = panel();
    const auto pointAt = [&view](QPointF point) {
        QMouseEvent move(QEvent::MouseMove, point, view.mapToGlobal(point), Qt::NoButton,
                         Qt::NoButton, Qt::NoModifier);
        QCoreApplication::sendEvent(&view, &move);
    };
    pointAt(layout.cards[40].card.center());
    const QImage hovered = panel();
    QVERIFY(hovered != selected);
    view.setSelectedDevice(layout.cards[40].device); // the same picture as choosing it
    pointAt(layout.header.center());
    QVERIFY(panel() == hovered);
    view.setSelectedDevice(5);
    QVERIFY(panel() == selected);
    pointAt(layout.tiles[10].tile.topLeft() + QPointF(2, 3)); // beside its cells: the first
    view.setSelectedDevice({});
    const QImage tile = panel();
    QEvent leave(QEvent::Leave);
    QCoreApplication::sendEvent(&view, &leave);
    view.setSelectedDevice(layout.cards[std::size_t(layout.tiles[10].firstCard)].device);
    QVERIFY(panel() == tile);
}

void TestSceneGrid::screenReadersHearWhatThePanelSays()
{
    const core::SnapshotPtr snapshot = stepOf("gpt3-64-4x4x4");
    const core::Nanos time{snapshot->trace.stop / 2};
    ui::SceneView view;
    view.resize(996, 277);
    view.setLook({});
    view.setSnapshot(snapshot);
    view.setMoment(time);
    const ui::SceneLayout layout = ui::layoutScene(*snapshot, {996, 277}, 1);
    const ui::CardGeometry *card = ui::cardOf(layout, 38);
    const auto index = static_cast<int>(card - layout.cards.data());
    const QString said = view.itemAt(index).description;
    const auto texts = ui::inspectorTexts(*snapshot, core::deviceMoment(*snapshot, 38, time), time);
    for (const QString &part :
         {texts.title, texts.place, texts.state, texts.busy, texts.memory, texts.reason})
        QVERIFY2(said.contains(part), qPrintable(said));
}

void TestSceneGrid::oneStepBackGivesTheSameGathersAndSums_data()
{
    QTest::addColumn<QString>("scenario");
    QTest::addColumn<QString>("setting");
    QTest::newRow("sharded") << QStringLiteral("llama7b-zero3-8") << QString();
    QTest::newRow("shared states") << QStringLiteral("llama7b-zero2-8") << QString();
    QTest::newRow("tensor") << QStringLiteral("llama7b-pp4") << QStringLiteral("parallel.tensor=4");
    QTest::newRow("grid") << QStringLiteral("gpt3-64-4x4x4") << QString();
}

void TestSceneGrid::oneStepBackGivesTheSameGathersAndSums()
{
    QFETCH(QString, scenario);
    QFETCH(QString, setting);
    std::vector<std::string> settings;
    if (!setting.isEmpty())
        settings = {"parallel.pipeline=1", setting.toStdString()};
    const auto snapshot =
        core::run(core::loadScenario(scenario.toStdString(), settings).value()).value();
    ui::SceneView view;
    view.resize(996, 277);
    view.setSnapshot(snapshot);
    const auto at = [&](std::int64_t nanos) {
        view.setMoment({nanos});
        return view.grab().toImage();
    };
    const core::Span forward = snapshot->trace.span(snapshot->trace.rows.front().first);
    const core::VisitSegment layer =
        snapshot->plan.stages[forward.tag.stage].visits[std::size_t(core::Op::Forward)].segments[5];
    std::vector<std::int64_t> moments;
    for (int i = 0; i <= 8; ++i) // across one layer
        moments.push_back(forward.begin + layer.begin.count +
                          (layer.end.count - layer.begin.count) * i / 8);
    at(0); // the first picture is painted without its copy of the still part
    std::vector<QImage> pictures;
    for (const std::int64_t moment : moments)
        pictures.push_back(at(moment));
    QVERIFY(scenario == QStringLiteral("gpt3-64-4x4x4") || pictures[1] != pictures[3]);
    at(snapshot->trace.stop / 2);
    for (std::size_t i = moments.size(); i-- > 0;)
        QVERIFY(at(moments[i]) == pictures[i]);
    ui::SceneView fresh;
    fresh.resize(996, 277);
    fresh.setSnapshot(snapshot);
    fresh.setMoment({moments[4]});
    fresh.grab();
    QVERIFY(fresh.grab().toImage() == pictures[4]);
}

void TestSceneGrid::theTitleNamesEveryDegree_data()
{
    QTest::addColumn<QString>("scenario");
    QTest::addColumn<QString>("title");
    QTest::addColumn<QString>("detail");
    QTest::newRow("data, pipeline, expert")
        << QStringLiteral("mixtral-ep8") << QStringLiteral("Data, pipeline and expert parallel")
        << QStringLiteral("1F1B · 8 replicas of 4 stages · experts over 8 GPUs");
    QTest::newRow("tensor, pipeline, data")
        << QStringLiteral("gpt3-64-4x4x4") << QStringLiteral("64 GPUs")
        << QStringLiteral(
               "4 replicas × 4 pipeline stages × 4-way tensor parallel · each tile is 4 GPUs");
    QTest::newRow("sharded") << QStringLiteral("llama7b-zero3-8")
                             << QStringLiteral("Sharded data parallel")
                             << QStringLiteral(
                                    "ZeRO-3 · 8 GPUs · each owns a share of every layer");
}

void TestSceneGrid::theTitleNamesEveryDegree()
{
    QFETCH(QString, scenario);
    const ui::SceneTitle title = ui::sceneTitle(*stepOf(scenario.toLatin1().constData()));
    QTEST(title.title, "title");
    QTEST(title.detail, "detail");
}

void TestSceneGrid::aLineOfReplicasNamesAllOfThem()
{
    const auto labels = [](const char *id, const std::vector<std::string> &settings) {
        return ui::layoutScene(*stepOf(id, settings), {996, 277}, 1).tileLabels;
    };
    // Two groups of four partners side by side.
    const auto two = labels("llama7b-zero3-8", {"parallel.sharding=none", "parallel.data=2",
                                                "parallel.tensor=4", "training.global_batch=16"});
    QCOMPARE(two.size(), std::size_t(1));
    QVERIFY(two.front().what == ui::TileLabel::What::Replica);
    QCOMPARE(two.front().number, 1);
    QCOMPARE(two.front().last, 2);
    // 128 along a ring: a line of nodes beside each line, and the word above them.
    const auto lines = labels(
        "dp8-nvlink", {"cluster.devices=128", "parallel.data=128", "training.global_batch=128"});
    for (const ui::TileLabel &label : lines)
        QVERIFY(label.what == ui::TileLabel::What::Nodes);
    QCOMPARE(lines.front().last, -1);
    QCOMPARE(lines.back().last, 128 / 8);
    for (std::size_t i = 1; i < lines.size(); ++i)
        QCOMPARE(lines[i].number, std::max(0, lines[i - 1].last) + 1);
}

// UX section 7: rows are replicas, columns are stages.
void TestSceneGrid::replicasOfAPipelineStandBelowEachOther()
{
    const core::SnapshotPtr snapshot =
        stepOf("llama7b-pp4", {"parallel.data=2", "parallel.pipeline=2"});
    for (const QSizeF size : {QSizeF{996, 277}, QSizeF{1100, 500}}) {
        const ui::SceneLayout layout = ui::layoutScene(*snapshot, size, 1);
        QCOMPARE(layout.columns, 2);
        QCOMPARE(layout.cards.size(), std::size_t(4));
        for (const ui::CardGeometry &card : layout.cards) {
            const auto index = static_cast<std::size_t>(card.replica * 2 + card.pipelineRank);
            QCOMPARE(card.card.top() > layout.cards[0].card.top(), card.replica == 1);
            QCOMPARE(card.card.left() > layout.cards[0].card.left(), card.pipelineRank == 1);
            QCOMPARE(&layout.cards[index], &card);
        }
    }
}

void TestSceneGrid::aLongPipelineStandsInLines()
{
    const core::SnapshotPtr snapshot =
        stepOf("gpt3-175b-pp", {"parallel.pipeline=48", "cluster.devices=48"});
    const ui::SceneLayout layout = ui::layoutScene(*snapshot, {996, 277}, 1);
    QCOMPARE(layout.tiles.size(), std::size_t(48));
    QVERIFY(!layout.inspector.isEmpty());
    for (std::size_t i = 0; i < 48; ++i)
        QCOMPARE(layout.cards[i].pipelineRank, int(i));
    for (std::size_t i = 0; i < layout.tileLabels.size(); ++i) { // one beside each line
        QVERIFY(layout.tileLabels[i].what == ui::TileLabel::What::StagesOfLine);
        QCOMPARE(layout.tileLabels[i].number, int(i) * layout.columns + 1);
        QVERIFY(layout.tileLabels[i].rect.right() < layout.tiles.front().tile.left());
    }
    QCOMPARE(layout.tileLabels.size(), std::size_t((48 + layout.columns - 1) / layout.columns));
}

void TestSceneGrid::devicesThatAreAlikeAreOneRowOfTheTimeline()
{
    const auto rows = ui::timelineRows(*stepOf("gpt3-64-4x4x4"));
    QCOMPARE(rows.size(), std::size_t(4)); // stages, of 4 replicas x 4 partners
    QCOMPARE(rows.front().deviceCount, 16);
    QCOMPARE(ui::timelineLabel(rows.back()), QStringLiteral("stage 4 × 16"));
    QCOMPARE(ui::timelineRows(*stepOf("gpt3-175b-pp")).size(), std::size_t(32));
}

void TestSceneGrid::aSlowDeviceKeepsARowOfItsOwn()
{
    const auto rows =
        ui::timelineRows(*stepOf("gpt3-64-4x4x4", {R"(faults=[{"device": 21, "speed": 0.7}])"}));
    const auto found = std::ranges::find(rows, 21, &ui::TimelineRow::device);
    QVERIFY(found != rows.end());
    QCOMPARE(found->deviceCount, 1);
    int devices = 0; // of the bands, on average of which it is too
    for (const ui::TimelineRow &row : rows)
        devices += row.problem == ui::RowProblem::Slow ? 0 : row.deviceCount;
    QCOMPARE(devices, 64);
}

namespace {

const std::vector<std::string> kTooLarge = {"cluster.devices=64", "parallel.pipeline=64",
                                            "training.global_batch=1000", "training.micro_batch=1",
                                            "model=gpt3-175b"};

} // namespace

void TestSceneGrid::theSumThatDoesNotFitHasRoomOfItsOwn_data()
{
    QTest::addColumn<std::vector<std::string>>("settings");
    QTest::newRow("tiles") << kTooLarge;
    QTest::newRow("ways below the cards") << std::vector<std::string>{
        "parallel.schedule=interleaved", "model=llama-2-7b", "training.micro_batch=8",
        "training.global_batch=64", "training.sequence=4096"};
}

void TestSceneGrid::theSumThatDoesNotFitHasRoomOfItsOwn()
{
    QFETCH(std::vector<std::string>, settings);
    const core::SnapshotPtr snapshot = stepOf("1f1b-4-8", settings);
    QVERIFY(!snapshot->metrics.fits);
    const ui::SceneLayout layout = ui::layoutScene(*snapshot, {996, 277}, 1);
    QVERIFY(layout.footer.height() >= 16);
    QVERIFY(layout.footer.bottom() <= layout.size.height());
    for (const ui::CardGeometry &card : layout.cards)
        QVERIFY(card.card.bottom() <= layout.footer.top());
    for (const ui::TileGeometry &tile : layout.tiles)
        QVERIFY(tile.tile.bottom() <= layout.footer.top());
    QVERIFY(layout.inspector.bottom() <= layout.footer.top());
    for (const ui::LinkGeometry &link : layout.links) {
        for (const ui::Lane &way : {link.forward, link.backward}) {
            for (const QPointF &point : way)
                QVERIFY(point.y() < layout.footer.top());
        }
    }
}

void TestSceneGrid::onlyWhatDoesNotFitIsRed()
{
    const core::SnapshotPtr snapshot = stepOf("1f1b-4-8", kTooLarge);
    const ui::Look look;
    int fitting = 0;
    for (int device = 0; device < 64; ++device) {
        const core::DeviceMoment moment = core::deviceMoment(*snapshot, device, {});
        const bool red = ui::stateColour(moment, look.theme) == look.theme.problem;
        QCOMPARE(red, moment.memory.total() > snapshot->plan.capacity);
        fitting += !red;
    }
    QVERIFY(fitting > 0 && fitting < 64);
}

QTEST_MAIN(TestSceneGrid)
#include "tst_scene_grid.moc"
