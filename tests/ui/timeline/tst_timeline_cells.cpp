// SPDX-License-Identifier: GPL-3.0-or-later
// What a cell of the timeline shows, pixel by pixel: a number beside the band of its chunk, numbers
// of a layout all or none.
#include "ui/paint/timeline/timeline_cell.h"

#include "core/io/scenario/scenario_json.h"
#include "core/presets/builtin_scenarios.h"
#include "tests/ui/shell/text_recorder.h"
#include "ui/paint/timeline/cell_band.h"
#include "ui/paint/timeline/cell_words.h"
#include "ui/paint/timeline/legend_entries.h"
#include "ui/paint/timeline/timeline_painter.h"
#include "ui/paint/timeline/timeline_rows.h"
#include "ui/words/cell_texts.h"

#include <QGuiApplication>
#include <QImage>
#include <QPainter>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

namespace {

constexpr int kHeight = 20;

struct Drawn
{
    double width = 16;
    int microBatch = 0; // 0-based
    int chunk = 0;
    bool upward = false;
    int largestNumber = 8;
};

// A forward that is over, drawn on white.
QImage draw(const Drawn &what)
{
    ui::TimelineLayout layout;
    layout.viewport.size = {200, kHeight};
    layout.viewport.end = {1000};
    layout.stop = {1000};
    layout.rows.resize(1);
    layout.numbers.microBatches = layout.largestNumber = what.largestNumber;
    ui::TimelineCell cell;
    cell.rect = QRectF(0, 0, what.width, kHeight);
    cell.end = {10};
    cell.microBatch = what.microBatch;
    cell.chunk = what.chunk;
    cell.chunks = what.chunk > 0 ? 2 : 1;
    cell.upward = what.upward;
    QImage image(qCeil(what.width), kHeight, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    ui::CentredTexts labels = ui::cellLabels({});
    ui::paintTimelineCell(painter, layout, cell, {20}, {}, labels);
    return image;
}

// Rows in which something other than the background is drawn, away from the round corners.
std::vector<bool> inkOf(const QImage &image)
{
    const QColor ground = ui::themeOf(ui::ThemeId::Light).forward;
    std::vector<bool> ink;
    for (int y = 0; y < image.height(); ++y) {
        bool found = false;
        for (int x = 4; x < image.width() - 4; ++x)
            found |= qAbs(qGray(image.pixel(x, y)) - qGray(ground.rgb())) > 24;
        ink.push_back(found);
    }
    return ink;
}

bool hasNumber(const QImage &image)
{
    const std::vector<bool> ink = inkOf(image);
    return std::find(ink.begin() + 5, ink.end() - 5, true) != ink.end() - 5;
}

} // namespace

class TestTimelineCells : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theBandOfAChunkIsClearOfTheNumber_data();
    void theBandOfAChunkIsClearOfTheNumber();
    void numbersAreShownAllOrNone();
    void aRowOfSeveralReplicasHasTheRangeOfTheirNumbers();
    void rowsOfOneTimelineAreOfOneHeight();
    void aCellFilledInARowHasItsArea();
    void cellsOfARowLookAsOneByOne();
    void whatThePictureCutsFadesThere();
    void aLabelThatIsKnownLooksTheSame();
    void theIdealFinishStrikesNothingThrough();
    void bandsOfChunksAndDirectionsHaveALegend_data();
    void bandsOfChunksAndDirectionsHaveALegend();
};

void TestTimelineCells::theBandOfAChunkIsClearOfTheNumber_data()
{
    QTest::addColumn<int>("number");
    QTest::addColumn<bool>("upward");
    for (const int number : {1, 7}) { // at whose top a band looks like a stroke
        QTest::addRow("%d, from the first device", number) << number << false;
        QTest::addRow("%d, from the last device", number) << number << true;
    }
}

// Read from the band's edge inwards: band, at least two rows of background, number.
void TestTimelineCells::theBandOfAChunkIsClearOfTheNumber()
{
    QFETCH(int, number);
    QFETCH(bool, upward);
    std::vector<bool> ink = inkOf(draw({.microBatch = number - 1, .chunk = 2, .upward = upward}));
    if (upward)
        std::reverse(ink.begin(), ink.end());
    const auto band = std::find(ink.begin(), ink.end(), true);
    QVERIFY(band - ink.begin() < 4);
    const auto gap = std::find(band, ink.end(), false);
    const auto digits = std::find(gap, ink.end(), true);
    QVERIFY(digits != ink.end());
    QVERIFY2(digits - gap >= 2, qPrintable(QString::number(digits - gap)));
}

