// SPDX-License-Identifier: GPL-3.0-or-later
// Figures of sweeps by their definitions, from numbers chosen by hand, and the files they go into.
#include "core/sweep/sweep_files.h"
#include "core/sweep/sweep_metric.h"

#include "core/presets/presets.h"
#include "core/presets/running_costs.h"

#include <QTest>

#include <nlohmann/json.hpp>

#include <set>
#include <sstream>

namespace {

// A sweep over 1, 2, 4 and 8 devices in two series: steps of whole seconds, a hundred samples.
//   first:   8 s, 4 s,  2 s,     does not fit
//   second:  -,   5 s,  2.5 s,   2 s
core::SweepResults byHand(core::Scaling scaling = core::Scaling::Strong)
{
    core::SweepPlan plan;
    plan.axes = {{"cluster.devices", {"1", "2", "4", "8"}}, {"parallel.split", {"data", "layers"}}};
    plan.scaling = scaling;
    core::SweepResults results = core::emptyResults(plan);
    const double steps[] = {8, 4, 2, 0, 0, 5, 2.5, 2};
    for (std::size_t i = 0; i < std::size(steps); ++i) {
        core::SweepPoint point = {.index = i, .reason = "no", .changed = {}, .figures = {}};
        point.figures.devices = std::int64_t{1} << (i % 4);
        point.figures.samples = 100;
        point.figures.tokens = 100'000;
        point.figures.memory = {static_cast<std::int64_t>(i) + 1};
        if (steps[i] > 0) {
            point.state = core::PointState::Runs;
            point.reason.clear();
            point.figures.step = core::nanosFromSeconds(steps[i]);
            point.figures.samplesPerSecond = 100 / steps[i];
            point.figures.dollarsPerHour = 3.6;
            point.figures.watts = 500;
        } else if (i == 3) {
            point.state = core::PointState::DoesNotFit;
        }
        results.points[i] = point;
    }
    return results;
}

double valueAt(const core::SweepResults &results, std::size_t index, const char *metric)
{
    return core::metricAt(results, index, *core::findSweepMetric(metric)).value_or(-1);
}

double idealAt(const core::SweepResults &results, std::size_t column, const char *metric)
{
    return core::idealAt(results, column, *core::findSweepMetric(metric)).value_or(-1);
}

} // namespace

class TestSweepMetric : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void efficiencyIsThroughputPerDeviceOfTheFewest();
    void equalNumbersOfDevicesHaveNoEfficiency();
    void moneyAndEnergyAreRatesTimesDeviceTime();
    void theIdealIsTheBestReferenceWithoutLoss();
    void thereIsNoIdealWithoutDevices();
    void theBestIsTheMostOrTheLeast();
    void whatIsNotKnownHasNoValue();
    void everyRowIsDifferentAndHasItsWords();
    void everyDeviceHasARowOfCostsOrNone();
    void theTableHasALineForEachPoint();
    void theDocumentHasEveryPoint();
    void cellsAreQuotedWhereTheyMust();
};

// In its series: 100 samples in 8 s on one device are 12.5 each; in 2 s on four, too.
// The second one begins with two devices: 10 each; 2 s on 8 are 6.25.
void TestSweepMetric::efficiencyIsThroughputPerDeviceOfTheFewest()
{
    const core::SweepResults results = byHand();
    QCOMPARE(core::referenceOf(results, 0).point->index, std::size_t{0});
    QCOMPARE(core::referenceOf(results, 1).point->index, std::size_t{5});
    QCOMPARE(valueAt(results, 0, "scaling_efficiency"), 1.0);
    QCOMPARE(valueAt(results, 2, "scaling_efficiency"), 1.0);
    QCOMPARE(valueAt(results, 5, "scaling_efficiency"), 1.0);
    QCOMPARE(valueAt(results, 7, "scaling_efficiency"), 0.625);
    QCOMPARE(valueAt(results, 3, "scaling_efficiency"), -1.0);
}

