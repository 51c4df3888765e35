// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/snapshot.h"
#include "core/io/scenario/scenario_json.h"
#include "ui/layout/scene/scene_layout.h"
#include "ui/layout/scene/square_colours.h"
#include "ui/paint/scene/scene_painter.h"
#include "ui/views/scene/scene_view.h"
#include "ui/words/scene_inspector.h"
#include "ui/words/square_texts.h"

#include <QApplication>
#include <QImage>
#include <QPainter>
#include <QTest>

#include <algorithm>
#include <numeric>

namespace {

core::SnapshotPtr stepOf(const char *id, const std::vector<std::string> &settings = {})
{
    return core::run(core::loadScenario(id, settings).value()).value();
}

// Replicas of one device each, in nodes of eight.
core::SnapshotPtr copies(int devices, const std::string &faults = "faults=[]")
{
    const std::string count = std::to_string(devices);
    return stepOf("dp8-nvlink", {"cluster.devices=" + count, "parallel.data=" + count,
                                 "training.global_batch=" + count, faults});
}

// Replicas of so many stages of eight partners.
core::SnapshotPtr grid(int replicas, int stages, const std::string &faults = "faults=[]")
{
    const auto text = [](int number) { return std::to_string(number); };
    return stepOf("gpt3-64-4x4x4",
                  {"cluster.devices=" + text(replicas * stages * 8), "cluster.devices_per_node=8",
                   "parallel.tensor=8", "parallel.data=" + text(replicas),
                   "parallel.pipeline=" + text(stages),
                   "training.global_batch=" + text(16 * replicas), "training.micro_batch=1",
                   faults});
}

core::SnapshotPtr named(const QString &name)
{
    const std::string slow = R"(faults=[{"device": 613, "speed": 0.9}])";
    if (name == QStringLiteral("256 replicas"))
        return copies(256);
    if (name == QStringLiteral("1,000 replicas"))
        return copies(1000);
    if (name == QStringLiteral("1,024 replicas, one slow"))
        return copies(1024, slow);
    if (name == QStringLiteral("16 x 8 x 8"))
        return grid(16, 8);
    if (name == QStringLiteral("16 x 8 x 8, one slow"))
        return grid(16, 8, slow);
    if (name == QStringLiteral("64 x 2 x 8"))
        return grid(64, 2);
    return stepOf("gpt3-64-4x4x4");
}

int devicesOf(const ui::SceneLayout &layout)
{
    return std::accumulate(layout.cards.begin(), layout.cards.end(), 0,
                           [](int sum, const ui::CardGeometry &card) { return sum + card.count; });
}

} // namespace

// Many devices: a square for each, or honest sums of them.
class TestSquares : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyDeviceHasASquareOfItsOwn_data();
    void everyDeviceHasASquareOfItsOwn();
    void thePointerFindsTheDeviceOfASquare();
    void aFrameOfARingIsANode();
    void theRingPassesEveryNodeOnceAndCloses_data();
    void theRingPassesEveryNodeOnceAndCloses();
    void rowsAreReplicasAndColumnsAreStages();
    void moreThanAThousandAreCounted_data();
    void moreThanAThousandAreCounted();
    void aSlowDeviceStandsAlone_data();
    void aSlowDeviceStandsAlone();
    void theKeyAddsUpToAllDevices();
    void idleCausesAreThoseOfTheMetrics();
    void sixtyFourDoNotCollapseInASmallWindow();
    void thePanelListsTheNodeOfTheSlowDevice();
    void aSlowDeviceIsRedAmongAThousand();
    void theChoiceOfColoursChangesThePicture();
};

void TestSquares::everyDeviceHasASquareOfItsOwn_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QSizeF>("size");
    QTest::addColumn<double>("scale");
    for (const char *name : {"64", "256 replicas", "1,000 replicas", "1,024 replicas, one slow",
                             "16 x 8 x 8", "16 x 8 x 8, one slow", "64 x 2 x 8"}) {
        for (const QSizeF size : {QSizeF(996, 277), QSizeF(740, 200), QSizeF(1210, 430)}) {
            for (const double scale : {1.0, 2.0})
                QTest::addRow("%s in %g x %g at %g", name, size.width(), size.height(), scale)
                    << QString::fromLatin1(name) << size << scale;
        }
    }
}

