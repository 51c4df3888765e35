// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/ideal_finish.h"
#include "core/base/text.h"
#include "core/io/scenario/scenario_json.h"
#include "ui/layout/timeline/timeline_layout.h"
#include "ui/panels/kpi_strip.h"
#include "ui/words/kpi_texts.h"

#include "tests/core/toy_scenario.h"

#include <QFontMetrics>
#include <QLocale>
#include <QSignalSpy>
#include <QTest>

using namespace ui;

namespace {

constexpr std::int64_t kMs = 1'000'000;
constexpr std::int64_t kGb = 1'000'000'000;

// A step made by hand: figures in, texts out; no simulation involved.
struct Hand
{
    int devices = 4;
    std::int64_t step = 4250 * kMs;
    std::int64_t idle = 1360 * kMs;
    std::int64_t dataComm = 0;
    std::vector<std::int64_t> peaks = {41 * kGb, 37 * kGb, 34 * kGb, 27 * kGb};
    std::int64_t capacity = 80 * kGb;
};

core::Snapshot pipelineByHand(const Hand &hand)
{
    core::Snapshot snapshot;
    core::Scenario &scenario = snapshot.scenario;
    scenario.cluster.devices = hand.devices;
    scenario.parallel.pipeline = hand.devices;
    scenario.parallel.schedule = "1f1b";
    scenario.training.globalBatch = 32;
    scenario.training.microBatch = 4;
    core::Plan &plan = snapshot.plan;
    plan.order.ranks = hand.devices;
    plan.capacity = {hand.capacity};
    core::Metrics &metrics = snapshot.metrics;
    metrics.step = {hand.step};
    metrics.breakdown.idle = {hand.idle};
    metrics.breakdown.dataComm = {hand.dataComm};
    metrics.breakdown.forward = {hand.step - hand.idle - hand.dataComm};
    snapshot.trace.stop = hand.step;
    const double step = core::seconds(metrics.step);
    metrics.idleShare = core::seconds({hand.idle}) / step;
    metrics.gradientSyncShare = core::seconds({hand.dataComm}) / step; // all of it is waited for
    metrics.busyShare = 1 - metrics.idleShare - metrics.gradientSyncShare;
    metrics.samplesPerSecond = 32 / step;
    for (int device = 0; device < hand.devices; ++device) {
        plan.rowOfDevice.push_back(device);
        core::RowPlan row;
        row.devices = {device};
        plan.rows.push_back(row);
        core::RowMetrics measured;
        measured.spent[static_cast<std::size_t>(core::SpanKind::Forward)] =
            metrics.breakdown.forward;
        measured.spent[static_cast<std::size_t>(core::SpanKind::Wait)] = {hand.idle +
                                                                          hand.dataComm};
        measured.idle[static_cast<std::size_t>(core::IdleCause::Fill)] = {hand.idle};
        measured.idle[static_cast<std::size_t>(core::IdleCause::GradientSync)] = {hand.dataComm};
        measured.peakMemory = {hand.peaks[static_cast<std::size_t>(device)]};
        metrics.rows.push_back(measured);
        if (measured.peakMemory > plan.capacity)
            plan.fits = false;
    }
    metrics.fits = plan.fits;
    return snapshot;
}

core::Snapshot replicasByHand(const Hand &hand)
{
    core::Snapshot snapshot = pipelineByHand(hand);
    snapshot.scenario.parallel.data = hand.devices;
    snapshot.scenario.parallel.pipeline = 1;
    snapshot.plan.order.ranks = 1;
    snapshot.plan.replicas = hand.devices;
    return snapshot;
}

} // namespace

