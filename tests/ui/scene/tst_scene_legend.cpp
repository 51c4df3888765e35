// SPDX-License-Identifier: GPL-3.0-or-later
// What colours of the scene mean is named, in small windows too.
#include "core/analysis/snapshot.h"
#include "core/io/scenario/scenario_json.h"
#include "tests/ui/shell/text_recorder.h"
#include "ui/paint/scene/scene_key_painter.h"
#include "ui/paint/scene/scene_legend.h"
#include "ui/paint/scene/scene_painter.h"
#include "ui/paint/scene/scene_parts.h"

#include <QPainter>
#include <QRegularExpression>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <functional>

namespace {

core::SnapshotPtr stepOf(const QString &id)
{
    return core::run(core::loadScenario(id.toStdString()).value()).value();
}

QStringList textsOf(QSize size, const std::function<void(QPainter &)> &paint)
{
    TextRecorder recorder(size);
    QPainter painter(&recorder);
    paint(painter);
    painter.end();
    QStringList texts;
    for (const RecordedText &text : recorder.texts())
        texts.append(text.text);
    return texts;
}

} // namespace

class TestSceneLegend : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theKeyOfASmallWindowNamesEveryState_data();
    void theKeyOfASmallWindowNamesEveryState();
    void theLayersOfTheTanksAreNamed();
    void wordsOfTokensGiveWayToThoseOfTanks();
    void bothDirectionsAreNamedOrNeither_data();
    void bothDirectionsAreNamedOrNeither();
    void aNamedLayerBearsItsName();
    void cardsNameTheirSamplesAlike();
    void chunksHaveLettersOfTheirOwn();
    void whatHasNoRoomIsToldInTips();
    void whatDoesNotMoveIsNotNamed();
    void theRedOfASlowGpuIsNamed();
    void aLongTitleEndsWhereItIsDrawnTo();
};

void TestSceneLegend::theKeyOfASmallWindowNamesEveryState_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<int>("states");
    // forward, recompute, backward, gradient sync, optimizer, idle, done
    QTest::newRow("64") << "gpt3-64-4x4x4" << 7;
    QTest::newRow("16,384") << "llama3-405b-16k" << 7;
    QTest::newRow("8") << "dp8-nvlink" << 6; // nothing is computed again
}

// In a window of 1024 the scene is 740 wide, with "one square is 16 GPUs" at its end.
void TestSceneLegend::theKeyOfASmallWindowNamesEveryState()
{
    QFETCH(QString, id);
    QFETCH(int, states);
    const core::SnapshotPtr snapshot = stepOf(id);
    const core::Nanos half{snapshot->metrics.step.count / 2};
    const ui::SquareColours colours{ui::ColourBy::State,
                                    ui::keysOfRows(*snapshot, half, ui::ColourBy::State)};
    const ui::Look look;
    const ui::NamedKeys named = ui::fittedKeys(*snapshot, colours, 740 - 28 - 150, look);
    QCOMPARE(int(named.keys.size()), states);
    // Where they do not fit with their counts, the tip has these.
    QCOMPARE(int(ui::keyTip(*snapshot, colours).count(u'\n')) + 1, states);
    const ui::NamedKeys wide = ui::fittedKeys(*snapshot, colours, 1200, look);
    QVERIFY(wide.counts && wide.keys == named.keys);
}

void TestSceneLegend::theLayersOfTheTanksAreNamed()
{
    const auto names = [](const QString &id, QSizeF size) {
        const core::SnapshotPtr snapshot = stepOf(id);
        QStringList texts;
        for (const ui::TankLayer &layer :
             ui::tankLayers(*snapshot, ui::layoutScene(*snapshot, size, 1)))
            texts.append(layer.name);
        return texts;
    };
    const QStringList all = names(QStringLiteral("llama7b-pp4"), {996, 277});
    for (const char *name : {"weights", "gradients", "optimizer", "activations", "buffers"})
        QVERIFY2(all.contains(QLatin1String(name)), name);
    QCOMPARE(names(QStringLiteral("gpt3-64-4x4x4"), {996, 277}), QStringList()); // no tanks
}

// As wide as in a large window, beside a lesson at 1280x720, and where neither helps.
void TestSceneLegend::wordsOfTokensGiveWayToThoseOfTanks()
{
    const core::SnapshotPtr snapshot = stepOf(QStringLiteral("round-naive-4"));
    const auto legend = [&snapshot](int wide) {
        const ui::Look look;
        const ui::SceneLayout layout = ui::layoutScene(*snapshot, QSizeF(wide, 340), 1);
        return textsOf({wide, 340}, [&](QPainter &painter) {
            ui::paintSceneLegend(painter, *snapshot, layout,
                                 ui::sceneTitleEnd(*snapshot, layout, look), look);
        });
    };
    const QString whole = QStringLiteral("activations forward");
    const QString brief = QStringLiteral("forward");
    const QString tank = QStringLiteral("optimizer");
    const QStringList large = legend(1200);
    QVERIFY(large.contains(whole) && large.contains(tank));
    const QStringList beside = legend(860);
    QVERIFY(beside.contains(brief) && beside.contains(tank) && !beside.contains(whole));
    const QStringList small = legend(620);
    QVERIFY(small.contains(whole) && !small.contains(tank));
}