void TestSquares::everyDeviceHasASquareOfItsOwn()
{
    QFETCH(QString, name);
    QFETCH(QSizeF, size);
    QFETCH(double, scale);
    const core::SnapshotPtr snapshot = named(name);
    const ui::SceneLayout layout = ui::layoutScene(*snapshot, size * scale, scale);
    QCOMPARE(layout.cards.size(), std::size_t(snapshot->deviceCount()));
    std::vector<int> seen(layout.cards.size(), 0);
    const QRectF scene(QPointF(), size * scale);
    for (const ui::CardGeometry &card : layout.cards) {
        QCOMPARE(card.count, 1);
        ++seen[std::size_t(card.device)];
        QVERIFY(card.card.width() >= 3 * scale && card.card.height() >= 3 * scale);
        QVERIFY(scene.contains(card.card));
        QVERIFY(!layout.inspector.intersects(card.card));
        QVERIFY(!layout.key.intersects(card.card));
        QVERIFY(!layout.squares.notes.intersects(card.card));
    }
    QVERIFY(std::ranges::all_of(seen, [](int count) { return count == 1; }));
    // No two lie over each other: by line, then by place in it.
    std::vector<QRectF> rects;
    for (const ui::CardGeometry &card : layout.cards)
        rects.push_back(card.card);
    for (std::size_t i = 0; i < rects.size(); ++i) {
        for (std::size_t j = i + 1; j < rects.size(); ++j)
            QVERIFY(!rects[i].intersects(rects[j]));
    }
}

void TestSquares::thePointerFindsTheDeviceOfASquare()
{
    for (const core::SnapshotPtr &snapshot : {copies(1024), grid(16, 8)}) {
        const ui::SceneLayout layout = ui::layoutScene(*snapshot, {996, 277}, 1);
        for (int device = 0; device < snapshot->deviceCount(); ++device) {
            const ui::CardGeometry *card = ui::cardOf(layout, device);
            QVERIFY(card != nullptr);
            QCOMPARE(card->device, device);
            QCOMPARE(ui::cardAt(layout, card->card.center()), card);
            const int tile = ui::tileOf(layout, int(card - layout.cards.data()));
            QVERIFY(layout.tiles[std::size_t(tile)].tile.contains(card->card));
        }
    }
}

void TestSquares::aFrameOfARingIsANode()
{
    const core::SnapshotPtr snapshot = copies(1024);
    const ui::SceneLayout layout = ui::layoutScene(*snapshot, {996, 277}, 1);
    QVERIFY(layout.squares.order == ui::SquareOrder::Ring);
    QVERIFY(layout.squares.framesAreNodes);
    QCOMPARE(layout.tiles.size(), std::size_t(128)); // 1,024 in nodes of 8
    const std::vector<int> &nodes = snapshot->plan.wiring.nodeOfDevice;
    for (std::size_t tile = 0; tile < layout.tiles.size(); ++tile) {
        QCOMPARE(layout.tiles[tile].cardCount, 8);
        for (int i = 0; i < 8; ++i) {
            const auto card = std::size_t(layout.tiles[tile].firstCard + i);
            QCOMPARE(nodes[std::size_t(layout.cards[card].device)], int(tile));
        }
    }
}

void TestSquares::theRingPassesEveryNodeOnceAndCloses_data()
{
    QTest::addColumn<int>("devices");
    for (const int devices : {256, 264, 1000, 1024, 4096, 131072})
        QTest::addRow("%d", devices) << devices;
}

void TestSquares::theRingPassesEveryNodeOnceAndCloses()
{
    QFETCH(int, devices);
    const core::SnapshotPtr snapshot = copies(devices);
    const ui::SceneLayout layout = ui::layoutScene(*snapshot, {996, 277}, 1);
    const std::vector<QPointF> &ring = layout.squares.ring;
    QCOMPARE(ring.front(), ring.back());
    for (const ui::TileGeometry &tile : layout.tiles) {
        const QPointF centre = tile.tile.center();
        const auto first = std::find(ring.begin(), ring.end() - 1, centre);
        QVERIFY(first != ring.end() - 1);
        QVERIFY(std::find(first + 1, ring.end() - 1, centre) == ring.end() - 1);
    }
    const QRectF scene(0, 0, 996, 277);
    for (std::size_t i = 1; i < ring.size(); ++i) {
        QVERIFY(ring[i].x() == ring[i - 1].x() || ring[i].y() == ring[i - 1].y());
        QVERIFY(scene.contains(ring[i]));
        QVERIFY(!layout.inspector.contains(ring[i]));
    }
    // Neighbours on the ring are neighbours in the picture: it goes to and fro.
    for (std::size_t i = 1; i < layout.tiles.size(); ++i) {
        const QRectF before = layout.tiles[i - 1].tile;
        const QRectF after = layout.tiles[i].tile;
        QVERIFY(before.top() == after.top() || before.left() == after.left());
    }
}

