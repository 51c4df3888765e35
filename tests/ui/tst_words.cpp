// SPDX-License-Identifier: GPL-3.0-or-later
// Sentences of the scene: what is told agrees with what is drawn beside it.
#include "core/advice/ideas.h"
#include "core/analysis/moment.h"
#include "core/campaign/campaign.h"
#include "core/io/scenario/scenario_json.h"
#include "ui/words/area_texts.h"
#include "ui/words/difference_texts.h"
#include "ui/words/empty_texts.h"
#include "ui/words/figure_texts.h"
#include "ui/words/idea_texts.h"
#include "ui/words/layout_texts.h"
#include "ui/words/link_texts.h"
#include "ui/words/remedy_texts.h"
#include "ui/words/scene_inspector.h"
#include "ui/words/scene_texts.h"
#include "ui/words/timeline_readout.h"

#include <QLocale>
#include <QRegularExpression>
#include <QTest>
#include <QTextLayout>

#include <algorithm>

namespace {

core::SnapshotPtr stepOf(const char *id)
{
    return core::run(core::loadScenario(id).value()).value();
}

} // namespace

class TestWords : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }
    void workIsNeverSaidToKeepNothing();
    void eachBusyShareSaysOfWhat();
    void aLinkSaysItsDataSheetAndWhatIsReached();
    void aSavingThatRoundsToNothingIsTheSameTime();
    void figuresKeepTheirUnits();
    void pricesOfAStepHaveThreeDigits();
    void oneIsNeverSaidOfMany();
    void aLinkThatIsUsedNeverReadsAsUnused();
    void aLayoutIsToldAsItIs();
    void anAreaCountsTheSpansOfEveryKind();
    void attentionAloneIsComparedAsComputing();
    void waitingForGradientsIsNotCalledIdle();
    void nothingIsPlayedThatDoesNotFit();
    void aThinLineNamesItsReplicaFromOne();
    void aBatchThatARemedyChangesIsToldFromNowToThen();
    void aTensorRankIsOneOfItsPartners();
    void whereTheOptimizerIsStandsBehindWhatComesFirst();
};

void TestWords::whereTheOptimizerIsStandsBehindWhatComesFirst()
{
    const auto detailOf = [](const char *id) {
        core::Scenario scenario = core::loadScenario(id).value();
        scenario.parallel.offloadOptimizer = true;
        return ui::sceneTitle(*core::run(scenario).value()).detail;
    };
    QCOMPARE(detailOf("llama7b-zero3-8"),
             QStringLiteral("ZeRO-3 · optimizer in host memory · 8 GPUs · each owns a share of "
                            "every layer"));
    QCOMPARE(detailOf("round-recompute-1"),
             QStringLiteral("it holds the whole model · optimizer in host memory"));
}

// In its own backward a GPU holds the activations that it works on: "none" would be wrong.
void TestWords::workIsNeverSaidToKeepNothing()
{
    const core::SnapshotPtr step = stepOf("1f1b-4-8");
    int alone = 0;
    for (std::int64_t at = 0; at < step->trace.stop; at += step->trace.stop / 500) {
        for (int device = 0; device < 4; ++device) {
            const core::DeviceMoment moment = core::deviceMoment(*step, device, {at});
            const bool works = moment.state == core::DeviceState::Working &&
                               moment.span.tag.kind < core::SpanKind::Optimizer;
            if (!works || !moment.kept.empty())
                continue;
            ++alone;
            QCOMPARE(ui::keptText(*step, moment).full, QStringLiteral("kept: only this"));
            QVERIFY(moment.memory.activations.count > 0);
        }
    }
    QVERIFY(alone > 0); // the last GPU of 1F1B keeps no other
}

