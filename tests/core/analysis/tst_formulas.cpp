// SPDX-License-Identifier: GPL-3.0-or-later
// Formulas behind the headline numbers, and what theory says of the bubble, by hand arithmetic.
#include "core/analysis/formulas.h"
#include "core/io/scenario/scenario_json.h"
#include "core/presets/builtin_scenarios.h"
#include "core/schedule/textbook.h"
#include "core/sim/evaluate.h"
#include "tests/core/toy_scenario.h"

#include <QRegularExpression>
#include <QTest>

#include <cmath>

namespace {

core::SnapshotPtr runBuiltin(const core::BuiltinScenario &builtin)
{
    const auto scenario = core::scenarioFromJson(builtin.json, builtin.id);
    return scenario ? toy::run(scenario.value()) : nullptr;
}

QString textOf(const core::Formula &formula)
{
    return QString::fromStdString(formula.text);
}

} // namespace

class TestFormulas : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theTextbookIsThePublishedFormula_data();
    void theTextbookIsThePublishedFormula();
    void theTextbookIsWhatEqualStagesDo();
    void theTextbookHasNoRowForShapesItDoesNotHoldFor();
    void asManyMicroBatchesAsRanksAreEnoughForTheTextbook();
    void unequalStagesHaveAnIdealOfTheirOwn();
    void theIdealKnowsNeitherSlowDevicesNorLinks();
    void printedPartsAddUpToThePrintedStep();
    void sharesOfTheStepMakeUpAHundred();
    void whatRoundingLeavesGoesToWhatLostMost();
    void equalPartsArePrintedEqual();
    void numbersOfAPipelineByHand();
    void aModelThatDoesNotFitHasAMemoryFormulaAlone();
};

void TestFormulas::theTextbookIsThePublishedFormula_data()
{
    QTest::addColumn<QString>("schedule");
    QTest::addColumn<int>("ranks");
    QTest::addColumn<int>("microBatches");
    QTest::addColumn<QString>("text");
    QTest::newRow("1f1b 4 x 8")
        << "1f1b" << 4 << 8 << "(p − 1) / (m + p − 1) = (4 − 1) / (8 + 4 − 1) = 3 / 11 = 27.3 %";
    QTest::newRow("gpipe 4 x 9") << "gpipe" << 4 << 9
                                 << "(p − 1) / (m + p − 1) = (4 − 1) / (9 + 4 − 1) = 3 / 12 = 25 %";
    QTest::newRow("naive 3") << "naive" << 3 << 6 << "(p − 1) / p = (3 − 1) / 3 = 2 / 3 = 66.7 %";
    QTest::newRow("interleaved 4 x 8, 2 chunks")
        << "interleaved" << 4 << 8
        << "(p − 1) / (v × m + p − 1) = (4 − 1) / (2 × 8 + 4 − 1) = 3 / 19 = 15.8 %";
    QTest::newRow("zb-h1 4 x 8")
        << "zb-h1" << 4 << 8
        << "(p − 1) / (3 × m + p − 1) = (4 − 1) / (3 × 8 + 4 − 1) = 3 / 27 "
           "= 11.1 %";
}

void TestFormulas::theTextbookIsThePublishedFormula()
{
    QFETCH(QString, schedule);
    QFETCH(int, ranks);
    QFETCH(int, microBatches);
    QFETCH(QString, text);
    const auto formula =
        core::textbookIdle(toy::pipeline(schedule.toUtf8().constData(), ranks, microBatches));
    QVERIFY(formula.has_value());
    QCOMPARE(textOf(*formula), text);
    QVERIFY(text.endsWith(QString::fromStdString(formula->figure)));
}

// The published formula against the engine with stages of one unit each, over all shapes.
void TestFormulas::theTextbookIsWhatEqualStagesDo()
{
    int rows = 0;
    for (const core::ScheduleEntry &entry : core::schedules()) {
        int shapes = 0;
        for (int p = 2; p <= 8; ++p) {
            for (int m = 1; m <= 24; ++m) {
                const core::TextbookShape shape = {p, m, entry.chunks.usual};
                const auto textbook = core::textbookOf(entry.id, shape);
                if (!textbook)
                    continue;
                const auto order = core::makeOrder(
                    entry.id, {.ranks = p, .microBatches = m, .chunks = entry.chunks.usual});
                QVERIFY(bool(order));
                const auto result = core::evaluate(order.value(), {});
                double busy = 0;
                for (const double rank : result.value().busy)
                    busy += rank;
                const double idle = 1 - busy / p / result.value().makespan;
                QVERIFY2(std::abs(idle - textbook->idleShare) < 1e-12,
                         qPrintable(QStringLiteral("%1 %2 x %3: %4, not %5")
                                        .arg(QString::fromStdString(std::string(entry.id)))
                                        .arg(p)
                                        .arg(m)
                                        .arg(idle)
                                        .arg(textbook->idleShare)));
                ++shapes;
            }
        }
        rows += shapes > 0 ? 1 : 0;
    }
    QCOMPARE(rows, 6); // take turns and five that fill and drain once
}

