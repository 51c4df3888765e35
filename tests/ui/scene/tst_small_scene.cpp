// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/snapshot.h"
#include "core/io/scenario/scenario_json.h"
#include "tests/ui/shell/text_recorder.h"
#include "ui/layout/scene/scene_layout.h"
#include "ui/layout/timeline/timeline_layout.h"
#include "ui/paint/scene/inspector_memory.h"
#include "ui/paint/scene/scene_painter.h"
#include "ui/words/scene_texts.h"

#include <QImage>
#include <QPainter>
#include <QTest>

#include <algorithm>

namespace {

core::SnapshotPtr stepOf(const char *id)
{
    return core::run(core::loadScenario(id).value()).value();
}

} // namespace

// What a window of 1024 x 640 leaves of a scene.
class TestSmallScene : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void inASmallWindowStagesAreTilesWithAKey();
    void everyReplicaHasMicroBatchesOfItsOwn();
    void everyTileOfThirtyTwoSaysItsState();
    void squaresThatStandForSeveralLeaveThePanelItsPlace();
    void aHundredSlowDevicesAreAllInSight();
    void aLoneRowIsNumberedAsItsBand();
    void theHeadingOfStagesTouchesNoLabel();
    void numbersOfStagesHaveEqualDistances_data();
    void numbersOfStagesHaveEqualDistances();
    void aLowPanelNamesTheColoursOfItsMemory();
    void theMemoryOfASmallCardIsWhole_data();
    void theMemoryOfASmallCardIsWhole();
    void theSumOfWhatDoesNotFitIsWhole_data();
    void theSumOfWhatDoesNotFitIsWhole();
    void theNameOfChunksIsWholeOrLeftOut();
    void theBusyShareOfACardIsWholeOrLeftOut();
};

// UX section 7: rows are replicas, columns are stages.
// 32 stages at 1024 x 640 have no room for cards; cells of colour alone would leave the state, the
// micro-batch and the meaning of the colours unsaid.
void TestSmallScene::inASmallWindowStagesAreTilesWithAKey()
{
    const core::SnapshotPtr snapshot = stepOf("gpt3-175b-pp");
    const QSizeF size(740, 225);
    const ui::SceneLayout layout = ui::layoutScene(*snapshot, size, 1);
    QCOMPARE(layout.tiles.size(), std::size_t{32});
    for (const ui::TileGeometry &tile : layout.tiles) {
        QVERIFY(QRectF(QPointF(), size).contains(tile.tile));
        QVERIFY(!tile.word.isEmpty() || tile.tokenRadius > 0);
    }
    QVERIFY(!layout.key.isEmpty() && !layout.colourChoice.isEmpty());
    QVERIFY(layout.links.empty());
}

// All replicas are at the same place of the same step, each with micro-batches of its own: 17 of
// the first is 17 + 32 of the second. Circles of one size in one place differ by colour and number.
void TestSmallScene::everyReplicaHasMicroBatchesOfItsOwn()
{
    const core::SnapshotPtr snapshot = stepOf("gpt3-64-4x4x4");
    const QSizeF size(740, 200);
    const ui::SceneLayout layout = ui::layoutScene(*snapshot, size, 1);
    QCOMPARE(layout.squares.order, ui::SquareOrder::Grid);
    QCOMPARE(layout.tiles.size(), std::size_t{16});
    QVERIFY(layout.tiles.front().tokenRadius > 0);
    const ui::Look look;
    QImage image(size.toSize(), QImage::Format_RGB32);
    image.fill(look.theme.surface);
    QPainter painter(&image);
    ui::paintScene(painter, *snapshot, {snapshot->trace.stop * 45 / 100}, size, look);
    painter.end();
    const auto token = [&](std::size_t tile) {
        const ui::TileGeometry &of = layout.tiles[tile];
        const QPoint centre = of.token.toPoint();
        return image.copy(QRect(centre - QPoint(6, 6), QSize(13, 13)));
    };
    for (std::size_t replica = 1; replica < 4; ++replica)
        QVERIFY(token(4 * replica) != token(4 * (replica - 1)));
}