void TestWords::eachBusyShareSaysOfWhat()
{
    const core::SnapshotPtr step = stepOf("1f1b-4-8");
    const core::Nanos moment{step->trace.stop / 2};
    const QString words = ui::deviceDescription(*step, 2, moment);
    const core::RowMetrics &row = step->metrics.rows[static_cast<std::size_t>(step->rowOf(2))];
    const double whole = 100 * core::seconds(row.busy()) / core::seconds(step->metrics.step);
    const QRegularExpression form(
        QStringLiteral("busy ([\\d.]+) % so far, ([\\d.]+) % of the whole step"));
    const QRegularExpressionMatch found = form.match(words);
    QVERIFY2(found.hasMatch(), qPrintable(words));
    QVERIFY(qAbs(found.captured(2).toDouble() - whole) <= 0.05);
}

// NVLink 3 by its data sheet carries 300 GB/s in one direction.
void TestWords::aLinkSaysItsDataSheetAndWhatIsReached()
{
    const core::SnapshotPtr step = stepOf("llama7b-pp4");
    const QString words = ui::linkDescription(*step, 0, 1);
    QVERIFY2(words.startsWith(QStringLiteral("GPU 0 to GPU 1: 300 GB/s on the data sheet, ")),
             qPrintable(words));
    QVERIFY2(words.contains(QStringLiteral(" achieved, ")), qPrintable(words));
}

