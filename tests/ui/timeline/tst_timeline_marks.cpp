// SPDX-License-Identifier: GPL-3.0-or-later
#include "hand_drawn.h"
#include "tests/ui/shell/text_recorder.h"
#include "ui/words/timeline_readout.h"

#include "core/analysis/recording.h"
#include "core/io/scenario/scenario_json.h"
#include "core/scenario/edits.h"
#include "core/sim/simulate.h"
#include "ui/layout/timeline/axis_room.h"
#include "ui/layout/timeline/timeline_marks.h"
#include "ui/paint/timeline/cell_fill.h"
#include "ui/paint/timeline/legend.h"
#include "ui/paint/timeline/timeline_overlays.h"
#include "ui/paint/timeline/timeline_rows.h"
#include "ui/paint/work_colours.h"
#include "ui/words/cell_texts.h"

#include <QTest>

#include <algorithm>
#include <cmath>

namespace {

core::SnapshotPtr stepOf(const char *schedule)
{
    const core::Scenario scenario = core::loadScenario("1f1b-4-8").value();
    return core::run(core::withSchedule(scenario, schedule)).value();
}

ui::TimelineLayout layoutOf(const core::Snapshot &snapshot, double width = 3000)
{
    ui::TimelineViewport viewport;
    viewport.size = {width, 220};
    return ui::layoutTimeline(snapshot, ui::fitted(viewport, {snapshot.trace.stop}));
}

double widthOf(const std::vector<QRectF> &marks)
{
    double sum = 0;
    for (const QRectF &mark : marks)
        sum += mark.width();
    return sum;
}

QStringList labelsOf(const ui::TimelineLayout &layout)
{
    QStringList labels;
    for (const ui::TimelineCell &cell : layout.cells)
        labels.append(ui::cellLabel(cell, layout.twoWays));
    labels.removeDuplicates();
    labels.removeAll(QString());
    labels.sort();
    return labels;
}

} // namespace

class TestTimelineMarks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cellsAreNamedByWorkAndNeverBAlone();
    void cellsNameTheirChunk();
    void cellsNameTheirDirectionWhereThereAreTwo();
    void theHalvesOfAPairAreJoined();
    void aNarrowLegendKeepsIdleTimeAndTheIdealFinish();
    void aLegendInOneLineOfTwoIsAsFullAsItCanBe();
    void theIdealFinishHasALegendWhereItIsDrawn();
    void behindAStepTheUnitIsThatOfTheClock();
    void recomputationIsAColourAPatternAndALetterOfItsOwn();
    void lettersReadOnTheirWorkInEveryTheme();
    void outlinesHaveTheProportionOfTheBubble_data();
    void outlinesHaveTheProportionOfTheBubble();
    void outlinesOfTwoRunsAreInTheFirst();
    void theSentenceOfTheHandDrawnStepHasItsFigures();
    void theSpanOfZeroBubbleH2IsExplained();
    void theCriticalPathIsUnderlinedFromBeginToEnd();
    void thePathOfTwoRunsIsInTheFirst();
    void sharesOfThePathAreNamed();
    void everyRowHasItsLineBesideWork();
};

void TestTimelineMarks::cellsAreNamedByWorkAndNeverBAlone()
{
    QCOMPARE(labelsOf(layoutOf(*stepOf("1f1b"))),
             QStringList({QStringLiteral("B (full)"), QStringLiteral("F")}));
    QCOMPARE(labelsOf(layoutOf(*stepOf("zb-h1"))),
             QStringList({QStringLiteral("B (input)"), QStringLiteral("F"), QStringLiteral("W")}));
}

void TestTimelineMarks::cellsNameTheirChunk()
{
    const core::SnapshotPtr step = stepOf("interleaved"); // two chunks per GPU
    const ui::TimelineLayout layout = layoutOf(*step);
    QCOMPARE(labelsOf(layout),
             QStringList({QStringLiteral("B (full) c1"), QStringLiteral("B (full) c2"),
                          QStringLiteral("F c1"), QStringLiteral("F c2")}));
    for (const ui::TimelineCell &cell : layout.cells)
        QVERIFY(cell.microBatch < 0 || cell.chunks == 2);
}

