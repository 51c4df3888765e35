// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/advice/ideas.h"
#include "core/io/scenario/scenario_json.h"
#include "core/presets/builtin_scenarios.h"

#include "tests/core/toy_scenario.h"

#include <QTest>

#include <algorithm>

namespace {

core::SnapshotPtr snapshotOf(std::string_view id)
{
    return core::run(core::loadScenario(id).value()).value();
}

const core::Idea *find(const std::vector<core::Idea> &ideas, core::IdeaKind kind)
{
    const auto found = std::ranges::find(ideas, kind, &core::Idea::kind);
    return found == ideas.end() ? nullptr : &*found;
}

} // namespace

class TestIdeas : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // What an idea promises is what its scenario does when it is simulated by itself.
    void everyPromiseIsKept()
    {
        for (const core::BuiltinScenario &builtin : core::builtinScenarios()) {
            const core::SnapshotPtr now = snapshotOf(builtin.id);
            const std::vector<core::Idea> ideas = core::ideasFor(*now);
            QVERIFY(ideas.size() <= 3);
            if (!now->metrics.fits)
                QVERIFY(ideas.empty());
            for (const core::Idea &idea : ideas) {
                const core::SnapshotPtr after = core::run(idea.scenario).value();
                QVERIFY(after->metrics.fits);
                QCOMPARE(idea.saved.count, now->metrics.step.count - after->metrics.step.count);
                QVERIFY(idea.saved > core::Nanos{} || idea.freed > core::Bytes{});
                // The same work: samples per second rise as the step gets shorter.
                QCOMPARE(idea.scenario.training.globalBatch, now->scenario.training.globalBatch);
            }
        }
    }

    void aFaultIsNamedFirstWhereItCostsMost()
    {
        const auto slow = core::ideasFor(*snapshotOf("dp8-straggler"));
        QVERIFY(!slow.empty());
        QVERIFY(slow.front().kind == core::IdeaKind::RepairDevices);
        // All wait for the slow one: at full speed the step is that of the scenario without it.
        QVERIFY(slow.front().scenario.faults.devices.empty());
        QVERIFY(find(core::ideasFor(*snapshotOf("naive-4-badlink")), core::IdeaKind::RepairLinks));
        QVERIFY(
            find(core::ideasFor(*snapshotOf("naive-4-misplaced")), core::IdeaKind::PlaceInOrder));
    }

    // (p-1)/(m+p-1): 3/11 with 8 micro-batches, 3/19 with 16.
    void moreMicroBatchesShrinkTheBubbleAsTheFormulaSays()
    {
        core::Scenario s = toy::pipeline("gpipe", 4, 8); // equal stages, links without a price
        s.training.microBatch = 2;
        s.training.globalBatch = 16;
        const auto ideas = core::ideasFor(*toy::run(s));
        const core::Idea *more = find(ideas, core::IdeaKind::MoreMicroBatches);
        QVERIFY(more != nullptr);
        QCOMPARE(core::microBatchCount(more->scenario), 16);
        QVERIFY(std::abs(more->idleBefore - 3.0 / 11) < 1e-6);
        QVERIFY(std::abs(more->idleAfter - 3.0 / 19) < 1e-6);
    }

    void nothingIsTriedAfterAStop()
    {
        std::stop_source stop;
        stop.request_stop();
        QVERIFY(core::ideasFor(*snapshotOf("gpipe-4-8"), stop.get_token()).empty());
    }
};

QTEST_GUILESS_MAIN(TestIdeas)
#include "tst_ideas.moc"