// Of a step of 11.2 s, which is shown to a tenth: 24 ms are less than half of that, 60 ms are not.
void TestWords::aSavingThatRoundsToNothingIsTheSameTime()
{
    const core::Nanos step{11'200'000'000};
    core::Idea idea;
    idea.kind = core::IdeaKind::Degrees;
    idea.scenario = core::loadScenario("gpt3-64-4x4x4").value();
    idea.freed = core::Bytes{21'200'000'000};
    for (const std::int64_t saved : {-24'000'000, 0, 24'000'000}) {
        idea.saved = core::Nanos{saved};
        const ui::IdeaText text = ui::ideaText(idea, step);
        QCOMPARE(text.saving, QStringLiteral("same time"));
        QVERIFY(!text.faster && !text.reason.contains(QStringLiteral("costs time")));
    }
    idea.saved = core::Nanos{-60'000'000};
    QCOMPARE(ui::ideaText(idea, step).saving, QStringLiteral("+0.1 s"));
    QCOMPARE(ui::ideaText(idea, step).reason, QStringLiteral("Frees 21.2 GB, costs time"));
}

// No word is taken for a unit that begins like one.
void TestWords::figuresKeepTheirUnits()
{
    const QString text =
        QStringLiteral("75 % of 13.5 GB at 25 GB/s in 4.12 ms, 3 GPUs, 2 sums, all %");
    QCOMPARE(ui::withUnbrokenFigures(text),
             QStringLiteral("75~% of 13.5~GB at 25~GB/+s in 4.12~ms, 3 GPUs, 2 sums, all %")
                 .replace(u'~', QChar::Nbsp)
                 .replace(u'+', QChar(0x2060)));
    // Wherever a line ends, "tokens/s" is on one.
    const QString rate = ui::withUnbrokenFigures(QStringLiteral("1,390 tokens/s, in A"));
    for (int wide = 1; wide < 200; ++wide) {
        QTextLayout layout(rate, QFont());
        layout.beginLayout();
        for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
            line.setLineWidth(wide);
            const int end = line.textStart() + line.textLength();
            QVERIFY(rate.left(end).count(u'/') == rate.left(end).count(QStringLiteral("s,")));
        }
        layout.endLayout();
    }
}

void TestWords::oneIsNeverSaidOfMany()
{
    QCOMPARE(ui::samplesText(1), QStringLiteral("1 sample"));
    QCOMPARE(ui::samplesText(0), QStringLiteral("0 samples"));
    QCOMPARE(ui::samplesText(1'024), QStringLiteral("1,024 samples"));
    core::Scenario scenario = core::loadScenario("dp8-straggler").value();
    const auto repair = [&scenario] {
        const std::vector<core::Idea> ideas = core::ideasFor(*core::run(scenario).value()).best;
        const auto found =
            std::ranges::find(ideas, core::IdeaKind::RepairDevices, &core::Idea::kind);
        return found == ideas.end() ? QString() : ui::ideaText(*found, {}).title;
    };
    QCOMPARE(repair(), QStringLiteral("Replace the slow GPU"));
    scenario.faults.devices.clear();
    for (const int device : {1, 3, 6})
        scenario.faults.devices.push_back({.device = device, .speed = 0.5});
    QCOMPARE(repair(), QStringLiteral("Replace the slow GPUs"));
}

void TestWords::aLinkThatIsUsedNeverReadsAsUnused()
{
    QCOMPARE(ui::useText(0), QStringLiteral("0 %"));
    QCOMPARE(ui::useText(1e-9), QStringLiteral("< 0.1 %"));
    QCOMPARE(ui::useText(0.0004), QStringLiteral("< 0.1 %"));
    QCOMPARE(ui::useText(0.0006), QStringLiteral("0.1 %")); // as it is rounded
    QCOMPARE(ui::useText(0.0123), QStringLiteral("1.2 %"));
}

// A layout whose stages nobody offered is not even; one that is cancelled is not complete.
void TestWords::aLayoutIsToldAsItIs()
{
    core::Scenario scenario = core::loadScenario("1f1b-4-8").value();
    const auto pointOf = [&] { return ui::layoutPointOf(scenario, {1}, {1}, true); };
    QCOMPARE(ui::lastStageText(pointOf().order), QStringLiteral("even"));
    const int layers = static_cast<int>(scenario.model.layerCount());
    scenario.parallel.partition = {layers - 3, 1, 1, 1};
    QCOMPARE(ui::lastStageText(pointOf().order), QStringLiteral("a partition of its own"));
    QVERIFY(ui::layoutText(pointOf()).contains(QStringLiteral("a partition of its own")));
    core::LayoutAdvice advice;
    advice.complete = true;
    advice.counts.candidates = 10;
    advice.devicesTried = 16;
    QVERIFY(!ui::searchProgress(advice, false).contains(QStringLiteral("complete")));
    advice.devicesKnown = true;
    QCOMPARE(ui::searchProgress(advice, false), QStringLiteral("Search complete: 10 layouts"));
}

QTEST_MAIN(TestWords)
// Kinds of spans as recordings have them, each with a number of its own.
void TestWords::anAreaCountsTheSpansOfEveryKind()
{
    using enum core::SpanKind;
    struct Row
    {
        core::SpanKind kind;
        ui::WorkClass work;
        std::int64_t spans;
    };
    constexpr Row rows[] = {{Forward, ui::WorkClass::Forward, 2},
                            {Backward, ui::WorkClass::Backward, 3},
                            {BackwardWeight, ui::WorkClass::WeightGradient, 4},
                            {Recompute, ui::WorkClass::Recompute, 5},
                            {Optimizer, ui::WorkClass::Optimizer, 6},
                            {Wait, ui::WorkClass::Idle, 7},
                            {Communication, ui::WorkClass::Sync, 8},
                            {Other, ui::WorkClass::Other, 9},
                            {Product, ui::WorkClass::Product, 10},
                            {Attention, ui::WorkClass::Attention, 11},
                            {Copy, ui::WorkClass::Copy, 12}};
    ui::AreaOfRuns area;
    area.first.devices = 1;
    for (const Row &row : rows) {
        area.first.spans[static_cast<std::size_t>(row.kind)] = row.spans;
        area.first.spent[static_cast<std::size_t>(row.work)] = 1000;
    }
    const ui::AreaTexts texts = ui::areaTexts(area, ui::DeviceWord::Gpu);
    QCOMPARE(texts.lines.size(), qsizetype(std::size(rows)));
    for (const ui::AreaLine &line : texts.lines) {
        const auto *row = std::ranges::find(rows, *line.work, &Row::work);
        QVERIFY(row != std::end(rows));
        QCOMPARE(line.count, QString::number(row->spans));
    }
}

// Kernels do not say whether they are of a forward: 100 ns predicted of one are held against 110 of
// attention.
void TestWords::attentionAloneIsComparedAsComputing()
{
    core::ComparedKinds kinds{};
    kinds[static_cast<std::size_t>(core::SpanKind::Forward)].predicted = {100};
    kinds[static_cast<std::size_t>(core::SpanKind::Attention)].measured = {110};
    QCOMPARE(ui::kindDifferenceText(kinds, {}), QStringLiteral("computing +10 %"));
}

// Of 100 ns of waiting 60 were for gradients, and 51 of 91: 15 % less, while idle stays 40.
void TestWords::waitingForGradientsIsNotCalledIdle()
{
    core::ComparedKinds kinds{};
    kinds[static_cast<std::size_t>(core::SpanKind::Wait)] = {{100}, {91}};
    QCOMPARE(ui::kindDifferenceText(kinds, {{60}, {51}}),
             QStringLiteral("idle 0 %, gradient sync −15 %"));
    // Nothing but gradients: no idle time is drawn, and none is named.
    QCOMPARE(ui::kindDifferenceText(kinds, {{100}, {91}}), QStringLiteral("gradient sync −9 %"));
    // A profiler's run has none of these waits.
    QCOMPARE(ui::kindDifferenceText(kinds, {{60}, {0}}), QStringLiteral("idle −9 %"));
}

// Space plays nothing there, and must not be asked for.
void TestWords::nothingIsPlayedThatDoesNotFit()
{
    core::Snapshot snapshot;
    snapshot.metrics.fits = false;
    QVERIFY(!ui::emptyViewText(&snapshot).contains(QStringLiteral("Space")));
    QVERIFY(ui::emptyViewText(&snapshot).contains(QStringLiteral("does not fit")));
    QVERIFY(ui::emptyViewText(nullptr).contains(QStringLiteral("Space")));
}

void TestWords::aThinLineNamesItsReplicaFromOne()
{
    ui::TimelineLayout layout;
    layout.bandReplicas = 4;
    layout.slowestReplica = 1;
    QCOMPARE(ui::bandSentence(layout),
             QStringLiteral("a band is a stage, mean of 4 replicas · thin line: replica 2"));
}

void TestWords::aBatchThatARemedyChangesIsToldFromNowToThen()
{
    core::Scenario now = core::loadScenario("1f1b-4-8").value();
    now.training.globalBatch = 32;
    core::Remedy remedy;
    remedy.kind = core::RemedyKind::SplitLayers;
    remedy.scenario = now;
    remedy.scenario.training.globalBatch = 48;
    QCOMPARE(ui::remedyText(remedy, now).changes, QStringLiteral("batch 32 → 48"));
}

// Groups of two tensor by two context partners: device 3 is the second of the second two.
void TestWords::aTensorRankIsOneOfItsPartners()
{
    core::Scenario scenario = core::loadScenario("llama7b-pp4").value();
    scenario.cluster.devices = 4;
    scenario.parallel = {};
    scenario.parallel.tensor = 2;
    scenario.parallel.context = 2;
    const auto result = core::run(scenario);
    QVERIFY2(bool(result), result ? "" : result.error().message.c_str());
    const core::Snapshot &step = *result.value();
    const core::DeviceMoment moment = core::deviceMoment(step, 3, {});
    const QString place = ui::inspectorTexts(step, moment, {}).place;
    QVERIFY2(place.contains(QStringLiteral("tensor rank 2 of 2")), qPrintable(place));
}

// In a list they have as many digits: zeros too.
void TestWords::pricesOfAStepHaveThreeDigits()
{
    const core::Scenario scenario = core::loadScenario("llama7b-pp4").value();
    const double perHour =
        core::usualAssumptions(scenario).dollarsPerHour * scenario.cluster.devices;
    QVERIFY(perHour > 0);
    for (const auto &[dollars, text] :
         {std::pair(0.25, "0.250"), {0.0028, "0.00280"}, {2.5, "2.50"}, {48.0, "48.00"}})
        QCOMPARE(ui::dollarsOfStepText(scenario, core::nanosFromSeconds(dollars / perHour * 3600)),
                 QStringLiteral("$ %1 a step").arg(QLatin1String(text)));
}

#include "tst_words.moc"