// Of 9, 10 and 11 none is left out alone, however wide the cells are.
void TestTimelineCells::numbersAreShownAllOrNone()
{
    int shown = 0;
    int hidden = 0;
    for (double width = 13.5; width < 20; width += 0.25) {
        const auto number = [width](int which) {
            return hasNumber(draw({.width = width, .microBatch = which - 1, .largestNumber = 12}));
        };
        const bool first = number(9);
        QCOMPARE(number(10), first);
        QCOMPARE(number(11), first);
        (first ? shown : hidden) += 1;
    }
    QVERIFY(shown > 0 && hidden > 0); // both happen in this range
}

// Replica r of 4 has 8 r + 1 to 8 r + 8; among more than 256 devices each counts from 1.
void TestTimelineCells::aRowOfSeveralReplicasHasTheRangeOfTheirNumbers()
{
    ui::TimelineLayout layout;
    layout.rows.resize(1);
    layout.rows.front().deviceCount = 16;
    layout.rows.front().lastReplica = 3;
    layout.numbers = {64, 4, 8};
    ui::TimelineCell cell;
    cell.microBatch = 4;
    QCOMPARE(ui::cellRange(layout, cell), QStringLiteral("5…29"));
    QCOMPARE(ui::cellTexts(layout, cell), QStringList{QStringLiteral("5…29")});
    layout.rows.front().lastReplica = 0;
    QCOMPARE(ui::cellRange(layout, cell), QString());
    layout.rows.front().lastReplica = 3;
    layout.numbers.devices = 257;
    QCOMPARE(ui::cellRange(layout, cell), QString());
    // As rows of a run are made.
    const core::Scenario scenario = core::loadScenario("gpt3-64-4x4x4").value();
    const core::SnapshotPtr snapshot = core::run(scenario).value();
    const std::vector<ui::TimelineRow> rows = ui::timelineRows(*snapshot);
    QCOMPARE(int(rows.size()), 4);
    for (const ui::TimelineRow &row : rows) {
        QCOMPARE(row.replica, 0);
        QCOMPARE(row.lastReplica, 3);
    }
}

// Whatever the height of the pane: else some rows would have numbers and others none.
void TestTimelineCells::rowsOfOneTimelineAreOfOneHeight()
{
    const core::Scenario scenario =
        core::loadScenario("dp8-nvlink", {"cluster.devices=7", "parallel.data=7",
                                          "training.global_batch=56", "training.micro_batch=1"})
            .value();
    const core::SnapshotPtr snapshot = core::run(scenario).value();
    for (double height = 120; height < 260; height += 0.5) {
        ui::TimelineViewport viewport;
        viewport.size = {900, height};
        viewport.end = {snapshot->trace.stop};
        const ui::TimelineLayout layout = ui::layoutTimeline(ui::TimelineRuns(*snapshot), viewport);
        QVERIFY(!layout.rows.empty());
        for (const ui::TimelineRow &row : layout.rows)
            QCOMPARE(row.rect.height(), layout.rows.front().rect.height());
    }
}

// Of a rectangle with round corners: w h - (4 - pi) r r.
void TestTimelineCells::aCellFilledInARowHasItsArea()
{
    constexpr double kPi = 3.14159265358979;
    for (const double radius : {0., 1.7, 3.5}) {
        for (double left = 3; left < 5; left += 0.125) {
            for (double width = 0.25; width < 30; width += 1.3) {
                if (width < 2 * radius)
                    continue;
                QImage image(40, kHeight, QImage::Format_ARGB32_Premultiplied);
                image.fill(Qt::transparent);
                QPainter painter(&image);
                QVERIFY(ui::paintsPixels(painter, 1));
                ui::CellBand band(QRectF(0, 0, 40, kHeight), 1);
                band.fill({QRectF(left, 0, width, kHeight), radius, radius, qRgb(0, 0, 0)});
                band.drawOnto(painter);
                painter.end();
                double area = 0;
                for (int y = 0; y < image.height(); ++y) {
                    for (int x = 0; x < image.width(); ++x)
                        area += qAlpha(image.pixel(x, y)) / 255.;
                }
                const double expected = width * kHeight - (4 - kPi) * radius * radius;
                // Rims are rounded to a part in 255; four corners, their curve by two points a
                // line.
                QVERIFY2(std::abs(area - expected) <= kHeight / 255. + 0.03 * radius,
                         qPrintable(QStringLiteral("%1 wide, radius %2: %3, not %4")
                                        .arg(width)
                                        .arg(radius)
                                        .arg(area)
                                        .arg(expected)));
            }
        }
    }
}