void TestTimelineMarks::cellsNameTheirDirectionWhereThereAreTwo()
{
    const core::SnapshotPtr step = stepOf("dualpipe");
    const ui::TimelineLayout layout = layoutOf(*step);
    QVERIFY(layout.twoWays);
    int up = 0;
    int all = 0;
    for (const ui::TimelineCell &cell : layout.cells) {
        if (cell.kind != core::SpanKind::Forward)
            continue;
        ++all;
        up += cell.upward;
        QVERIFY(ui::cellLabel(cell, true)
                    .endsWith(cell.upward ? QStringLiteral("↑") : QStringLiteral("↓")));
    }
    QCOMPARE(2 * up, all); // half of the micro-batches from either end
}

void TestTimelineMarks::theHalvesOfAPairAreJoined()
{
    const core::SnapshotPtr step = stepOf("dualpipe");
    const ui::TimelineLayout layout = layoutOf(*step);
    int pairs = 0;
    for (std::size_t i = 0; i + 1 < layout.cells.size(); ++i) {
        if (layout.cells[i].join != ui::CellJoin::WithNext)
            continue;
        ++pairs;
        QCOMPARE(layout.cells[i + 1].join, ui::CellJoin::WithPrevious);
        QCOMPARE(layout.cells[i + 1].row, layout.cells[i].row);
        QCOMPARE(layout.cells[i].end, layout.cells[i + 1].begin);
    }
    QVERIFY(pairs > 0);
}

void TestTimelineMarks::recomputationIsAColourAPatternAndALetterOfItsOwn()
{
    core::Scenario scenario = core::loadScenario("1f1b-4-8").value();
    scenario = core::withRecompute(scenario, core::Recompute::Full);
    const core::SnapshotPtr step = core::run(scenario).value();
    QVERIFY(labelsOf(layoutOf(*step)).contains(QStringLiteral("R")));
    bool striped = false;
    for (const ui::LegendEntry &entry : ui::workLegend(*step))
        striped = striped || entry.swatch == ui::LegendSwatch::Striped;
    QVERIFY(striped);
    const ui::Look look;
    QVERIFY(ui::workColour(ui::WorkClass::Recompute, look.theme) !=
            ui::workColour(ui::WorkClass::Forward, look.theme));
    QVERIFY(!ui::recomputeBrush(look, 1).texture().isNull());
}

void TestTimelineMarks::aNarrowLegendKeepsIdleTimeAndTheIdealFinish()
{
    const ui::Look look;
    const QList<ui::LegendEntry> all = ui::workLegend(*stepOf("dualpipe"));
    const double whole = ui::narrowestLegend(all, look);
    QCOMPARE(ui::fittedLegend(all, whole, look).size(), all.size());
    for (const double part : {0.9, 0.7, 0.5}) {
        const QList<ui::LegendEntry> shown = ui::fittedLegend(all, whole * part, look);
        QVERIFY(ui::narrowestLegend(shown, look) <= whole * part);
        for (const ui::LegendSwatch swatch : {ui::LegendSwatch::Hatched, ui::LegendSwatch::DashDot})
            QVERIFY(std::ranges::count(shown, swatch, &ui::LegendEntry::swatch) == 1);
        // What is left out is counted.
        if (shown.last().swatch == ui::LegendSwatch::None)
            QCOMPARE(shown.last().text, QStringLiteral("+%1").arg(all.size() - (shown.size() - 1)));
        else
            QCOMPARE(shown.size(), all.size());
    }
    QCOMPARE(ui::legendTip(all, look).count(QStringLiteral("<img")), all.size());
    // In two lines there is room for forward and backward too.
    const QList<ui::LegendEntry> two = ui::fittedLegend(all, whole * 0.4, look, 2);
    QCOMPARE(ui::legendLines(two, whole * 0.4, look), 2);
    for (QColor ui::Theme::*colour : {&ui::Theme::forward, &ui::Theme::backward, &ui::Theme::idle})
        QVERIFY(std::ranges::count(two, colour, &ui::LegendEntry::colour) == 1);
}