// The scene of a window of 1024 x 640: a word for each device, beside its token and its number.
void TestSmallScene::everyTileOfThirtyTwoSaysItsState()
{
    const core::SnapshotPtr snapshot = stepOf("gpt3-175b-pp");
    const QSizeF size(738, 224);
    const ui::SceneLayout layout = ui::layoutScene(*snapshot, size, 1);
    QCOMPARE(layout.tiles.size(), std::size_t{32});
    TextRecorder recorder(size.toSize());
    QPainter painter(&recorder);
    ui::paintScene(painter, *snapshot, {snapshot->trace.stop * 45 / 100}, size, {});
    painter.end();
    for (const ui::TileGeometry &tile : layout.tiles) {
        QVERIFY(tile.tokenRadius > 6);
        QVERIFY(tile.tile.contains(tile.token));
        const auto says = [&tile](const RecordedText &drawn) {
            return tile.word.contains(drawn.at) && drawn.text.size() > 3;
        };
        QVERIFY(std::ranges::any_of(recorder.texts(), says));
    }
}

// In a window of 1280 x 720; one square stands for as few devices as leave the panel its room.
void TestSmallScene::squaresThatStandForSeveralLeaveThePanelItsPlace()
{
    const core::SnapshotPtr snapshot = stepOf("deepseek-v3-2048");
    const ui::SceneLayout layout = ui::layoutScene(*snapshot, {994, 270}, 1);
    QVERIFY(!layout.inspector.isEmpty());
    QVERIFY(layout.squares.devices <= 4);
    for (const ui::CardGeometry &card : layout.cards)
        QVERIFY(!card.card.intersects(layout.inspector));
}

// More than have squares of their own: each square that stands for one of them shows red.
void TestSmallScene::aHundredSlowDevicesAreAllInSight()
{
    core::Scenario scenario = core::loadScenario("deepseek-v3-2048").value();
    for (int i = 0; i < 100; ++i)
        scenario.faults.devices.push_back({.device = 20 * i, .speed = 0.7});
    const core::SnapshotPtr snapshot = core::run(scenario).value();
    const QSizeF size(994, 270);
    const ui::SceneLayout layout = ui::layoutScene(*snapshot, size, 1);
    const ui::Look look;
    QImage image(size.toSize(), QImage::Format_RGB32);
    QPainter painter(&image);
    ui::paintScene(painter, *snapshot, {snapshot->trace.stop * 45 / 100}, size, look);
    painter.end();
    for (int i = 0; i < 100; ++i) {
        const QRect square = ui::cardOf(layout, 20 * i)->card.toRect();
        int red = 0;
        for (int x = square.left() + 2; x <= square.right(); ++x)
            red += image.pixel(x, square.center().y()) == look.theme.problem.rgb() ? 1 : 0;
        QVERIFY2(red > 0, qPrintable(QString::number(20 * i)));
    }
}

// One of 1,024 is slow: the band of the others and its own row count alike, within a replica, and
// so does what is said of it.
void TestSmallScene::aLoneRowIsNumberedAsItsBand()
{
    core::Scenario scenario =
        core::loadScenario("dp8-nvlink", {"cluster.devices=1024", "parallel.data=1024",
                                          "training.global_batch=8192", "training.micro_batch=1"})
            .value();
    scenario.faults.devices.push_back({.device = 700, .speed = 0.7});
    const core::SnapshotPtr snapshot = core::run(scenario).value();
    ui::TimelineViewport viewport;
    viewport.size = {900, 160};
    viewport.end = {snapshot->trace.stop};
    const ui::TimelineLayout layout = ui::layoutTimeline(ui::TimelineRuns(*snapshot), viewport);
    QCOMPARE(layout.rows.size(), std::size_t{2});
    for (const ui::TimelineRow &row : layout.rows) {
        QCOMPARE(layout.numbers.of(row.replica, 0), 1);
        QCOMPARE(layout.numbers.of(row.replica, 7), 8);
        QCOMPARE(ui::tokenNumber(*snapshot, row.device, 7).text, QStringLiteral("8"));
    }
}