void TestFormulas::theTextbookHasNoRowForShapesItDoesNotHoldFor()
{
    QVERIFY(!core::textbookOf("1f1b", {.ranks = 1, .microBatches = 8}));
    QVERIFY(!core::textbookOf("interleaved", {.ranks = 4, .microBatches = 6, .chunks = 2}));
    QVERIFY(!core::textbookOf("zb-h1", {.ranks = 4, .microBatches = 3}));
    QVERIFY(!core::textbookOf("dualpipe", {.ranks = 4, .microBatches = 8}));
    QVERIFY(!core::textbookOf("own", {.ranks = 4, .microBatches = 8}));
}

// (p - 1) / (k m + p - 1) at p = m = 4: 3 / (3 x 4 + 3) of a visit in three parts, 3 / (2 x 4 + 3)
// with two chunks.
void TestFormulas::asManyMicroBatchesAsRanksAreEnoughForTheTextbook()
{
    const auto split = core::textbookOf("zb-h1", {.ranks = 4, .microBatches = 4});
    QVERIFY(split.has_value());
    QCOMPARE(split->idleShare, 3. / 15);
    const auto chunks =
        core::textbookOf("looped-bfs", {.ranks = 4, .microBatches = 4, .chunks = 2});
    QVERIFY(chunks.has_value());
    QCOMPARE(chunks->idleShare, 3. / 11);
}

// Three stages of 1, 1 and 2 layers, 12 micro-batches, a layer 1 ms forward and 2 ms backward: T =
// m t_max + the other stages' t = 12 · 6 + 3 + 3 = 78 ms. Work is 12 · 3, 12 · 3 and 12 · 6 ms, 48
// on average, so 30 of 78 ms are idle.
void TestFormulas::unequalStagesHaveAnIdealOfTheirOwn()
{
    core::Scenario scenario = toy::pipeline("1f1b", 3, 12);
    scenario.model.shape = toy::layers(4);
    scenario.parallel.partition = {1, 1, 2};
    const auto snapshot = toy::run(scenario);
    QVERIFY(snapshot);
    const auto ideal = core::idealIdle(*snapshot);
    QVERIFY(ideal.has_value());
    QVERIFY(std::abs(ideal->value - 30.0 / 78.0) < 1e-6);
    QVERIFY2(ideal->text.starts_with("idle 30.000 ms / step 78.000 ms = 38.5 %"),
             ideal->text.c_str());
    QCOMPARE(QString::fromStdString(core::textbookIdle(scenario)->figure), // 2 / 14
             QStringLiteral("14.3 %"));
}