void TestSceneLegend::bothDirectionsAreNamedOrNeither_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<double>("zoom");
    for (const char *id : {"1f1b-4-8", "dp8-nvlink", "round-naive-4", "llama7b-zero3-8",
                           "gpt3-64-t8", "gpt3-64-4x4x4"}) {
        for (const double zoom : {1.0, 1.5, 2.0})
            QTest::addRow("%s at %g", id, zoom) << QString::fromLatin1(id) << zoom;
    }
}

// Else what is named seems to be all that moves. The words are those of the legend, whole or brief.
void TestSceneLegend::bothDirectionsAreNamedOrNeither()
{
    QFETCH(QString, id);
    QFETCH(double, zoom);
    const core::SnapshotPtr snapshot = stepOf(id);
    ui::Look look;
    look.scale = zoom;
    for (int wide = 300; wide <= 1200; wide += 10) {
        const QSize size(qRound(wide * zoom), qRound(340 * zoom));
        const ui::SceneLayout layout = ui::layoutScene(*snapshot, size, zoom);
        TextRecorder recorder(size);
        QPainter painter(&recorder);
        const double end = ui::paintSceneLegend(painter, *snapshot, layout,
                                                ui::sceneTitleEnd(*snapshot, layout, look), look);
        painter.end();
        int forward = 0;
        int back = 0;
        double left = layout.header.right();
        for (const RecordedText &text : recorder.texts()) {
            forward += text.text.endsWith(QStringLiteral("forward"));
            back += text.text.endsWith(QStringLiteral("back"));
            QVERIFY(text.whole.right() <= layout.header.right() + 1);
            left = std::min(left, text.whole.left());
        }
        QVERIFY2(forward == back && forward <= 1, qPrintable(QString::number(wide)));
        QVERIFY(left >= end); // where the title may go to
    }
}

void TestSceneLegend::aNamedLayerBearsItsName()
{
    const auto scene = [](const char *id) {
        const core::SnapshotPtr snapshot = stepOf(QString::fromLatin1(id));
        const ui::SceneLayout layout = ui::layoutScene(*snapshot, {860, 340}, 1);
        return textsOf({860, 340}, [&](QPainter &painter) {
            ui::paintStillScene(painter, *snapshot, layout, ui::Look());
            ui::paintMovingScene(painter, *snapshot, layout, core::Nanos{1}, ui::Look());
        });
    };
    const QStringList two = scene("tiny-3x2");
    QCOMPARE(two.count(QStringLiteral("layerA")), qsizetype{1}); // though it is at work
    QCOMPARE(two.count(QStringLiteral("layerB")), qsizetype{1});
    const QStringList many = scene("naive-4"); // their slabs are too low
    QVERIFY(std::ranges::none_of(
        many, [](const QString &text) { return text.startsWith(QStringLiteral("layer1")); }));
}

// "samples 17–24" or "17–24", whatever the digits of a card are as wide as.
void TestSceneLegend::cardsNameTheirSamplesAlike()
{
    const core::SnapshotPtr snapshot = stepOf(QStringLiteral("llama7b-zero3-8"));
    int named = 0;
    for (int wide = 600; wide <= 1200; wide += 5) {
        const ui::SceneLayout layout = ui::layoutScene(*snapshot, QSizeF(wide, 400), 1);
        const QStringList texts = textsOf({wide, 400}, [&](QPainter &painter) {
            ui::paintStillScene(painter, *snapshot, layout, ui::Look());
        });
        const qsizetype whole =
            texts.filter(QRegularExpression(QStringLiteral("^samples \\d+–\\d+$"))).size();
        QVERIFY2(whole == 0 || whole == 8, qPrintable(QString::number(wide)));
        named += whole == 8;
    }
    QVERIFY(named > 0 && named < 121); // both are met
}

void TestSceneLegend::chunksHaveLettersOfTheirOwn()
{
    QCOMPARE(ui::chunkLetter(0), QStringLiteral("α"));
    QCOMPARE(ui::chunkLetter(23), QStringLiteral("ω"));
    QCOMPARE(ui::chunkLetter(24), QStringLiteral("25"));
}

// The scene of a window of 1024 x 640: figures of each GPU and the shapes that move.
void TestSceneLegend::whatHasNoRoomIsToldInTips()
{
    const core::SnapshotPtr snapshot = stepOf(QStringLiteral("gpt3-175b-pp"));
    const core::Nanos half{snapshot->metrics.step.count / 2};
    const ui::SceneLayout layout = ui::layoutScene(*snapshot, {740, 250}, 1);
    const auto tipAt = [&](QPointF point) {
        return ui::tipInScene(*snapshot, layout, point, half, ui::ColourBy::State, {});
    };
    const QString header = tipAt(layout.header.center());
    for (const char *words : {"circle: activations forward", "diamond: gradients back"})
        QVERIFY2(header.contains(QString::fromLatin1(words)), qPrintable(header));
    for (const ui::CardGeometry &card : layout.cards) {
        const QString tip = tipAt(card.card.center());
        QVERIFY2(tip.contains(QStringLiteral("GPU %1").arg(card.device)), qPrintable(tip));
        for (const char *words : {"memory ", "busy "})
            QVERIFY2(tip.contains(QString::fromLatin1(words)), qPrintable(tip));
    }
    if (!layout.inspector.isEmpty())
        QVERIFY(tipAt(layout.inspector.center()).contains(QStringLiteral("memory ")));
}

