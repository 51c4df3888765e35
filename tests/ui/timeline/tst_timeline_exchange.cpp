// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/breakdown.h"
#include "core/analysis/snapshot.h"
#include "core/base/text.h"
#include "core/io/scenario/scenario_json.h"
#include "ui/layout/timeline/timeline_layout.h"
#include "ui/layout/timeline/timeline_marks.h"
#include "ui/paint/timeline/legend.h"
#include "ui/paint/timeline/timeline_painter.h"
#include "ui/paint/timeline/timeline_rows.h"
#include "ui/words/timeline_readout.h"

#include "tests/core/toy_scenario.h"

#include <QImage>
#include <QPainter>
#include <QTest>

#include <algorithm>
#include <cmath>

namespace {

core::SnapshotPtr stepOf(const char *id)
{
    return core::run(core::loadScenario(id).value()).value();
}

ui::TimelineLayout layoutOf(const core::Snapshot &snapshot, core::Nanos end = {})
{
    ui::TimelineViewport viewport;
    viewport.size = {996, 180};
    viewport.labelWidth = 90;
    viewport = ui::fitted(viewport, {snapshot.trace.stop});
    if (end.count > 0)
        viewport.end = end;
    return ui::layoutTimeline(snapshot, viewport);
}

QStringList namesIn(const core::Snapshot &snapshot)
{
    QStringList names;
    for (const ui::LegendEntry &entry : ui::workLegend(snapshot))
        names.append(entry.text);
    return names;
}

} // namespace

// What visits spend on communication, along the foot of their cells.
class TestTimelineExchange : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aCellKnowsWhatOfItIsCommunication();
    void aHandOverOfFourFifthsIsFourFifths();
    void aStripCountsItAsCommunication();
    void theBandIsAsHighAsTheShare();
    void theLegendNamesAllCommunicationOrTheGradients();
    void theTipSaysHowMuch();
    void labelsStandAtEvenSteps_data();
    void labelsStandAtEvenSteps();
    void everyLowRowHasItsNumber();
};

void TestTimelineExchange::aCellKnowsWhatOfItIsCommunication()
{
    const core::SnapshotPtr step = stepOf("gpt3-64-4x4x4");
    const ui::TimelineLayout layout = layoutOf(*step);
    int cells = 0;
    for (const ui::TimelineCell &cell : layout.cells) {
        if (cell.microBatch < 0) {
            QCOMPARE(cell.exchange, 0.0);
            continue;
        }
        const int row = layout.rows[std::size_t(cell.row)].traceRow;
        const core::ExchangeShares shares(step->plan, step->trace, std::size_t(row));
        QCOMPARE(cell.exchange, shares.of(step->trace.spanAt(row, cell.begin.count)));
        QVERIFY(cell.exchange > 0); // tensor partners add up in every visit
        ++cells;
    }
    QVERIFY(cells > 100);
}

// A forward of 1 ms hands over for 4 ms, in which its device takes part: 4/5 of the visit; a
// backward of 2 ms likewise: 4/6. Blocking
// hand-over is priced alike on both sides of the one link.
void TestTimelineExchange::aHandOverOfFourFifthsIsFourFifths()
{
    core::Scenario s = toy::pipeline("gpipe", 2, 2);
    s.parallel.exchange = core::Exchange::Blocking;
    s.cluster.intraLink.bandwidth = 2.5e8; // of messages of 1 MB
    const core::SnapshotPtr step = toy::run(s);
    QVERIFY(step != nullptr);
    int forwards = 0;
    int backwards = 0;
    for (const ui::TimelineCell &cell : layoutOf(*step).cells) {
        if (cell.microBatch < 0)
            continue;
        if (cell.work == ui::WorkClass::Forward && ++forwards > 0)
            QCOMPARE(cell.exchange, 4. / 5);
        else if (cell.work == ui::WorkClass::Backward && ++backwards > 0)
            QCOMPARE(cell.exchange, 4. / 6);
    }
    QCOMPARE(forwards, 4);
    QCOMPARE(backwards, 4);
    const core::Span span = step->trace.span(step->trace.rows.front().first);
    QCOMPARE(ui::exchangeSentence(*step, 0, span),
             QStringLiteral("80 % of it, 4.00 ms, is communication"));
}

void TestTimelineExchange::aStripCountsItAsCommunication()
{
    // Visits of 5 ms and 6 ms of which 4 ms are messages, far narrower than a pixel. Over the whole
    // step the strips hold, for both rows, what a sum over the spans does.
    core::Scenario s = toy::pipeline("gpipe", 2, 512);
    s.parallel.exchange = core::Exchange::Blocking;
    s.cluster.intraLink.bandwidth = 2.5e8;
    const core::SnapshotPtr step = toy::run(s);
    QVERIFY(step != nullptr);
    const ui::TimelineLayout layout = layoutOf(*step);
    QVERIFY(layout.cells.size() < 8 && !layout.strips.empty());
    double forward = 0;
    double shared = 0;
    for (const ui::TimelineStrip &strip : layout.strips) {
        for (const auto &pixel : strip.pixels) {
            forward += double(pixel[std::size_t(ui::WorkClass::Forward)]);
            shared += double(pixel[std::size_t(ui::WorkClass::Sync)]);
        }
    }
    const double perPixel = double(step->trace.stop) / layout.viewport.body().width();
    const double count = 2.0 * 512; // forwards, and as many backwards
    QVERIFY(std::abs(forward * perPixel - count * 1e6) < 0.01 * count * 1e6);
    QVERIFY(std::abs(shared * perPixel - count * 8e6) < 0.01 * count * 8e6);
}

