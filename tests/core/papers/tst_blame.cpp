// SPDX-License-Identifier: GPL-3.0-or-later
// What a prediction is made of and what moves it, held against steps that are priced anew.
#include "core/papers/blame.h"
#include "core/papers/blame_json.h"

#include "core/analysis/snapshot.h"
#include "core/presets/presets.h"

#include <QTest>

#include <algorithm>
#include <cmath>

namespace {

core::Scenario scenario()
{
    core::Scenario s;
    s.model = *core::findModel("llama-2-7b");
    s.cluster.device = *core::findDevice("a100-80g");
    s.cluster.intraLink = core::usualLink(s.cluster.device);
    s.cluster.interLink = *core::findLink("ib-hdr");
    s.cluster.software = *core::findSoftware("2022");
    s.cluster.devices = 8;
    s.parallel.tensor = 4;
    s.parallel.pipeline = 2;
    s.training.sequence = 2048;
    s.training.microBatch = 1;
    s.training.globalBatch = 8;
    return s;
}

double stepOf(const core::Scenario &s)
{
    return core::seconds(core::run(s).value()->metrics.step);
}

// Measured a tenth longer than it is predicted.
core::PublishedRun run(const char *id, double ratio)
{
    core::PublishedRun run;
    run.id = id;
    run.group = "ours";
    run.scenario = scenario();
    run.stepSeconds = ratio * stepOf(scenario());
    return run;
}

} // namespace

class TestBlame : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void partsSumToTheStep()
    {
        const core::BlamedRun blamed = core::blame(run("a", 1.1));
        double sum = 0;
        for (const core::BlamedPart &part : blamed.parts)
            sum += part.share;
        QVERIFY(std::abs(sum - 1) < 1e-9);
        QVERIFY(
            std::ranges::is_sorted(blamed.parts, std::ranges::greater{}, &core::BlamedPart::share));
        QCOMPARE(blamed.parts.front().name, std::string("matrix products"));
    }

    void anEffectIsThatOfAStepPricedAnew()
    {
        const core::BlamedRun blamed = core::blame(run("a", 1.1));
        const double before = stepOf(scenario());
        const auto effectOf = [&](const char *name) {
            const auto row = std::ranges::find(blamed.constants, name, &core::BlamedConstant::name);
            return row == blamed.constants.end() ? 0 : row->effect;
        };
        core::Scenario changed = scenario();
        changed.cluster.software.gemmEfficiency *= 1.1;
        QCOMPARE(effectOf("gemm_efficiency"), stepOf(changed) / before - 1);
        changed = scenario();
        changed.cluster.device.memoryBandwidth *= 1.1;
        QCOMPARE(effectOf("device.memory_gbps"), stepOf(changed) / before - 1);
        // Nothing goes over the network here but what stages hand over within the node.
        QCOMPARE(effectOf("inter_link.gbps"), 0.);
        QVERIFY(std::ranges::is_sorted(blamed.constants, std::ranges::greater{},
                                       [](const auto &each) { return std::abs(each.effect); }));
    }

    // 1 / 0.909 of the step is wanted: that many times the effect of 10 %.
    void whatIsNeededFollowsFromTheErrorAndTheEffect()
    {
        const core::BlamedRun blamed = core::blame(run("a", 1.1));
        QVERIFY(std::abs(blamed.run.error() - (1 / 1.1 - 1)) < 1e-9);
        for (const core::BlamedConstant &constant : blamed.constants)
            QVERIFY(std::abs(constant.needed * constant.effect / 0.1 - 0.1) < 1e-9);
    }

    void theWorstComeFirst()
    {
        std::vector<core::BlamedRun> runs = {core::blame(run("near", 1.01)),
                                             core::blame(run("far", 2)),
                                             core::blame(run("low", 0.9))};
        core::PublishedRun wrong;
        wrong.id = "wrong";
        wrong.scenario = core::Error{"It has no layers."};
        runs.insert(runs.begin(), core::blame(wrong));
        core::sortWorstFirst(runs);
        std::string order;
        for (const core::BlamedRun &each : runs)
            order += each.run.id + ' ';
        QCOMPARE(order, std::string("far low near wrong "));
        const std::string json = core::blameToJson(runs, {"a note"});
        const QString text = QString::fromStdString(json);
        QVERIFY(text.contains(QStringLiteral("\"problem\": \"It has no layers.\"")));
        QVERIFY(text.contains(QStringLiteral("\"effect_of_10_percent\"")));
        QVERIFY(text.contains(QStringLiteral("a note")));
    }
};

QTEST_APPLESS_MAIN(TestBlame)
#include "tst_blame.moc"
