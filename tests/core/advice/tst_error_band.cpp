// SPDX-License-Identifier: GPL-3.0-or-later
// How far off a prediction may be: the errors of what was measured, and wider the less is like it.
#include "core/advice/error_band.h"
#include "core/papers/step_tables.h"
#include "core/presets/presets.h"

#include <QTest>

#include <cmath>

namespace {

using core::Likeness;

core::ValidationRow row(const char *kind, const char *device, double error)
{
    core::ValidationRow row;
    row.isRate = false;
    row.published = 10;
    row.ours = 10 * (1 + error);
    row.kind = kind;
    row.device = device;
    return row;
}

core::ValidationTable table(std::string_view id, std::vector<core::ValidationRow> rows)
{
    core::ValidationTable table;
    table.id = id;
    table.rows = std::move(rows);
    return table;
}

// Errors of 2, 4 and 30 %, and the papers' run once more in a table of its own.
std::vector<core::ValidationTable> tables()
{
    const core::ValidationRow paper = row("pipeline parallel", "a100-80g", 0.02);
    return {table(core::kAllStepTimes, {paper}), table("paper", {paper}),
            table(core::kMeasuredStepTimes, {row("pipeline parallel", "a100-80g", -0.04),
                                             row("data parallel", "h100-80g", 0.3)})};
}

core::Scenario on(const char *device, int pipeline)
{
    core::Scenario scenario;
    scenario.model = *core::findModel("llama-2-7b");
    scenario.cluster.device = *core::findDevice(device);
    scenario.parallel.pipeline = pipeline;
    return scenario;
}

bool isClose(double a, double b)
{
    return std::abs(a - b) < 1e-12;
}

} // namespace

class TestErrorBand : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void runsOfTheSameKindAndCardAreCountedOnce()
    {
        const auto band = core::errorBandOf(on("a100-80g", 4), tables());
        QVERIFY(band && band->likeness == Likeness::Same);
        QCOMPARE(band->runs, std::size_t{2});
        QVERIFY(isClose(band->mean, 1.3 * 0.03));
        QVERIFY(isClose(band->most, 1.3 * 0.04));
    }

    void whatWasNotMeasuredIsWider()
    {
        const double root = std::sqrt(18.3 / 8.3);
        const auto otherCard = core::errorBandOf(on("h100-80g", 4), tables());
        QVERIFY(otherCard && otherCard->likeness == Likeness::OtherCard);
        QVERIFY(isClose(otherCard->most, 1.3 * root * 0.04));
        core::Scenario tensor = on("h100-80g", 1);
        tensor.parallel.tensor = 8;
        const auto otherLayout = core::errorBandOf(tensor, tables());
        QVERIFY(otherLayout && otherLayout->likeness == Likeness::OtherLayout);
        QVERIFY(isClose(otherLayout->mean, 1.3 * root * 0.3));
        tensor.cluster.device = *core::findDevice("b200-180g");
        const auto none = core::errorBandOf(tensor, tables());
        QVERIFY(none && none->likeness == Likeness::None);
        QCOMPARE(none->runs, std::size_t{3});
        QVERIFY(isClose(none->mean, 1.3 * 18.3 / 8.3 * 0.12)); // of 2, 4 and 30 %
    }

    void withoutRunsNothingIsSaid() { QVERIFY(!core::errorBandOf(on("a100-80g", 4), {})); }
};

QTEST_APPLESS_MAIN(TestErrorBand)
#include "tst_error_band.moc"
