// SPDX-License-Identifier: GPL-3.0-or-later
// A mystery box as it is seen before its fault is named: all happens as it does, and nothing that a
// view reads says why.
#include "core/analysis/events.h"
#include "core/analysis/link_speed.h"
#include "core/analysis/moment.h"
#include "core/analysis/stage_operations.h"
#include "core/classroom/disguise.h"

#include <QTest>

#include <array>

namespace {

// The first box with each fault.
std::vector<core::Mystery> oneOfEach()
{
    std::array<std::optional<core::Mystery>, core::kMysteryFaultCount> found;
    for (std::uint64_t seed = 1; seed <= 200; ++seed) {
        core::Mystery mystery = core::makeMystery(seed);
        std::optional<core::Mystery> &first = found[static_cast<std::size_t>(mystery.fault)];
        if (!first)
            first = std::move(mystery);
    }
    std::vector<core::Mystery> all;
    for (const std::optional<core::Mystery> &each : found)
        all.push_back(each.value());
    return all;
}

} // namespace

class TestDisguise : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatHappensIsAsItIs_data() { boxes(); }
    void whatHappensIsAsItIs();
    void noFieldNamesTheFault_data() { boxes(); }
    void noFieldNamesTheFault();
    void nothingFalseIsTold_data() { boxes(); }
    void nothingFalseIsTold();
    void noSentenceNamesTheFault_data() { boxes(); }
    void noSentenceNamesTheFault();

private:
    void boxes();
};

void TestDisguise::boxes()
{
    QTest::addColumn<int>("seed");
    for (const core::Mystery &mystery : oneOfEach())
        QTest::newRow(core::nameOf(mystery.fault).data()) << static_cast<int>(mystery.seed);
}

void TestDisguise::whatHappensIsAsItIs()
{
    QFETCH(int, seed);
    const core::Mystery mystery = core::makeMystery(static_cast<std::uint64_t>(seed));
    const core::SnapshotPtr real = core::run(mystery.faulty).value();
    const core::SnapshotPtr shown = core::shownRun(mystery);
    QCOMPARE(shown->trace.stop, real->trace.stop);
    QCOMPARE(shown->metrics.fits, real->metrics.fits);
    QCOMPARE(shown->metrics.completed, real->metrics.completed);
    for (int device = 0; device < real->deviceCount(); ++device) {
        const auto a = static_cast<std::size_t>(real->rowOf(device));
        const auto b = static_cast<std::size_t>(shown->rowOf(device));
        QCOMPARE(shown->metrics.rows[b].busy(), real->metrics.rows[a].busy());
        QCOMPARE(shown->metrics.rows[b].idleTotal(), real->metrics.rows[a].idleTotal());
        QCOMPARE(shown->metrics.rows[b].peakMemory, real->metrics.rows[a].peakMemory);
        std::int64_t causes = 0; // still sum to all that is idle
        for (const core::Nanos idle : shown->metrics.rows[b].idle)
            causes += idle.count;
        QCOMPARE(causes, shown->metrics.rows[b].idleTotal().count);
    }
}

void TestDisguise::noFieldNamesTheFault()
{
    QFETCH(int, seed);
    const core::Mystery mystery = core::makeMystery(static_cast<std::uint64_t>(seed));
    const core::SnapshotPtr shown = core::shownRun(mystery);
    QCOMPARE(shown->scenario, core::shownScenario(mystery));
    QVERIFY(shown->scenario.faults.devices.empty() && shown->scenario.faults.links.empty());
    QVERIFY(shown->scenario.parallel.partition.empty());
    QVERIFY(shown->scenario.parallel.placement.empty());
    QVERIFY(shown->plan.wiring.faults.empty());
    // Every device has a row: none is set apart.
    QCOMPARE(static_cast<int>(shown->plan.rows.size()), shown->deviceCount());
    for (const core::RowPlan &row : shown->plan.rows)
        QVERIFY(row.speed == 1 && row.ownSpeed == 1);
    for (const core::RowInfo &row : shown->trace.info)
        QVERIFY(row.speed == 1 && row.ownSpeed == 1);
    for (const core::RowMetrics &row : shown->metrics.rows) {
        QCOMPARE(row.idle[static_cast<std::size_t>(core::IdleCause::Straggler)].count, 0);
        QCOMPARE(row.idle[static_cast<std::size_t>(core::IdleCause::Link)].count, 0);
    }
}

// What is not told is not told falsely either: a card that names six layers where there are nine,
// or a link of 300 GB/s that reaches 3, would rule the right answer out.
void TestDisguise::nothingFalseIsTold()
{
    QFETCH(int, seed);
    const core::Mystery mystery = core::makeMystery(static_cast<std::uint64_t>(seed));
    const core::SnapshotPtr shown = core::shownRun(mystery);
    const auto stages = static_cast<int>(shown->plan.stages.size());
    for (int stage = 0; stages > 1 && stage < stages; ++stage) {
        QCOMPARE(core::stageLayersText(shown->plan, stage), std::string("layers not told"));
        // The costs of a visit are a sum, of no layer.
        const core::StageCosts costs = core::visitCosts(*shown, stage, core::Op::Forward);
        for (const core::StageOperation &row : costs.rows)
            QCOMPARE(row.firstLayer, -1);
        QVERIFY(costs.total.count > 0);
    }
    for (int device = 1; device < shown->deviceCount(); ++device)
        QCOMPARE(core::linkSpeed(*shown, device - 1, device).reached, 0.0);
    for (int i = 0; i < 60; ++i) { // and every moment can be looked at all the same
        const core::Nanos moment{shown->trace.stop * i / 60};
        for (int device = 0; device < shown->deviceCount() && !shown->trace.rows.empty(); ++device)
            QVERIFY(stages == 1 || core::deviceMoment(*shown, device, moment).activeLayer < 0);
    }
}

void TestDisguise::noSentenceNamesTheFault()
{
    QFETCH(int, seed);
    const core::Mystery mystery = core::makeMystery(static_cast<std::uint64_t>(seed));
    const core::SnapshotPtr shown = core::shownRun(mystery);
    constexpr int moments = 60;
    for (int i = 0; i < moments; ++i) {
        const core::Nanos moment{shown->trace.stop * i / moments};
        const QString next = QString::fromStdString(core::nextEventSentence(*shown, moment));
        for (const char *word : {"slow", "down", "cut", "misplaced"})
            QVERIFY2(!next.contains(QLatin1String(word)), qPrintable(next));
    }
    for (const std::string &warning : shown->metrics.warnings)
        QVERIFY2(!QString::fromStdString(warning).contains(QStringLiteral("link")),
                 warning.c_str());
}

QTEST_GUILESS_MAIN(TestDisguise)
#include "tst_disguise.moc"