// Four GPUs with another model or of another kind are no scaling, nor is a single point that runs;
// in files and tables there is no number then.
void TestSweepMetric::equalNumbersOfDevicesHaveNoEfficiency()
{
    core::SweepResults equal = byHand();
    for (auto &point : equal.points)
        point->figures.devices = 4;
    core::SweepResults single = byHand();
    for (const std::size_t other : {5U, 6U})
        single.points[other]->state = core::PointState::DoesNotFit;
    for (const std::size_t index : {0U, 1U, 2U, 5U, 6U, 7U}) {
        QCOMPARE(valueAt(equal, index, "scaling_efficiency"), -1.0);
        QVERIFY(valueAt(equal, index, "samples_per_second") > 0);
    }
    QCOMPARE(valueAt(single, 7, "scaling_efficiency"), -1.0);
    QCOMPARE(valueAt(single, 2, "scaling_efficiency"), 1.0);
    const nlohmann::json json = nlohmann::json::parse(core::sweepToJson(equal));
    QVERIFY(json["points"][0]["scaling_efficiency"].is_null());
    QVERIFY(!core::bestPoint(equal, *core::findSweepMetric("scaling_efficiency")));
}

// 3.60 $ an hour are 0.1 cent a second: 4 devices for 2 s are 0.8 cents, for 0.1 million tokens.
// 500 W of 4 devices for 2 s are 4 kJ.
void TestSweepMetric::moneyAndEnergyAreRatesTimesDeviceTime()
{
    const core::SweepResults results = byHand();
    QCOMPARE(valueAt(results, 2, "cost_of_step"), 0.008);
    QCOMPARE(valueAt(results, 2, "cost_of_million_tokens"), 0.08);
    QCOMPARE(valueAt(results, 2, "energy_of_step"), 4000.0);
    QCOMPARE(valueAt(results, 2, "energy_of_million_tokens"), 40'000.0);
}

// The first series has the better reference: 12.5 samples a second and device.
void TestSweepMetric::theIdealIsTheBestReferenceWithoutLoss()
{
    const core::SweepResults strong = byHand();
    QCOMPARE(idealAt(strong, 3, "samples_per_second"), 100.0);
    QCOMPARE(idealAt(strong, 3, "step_time"), 1.0);
    QCOMPARE(idealAt(strong, 1, "scaling_efficiency"), 1.0);
    const core::SweepResults weak = byHand(core::Scaling::Weak);
    QCOMPARE(idealAt(weak, 3, "samples_per_second"), 100.0);
    QCOMPARE(idealAt(weak, 3, "step_time"), 8.0);
}

void TestSweepMetric::thereIsNoIdealWithoutDevices()
{
    core::SweepResults results = byHand();
    QCOMPARE(idealAt(results, 0, "memory"), -1.0);
    results.plan.axes.front().path = "training.micro_batch";
    QCOMPARE(idealAt(results, 0, "samples_per_second"), -1.0);
}

void TestSweepMetric::theBestIsTheMostOrTheLeast()
{
    core::SweepResults results = byHand();
    QCOMPARE(*core::bestPoint(results, *core::findSweepMetric("samples_per_second")),
             std::size_t{2});
    QCOMPARE(*core::bestPoint(results, *core::findSweepMetric("memory")), std::size_t{0});
    for (auto &point : results.points)
        point.reset();
    QVERIFY(!core::bestPoint(results, *core::findSweepMetric("memory")));
}

void TestSweepMetric::whatIsNotKnownHasNoValue()
{
    core::SweepResults results = byHand();
    results.points[2]->figures.watts = 0;
    QCOMPARE(valueAt(results, 2, "energy_of_step"), -1.0);
    QCOMPARE(valueAt(results, 2, "idle"), 0.0); // none is idle: that is known
    results.points[2].reset();
    QCOMPARE(valueAt(results, 2, "step_time"), -1.0);
}

void TestSweepMetric::everyRowIsDifferentAndHasItsWords()
{
    std::set<std::string_view> ids;
    for (const core::SweepMetric &metric : core::sweepMetrics()) {
        QVERIFY(ids.insert(metric.id).second);
        QVERIFY(!core::phrase(metric.title).empty());
        QVERIFY(!core::metricText(metric, 1).empty());
        QCOMPARE(core::findSweepMetric(metric.id), &metric);
    }
    QVERIFY(!core::findSweepMetric("speed"));
}

void TestSweepMetric::everyDeviceHasARowOfCostsOrNone()
{
    for (const core::RunningCost &row : core::runningCosts()) {
        QVERIFY(core::findDevice(row.device));
        QVERIFY(!row.source.empty());
        QVERIFY(row.dollarsPerHour > 0 || row.watts > 0);
        QVERIFY(row.dollarsPerHour < 100 && row.watts < 3000);
    }
    QVERIFY(!core::findRunningCost("toy"));
}

void TestSweepMetric::theTableHasALineForEachPoint()
{
    std::istringstream text(core::sweepToCsv(byHand()));
    std::string line;
    std::getline(text, line);
    QVERIFY(line.starts_with("cluster.devices,parallel.split,state,devices,global_batch,"));
    QVERIFY(line.ends_with(",reason,changed"));
    const auto cells = std::ranges::count(line, ',');
    QStringList beginnings;
    while (std::getline(text, line)) {
        QCOMPARE(std::ranges::count(line, ','), cells);
        beginnings.append(QString::fromStdString(line).section(u',', 0, 3));
    }
    QCOMPARE(beginnings,
             QStringList({QStringLiteral("1,data,runs,1"), QStringLiteral("2,data,runs,2"),
                          QStringLiteral("4,data,runs,4"), QStringLiteral("8,data,does_not_fit,8"),
                          QStringLiteral("1,layers,cannot_be,"), QStringLiteral("2,layers,runs,2"),
                          QStringLiteral("4,layers,runs,4"), QStringLiteral("8,layers,runs,8")}));
}

void TestSweepMetric::theDocumentHasEveryPoint()
{
    const core::SweepResults results = byHand();
    const nlohmann::json json = nlohmann::json::parse(core::sweepToJson(results));
    QCOMPARE(json["format"].get<std::string>(), std::string("parallarium-sweep/1"));
    QCOMPARE(json["scaling"].get<std::string>(), std::string("strong"));
    QCOMPARE(json["axes"][0]["values"].get<std::vector<int>>(), (std::vector<int>{1, 2, 4, 8}));
    QCOMPARE(json["points"].size(), results.points.size());
    const nlohmann::json &third = json["points"][2];
    QCOMPARE(third["values"]["cluster.devices"].get<int>(), 4);
    QCOMPARE(third["values"]["parallel.split"].get<std::string>(), std::string("data"));
    QCOMPARE(third["step_time"].get<double>(), 2.0);
    QCOMPARE(third["cost_of_step"].get<double>(), 0.008);
    QVERIFY(!third.contains("reason"));
    QCOMPARE(json["points"][3]["state"].get<std::string>(), std::string("does_not_fit"));
    QCOMPARE(json["points"][3]["memory"].get<int>(), 4);
    QVERIFY(!json["points"][3].contains("step_time"));
    QCOMPARE(json["points"][4]["reason"].get<std::string>(), std::string("no"));
}

void TestSweepMetric::cellsAreQuotedWhereTheyMust()
{
    core::SweepResults results = byHand();
    results.points[4]->reason = "one, \"two\"";
    QVERIFY(core::sweepToCsv(results).find("\"one, \"\"two\"\"\"") != std::string::npos);
}

QTEST_APPLESS_MAIN(TestSweepMetric)
#include "tst_sweep_metric.moc"