class TestKpi : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }
    void aPipelineTellsStepThroughputBusyIdleAndMemory();
    void replicasTellGradientSyncInPlaceOfIdle();
    void oneGpuAloneDoesNotShare();
    void whatFitsOnNoGpuIsNotComparedWithOne();
    void everyHeadlineNumberHasItsFormula();
    void theKeyboardGoesFromNumberToNumber();
    void whatDoesNotFitShowsDashesAndTheMissingMemory();
    void aCutLinkShowsDashesAndSaysWhy();
    void equalMemoryIsSameOnEveryGpu();
    void needAndCapacityShareTheirUnit();
    void busyAndIdleSharesOfARealRunAddUp();
    void withoutWaitingIsTheLineInTheTimeline();
    void largeRatesHaveThreeSignificantDigits();
    void notesStayInNarrowCards();
    void oneGpuAloneStepsItsOptimizerOnce();
    void sharingWithinTheVisitsIsNoTimeOfItsOwn();
    void theStripPaintsEveryStateInEveryTheme();
};

void TestKpi::aPipelineTellsStepThroughputBusyIdleAndMemory()
{
    // The figures of the drawing: 4.25 s, of which 1.36 s (32 %) idle; 32 / 4.25 = 7.53 samples/s.
    const KpiTexts kpis = kpiTexts(pipelineByHand({}));
    QCOMPARE(kpis[0].value, QStringLiteral("4.25"));
    QCOMPARE(kpis[0].unit, QStringLiteral("s"));
    QCOMPARE(kpis[0].note, QStringLiteral("ideal finish: 2.89 s"));
    QCOMPARE(kpis[1].value, QStringLiteral("7.53"));
    QCOMPARE(kpis[1].note, QStringLiteral("32 samples per step"));
    QCOMPARE(kpis[2].value, QStringLiteral("68 %"));
    QCOMPARE(kpis[2].note, QStringLiteral("whole step, 4 GPUs"));
    QCOMPARE(kpis[3].title, QStringLiteral("Idle (bubble)"));
    QCOMPARE(kpis[3].value, QStringLiteral("32 %"));
    QCOMPARE(kpis[3].note, QStringLiteral("textbook: 27.3 %")); // 3 / (8 + 3)
    QCOMPARE(kpis[4].value, QStringLiteral("41"));
    QCOMPARE(kpis[4].unit, QStringLiteral("of 80 GB"));
    QCOMPARE(kpis[4].note, QStringLiteral("GPU 0 is fullest"));
    QCOMPARE(kpis[4].share, 41.0 / 80.0);
}

// However slowly weights are gathered, one GPU alone gathers none: held against a run on one.
void TestKpi::oneGpuAloneDoesNotShare()
{
    const auto alone = core::run(
        core::loadScenario("llama7b-zero3-8",
                           {"cluster.devices=1", "parallel.data=1", "parallel.sharding=none",
                            R"(cluster.device={"base":"a100-80g","memory_gb":1000})"})
            .value());
    const double step = core::seconds(alone.value()->metrics.step);
    for (const char *link : {"nvlink3", "pcie4"}) {
        const auto shared =
            core::run(core::loadScenario("llama7b-zero3-8",
                                         {std::string("cluster.intra_link=") + link,
                                          R"(cluster.device={"base":"a100-80g","memory_gb":1000})"})
                          .value());
        const KpiTexts kpis = kpiTexts(*shared.value());
        const QString note = kpis[0].note.mid(kpis[0].note.indexOf(u':') + 2);
        QVERIFY(note.endsWith(QStringLiteral(" s")));
        const double told = note.chopped(2).toDouble();
        QVERIFY2(qAbs(told / step - 1) < 0.03, qPrintable(note));
    }
}

// 16 bytes for each of 6.74e9 parameters are 108 GB: eight GPUs of 80 GB hold them together, one
// does not.
void TestKpi::whatFitsOnNoGpuIsNotComparedWithOne()
{
    const auto shared = core::run(core::loadScenario("llama7b-zero3-8").value()).value();
    QVERIFY(shared->metrics.fits);
    const KpiTexts kpis = kpiTexts(*shared);
    QVERIFY2(!kpis[0].note.contains(QStringLiteral("alone")), qPrintable(kpis[0].note));
    QVERIFY2(!kpis[1].note.contains(QStringLiteral("one GPU")), qPrintable(kpis[1].note));
}

