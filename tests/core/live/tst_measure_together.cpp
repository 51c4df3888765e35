// SPDX-License-Identifier: GPL-3.0-or-later
// A computer and the work of several scenarios, measured in turn.
#include "core/io/scenario/scenario_json.h"
#include "core/live/session/measure_together.h"
#include "core/live/session/measure_work.h"
#include "core/live/session/paced_timer.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace core::live;

class TestMeasureTogether : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void workIsMeasuredInTurn();
    void workThatIsKnownIsNotAskedFor();
    void oneSittingInThreeTells();
    void whatCannotBeTrainedIsRefused();
};

namespace {

core::Scenario titled(const char *title, const char *id, const std::vector<std::string> &settings)
{
    core::Scenario scenario = core::loadScenario(id, settings).value();
    scenario.title = title;
    return scenario;
}

} // namespace

// Two sittings of each, between the three of the computer: never both of one in a row, so that what
// hinders one sitting spoils none of the other. A scenario without work of its own has none.
void TestMeasureTogether::workIsMeasuredInTurn()
{
    const std::vector<core::Scenario> scenarios = {titled("digits", "train-digits-1", {}),
                                                   titled("again", "train-digits-1", {}),
                                                   titled("spirals", "train-spirals-dp4", {})};
    std::vector<std::string> begun;
    const core::Result<Calibration> measured =
        measureTogether(scenarios, [&begun](const std::string &title) { begun.push_back(title); });
    QVERIFY2(measured, measured ? "" : measured.error().message.c_str());
    const std::vector<std::string> inTurn = {"digits", "spirals", "digits", "spirals"};
    QCOMPARE(begun, inTurn);
    QVERIFY(measured.value().pace > 0);
    QVERIFY(core::isComplete(measured.value().device.curve.table));
    for (const core::Scenario &scenario : scenarios) {
        const core::Result<WorkMeter> left = WorkMeter::of(scenario, measured.value());
        QVERIFY(left);
        QVERIFY(left.value().names().empty());
    }
}

// The stages of a pipeline do what one worker does, but for updates, which are of fewer weights.
void TestMeasureTogether::workThatIsKnownIsNotAskedFor()
{
    const std::vector<std::string> both = {"training.micro_batch=8",
                                           "train.network.sizes=[64, 64, 64, 64, 10]"};
    const core::Scenario alone = titled("1", "train-digits-1", both);
    const core::Scenario staged = titled("4", "train-digits-pp4", both);
    Calibration known = nominalCalibration();
    const core::Result<WorkMeter> own = WorkMeter::of(alone, known);
    QVERIFY(own);
    for (const std::string &name : own.value().names())
        known.work.emplace(name, 1);
    const core::Result<WorkMeter> left = WorkMeter::of(staged, known);
    QVERIFY(left);
    QVERIFY(!left.value().names().empty());
    for (const std::string &name : left.value().names())
        QVERIFY2(name.starts_with("update "), name.c_str());
}

// Nine stretches in three sittings, of which two met caches that others held: a quarter of nine are
// two, and the third shortest is of the sitting that was left alone.
void TestMeasureTogether::oneSittingInThreeTells()
{
    const PacedTimer timer;
    const auto fullSpeed = static_cast<std::int64_t>(timer.reference());
    PacedTimer::Stretches stretches;
    for (const double hindered : {1.7, 1.0, 1.4}) {
        for (const double jitter : {0.0, 0.002, 0.001})
            stretches.all.push_back({hindered * (5 + jitter), fullSpeed, true});
    }
    const double paces = timer.timeOf(stretches) / timer.reference();
    QVERIFY2(std::abs(paces - 5.002) < 1e-9, qPrintable(QString::number(paces)));
}

void TestMeasureTogether::whatCannotBeTrainedIsRefused()
{
    const std::vector<core::Scenario> scenarios = {core::loadScenario("1f1b-4-8", {}).value()};
    int begun = 0;
    QVERIFY(!measureTogether(scenarios, [&begun](const std::string &) { ++begun; }));
    QCOMPARE(begun, 0);
}

QTEST_APPLESS_MAIN(TestMeasureTogether)
#include "tst_measure_together.moc"
