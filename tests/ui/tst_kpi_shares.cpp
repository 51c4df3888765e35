// SPDX-License-Identifier: GPL-3.0-or-later
// Headline numbers as they are shown: shares of the step add up, and a narrow card keeps its unit.
#include "core/io/scenario/scenario_json.h"
#include "ui/panels/kpi_card.h"
#include "ui/words/kpi_texts.h"
#include "ui/words/kpi_tips.h"

#include "tests/core/toy_scenario.h"

#include <QLocale>
#include <QTest>

#include <cmath>

using namespace ui;

class TestKpiShares : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }
    void sharesOfAGroupAddUpAsTheyAreShown();
    void aNarrowCardKeepsItsUnit();
    void theWaitForAnOptimizerOnTheHostIsTold();
    void oneGpuAloneHasNoMoreDigitsThanOthers();
};

// States shared within a node: what of gradient sync is within the busy time is said, so that busy
// and the rest of it are the whole step, to the tenth.
void TestKpiShares::sharesOfAGroupAddUpAsTheyAreShown()
{
    const auto scenario = core::loadScenario(
        "llama7b-zero3-8", {"cluster.devices=64", "parallel.data=64", "parallel.sharding_group=8",
                            "training.global_batch=256"});
    QVERIFY2(scenario, scenario ? "" : scenario.error().message.c_str());
    const core::SnapshotPtr snapshot = toy::run(scenario.value());
    QVERIFY(snapshot && snapshot->metrics.runs());
    const KpiTexts kpis = kpiTexts(*snapshot);
    const auto tenths = [](const QString &figure) {
        return std::lround(10 * figure.section(u' ', 0, 0).toDouble());
    };
    QVERIFY2(kpis[3].note.endsWith(QStringLiteral(" % within the busy time")),
             qPrintable(kpis[3].note));
    QVERIFY(tenths(kpis[3].note) > 0);
    QCOMPARE(tenths(kpis[2].value) + tenths(kpis[3].value) - tenths(kpis[3].note), 1000);
}

// "0.162 GB" where "0.162 of 80 GB" has no room, and never "0.162 of 8…"; "4 MB" where "4 MB of
// 80 GB" has none, and never "4 GB".
void TestKpiShares::aNarrowCardKeepsItsUnit()
{
    KpiText text;
    text.title = QStringLiteral("Idle (bubble)");
    text.value = QStringLiteral("0.162");
    text.unit = QStringLiteral("of 80 GB");
    text.briefUnit = QStringLiteral("GB");
    KpiCard card;
    card.compact = true;
    card.rect = QRectF(0, 0, 160, 40);
    QCOMPARE(card.fitted(text).unit, text.unit);
    QCOMPARE(card.fitted(text).title, text.title);
    card.rect.setWidth(66);
    QCOMPARE(card.fitted(text).unit, QStringLiteral("GB"));
    QCOMPARE(card.fitted(text).title, QStringLiteral("Idle"));

    const KpiText memory = kpiTexts(*toy::run(core::loadScenario("tiny-3x2", {}).value())).back();
    QVERIFY2(memory.unit.startsWith(QStringLiteral("MB of ")), qPrintable(memory.unit));
    QCOMPARE(card.fitted(memory).unit, QStringLiteral("MB"));
    const KpiText large =
        kpiTexts(*toy::run(core::loadScenario("llama7b-zero3-8", {}).value())).back();
    QVERIFY2(large.unit.startsWith(QStringLiteral("of ")), qPrintable(large.unit));
    QCOMPARE(card.fitted(large).unit, QStringLiteral("GB"));
}

// GPUs wait for the processors of the host: its share of the step is told beside "100 % busy".
void TestKpiShares::theWaitForAnOptimizerOnTheHostIsTold()
{
    const core::SnapshotPtr step = toy::run(
        core::loadScenario("llama7b-zero3-8", {"parallel.offload_optimizer=true"}).value());
    const double share = core::seconds(step->plan.optimizer[0] - step->plan.hostStep) /
                         core::seconds(step->metrics.step);
    const QString tip = kpiTip(*step, kpiTexts(*step)[2], 2);
    QVERIFY2(tip.contains(QStringLiteral("%1 % of it waiting for").arg(100 * share, 0, 'f', 1)),
             qPrintable(tip));
}

// A hundred times the step: "405 s", not "404.94 s".
void TestKpiShares::oneGpuAloneHasNoMoreDigitsThanOthers()
{
    const core::SnapshotPtr step = toy::run(
        core::loadScenario("dp8-nvlink", {"cluster.devices=256", "parallel.data=256",
                                          "training.global_batch=2048", "training.micro_batch=1"})
            .value());
    const QString note = kpiTexts(*step)[0].note;
    QVERIFY2(note.contains(QStringLiteral("alone: ")) && note.endsWith(QStringLiteral(" s")) &&
                 !note.contains(u'.'),
             qPrintable(note));
}

QTEST_MAIN(TestKpiShares)
#include "tst_kpi_shares.moc"