// "stage" stands before the numbers of the columns, over the labels of the rows: a line of text of
// 12 pixels is at least as high as that.
void TestSmallScene::theHeadingOfStagesTouchesNoLabel()
{
    const core::SnapshotPtr snapshot = stepOf("deepseek-v3-2048");
    const QSizeF size(740, 225);
    const ui::Look look;
    TextRecorder recorder(size.toSize());
    QPainter painter(&recorder);
    ui::paintScene(painter, *snapshot, {snapshot->trace.stop * 45 / 100}, size, look);
    painter.end();
    const auto &texts = recorder.texts();
    const auto heading = std::ranges::find(texts, QStringLiteral("stage"), &RecordedText::text);
    QVERIFY(heading != texts.end());
    int labels = 0;
    bool first = false; // the first row of the first block has its label as well
    for (const RecordedText &text : texts) {
        if (!text.text.startsWith(QStringLiteral("replicas ")))
            continue;
        ++labels;
        first = first || text.text.startsWith(QStringLiteral("replicas 1–"));
        const bool below = text.at.x() < heading->at.x() + 30;
        QVERIFY2(!below || text.at.y() - heading->at.y() >= 15, qPrintable(text.text));
    }
    QVERIFY(labels > 10);
    QVERIFY(first);
}

void TestSmallScene::numbersOfStagesHaveEqualDistances_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<QSizeF>("size");
    QTest::newRow("16,384 GPUs, 1024x640") << "llama3-405b-16k" << QSizeF(738, 224);
    QTest::newRow("16,384 GPUs, 1280x720") << "llama3-405b-16k" << QSizeF(994, 270);
    QTest::newRow("2,048 GPUs, 1280x720") << "deepseek-v3-2048" << QSizeF(994, 270);
}

// "1 2 … 9 11 13 15", or all but the 14: where not all columns can have their number, a reader
// counts on from those that do.
void TestSmallScene::numbersOfStagesHaveEqualDistances()
{
    QFETCH(const QString, id);
    QFETCH(const QSizeF, size);
    const core::SnapshotPtr snapshot = stepOf(qPrintable(id));
    TextRecorder recorder(size.toSize());
    QPainter painter(&recorder);
    ui::paintScene(painter, *snapshot, {snapshot->trace.stop * 45 / 100}, size, {});
    painter.end();
    double heading = -1;
    for (const RecordedText &drawn : recorder.texts()) {
        if (drawn.text == QStringLiteral("stage"))
            heading = drawn.at.y();
    }
    QVERIFY(heading >= 0);
    std::vector<int> numbers; // of the first frame
    for (const RecordedText &drawn : recorder.texts()) {
        bool isNumber = false;
        const int number = drawn.text.toInt(&isNumber);
        const double below = drawn.at.y() - heading; // it may stand a little higher than they do
        const bool inLine = below >= 0 && below <= 6;
        if (isNumber && inLine && (numbers.empty() || number > numbers.back()))
            numbers.push_back(number);
    }
    QVERIFY(numbers.size() > 3);
    QCOMPARE(numbers.front(), 1);
    for (std::size_t i = 2; i < numbers.size(); ++i)
        QCOMPARE(numbers[i] - numbers[i - 1], numbers[1] - numbers[0]);
}

// A line below the bar has room: the largest parts have names there, whole.
void TestSmallScene::aLowPanelNamesTheColoursOfItsMemory()
{
    core::MemoryParts memory;
    memory.parameters = {10};
    memory.gradients = {20};
    memory.optimizer = {60};
    const ui::Look look;
    TextRecorder recorder({170, 18});
    QPainter painter(&recorder);
    ui::paintInspectorRest(painter, {0, 0, 170, 18}, memory, {100}, {}, look);
    painter.end();
    QCOMPARE(recorder.texts().size(), std::size_t{2}); // no room for the third
    QCOMPARE(recorder.texts()[0].text, QStringLiteral("optimizer"));
    QCOMPARE(recorder.texts()[1].text, QStringLiteral("gradients"));
}

// "0.133 GB" is wider than "18.7 GB", and without its first letter it is another figure.
void TestSmallScene::theMemoryOfASmallCardIsWhole_data()
{
    QTest::addColumn<QString>("scenario");
    QTest::addColumn<QSizeF>("size");
    QTest::newRow("beside a timeline") << QStringLiteral("dp-90-3") << QSizeF(402, 190);
    QTest::newRow("narrower") << QStringLiteral("dp-90-3") << QSizeF(320, 210);
    QTest::newRow("four, done") << QStringLiteral("naive-4") << QSizeF(402, 180);
    QTest::newRow("eight in two rows") << QStringLiteral("naive-8") << QSizeF(600, 300);
}