void TestSquares::rowsAreReplicasAndColumnsAreStages()
{
    const core::SnapshotPtr snapshot = grid(16, 8);
    const ui::SceneLayout layout = ui::layoutScene(*snapshot, {996, 277}, 1);
    QVERIFY(layout.squares.order == ui::SquareOrder::Grid);
    QCOMPARE(layout.tiles.size(), std::size_t(16 * 8));
    const auto tileAt = [&layout](int replica, int stage) {
        return layout.tiles[std::size_t(replica * 8 + stage)].tile;
    };
    for (int replica = 0; replica < 16; ++replica) {
        for (int stage = 0; stage < 8; ++stage) {
            const QRectF tile = tileAt(replica, stage);
            QCOMPARE(tile.top(), tileAt(replica, 0).top());
            QCOMPARE(tile.left(), tileAt(0, stage).left());
            const auto card = std::size_t(layout.tiles[std::size_t(replica * 8 + stage)].firstCard);
            QCOMPARE(layout.cards[card].replica, replica);
            QCOMPARE(layout.cards[card].pipelineRank, stage);
        }
    }
    QVERIFY(tileAt(1, 0).top() > tileAt(0, 0).bottom());
    QVERIFY(tileAt(0, 1).left() > tileAt(0, 0).right());
}

void TestSquares::moreThanAThousandAreCounted_data()
{
    QTest::addColumn<int>("replicas");
    QTest::addColumn<int>("stages");
    QTest::newRow("4,096 replicas") << 4096 << 1;
    QTest::newRow("131,072 replicas") << 131072 << 1;
    QTest::newRow("64 x 8 x 8") << 64 << 8;
    QTest::newRow("1,024 x 16 x 8") << 1024 << 16;
}

void TestSquares::moreThanAThousandAreCounted()
{
    QFETCH(int, replicas);
    QFETCH(int, stages);
    const core::SnapshotPtr snapshot = stages == 1 ? copies(replicas) : grid(replicas, stages);
    const ui::SceneLayout layout = ui::layoutScene(*snapshot, {996, 277}, 1);
    QVERIFY(layout.cards.size() <= 1024);
    QVERIFY(layout.cards.size() >= 100); // and not fewer than it need be
    QCOMPARE(devicesOf(layout), snapshot->deviceCount());
    // Each device is counted in one square, and that square counts it.
    std::vector<int> counted(layout.cards.size(), 0);
    for (const int card : layout.cardOfDevice) {
        QVERIFY(card >= 0);
        ++counted[std::size_t(card)];
    }
    for (std::size_t i = 0; i < layout.cards.size(); ++i) {
        QCOMPARE(counted[i], layout.cards[i].count);
        int ofRows = 0;
        for (const ui::RowCount &part : ui::rowsOfCard(*snapshot, layout, int(i)))
            ofRows += part.devices;
        QCOMPARE(ofRows, layout.cards[i].count);
    }
    QVERIFY(layout.squares.devices > 1);
    QVERIFY(ui::squareText(layout).startsWith(QStringLiteral("one square is ")));
}

void TestSquares::aSlowDeviceStandsAlone_data()
{
    moreThanAThousandAreCounted_data();
}

void TestSquares::aSlowDeviceStandsAlone()
{
    QFETCH(int, replicas);
    QFETCH(int, stages);
    const std::string slow = R"(faults=[{"device": 3001, "speed": 0.7}])";
    const core::SnapshotPtr snapshot =
        stages == 1 ? copies(replicas, slow) : grid(replicas, stages, slow);
    const ui::SceneLayout layout = ui::layoutScene(*snapshot, {996, 277}, 1);
    const ui::CardGeometry *card = ui::cardOf(layout, 3001);
    QVERIFY(card != nullptr);
    QCOMPARE(card->count, 1);
    QCOMPARE(card->device, 3001);
    QVERIFY(!card->card.isEmpty());
    QCOMPARE(devicesOf(layout), snapshot->deviceCount());
    // Without a choice it is the one that the panel shows.
    QCOMPARE(ui::inspectedDevice(*snapshot, layout, {}), 3001);
    QCOMPARE(ui::troubledDevices(*snapshot), std::vector<int>{3001});
}

void TestSquares::theKeyAddsUpToAllDevices()
{
    using enum ui::ColourBy;
    for (const core::SnapshotPtr &snapshot :
         {copies(1000, R"(faults=[{"device": 7, "speed": 0.5}])"),
          grid(16, 8, R"(faults=[{"device": 349, "speed": 0.7}])"), grid(64, 8)}) {
        for (const ui::ColourBy by : {State, Busy, Memory, IdleCause}) {
            for (int i = 0; i <= 20; ++i) {
                const core::Nanos time{snapshot->trace.stop * i / 20};
                int devices = 0;
                for (const ui::KeyCount &count :
                     ui::keyCounts(*snapshot, ui::keysOfRows(*snapshot, time, by)))
                    devices += count.devices;
                QCOMPARE(devices, snapshot->deviceCount());
            }
        }
    }
}