// Copies that only compute forward have no gradients to exchange.
void TestSceneLegend::whatDoesNotMoveIsNotNamed()
{
    const auto header = [](const std::vector<std::string> &settings) {
        const core::SnapshotPtr snapshot =
            core::run(core::loadScenario("tiny-3x2", settings).value()).value();
        const ui::SceneLayout layout = ui::layoutScene(*snapshot, {740, 250}, 1);
        return ui::tipInScene(*snapshot, layout, layout.header.center(), {}, ui::ColourBy::State,
                              {});
    };
    const std::vector<std::string> copies = {"cluster.devices=3", "parallel.data=3"};
    QVERIFY(!header(copies).contains(QStringLiteral("gradient")));
    std::vector<std::string> training = copies;
    training.emplace_back("training.pass=training");
    QVERIFY(header(training).contains(QStringLiteral("gradient chunk")));
}

// Where there is no note beside the squares, as at 200 %, the key says what the red one is.
void TestSceneLegend::theRedOfASlowGpuIsNamed()
{
    const auto stepWith = [](const char *faults) {
        const std::vector<std::string> settings = {"cluster.devices=1024", "parallel.data=1024",
                                                   "training.global_batch=1024", faults};
        return core::run(core::loadScenario("dp8-nvlink", settings).value()).value();
    };
    const auto hasRed = [](const core::Snapshot &snapshot, const ui::SceneLayout &layout,
                           ui::ColourBy colourBy) {
        const ui::Look look;
        const QPoint corner = layout.key.toAlignedRect().bottomRight();
        QImage image(corner.x() + 1, corner.y() + 1, QImage::Format_RGB32);
        image.fill(look.theme.surface);
        QPainter painter(&image);
        ui::paintKey(painter, snapshot, layout, {colourBy, ui::keysOfRows(snapshot, {}, colourBy)},
                     look);
        painter.end();
        bool found = false;
        for (int x = 0; x < image.width(); ++x)
            found = found ||
                    image.pixelColor(x, layout.key.toRect().center().y()) == look.theme.problem;
        return found;
    };
    const core::SnapshotPtr slow = stepWith(R"(faults=[{"device":3,"speed":0.5}])");
    const core::SnapshotPtr healthy = stepWith("faults=[]");
    int noted = 0;
    int named = 0;
    for (const QSize size : {QSize(1200, 400), QSize(740, 220), QSize(690, 165), QSize(600, 140)}) {
        const ui::SceneLayout layout = ui::layoutScene(*slow, size, 1);
        if (layout.key.isEmpty())
            continue;
        const bool isNoted = !layout.squares.notes.isEmpty();
        (isNoted ? noted : named) += 1;
        QCOMPARE(hasRed(*slow, layout, ui::ColourBy::State), !isNoted);
        QVERIFY(!hasRed(*slow, layout, ui::ColourBy::Memory)); // there it has a frame alone
        QVERIFY(!hasRed(*healthy, layout, ui::ColourBy::State));
    }
    QVERIFY(noted > 0 && named > 0);
}

// "Colour by" is painted behind this end, up to the control, which may begin behind its place.
void TestSceneLegend::aLongTitleEndsWhereItIsDrawnTo()
{
    const core::SnapshotPtr snapshot = stepOf(QStringLiteral("gpt3-64-4x4x4"));
    const ui::Look look;
    ui::SceneLayout layout = ui::layoutScene(*snapshot, {740, 250}, 1);
    QVERIFY(!layout.colourChoice.isEmpty());
    const auto drawnTo = [&]() {
        TextRecorder recorder(QSize(740, 250));
        QPainter painter(&recorder);
        ui::paintStillScene(painter, *snapshot, layout, look);
        painter.end();
        double end = 0;
        for (const RecordedText &text : recorder.texts()) {
            if (std::abs(text.at.x() - layout.header.left()) < 1 &&
                layout.header.contains(text.whole.center()))
                end = text.whole.right();
        }
        return end;
    };
    const double title = drawnTo();
    QVERIFY(title > layout.header.left());
    for (const double behind : {60.0, 10.0, -30.0}) { // the end of the header, from the title's
        layout.colourChoice.setLeft(title - 40);
        layout.header.setRight(title + behind);
        QVERIFY(drawnTo() > layout.header.left());
        QVERIFY(ui::sceneTitleEnd(*snapshot, layout, look) >= drawnTo() - 1);
        QVERIFY(ui::sceneTitleEnd(*snapshot, layout, look) <= layout.header.right());
    }
}

QTEST_MAIN(TestSceneLegend)
#include "tst_scene_legend.moc"