void TestTimelineExchange::theBandIsAsHighAsTheShare()
{
    const core::SnapshotPtr step = stepOf("deepseek-v3-2048");
    // The first visits alone: cells of many pixels, of which experts take a large part.
    const ui::TimelineLayout layout = layoutOf(*step, {step->trace.stop / 60});
    QImage image(996, 180, QImage::Format_RGB32);
    QPainter painter(&image);
    const ui::Look look;
    ui::paintTimelineRows(painter, layout, layout.stop, look);
    painter.end();
    int measured = 0;
    for (const ui::TimelineCell &cell : layout.cells) {
        if (cell.microBatch < 0 || cell.rect.width() < 12 || cell.upward)
            continue;
        const int x = int(cell.rect.center().x());
        int fill = 0;
        for (int y = int(cell.rect.top()); y < int(cell.rect.bottom()); ++y) {
            const QColor colour = image.pixelColor(x, y);
            // Nearer to the colour of communication than to that of the work, chevrons included.
            fill += colour.red() > 150 && colour.green() < 170 && colour.blue() > 100;
        }
        if (cell.work != ui::WorkClass::Forward || cell.join != ui::CellJoin::None)
            continue;
        QVERIFY(std::abs(fill - cell.exchange * cell.rect.height()) <= 1.5);
        ++measured;
    }
    QVERIFY(measured > 0);
}

void TestTimelineExchange::theLegendNamesAllCommunicationOrTheGradients()
{
    QVERIFY(namesIn(*stepOf("gpt3-64-4x4x4")).contains(QStringLiteral("communication")));
    const QStringList plain = namesIn(*stepOf("dp8-nvlink"));
    QVERIFY(plain.contains(QStringLiteral("gradient sync")));
    QVERIFY(!plain.contains(QStringLiteral("communication")));
}

void TestTimelineExchange::theTipSaysHowMuch()
{
    const core::SnapshotPtr step = stepOf("gpt3-64-4x4x4");
    const core::Span span = step->trace.span(step->trace.rows.front().first);
    const core::ExchangeShares shares(step->plan, step->trace, 0);
    const double share = shares.of(step->trace.rows.front().first);
    const core::Nanos time{std::llround(share * double(span.end - span.begin))};
    QCOMPARE(ui::exchangeSentence(*step, 0, span),
             QStringLiteral("%1 of it, %2, is communication")
                 .arg(QString::fromStdString(core::figureOfShare(share)),
                      QString::fromStdString(core::figureOf(time).text())));
    const core::SnapshotPtr plain = stepOf("dp8-nvlink");
    QVERIFY(ui::exchangeSentence(*plain, 0, plain->trace.span(0)).isEmpty());
}

void TestTimelineExchange::labelsStandAtEvenSteps_data()
{
    QTest::addColumn<double>("pitch");
    QTest::addColumn<int>("step");
    // 16 pixels of text need 0.8 of that, and where rows have no labels, a pixel more.
    QTest::newRow("high rows") << 27.0 << 1;
    QTest::newRow("as high as text") << 16.0 << 1;
    QTest::newRow("8 pixels") << 8.0 << 2;
    QTest::newRow("13 pixels") << 13.0 << 1;
    QTest::newRow("6.75 pixels") << 6.75 << 3;
    QTest::newRow("3 pixels") << 3.0 << 5;
}

void TestTimelineExchange::labelsStandAtEvenSteps()
{
    QFETCH(double, pitch);
    ui::TimelineLayout layout;
    layout.rowCount = 16;
    layout.contentHeight = 16 * pitch;
    QTEST(ui::labelStep(layout, 16), "step");
    const ui::TimelineLayout large = layoutOf(*stepOf("llama3-405b-16k"));
    for (std::size_t i = 1; i < large.rows.size(); ++i) // numbered as they stand
        QCOMPARE(large.rows[i].index, large.rows[i - 1].index + 1);
}

// 16 stages in 90 pixels: each has its number, at its own height, left of the rows.
void TestTimelineExchange::everyLowRowHasItsNumber()
{
    const core::SnapshotPtr step = stepOf("llama3-405b-16k");
    const ui::Look look;
    QImage image(740, 140, QImage::Format_ARGB32_Premultiplied);
    ui::TimelineViewport viewport;
    viewport.size = image.size();
    viewport.labelWidth = ui::timelineLabelWidth(ui::arrangedRows(*step), look);
    viewport = ui::fitted(viewport, {step->trace.stop});
    const ui::TimelineLayout layout = ui::layoutTimeline(*step, viewport);
    QCOMPARE(int(layout.rows.size()), 16);
    QVERIFY(layout.rows[1].rect.top() - layout.rows[0].rect.top() < 8);
    QPainter painter(&image);
    ui::paintTimeline(painter, layout, {}, {}, look);
    painter.end();
    for (const ui::TimelineRow &row : layout.rows) {
        QCOMPARE(ui::rowNumber(row).of, QStringLiteral("stage"));
        QCOMPARE(ui::rowNumber(row).number, row.index + 1);
        bool written = false;
        const int y = int(std::round(row.rect.center().y()));
        for (int x = 0; x < int(row.rect.left()) - 2; ++x)
            written = written || image.pixelColor(x, y).lightness() < 160;
        QVERIFY2(written, qPrintable(QStringLiteral("stage %1").arg(row.index + 1)));
    }
}

QTEST_MAIN(TestTimelineExchange)
#include "tst_timeline_exchange.moc"