// The tip of the idle card reckons: (4 - 1) / (8 + 4 - 1) = 3 / 11 = 27.3 %.
void TestKpi::everyHeadlineNumberHasItsFormula()
{
    KpiStrip strip;
    strip.setSnapshot(core::run(core::loadScenario("1f1b-4-8").value()).value());
    for (int i = 0; i < strip.itemCount(); ++i) {
        const QString tip = strip.tipOf(i);
        QVERIFY2(tip.contains(QStringLiteral(" = ")), qPrintable(tip));
        QCOMPARE(strip.itemAt(i).description, tip);
    }
    QVERIFY2(strip.tipOf(3).contains(QStringLiteral("3 / 11 = 27.3 %")),
             qPrintable(strip.tipOf(3)));
    QVERIFY(strip.tipOf(3).contains(QStringLiteral("At best: ")));
}

void TestKpi::theKeyboardGoesFromNumberToNumber()
{
    KpiStrip strip;
    strip.setSnapshot(core::run(core::loadScenario("1f1b-4-8").value()).value());
    strip.resize(996, strip.sizeHint().height());
    strip.show();
    QVERIFY(QTest::qWaitForWindowExposed(&strip));
    strip.activateWindow();
    strip.setFocus(Qt::TabFocusReason);
    const auto current = [&strip] {
        for (int i = 0; i < strip.itemCount(); ++i) {
            if (strip.itemAt(i).selected)
                return i;
        }
        return -1;
    };
    QTRY_COMPARE(current(), 0);
    for (int i = 1; i < strip.itemCount(); ++i) {
        QTest::keyClick(&strip, Qt::Key_Right);
        QCOMPARE(current(), i);
    }
    QSignalSpy bubble(&strip, &KpiStrip::bubbleClicked);
    QTest::keyClick(&strip, Qt::Key_Left);
    QTest::keyClick(&strip, Qt::Key_Return);
    QCOMPARE(bubble.count(), 1);
    QTest::keyClick(&strip, Qt::Key_Home);
    QCOMPARE(current(), 0);
}

void TestKpi::replicasTellGradientSyncInPlaceOfIdle()
{
    // 317 ms, 63.4 ms (20 %) of it shared gradients.
    Hand hand{.devices = 3, .step = 317 * kMs, .idle = 0, .dataComm = 63'400'000};
    hand.peaks = {27 * kGb, 27 * kGb, 27 * kGb};
    KpiTexts kpis = kpiTexts(replicasByHand(hand));
    QCOMPARE(kpis[0].value, QStringLiteral("317"));
    QCOMPARE(kpis[0].unit, QStringLiteral("ms"));
    // Three times the 253.6 ms of work, 2.4 times as long as the step.
    QCOMPARE(kpis[0].note, QStringLiteral("one GPU alone: 761 ms"));
    QCOMPARE(kpis[1].note, QStringLiteral("2.4 × one GPU"));
    // 3 times 783 ms, in the unit of the step it is held against.
    const Hand longer{.devices = 3, .step = 783 * kMs, .idle = 0, .dataComm = 0};
    QCOMPARE(kpiTexts(replicasByHand(longer))[0].note, QStringLiteral("one GPU alone: 2,349 ms"));
    core::Snapshot exchanging = replicasByHand(longer); // 83 ms of it with experts elsewhere
    for (core::RowMetrics &row : exchanging.metrics.rows)
        row.breakdown.expertComm = {83 * kMs};
    QCOMPARE(kpiTexts(exchanging)[0].note, QStringLiteral("one GPU alone: 2,100 ms"));
    QCOMPARE(kpis[2].value, QStringLiteral("80 %"));
    QCOMPARE(kpis[3].title, QStringLiteral("Gradient sync"));
    QCOMPARE(kpis[3].value, QStringLiteral("20 %"));
    QCOMPARE(kpis[3].note, QStringLiteral("of the step"));
    // A slow device makes the others wait besides: 31.7 ms are 10 %.
    hand.idle = 31'700'000;
    kpis = kpiTexts(replicasByHand(hand));
    QCOMPARE(kpis[3].note, QStringLiteral("and 10 % idle"));
}

