// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/advice/idea_moves.h"
#include "core/advice/ideas.h"
#include "core/advice/remedies.h"
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

const core::Idea *find(const core::IdeaList &ideas, core::IdeaKind kind)
{
    const auto found = std::ranges::find(ideas.best, kind, &core::Idea::kind);
    return found == ideas.best.end() ? nullptr : &*found;
}

bool isRepair(core::IdeaKind kind)
{
    return kind == core::IdeaKind::RepairDevices || kind == core::IdeaKind::RepairLinks ||
           kind == core::IdeaKind::PlaceInOrder;
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
            const std::vector<core::Idea> ideas = core::ideasFor(*now).best;
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
                QCOMPARE(idea.scenario.cluster.devices, now->scenario.cluster.devices);
            }
        }
    }

    void noSettingIsOfferedThatAnotherBeats()
    {
        for (const core::BuiltinScenario &builtin : core::builtinScenarios()) {
            const std::vector<core::Idea> ideas = core::ideasFor(*snapshotOf(builtin.id)).best;
            for (const core::Idea &a : ideas) {
                for (const core::Idea &b : ideas) {
                    if (isRepair(a.kind) || isRepair(b.kind))
                        continue;
                    const bool beats = a.saved >= b.saved && a.freed >= b.freed;
                    QVERIFY(&a == &b || !beats || (a.saved == b.saved && a.freed == b.freed));
                }
            }
        }
    }

    void aFaultIsNamedFirstWhereItCostsMost()
    {
        const core::IdeaList slow = core::ideasFor(*snapshotOf("dp8-straggler"));
        const core::Idea *repair = find(slow, core::IdeaKind::RepairDevices);
        QVERIFY(repair);
        // All wait for the slow one: at full speed the step is that of the scenario without it.
        QVERIFY(repair->scenario.faults.devices.empty());
        QVERIFY(find(core::ideasFor(*snapshotOf("naive-4-badlink")), core::IdeaKind::RepairLinks));
        QVERIFY(
            find(core::ideasFor(*snapshotOf("naive-4-misplaced")), core::IdeaKind::PlaceInOrder));
    }

    // 8 stages of one layer, 8 micro-batches of 4 samples, F = 4 and B = 8 ms: (8 + 7) 12 = 180 ms
    // with 1F1B. In m pieces of 32 / m samples it is (m + 7) 96 / m: at 32 pieces, 117 ms.
    void moreMicroBatchesShrinkTheBubbleAsTheFormulaSays()
    {
        core::Scenario s = toy::pipeline("1f1b", 8, 8);
        s.training.globalBatch = 32;
        s.training.microBatch = 4;
        const auto now = toy::run(s);
        QCOMPARE(now->metrics.step.count, 180 * toy::kMillisecond);
        const core::IdeaList ideas = core::ideasFor(*now);
        const core::Idea *more = find(ideas, core::IdeaKind::MicroBatches);
        QVERIFY(more != nullptr);
        QCOMPARE(core::microBatchCount(more->scenario), 32);
        QCOMPARE(more->saved.count, 63 * toy::kMillisecond);
        QVERIFY(std::abs(more->idleBefore - 7.0 / 15) < 1e-6);
        QVERIFY(std::abs(more->idleAfter - 7.0 / 39) < 1e-6);
        QCOMPARE(ideas.tried.microBatches, 5); // of 1, 2, 4, 8, 16 and 32, all but 8
    }

    // One micro-batch of one sample in each of 8 pieces, so no other number of them: the schedule
    // is what helps. Of 1F1B, (8 + 3) 3 = 33 ms; ZB-H1, 3 m + p - 1 = 27.
    void schedulesAreTried()
    {
        const auto now = toy::run(toy::pipeline("1f1b", 4, 8));
        QCOMPARE(now->metrics.step.count, 33 * toy::kMillisecond);
        const core::IdeaList ideas = core::ideasFor(*now);
        const core::Idea *schedule = find(ideas, core::IdeaKind::Schedule);
        QVERIFY(schedule != nullptr);
        QVERIFY(schedule->saved.count >= 6 * toy::kMillisecond);
        QVERIFY(ideas.tried.schedules >= 6);
        QVERIFY(core::triedText(ideas.tried).find("schedules") != std::string::npos);
    }

    // Forward again makes 4 of 3 units: without it (8 + 3) 3 = 33 ms of 44.
    void lessRecomputationIsTried()
    {
        core::Scenario s = toy::pipeline("1f1b", 4, 8);
        s.training.recompute = core::Recompute::Full;
        const auto now = toy::run(s);
        QCOMPARE(now->metrics.step.count, 44 * toy::kMillisecond);
        const core::IdeaList ideas = core::ideasFor(*now);
        const core::Idea *less = find(ideas, core::IdeaKind::LessRecompute);
        QVERIFY(less != nullptr);
        QCOMPARE(less->saved.count, 11 * toy::kMillisecond);
    }

    void degreesAreTriedAndTheirMemoryIsTold()
    {
        const auto now = snapshotOf("gpt3-64-4x4x4");
        const core::IdeaList ideas = core::ideasFor(*now);
        QVERIFY(ideas.tried.degrees >= 8);
        for (const core::Idea &idea : ideas.best) {
            const auto after = core::run(idea.scenario).value();
            core::Bytes need;
            core::Bytes needed;
            for (const core::RowPlan &row : after->plan.rows)
                need = std::max(need, row.peak.total());
            for (const core::RowPlan &row : now->plan.rows)
                needed = std::max(needed, row.peak.total());
            QCOMPARE(idea.freed.count, (needed - need).count);
        }
    }

    void anImportedScheduleIsNotDroppedUnsaid()
    {
        core::Scenario s = toy::pipeline("1f1b", 4, 8);
        auto order = core::makeOrder("gpipe", {.ranks = 4, .microBatches = 8});
        s.parallel.schedule = core::kOwnSchedule;
        s.parallel.own = {"My order",
                          std::make_shared<const core::ScheduleOrder>(std::move(order).value())};
        const auto now = toy::run(s);
        QVERIFY(now);
        const core::IdeaList ideas = core::ideasFor(*now);
        QVERIFY(!ideas.best.empty());
        for (const core::Idea &idea : ideas.best)
            QCOMPARE(QString::fromStdString(idea.dropped),
                     idea.scenario.parallel.schedule == core::kOwnSchedule
                         ? QString()
                         : QStringLiteral("My order"));
    }

    // PipeDream ends sooner, but trains with old weights.
    void noIdeaChangesWhatIsTrained()
    {
        for (const core::BuiltinScenario &builtin : core::builtinScenarios()) {
            const auto now = snapshotOf(builtin.id);
            for (const core::Idea &idea : core::ideasFor(*now).best)
                QVERIFY(!core::run(idea.scenario).value()->plan.order.asynchronous ||
                        now->plan.order.asynchronous);
        }
    }

    // fp32 products of a B200 are 75 of its 2,250 TFLOP/s in bf16 (data sheet): whatever else is
    // tried, fewer bits save most.
    void oneDeviceIsOfferedFewerBits()
    {
        const core::Scenario s =
            core::loadScenario("llama7b-pp4",
                               {"cluster.devices=1", "parallel.pipeline=1",
                                "cluster.device=b200-180g", "training.precision=fp32"})
                .value();
        const core::IdeaList ideas = core::ideasFor(*core::run(s).value());
        QCOMPARE(ideas.tried.precisions, 2); // bf16 and fp8
        const core::Idea *lower = find(ideas, core::IdeaKind::Precision);
        QVERIFY(lower);
        QVERIFY(lower == &ideas.best.front());
        int several = 0;
        core::offerPrecisions(
            core::loadScenario("llama7b-pp4", {"training.precision=fp32"}).value(),
            [&several](core::IdeaKind, const core::Scenario &) {
                ++several;
                return true;
            });
        QCOMPARE(several, 0);
    }

    // 6.74 billion parameters at 16 bytes (arXiv:1910.02054, section 3.1) are 107.8 GB: no more
    // than 80 GB whatever is done, and 112 GB suffice once activations are recomputed.
    void oneDeviceSaysWhatWasTried()
    {
        core::Scenario s =
            core::loadScenario("llama7b-pp4", {"cluster.devices=1", "parallel.pipeline=1"}).value();
        const core::IdeaList tried = core::ideasFor(*core::run(s).value());
        QCOMPARE(tried.tried.recomputations, 2);
        QCOMPARE(tried.tried.precisions, 0); // an A100 has no fp8
        QVERIFY(tried.tried.microBatches > 0);
        QVERIFY(tried.best.empty());
        QVERIFY(tried.leastNeed.count > 107'800'000'000);
        QVERIFY(tried.leastNeed.count < 112'000'000'000);
        for (const core::Remedy &remedy : core::remediesFor(*core::run(s).value()))
            QVERIFY(remedy.scenario.cluster.devices > 1 ||
                    remedy.kind == core::RemedyKind::BiggerDevice);
        s.cluster.device.memory = {112'000'000'000};
        const std::vector<core::Remedy> here = core::remediesFor(*core::run(s).value());
        QVERIFY(!here.empty());
        QVERIFY(here.front().fits);
        QCOMPARE(here.front().scenario.cluster.devices, 1);
        QVERIFY(here.front().kind != core::RemedyKind::BiggerDevice);
        // Several have layouts to try.
        QCOMPARE(core::ideasFor(*snapshotOf("llama7b-dp3-80")).leastNeed.count, std::int64_t{0});
    }

    void whatWasTriedIsCountedInWords()
    {
        QCOMPARE(
            QString::fromStdString(core::triedText({.schedules = 12,
                                                    .recomputations = 1,
                                                    .microBatches = 5,
                                                    .degrees = 1,
                                                    .doNotFit = 1})),
            QStringLiteral("12 schedules, 1 way to recompute, 5 micro-batch sizes and 1 layout; "
                           "1 would be faster but does not fit"));
    }

    // 24 samples on one to four replicas: two at a time where a replica gets an even number of
    // them.
    void layoutsKeepTheMicroBatchWhereItDividesTheShare()
    {
        core::Scenario s = core::loadScenario("llama7b-pp4").value();
        for (const auto &[batch, size] : {std::pair(24, 2), {24, 8}, {12, 3}}) {
            s.training.globalBatch = batch;
            s.training.microBatch = size;
            int tried = 0;
            core::offerDegrees(s, [&](core::IdeaKind, const core::Scenario &changed) {
                const int each = batch / changed.parallel.data;
                int most = size; // the largest part of a replica's samples that is no larger
                while (each % most != 0)
                    --most;
                tried += changed.training.microBatch == most ? 1 : -1000;
                return true;
            });
            QVERIFY2(tried >= 3, qPrintable(QString::number(tried)));
        }
    }

    void nothingIsTriedAfterAStop()
    {
        std::stop_source stop;
        stop.request_stop();
        const core::IdeaList ideas = core::ideasFor(*snapshotOf("gpipe-4-8"), stop.get_token());
        QVERIFY(ideas.best.empty());
        QVERIFY(!ideas.tried.complete);
        QCOMPARE(ideas.tried.total(), 0);
    }
};

QTEST_GUILESS_MAIN(TestIdeas)
#include "tst_ideas.moc"
