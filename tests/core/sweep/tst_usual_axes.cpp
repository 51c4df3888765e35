// SPDX-License-Identifier: GPL-3.0-or-later
// Values that the window offers: a scenario's own, doubled and halved, and never too many.
#include "core/sweep/usual_axes.h"

#include "core/io/scenario/scenario_json.h"
#include "core/io/scenario/setting_titles.h"
#include "core/presets/builtin_scenarios.h"
#include "core/sweep/sweep_plan.h"

#include <QTest>

#include <algorithm>

namespace {

core::Scenario builtin(std::string_view id)
{
    return core::loadScenario(id).value();
}

QString valuesOf(const char *path, std::string_view scenario, std::size_t most)
{
    QStringList values;
    for (const std::string &value : core::usualAxis(path, builtin(scenario), most).values)
        values.append(QString::fromStdString(value));
    return values.join(u' ');
}

} // namespace

class TestUsualAxes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void valuesAreNearTheScenario();
    void whatAModelDoesNotHaveIsNotOffered();
    void everyAxisCanBeSweptInEveryScenario();
    void anEmptyScenarioHasNoValues();
};

void TestUsualAxes::valuesAreNearTheScenario()
{
    // 4 devices, 2 samples in a micro-batch: less than 2^7, so from 1.
    QCOMPARE(valuesOf("cluster.devices", "llama7b-pp4", 7), QStringLiteral("1 2 4 8 16 32 64"));
    QCOMPARE(valuesOf("training.micro_batch", "llama7b-pp4", 5), QStringLiteral("1 2 4 8 16"));
    // 16,384: two halvings below it, then up.
    QCOMPARE(valuesOf("cluster.devices", "llama3-405b-16k", 7),
             QStringLiteral("4096 8192 16384 32768 65536 131072 262144"));
    // 8192 tokens.
    QCOMPARE(valuesOf("training.sequence", "llama3-405b-16k", 5),
             QStringLiteral("2048 4096 8192 16384 32768"));
    QCOMPARE(valuesOf("training.recompute", "llama7b-pp4", 5),
             QStringLiteral("none selective full"));
    QCOMPARE(valuesOf("parallel.split", "llama7b-pp4", 5),
             QStringLiteral("data layers pipeline tensor sharded"));
    QVERIFY(valuesOf("parallel.schedule", "llama3-405b-16k", 5)
                .startsWith(QStringLiteral("interleaved gpipe 1f1b")));
}

void TestUsualAxes::whatAModelDoesNotHaveIsNotOffered()
{
    QVERIFY(valuesOf("training.sequence", "gpipe-4-8", 5).isEmpty()); // no tokens
    QVERIFY(valuesOf("cluster.device", "gpipe-4-8", 5).isEmpty());
    QVERIFY(valuesOf("parallel.split", "llama3-405b-16k", 5).isEmpty());          // a mixture
    QCOMPARE(valuesOf("parallel.expert", "llama7b-pp4", 5), QStringLiteral("1")); // one alone
}

void TestUsualAxes::everyAxisCanBeSweptInEveryScenario()
{
    for (const core::BuiltinScenario &row : core::builtinScenarios()) {
        const core::Scenario scenario = builtin(row.id);
        for (const std::string_view path : core::sweepParameters()) {
            QVERIFY(core::settingTitle(path) != path);
            for (const std::size_t most : {std::size_t{5}, std::size_t{7}}) {
                core::SweepPlan plan;
                plan.scenario = scenario;
                plan.axes = {core::usualAxis(path, scenario, most)};
                const std::vector<std::string> &values = plan.axes.front().values;
                QVERIFY(values.size() <= most);
                if (values.size() < 2)
                    continue;
                QVERIFY(core::checkSweep(plan));
                const core::SweptSetting *swept = plan.axes.front().swept();
                if (!swept || path == "parallel.split")
                    continue;
                const std::string own =
                    core::sweptText(*swept, core::valueOf(swept->setting, scenario));
                const bool isOwnOrder = own.empty(); // an imported schedule
                QVERIFY2(isOwnOrder || std::ranges::find(values, own) != values.end(),
                         std::string(path).c_str());
            }
        }
    }
    QCOMPARE(core::settingTitle("model.title"), std::string("model.title"));
}

// As a window has it before its first scenario: no layers, so no half of them either.
void TestUsualAxes::anEmptyScenarioHasNoValues()
{
    core::Scenario scenario;
    scenario.training.microBatch = 0;
    scenario.training.globalBatch = 0;
    for (const std::string_view path : core::sweepParameters())
        QVERIFY(core::usualAxis(path, scenario, 200).values.size() <= 200);
    QVERIFY(core::usualAxis("training.global_batch", scenario, 7).values.empty());
}

QTEST_APPLESS_MAIN(TestUsualAxes)
#include "tst_usual_axes.moc"
