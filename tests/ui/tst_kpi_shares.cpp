// SPDX-License-Identifier: GPL-3.0-or-later
// Shares of the step in the headline numbers add up as they are shown.
#include "core/io/scenario/scenario_json.h"
#include "ui/words/kpi_texts.h"

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

QTEST_MAIN(TestKpiShares)
#include "tst_kpi_shares.moc"