// A row of cells, filled at once and cell by cell: rims differ by a shade. Some are wide, and some
// have an end that the picture cuts, or halves of a pair that follow.
void TestTimelineCells::cellsOfARowLookAsOneByOne()
{
    const ui::Look look;
    const ui::PlainColours colours(look.theme);
    constexpr int kWidth = 1000;
    QImage atOnce(kWidth, kHeight, QImage::Format_RGB32);
    atOnce.fill(Qt::white);
    QImage oneByOne = atOnce;
    QPainter first(&atOnce);
    QPainter second(&oneByOne);
    second.setRenderHint(QPainter::Antialiasing);
    ui::CellBand band(QRectF(0, 0, kWidth, kHeight), 1);
    double left = 2.3;
    for (int i = 0; i < 30; ++i) {
        ui::TimelineCell cell;
        const double width = 3.1 + 0.37 * i + (i % 6 == 5 ? 120 : 0);
        cell.rect = QRectF(left, 0, width, kHeight);
        cell.end = {10};
        cell.work = i % 2 == 0 ? ui::WorkClass::Forward : ui::WorkClass::Backward;
        left += width;
        cell.beganBefore = i % 7 == 3;
        cell.endsLater = i % 7 == 5;
        if (i % 5 > 2)
            cell.join = i % 5 == 3 ? ui::CellJoin::WithNext : ui::CellJoin::WithPrevious;
        const std::optional<ui::PlainFill> fill = ui::plainFill(cell, {20}, look, colours);
        QVERIFY(fill.has_value());
        band.fill(*fill);
        ui::fillCell(second, cell, {}, look);
    }
    band.drawOnto(first);
    first.end();
    second.end();
    double sum = 0;
    int most = 0;
    for (int y = 0; y < kHeight; ++y) {
        for (int x = 0; x < atOnce.width(); ++x) {
            const int differs = std::abs(qGray(atOnce.pixel(x, y)) - qGray(oneByOne.pixel(x, y)));
            sum += differs;
            most = std::max(most, differs);
        }
    }
    QVERIFY2(sum / (kHeight * kWidth) < 1, qPrintable(QString::number(sum / (kHeight * kWidth))));
    QVERIFY2(most < 64, qPrintable(QString::number(most))); // a quarter of a pixel
}

// However narrow it is: work that goes on behind the edge of the picture does not look finished.
void TestTimelineCells::whatThePictureCutsFadesThere()
{
    const ui::Look look;
    for (const double width : {4., 8., 12., 30., 300.}) {
        ui::TimelineLayout layout;
        layout.viewport.size = {400, kHeight};
        layout.viewport.end = {1000};
        layout.stop = {1000};
        layout.rowsArea = QRectF(0, 0, 400, kHeight);
        layout.rows.resize(1);
        layout.rows[0].rect = layout.rowsArea;
        layout.rows[0].stop = {1000};
        ui::TimelineCell cell;
        cell.rect = QRectF(50, 0, width, kHeight);
        cell.end = {10};
        cell.microBatch = 0;
        cell.endsLater = true;
        layout.cells.push_back(cell);
        QImage image(400, kHeight, QImage::Format_RGB32);
        image.fill(look.theme.surface);
        QPainter painter(&image);
        ui::paintTimelineRows(painter, layout, {20}, look);
        painter.end();
        const auto farFrom = [&](int x, const QColor &colour) {
            return qAbs(qGray(image.pixel(x, 2)) - qGray(colour.rgb()));
        };
        const int last = 50 + int(width) - 1;
        QVERIFY2(farFrom(last, look.theme.surface) < farFrom(last, look.theme.forward),
                 qPrintable(QString::number(width)));
    }
}