// Four entries fit into a line: of five two lines are even with three and two, but where there is
// the height of one the four are shown.
void TestTimelineMarks::aLegendInOneLineOfTwoIsAsFullAsItCanBe()
{
    const ui::Look look;
    const ui::LegendEntry entry{QStringLiteral("forward"), &ui::Theme::forward,
                                ui::LegendSwatch::Solid};
    const double width = ui::legendWidth(QList<ui::LegendEntry>(4, entry), look) + 1;
    const auto inFirstLine = [&](double height) {
        TextRecorder recorder(QSize(1000, 100));
        QPainter painter(&recorder);
        ui::paintLegend(painter, QRectF(0, 0, width, height), QList<ui::LegendEntry>(5, entry),
                        look);
        painter.end();
        const std::vector<RecordedText> &texts = recorder.texts();
        return std::ranges::count_if(texts, [&texts](const RecordedText &text) {
            return text.at.y() == texts.front().at.y();
        });
    };
    QCOMPARE(inFirstLine(33), 3);
    QCOMPARE(inFirstLine(16), 4);
}

// Two runs in one timeline have none; of two timelines each has that of its own prediction.
void TestTimelineMarks::theIdealFinishHasALegendWhereItIsDrawn()
{
    const core::SnapshotPtr step = stepOf("dualpipe");
    const core::SnapshotPtr other = stepOf("interleaved");
    const core::RecordingPtr run =
        core::makeRecording("run", core::simulate(core::makePlan(step->scenario).value()));
    const auto has = [](const QList<ui::LegendEntry> &entries, ui::LegendSwatch swatch) {
        return std::ranges::count(entries, swatch, &ui::LegendEntry::swatch) == 1;
    };
    using enum ui::LegendSwatch;
    const core::RunView views[] = {*step, *other, *run};
    for (const auto &[first, second] : {std::pair(0, 1), std::pair(0, 2), std::pair(2, 0)}) {
        const ui::TimelineRuns both(views[first], views[second]);
        ui::TimelineViewport viewport;
        viewport.size = {3000, 220};
        QVERIFY(!ui::layoutTimeline(both, ui::fitted(viewport, both.stop())).ideal);
        QVERIFY(!has(ui::workLegend(both), DashDot));
        QVERIFY(has(ui::workLegend(both), BandBelow)); // dualpipe is in each of them
        const QList<ui::LegendEntry> apart = ui::workLegend(views[first], views[second]);
        QVERIFY(has(apart, DashDot) && has(apart, BandBelow));
        QCOMPARE(has(apart, BandAbove), second == 1); // chunks
    }
    QVERIFY(!has(ui::workLegend(ui::TimelineRuns(*run)), DashDot));
}

// 0.99 s with a fortieth more of room are more than a second; the clock ends before that.
void TestTimelineMarks::behindAStepTheUnitIsThatOfTheClock()
{
    for (std::int64_t end = 0; end < 1000; ++end)
        QCOMPARE(ui::withoutAxisRoom(ui::withAxisRoom({end})).count, end);
    const core::SnapshotPtr step = stepOf("1f1b");
    const core::Nanos end{990'000'000};
    const core::Nanos moment{500'000'000};
    QVERIFY(step->trace.stop < end.count);
    ui::TimelineRuns runs(*step);
    runs.axisEnd = ui::withAxisRoom(end);
    const auto text = [&](core::Nanos whole) {
        return QString::fromStdString(core::figureOf(moment, whole).text());
    };
    QVERIFY(text(end) != text(runs.axisEnd));
    ui::TimelineViewport viewport;
    viewport.size = {3000, 220};
    const ui::TimelineLayout layout = ui::layoutTimeline(runs, ui::fitted(viewport, runs.axisEnd));
    TextRecorder recorder(QSize(3000, 220));
    QPainter painter(&recorder);
    ui::paintPlayhead(painter, layout, moment, {});
    painter.end();
    QCOMPARE(recorder.texts().size(), 1);
    QCOMPARE(recorder.texts().front().text, text(end));
}