void TestSmallScene::theMemoryOfASmallCardIsWhole()
{
    QFETCH(QString, scenario);
    QFETCH(QSizeF, size);
    const core::SnapshotPtr snapshot = stepOf(qPrintable(scenario));
    const ui::Look look;
    const ui::SceneLayout layout =
        ui::layoutScene(*snapshot, size, look.scale, {}, ui::SceneExtent::Devices);
    for (const std::int64_t moment :
         {std::int64_t{0}, snapshot->trace.stop * 7 / 10, snapshot->trace.stop}) {
        TextRecorder recorder(size.toSize());
        QPainter painter(&recorder);
        ui::paintStillScene(painter, *snapshot, layout, look);
        ui::paintMovingScene(painter, *snapshot, layout, {moment}, look);
        painter.end();
        int figures = 0;
        for (const RecordedText &text : recorder.texts()) {
            if (!text.text.endsWith(QStringLiteral("B")))
                continue;
            ++figures;
            QVERIFY2(text.isSeen && text.box == text.whole, qPrintable(text.text));
        }
        QCOMPARE(figures, snapshot->deviceCount());
    }
}

// To its sum, which is what it is there for; shorter before it.
void TestSmallScene::theSumOfWhatDoesNotFitIsWhole_data()
{
    QTest::addColumn<QSizeF>("size");
    for (const double wide : {1280, 900, 700, 600, 500, 420})
        QTest::addRow("%.0f", wide) << QSizeF(wide, 380);
}

void TestSmallScene::theSumOfWhatDoesNotFitIsWhole()
{
    QFETCH(QSizeF, size);
    const core::SnapshotPtr snapshot = stepOf("llama7b-dp3-80");
    TextRecorder recorder(size.toSize());
    QPainter painter(&recorder);
    ui::paintScene(painter, *snapshot, {0}, size, ui::Look());
    painter.end();
    const auto found = std::ranges::find_if(recorder.texts(), [](const RecordedText &text) {
        return text.text.contains(QStringLiteral(" = "));
    });
    QVERIFY(found != recorder.texts().end());
    // 6.738 billion parameters with 16 bytes each, and the activations: 107.8 + 42.0 GB; the sum as
    // the headline has it.
    QVERIFY2(found->text.endsWith(QStringLiteral("= 150 GB")), qPrintable(found->text));
    QVERIFY(found->text.contains(QStringLiteral("13.48")) ||
            found->text.contains(QStringLiteral("107.81 states")));
    QVERIFY(found->box == found->whole);
}

// On a slide beside a question it read "radient".
void TestSmallScene::theNameOfChunksIsWholeOrLeftOut()
{
    const core::SnapshotPtr snapshot = stepOf("dp-90-3");
    int whole = 0;
    for (int width = 400; width <= 1000; width += 30) {
        const QSize size(width, 600);
        TextRecorder recorder(size);
        QPainter painter(&recorder);
        ui::paintScene(painter, *snapshot, {snapshot->trace.stop * 60 / 100}, size, {});
        painter.end();
        for (const RecordedText &drawn : recorder.texts()) {
            if (drawn.text != QStringLiteral("gradients"))
                continue;
            QVERIFY2(drawn.whole.width() <= drawn.box.width() + 1,
                     qPrintable(QString::number(width)));
            ++whole;
        }
    }
    QVERIFY(whole > 0);
}

// In a lesson at 1280 x 720 it read "100 9" on eight cards.
void TestSmallScene::theBusyShareOfACardIsWholeOrLeftOut()
{
    const core::SnapshotPtr snapshot = stepOf("llama7b-zero3-8");
    int whole = 0;
    for (int width = 600; width <= 1000; width += 20) {
        const QSize size(width, 270);
        TextRecorder recorder(size);
        QPainter painter(&recorder);
        ui::paintScene(painter, *snapshot, {snapshot->trace.stop * 45 / 100}, size, {});
        painter.end();
        for (const RecordedText &drawn : recorder.texts()) {
            if (!drawn.text.startsWith(QStringLiteral("100 %")))
                continue;
            QVERIFY2(drawn.whole.width() <= drawn.box.width() + 1,
                     qPrintable(QString::number(width)));
            ++whole;
        }
    }
    QVERIFY(whole > 0);
}

QTEST_MAIN(TestSmallScene)
#include "tst_small_scene.moc"