void TestKpi::whatDoesNotFitShowsDashesAndTheMissingMemory()
{
    Hand hand{.devices = 3};
    hand.peaks = {134 * kGb, 134 * kGb, 134 * kGb};
    const KpiTexts kpis = kpiTexts(replicasByHand(hand));
    for (int i = 0; i < 4; ++i)
        QCOMPARE(kpis[static_cast<std::size_t>(i)].value, QStringLiteral("—"));
    QCOMPARE(kpis[0].note, QStringLiteral("cannot start"));
    QVERIFY(kpis[0].problem);
    QCOMPARE(kpis[4].title, QStringLiteral("Needed per GPU"));
    QCOMPARE(kpis[4].value, QStringLiteral("134"));
    QCOMPARE(kpis[4].unit, QStringLiteral("of 80 GB"));
    QCOMPARE(kpis[4].note, QStringLiteral("54 GB over"));
    QVERIFY(kpis[4].problem);
}

void TestKpi::aCutLinkShowsDashesAndSaysWhy()
{
    core::Snapshot snapshot = pipelineByHand({});
    snapshot.metrics.completed = false;
    snapshot.scenario.faults.links = {{.from = 0, .to = 1, .down = true}};
    const KpiTexts kpis = kpiTexts(snapshot);
    QCOMPARE(kpis[0].value, QStringLiteral("—"));
    QCOMPARE(kpis[0].note, QStringLiteral("stopped: a link is down"));
    QCOMPARE(kpis[4].value, QStringLiteral("41")); // memory was taken all the same
}

void TestKpi::equalMemoryIsSameOnEveryGpu()
{
    Hand hand{.devices = 2};
    hand.peaks = {27 * kGb, 27 * kGb};
    QCOMPARE(kpiTexts(replicasByHand(hand))[4].note, QStringLiteral("same peak on all"));
    hand.devices = 1;
    QCOMPARE(kpiTexts(replicasByHand(hand))[4].note, QStringLiteral("53 GB free"));
}