void TestTimelineMarks::lettersReadOnTheirWorkInEveryTheme()
{
    using enum ui::WorkClass;
    for (const ui::ThemeId id :
         {ui::ThemeId::Light, ui::ThemeId::Dark, ui::ThemeId::HighContrast, ui::ThemeId::Print}) {
        const ui::Theme &theme = ui::themeOf(id);
        for (const ui::WorkClass work : {Forward, Recompute, Backward, WeightGradient}) {
            const QColor now = ui::workColour(work, theme);
            for (const QColor &ground : {now, ui::faded(now, theme)})
                QVERIFY2(ui::contrastRatio(ui::textOn(ground), ground) >= 4.5,
                         qPrintable(ground.name()));
        }
        // Light backgrounds have an edge of at least 3:1.
        QVERIFY(ui::contrastRatio(theme.forward, theme.surface) >= 3);
        QVERIFY(ui::contrastRatio(theme.backwardEdge, theme.surface) >= 3);
    }
}

void TestTimelineMarks::outlinesHaveTheProportionOfTheBubble_data()
{
    QTest::addColumn<QByteArray>("schedule");
    for (const char *schedule : {"gpipe", "1f1b", "interleaved", "zb-h1", "zb-h2"})
        QTest::newRow(schedule) << QByteArray(schedule);
}

void TestTimelineMarks::outlinesHaveTheProportionOfTheBubble()
{
    QFETCH(QByteArray, schedule);
    const core::SnapshotPtr step = stepOf(schedule.constData());
    const ui::TimelineLayout layout = layoutOf(*step);
    using enum core::BubbleDefinition;
    for (const core::BubbleDefinition definition : {IdleOverStep, IdleOverIdeal, SpanIdle}) {
        const ui::BubbleMarks marks = ui::bubbleMarks(*step, layout, definition);
        const double share = widthOf(marks.numerator) / widthOf(marks.denominator);
        const double value = core::bubbleValue(step->metrics.bubble, definition);
        QVERIFY2(std::abs(share - value) < 0.002,
                 qPrintable(QStringLiteral("%1 drawn, %2 said").arg(share).arg(value)));
    }
}

void TestTimelineMarks::outlinesOfTwoRunsAreInTheFirst()
{
    const core::SnapshotPtr step = stepOf("1f1b");
    const core::RunView run(*step);
    const ui::TimelineRuns runs(run, run);
    const ui::TimelineLayout layout = ui::layoutTimeline(runs, layoutOf(*step).viewport);
    const ui::BubbleMarks marks =
        ui::bubbleMarks(*step, layout, core::BubbleDefinition::IdleOverStep);
    QVERIFY(!marks.numerator.empty());
    for (const QRectF &mark : marks.numerator) {
        const auto row = std::ranges::find_if(layout.rows, [&mark](const ui::TimelineRow &each) {
            return each.rect.contains(mark.center());
        });
        QVERIFY(row != layout.rows.end());
        QCOMPARE(row->run, 0);
    }
}

void TestTimelineMarks::theSentenceOfTheHandDrawnStepHasItsFigures()
{
    // Two rows of 6 units, each idle for 2 of them: 2 of 6 ms, and 2 of 4 ms at work.
    core::Snapshot snapshot = handdrawn::oneForwardOneBackward();
    snapshot.metrics.bubble.idleOverStep = 2.0 / 6;
    snapshot.metrics.bubble.idleOverIdeal = 2.0 / 4;
    QCOMPARE(ui::bubbleSentence(snapshot, core::BubbleDefinition::IdleOverStep),
             QStringLiteral("Idle of the step: 2.00 of 6.00 ms = 33.3 % per GPU"));
    QCOMPARE(ui::bubbleSentence(snapshot, core::BubbleDefinition::IdleOverIdeal),
             QStringLiteral("Idle over work: 2.00 of 4.00 ms = 50 % per GPU"));
}