void TestFormulas::theIdealKnowsNeitherSlowDevicesNorLinks()
{
    core::Scenario scenario = toy::pipeline("1f1b", 4, 8);
    const double before = core::idealIdle(*toy::run(scenario))->value;
    QVERIFY(std::abs(before - 3.0 / 11.0) < 1e-6);
    scenario.faults.devices = {{.device = 1, .speed = 0.5}};
    scenario.cluster.intraLink.latency = {500'000};
    for (const core::Exchange exchange : {core::Exchange::Overlapped, core::Exchange::Blocking}) {
        scenario.parallel.exchange = exchange;
        const auto snapshot = toy::run(scenario);
        QCOMPARE(core::idealIdle(*snapshot)->value, before);
        QVERIFY(snapshot->metrics.idleShare > before);
    }
}

// In tenths of a microsecond 10000.6, 20001.2 and 450.2 are 30452: one more than without their
// fractions, of which that of the forward pass is the largest.
// As they are shown, in tenths of a percent, wherever the three are the whole step; and no share is
// further from its value than the roundings of the two others.
void TestFormulas::sharesOfTheStepMakeUpAHundred()
{
    const auto tenths = [](const core::Formula &formula) {
        const QString number = QString::fromStdString(formula.figure).section(u' ', 0, 0);
        return std::lround(10 * number.toDouble());
    };
    int checked = 0;
    for (const core::BuiltinScenario &builtin : core::builtinScenarios()) {
        const auto snapshot = runBuiltin(builtin);
        QVERIFY(snapshot);
        const core::Metrics &metrics = snapshot->metrics;
        const double whole = metrics.busyShare + metrics.idleShare + metrics.gradientSyncShare;
        if (!metrics.fits || !metrics.completed || std::abs(whole - 1) > 1e-6)
            continue;
        const long busy = tenths(core::formulaOf(*snapshot, core::Headline::Busy));
        const long idle = tenths(core::formulaOf(*snapshot, core::Headline::Idle));
        const long sync = std::lround(1000 * metrics.gradientSyncShare);
        QVERIFY2(busy + idle + sync == 1000, builtin.id.data());
        QVERIFY(std::abs(static_cast<double>(busy) - 1000 * metrics.busyShare) <= 1.01);
        ++checked;
    }
    QVERIFY(checked > 20);
}

void TestFormulas::whatRoundingLeavesGoesToWhatLostMost()
{
    core::Scenario s = toy::dataParallel(2, 1);
    std::get<std::vector<core::NamedLayer>>(s.model.shape)[0].forwardFlops = 1.00006e12;
    s.cluster.software.collectiveStart = {45'020};
    const core::SnapshotPtr snapshot = toy::run(s);
    QCOMPARE(snapshot->metrics.step.count, std::int64_t{3'045'200});
    QCOMPARE(textOf(core::formulaOf(*snapshot, core::Headline::StepTime)),
             QStringLiteral("forward 1.0001 ms + backward 2.0001 ms + gradient sync "
                            "0.0450 ms = 3.05 ms, mean of 2 GPUs"));
}

// 1.00005 forward, as much again, and 2.0001 backward are 4.0002 ms.
void TestFormulas::equalPartsArePrintedEqual()
{
    core::Scenario s = toy::dataParallel(1, 1);
    std::get<std::vector<core::NamedLayer>>(s.model.shape)[0].forwardFlops = 1.00005e12;
    s.training.recompute = core::Recompute::Full;
    const core::SnapshotPtr snapshot = toy::run(s);
    QCOMPARE(snapshot->metrics.step.count, std::int64_t{4'000'200});
    QCOMPARE(textOf(core::formulaOf(*snapshot, core::Headline::StepTime)),
             QStringLiteral("forward 1.0000 ms + backward 2.0002 ms + recomputation 1.0000 ms = "
                            "4.00 ms"));
}

// "forward 1.1000 s + … = 4.25 s": read back from the text, for every built-in scenario. The parts
// add up to the step to their own digits, and the step is its headline to the letter.
void TestFormulas::printedPartsAddUpToThePrintedStep()
{
    static const QRegularExpression number(QStringLiteral("([0-9.]+) (s|ms|µs|ns)\\b"));
    int formulas = 0;
    for (const core::BuiltinScenario &builtin : core::builtinScenarios()) {
        const auto snapshot = runBuiltin(builtin);
        QVERIFY(snapshot);
        const QString text = textOf(core::formulaOf(*snapshot, core::Headline::StepTime));
        if (text.isEmpty())
            continue;
        ++formulas;
        const QStringList sides = text.split(QStringLiteral(" = "));
        QCOMPARE(sides.size(), 2);
        double sum = 0;
        auto parts = number.globalMatch(sides.front());
        while (parts.hasNext())
            sum += parts.next().captured(1).toDouble();
        const QString figure =
            QString::fromStdString(core::formulaOf(*snapshot, core::Headline::StepTime).figure);
        const QRegularExpressionMatch total = number.match(sides.back());
        QCOMPARE(total.captured(0), figure);
        const double unit = total.captured(2) == QStringLiteral("s")    ? 1
                            : total.captured(2) == QStringLiteral("ms") ? 1e-3
                            : total.captured(2) == QStringLiteral("µs") ? 1e-6
                                                                        : 1e-9;
        const double step = core::seconds(snapshot->metrics.step) / unit;
        QVERIFY2(std::abs(sum - step) < 1e-4 * step, qPrintable(text));
    }
    QVERIFY(formulas > 10);
}

// 4 stages, 8 micro-batches of one sample, a layer 1 ms forward and 2 ms backward: 11 slots of 3
// ms.
void TestFormulas::numbersOfAPipelineByHand()
{
    const auto snapshot = toy::run(toy::pipeline("1f1b", 4, 8));
    const auto text = [&](core::Headline headline) {
        return textOf(core::formulaOf(*snapshot, headline));
    };
    QCOMPARE(text(core::Headline::StepTime),
             QStringLiteral("forward 8.000 ms + backward 16.000 ms + idle 9.000 ms = 33.0 ms, "
                            "mean of 4 GPUs"));
    QCOMPARE(text(core::Headline::Throughput),
             QStringLiteral("8 samples per step / 33.000 ms = 242 samples/s")); // 242.4
    QCOMPARE(text(core::Headline::Busy),
             QStringLiteral("at work 24.000 ms / step 33.000 ms = 72.7 %, mean of 4 GPUs"));
    QCOMPARE(text(core::Headline::Idle),
             QStringLiteral("idle 9.000 ms / step 33.000 ms = 27.3 %, mean of 4 GPUs"));
    // 8 samples x 4 layers x 3 x 10^12 FLOP in 33 ms on 4 GPUs of 10^15 FLOP/s.
    QCOMPARE(text(core::Headline::Utilization),
             QStringLiteral("96 TFLOP of the model / (33.000 ms × 4 GPUs × 1 PFLOP/s, the "
                            "bf16 peak) = 72.7 %"));
}

void TestFormulas::aModelThatDoesNotFitHasAMemoryFormulaAlone()
{
    core::Scenario scenario = toy::pipeline("1f1b", 4, 8);
    scenario.cluster.device.memory = {1'000'000};
    const auto snapshot = toy::run(scenario);
    QVERIFY(!snapshot->metrics.fits);
    for (int i = 0; i < core::kHeadlineCount; ++i) {
        const auto headline = static_cast<core::Headline>(i);
        QCOMPARE(core::formulaOf(*snapshot, headline).text.empty(),
                 headline != core::Headline::Memory);
    }
    QVERIFY(!core::idealIdle(*snapshot));
}

QTEST_APPLESS_MAIN(TestFormulas)
#include "tst_formulas.moc"