void TestKpi::needAndCapacityShareTheirUnit()
{
    Hand hand{.devices = 1};
    hand.peaks = {512'000'000};
    const KpiText memory = kpiTexts(pipelineByHand(hand))[4];
    QCOMPARE(memory.value, QStringLiteral("0.512"));
    QCOMPARE(memory.unit, QStringLiteral("of 80 GB"));
    // As shown: 150 less 80 are 70, though 149.9 less 80 would be 69.9.
    hand.peaks = {149'900'000'000};
    const KpiText over = kpiTexts(pipelineByHand(hand))[4];
    QCOMPARE(over.value, QStringLiteral("150"));
    QCOMPARE(over.note, QStringLiteral("70 GB over"));
}

void TestKpi::busyAndIdleSharesOfARealRunAddUp()
{
    for (const char *id : {"1f1b-4-8", "naive-4", "dp-90-3", "dp8-straggler", "naive-4-badlink"}) {
        const auto scenario = core::loadScenario(id);
        QVERIFY(bool(scenario));
        const auto snapshot = core::run(scenario.value());
        QVERIFY(bool(snapshot));
        const KpiTexts kpis = kpiTexts(*snapshot.value());
        const core::Metrics &metrics = snapshot.value()->metrics;
        const bool sync = kpis[3].title == QStringLiteral("Gradient sync");
        const double other =
            sync ? core::seconds(metrics.breakdown.idle) / core::seconds(metrics.step)
                 : metrics.gradientSyncShare;
        QVERIFY2(qAbs(kpis[2].share + kpis[3].share + other - 1) < 1e-6, id);
    }
}

void TestKpi::withoutWaitingIsTheLineInTheTimeline()
{
    const auto snapshot = core::run(core::loadScenario("llama7b-pp4").value()).value();
    const auto line = idealFinish(*snapshot);
    QVERIFY(line.has_value());
    const QString figure =
        QString::fromStdString(core::figureOf(*line, snapshot->metrics.step).text());
    QCOMPARE(kpiTexts(*snapshot)[0].note, QStringLiteral("ideal finish: ") + figure);
}

void TestKpi::largeRatesHaveThreeSignificantDigits()
{
    core::Snapshot snapshot = pipelineByHand({});
    snapshot.metrics.samplesPerSecond = 86'068;
    QCOMPARE(kpiTexts(snapshot)[1].value, QStringLiteral("86,100"));
    snapshot.metrics.samplesPerSecond = 1234;
    QCOMPARE(kpiTexts(snapshot)[1].value, QStringLiteral("1,230"));
}

void TestKpi::notesStayInNarrowCards()
{
    KpiStrip strip;
    strip.resize(5 * 112 + 40, strip.sizeHint().height()); // as at 1920 pixels and 125 %
    const auto pictureOf = [&strip](std::int64_t batch) {
        core::Snapshot snapshot = pipelineByHand({});
        snapshot.scenario.training.globalBatch = batch;
        snapshot.metrics.samplesPerSecond = 7;
        strip.setSnapshot(std::make_shared<const core::Snapshot>(std::move(snapshot)));
        return strip.grab().toImage();
    };
    QVERIFY(pictureOf(32768) != pictureOf(1)); // only the note tells them apart
    // What is told is the brief note, and it has room.
    core::Snapshot snapshot = pipelineByHand({});
    snapshot.scenario.training.globalBatch = 32768;
    const QString brief = kpiTexts(snapshot)[1].brief;
    QCOMPARE(brief, QStringLiteral("32,768 per step"));
    QVERIFY(QFontMetrics(Look().font(TextRole::Control, 11)).horizontalAdvance(brief) < 112);
}

// Two replicas, each 1 ms forward, 2 backward and 1 for the optimizer: on one GPU the work is done
// twice and the optimizer once, in 7 ms.
void TestKpi::oneGpuAloneStepsItsOptimizerOnce()
{
    core::Scenario s = toy::dataParallel(2, 1);
    s.cluster.device.memoryBandwidth = 42e9; // and 42 bytes for each of a million parameters
    std::vector<core::NamedLayer> layers = toy::layers(1);
    layers.front().parameters = 1'000'000;
    s.model.shape = layers;
    const core::SnapshotPtr snapshot = toy::run(s);
    QCOMPARE(kpiTexts(*snapshot)[0].note, QStringLiteral("one GPU alone: 7.00 ms"));
}

// Gathered within the visits, while the device is busy all the time; beside them, it is not.
void TestKpi::sharingWithinTheVisitsIsNoTimeOfItsOwn()
{
    core::Scenario s = toy::dataParallel(2, 4);
    s.parallel.overlap = false;
    s.parallel.sharding = core::Sharding::Zero3;
    QCOMPARE(kpiTexts(*toy::run(s))[3].note, QStringLiteral("within the busy time"));
    s.parallel.sharding = core::Sharding::None;
    QCOMPARE(kpiTexts(*toy::run(s))[3].note, QStringLiteral("of the step"));
}

void TestKpi::theStripPaintsEveryStateInEveryTheme()
{
    Hand full{.devices = 1};
    full.peaks = {134 * kGb};
    const core::SnapshotPtr snapshots[] = {
        nullptr, std::make_shared<const core::Snapshot>(pipelineByHand({})),
        std::make_shared<const core::Snapshot>(pipelineByHand(full))};
    for (const ThemeId id : {ThemeId::Light, ThemeId::Dark, ThemeId::HighContrast}) {
        KpiStrip strip;
        Look look;
        look.theme = themeOf(id);
        strip.setLook(look);
        strip.resize(996, strip.sizeHint().height());
        QList<QImage> pictures;
        for (const core::SnapshotPtr &snapshot : snapshots) {
            strip.setSnapshot(snapshot);
            pictures << strip.grab().toImage();
            QVERIFY(!strip.accessibleDescription().isEmpty());
        }
        QVERIFY(pictures[0] != pictures[1]);
        QVERIFY(pictures[1] != pictures[2]);
    }
}

QTEST_MAIN(TestKpi)
#include "tst_kpi.moc"