// A label that is laid out once, and as QPainter does it each time: the same pixels.
void TestTimelineCells::aLabelThatIsKnownLooksTheSame()
{
    for (const double zoom : {1., 1.25, 2.}) {
        ui::Look look;
        look.scale = zoom;
        ui::CentredTexts labels = ui::cellLabels(look);
        for (int i = 0; i < 200; ++i) {
            const QString text = i % 3 == 0 ? QStringLiteral("B%1").arg(i)
                                            : QString::number(i % 3 == 1 ? i * 377 : i % 20);
            const QRectF area(3 + i * 0.17, 2 + i % 8 * 0.25, 5 + i % 60, 4 + i % 30);
            QImage known(110, 60, QImage::Format_RGB32);
            known.fill(Qt::white);
            QImage anew = known;
            QPainter first(&known);
            QPainter second(&anew);
            labels.draw(first, area, text);
            second.setFont(ui::CellWords::labelFont(look));
            second.drawText(area, Qt::AlignCenter, text);
            first.end();
            second.end();
            QVERIFY2(known == anew, qPrintable(text));
        }
    }
}

// Its line runs through many cells; of what is written on them it leaves all to be read.
void TestTimelineCells::theIdealFinishStrikesNothingThrough()
{
    int within = 0; // of pictures in which it has to give way
    for (const core::BuiltinScenario &scenario : core::builtinScenarios()) {
        const core::SnapshotPtr snapshot =
            core::run(core::loadScenario(std::string(scenario.id)).value()).value();
        if (snapshot->trace.stop == 0)
            continue;
        for (const QSize size : {QSize(560, 200), QSize(990, 130), QSize(1400, 420)}) {
            ui::TimelineViewport viewport;
            viewport.size = size;
            viewport.end = {snapshot->trace.stop};
            ui::TimelineLayout layout = ui::layoutTimeline(ui::TimelineRuns(*snapshot), viewport);
            if (!layout.ideal)
                continue;
            TextRecorder recorder(size, kVectorEngine);
            QPainter painter(&recorder);
            ui::paintTimeline(painter, layout, layout.stop, {}, {});
            painter.end();
            for (const RecordedText &text : recorder.texts())
                QVERIFY2(!text.isStruck, qPrintable(QLatin1StringView(scenario.id.data()) +
                                                    QStringLiteral(": ") + text.text));
            const double x = layout.viewport.xOf(*layout.ideal);
            const QRectF rows = layout.rowsArea;
            const auto parts =
                ui::stretchesBesideWords(layout, x, {rows.top(), rows.bottom()}, layout.stop, {});
            double seen = 0;
            for (const ui::LineStretch &part : parts)
                seen += part.bottom - part.top;
            QVERIFY2(seen > 0, scenario.id.data()); // some of it is always there
            within += seen < rows.height() - 1 ? 1 : 0;
        }
    }
    QVERIFY2(within > 5, qPrintable(QString::number(within)));
}

void TestTimelineCells::bandsOfChunksAndDirectionsHaveALegend_data()
{
    QTest::addColumn<bool>("above");
    QTest::addColumn<bool>("below");
    QTest::newRow("1f1b-4-8") << false << false;
    QTest::newRow("zb-v-4-8") << true << false;
    QTest::newRow("interleaved-4-8x2") << true << false;
    QTest::newRow("chimera-4-8") << false << true;
}

void TestTimelineCells::bandsOfChunksAndDirectionsHaveALegend()
{
    QFETCH(const bool, above);
    QFETCH(const bool, below);
    const core::SnapshotPtr snapshot =
        core::run(core::loadScenario(QTest::currentDataTag()).value()).value();
    const QList<ui::LegendEntry> entries = ui::workLegend(*snapshot);
    const auto has = [&entries](ui::LegendSwatch swatch) {
        return std::ranges::find(entries, swatch, &ui::LegendEntry::swatch) != entries.end();
    };
    QCOMPARE(has(ui::LegendSwatch::BandAbove), above);
    QCOMPARE(has(ui::LegendSwatch::BandBelow), below);
}

QTEST_MAIN(TestTimelineCells)
#include "tst_timeline_cells.moc"