void TestSquares::idleCausesAreThoseOfTheMetrics()
{
    // 15 of 16 replicas wait for the one with the slow device: nothing else of theirs is as long.
    const core::SnapshotPtr snapshot = grid(16, 2, R"(faults=[{"device": 100, "speed": 0.25}])");
    const std::vector<int> keys = ui::keysOfRows(*snapshot, {}, ui::ColourBy::IdleCause);
    for (std::size_t row = 0; row < keys.size(); ++row) {
        const auto &idle = snapshot->metrics.rows[row].idle;
        const core::Nanos chosen = idle[std::size_t(keys[row])];
        for (const core::Nanos &other : idle)
            QVERIFY(other <= chosen);
    }
    const auto healthy = std::size_t(snapshot->rowOf(0));
    QCOMPARE(keys[healthy], int(core::IdleCause::Straggler));
}

void TestSquares::sixtyFourDoNotCollapseInASmallWindow()
{
    // What is left of 1024 x 640, and of a large zoom.
    for (const QSizeF size : {QSizeF(740, 187), QSizeF(600, 190), QSizeF(420, 190)}) {
        const core::SnapshotPtr snapshot = stepOf("gpt3-64-4x4x4");
        const ui::SceneLayout layout = ui::layoutScene(*snapshot, size, 1);
        QCOMPARE(devicesOf(layout), 64);
        QCOMPARE(layout.cards.size(), std::size_t(64));
        QCOMPARE(layout.tiles.size(), std::size_t(16)); // a group of four partners each
    }
}

void TestSquares::thePanelListsTheNodeOfTheSlowDevice()
{
    const core::SnapshotPtr snapshot = copies(1024, R"(faults=[{"device": 613, "speed": 0.9}])");
    const ui::SceneLayout layout = ui::layoutScene(*snapshot, {996, 277}, 1);
    const auto bars = ui::inspectorBars(*snapshot, layout, 613);
    QCOMPARE(bars.size(), std::size_t(8));
    for (int i = 0; i < 8; ++i) {
        QCOMPARE(bars[std::size_t(i)].name, QStringLiteral("GPU %1").arg(608 + i));
        QCOMPARE(bars[std::size_t(i)].problem, i == 5);
    }
    const auto texts = ui::inspectorTexts(*snapshot, ui::inspectorGroup(*snapshot, layout, 613),
                                          core::deviceMoment(*snapshot, 613, {}), {});
    QCOMPARE(texts.title, QStringLiteral("Node 77")); // 613 / 8 = 76, the 77th
    QCOMPARE(texts.where, QStringLiteral("GPUs 608–615"));
    QVERIFY(texts.trouble.startsWith(QStringLiteral("GPU 613 runs at 90 %")));
    QVERIFY2(texts.effect.contains(QStringLiteral("1,023 GPUs wait: +")), qPrintable(texts.effect));
}

void TestSquares::aSlowDeviceIsRedAmongAThousand()
{
    const core::SnapshotPtr snapshot = copies(1024, R"(faults=[{"device": 613, "speed": 0.9}])");
    const ui::SceneLayout layout = ui::layoutScene(*snapshot, {996, 277}, 1);
    const ui::Look look;
    QImage image(996, 277, QImage::Format_RGB32);
    image.fill(look.theme.surface);
    QPainter painter(&image);
    ui::paintScene(painter, *snapshot, {snapshot->trace.stop / 3}, {996, 277}, look);
    painter.end();
    for (const ui::CardGeometry &card : layout.cards) {
        const QColor colour = image.pixelColor(card.card.center().toPoint());
        QCOMPARE(colour == look.theme.problem, card.device == 613);
    }
}

void TestSquares::theChoiceOfColoursChangesThePicture()
{
    const core::SnapshotPtr snapshot = grid(16, 8);
    ui::SceneView view;
    view.resize(996, 277);
    view.setLook({});
    view.setSnapshot(snapshot);
    view.setMoment({snapshot->trace.stop / 2});
    auto *choice = view.findChild<ui::ChoiceRow *>();
    QVERIFY(choice != nullptr);
    QVERIFY(choice->isVisibleTo(&view));
    view.grab();
    const QImage states = view.grab().toImage();
    const auto buttons = choice->findChildren<ui::ChoiceButton *>();
    QCOMPARE(buttons.size(), qsizetype(ui::colourChoices().size()));
    // By keyboard: it is reached with Tab, and the arrows choose.
    QCOMPARE(buttons[0]->focusPolicy() & Qt::TabFocus, Qt::TabFocus);
    for (qsizetype i = 1; i < buttons.size(); ++i) {
        buttons[i]->click();
        QVERIFY(view.grab().toImage() != states);
    }
    buttons[0]->click();
    QVERIFY(view.grab().toImage() == states);
    // Few devices have no use for it.
    view.setSnapshot(stepOf("llama7b-pp4"));
    QVERIFY(!choice->isVisibleTo(&view));
}

QTEST_MAIN(TestSquares)
#include "tst_squares.moc"