void TestTimelineMarks::theSpanOfZeroBubbleH2IsExplained()
{
    const core::SnapshotPtr step = stepOf("zb-h2");
    QVERIFY(step->metrics.longestSpan < step->metrics.makespan);
    const QString words = ui::bubbleSentence(*step, core::BubbleDefinition::SpanIdle);
    QVERIFY2(words.contains(QStringLiteral("begin and end at different times")), qPrintable(words));
    // A single device spans its whole step.
    QVERIFY(ui::spanSentence(*handdrawn::realStep(1, 1, 4)).isEmpty());
}

void TestTimelineMarks::theCriticalPathIsUnderlinedFromBeginToEnd()
{
    const core::SnapshotPtr step = stepOf("1f1b");
    const ui::TimelineLayout layout = layoutOf(*step);
    const ui::PathMarks marks = ui::pathMarks(core::criticalPath(*step), layout);
    QVERIFY(!marks.underlines.empty());
    double covered = 0;
    for (const QRectF &line : marks.underlines) {
        QCOMPARE(line.height(), 3.0);
        covered += line.width();
    }
    for (const QLineF &message : marks.messages)
        covered += message.dx();
    QVERIFY(std::abs(covered - layout.viewport.body().width()) < 1);
}

void TestTimelineMarks::thePathOfTwoRunsIsInTheFirst()
{
    const core::SnapshotPtr step = stepOf("1f1b");
    const core::RunView run(*step);
    const ui::TimelineLayout layout =
        ui::layoutTimeline(ui::TimelineRuns(run, run), layoutOf(*step).viewport);
    const ui::PathMarks marks = ui::pathMarks(core::criticalPath(*step), layout);
    QVERIFY(!marks.underlines.empty());
    for (const QRectF &line : marks.underlines) {
        const auto row = std::ranges::find_if(layout.rows, [&line](const ui::TimelineRow &each) {
            return each.rect.contains(line.center());
        });
        QVERIFY(row != layout.rows.end());
        QCOMPARE(row->run, 0);
    }
}

// Two devices at work from 0 to 4, and a collective of both from 1 to 3: a line in either row.
void TestTimelineMarks::everyRowHasItsLineBesideWork()
{
    const std::vector<handdrawn::DrawnSpan> work = {{0, 4, core::SpanKind::Backward, 0}};
    core::Snapshot snapshot = handdrawn::snapshotOf({work, work}, 4, 1);
    for (core::RowInfo &info : snapshot.trace.info)
        info.group = 0;
    snapshot.trace.collectives = {{handdrawn::kUnit, 3 * handdrawn::kUnit, 0, 0}};
    const ui::TimelineLayout layout = layoutOf(snapshot, 800);
    QCOMPARE(layout.syncLines.size(), std::size_t{2});
    for (std::size_t row = 0; row < 2; ++row) {
        QCOMPARE(layout.syncLines[row].row, static_cast<int>(row));
        QVERIFY(std::abs(layout.syncLines[row].rect.bottom() - layout.rows[row].rect.bottom()) <
                1e-6);
        QVERIFY(std::abs(layout.syncLines[row].rect.width() - layout.viewport.body().width() / 2) <
                1e-6);
    }
}

void TestTimelineMarks::sharesOfThePathAreNamed()
{
    core::CriticalPath path;
    path.spent[std::size_t(core::PathCause::Forward)] = {30'000'000};
    path.spent[std::size_t(core::PathCause::Backward)] = {60'000'000};
    path.spent[std::size_t(core::PathCause::Link)] = {10'000'000};
    QCOMPARE(ui::pathSentence(path),
             QStringLiteral("Critical path 100 ms: backward 60 %, forward 30 %, links 10 %"));
    QVERIFY(ui::pathSentence({}).isEmpty());
}

QTEST_MAIN(TestTimelineMarks)
#include "tst_timeline_marks.moc"
