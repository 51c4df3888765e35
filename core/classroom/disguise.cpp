// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/classroom/disguise.h"

#include "core/analysis/recording.h"
#include "core/analysis/row_checkpoints.h"
#include "core/analysis/trace_index.h"
#include "core/base/language.h"
#include "core/sim/simulate.h"

#include <algorithm>
#include <cassert>

namespace core {
namespace {

// What waits for a slow device or link waits for the others, as any other wait does.
template <class Causes>
void withoutBlame(Causes &idle)
{
    const auto at = [&idle](IdleCause cause) -> auto &
    {
        return idle[static_cast<std::size_t>(cause)];
    };
    for (const IdleCause cause : {IdleCause::Link, IdleCause::Straggler}) {
        at(IdleCause::Dependency) += at(cause);
        at(cause) = {};
    }
}

// Which layers a stage has is not told: a card that named others would rule the right answer out.
void hideLayers(StagePlan &stage)
{
    for (VisitProfile &visit : stage.visits)
        visit.segments.clear();
    stage.firstLayer = stage.endLayer = 0;
}

// Nor is how fast a link is: the speed of a healthy one would be false where it is slow.
void disguise(Plan &plan)
{
    plan.wiring.faults.clear();
    plan.wiring.inNode.bandwidth = plan.wiring.betweenNodes.bandwidth = 0;
    for (RowPlan &row : plan.rows)
        row.speed = row.ownSpeed = 1;
    for (GradientSync &sync : plan.sync) {
        sync.down = false;
        sync.downFrom = sync.downTo = -1;
    }
    if (plan.stages.size() > 1) {
        for (StagePlan &stage : plan.stages)
            hideLayers(stage);
    }
    plan.warnings.clear();
}

// Whom a device waits for is said, and not why.
void renameWaits(Trace &trace, const std::vector<RowMetrics> &rows)
{
    for (std::size_t row = 0; row < trace.rows.size(); ++row) {
        const Trace::RowRange range = trace.rows[row];
        for (std::size_t i = range.first; i < range.first + range.count; ++i) {
            SpanTag &tag = trace.tag[i];
            if (tag.kind == SpanKind::Wait && tag.cause == IdleCause::Straggler)
                tag.cause = trace.begin[i] >= rows[row].lastWork.count ? IdleCause::Barrier
                                                                       : IdleCause::Dependency;
        }
    }
}

void disguise(Trace &trace)
{
    for (RowInfo &row : trace.info)
        row.speed = row.ownSpeed = 1;
    for (std::vector<WaitDetail> &waits : trace.waits) {
        for (WaitDetail &wait : waits) {
            wait.cut = false;
            wait.link = 0;
        }
    }
    for (IdleByCause &idle : trace.idle)
        withoutBlame(idle);
    if (!trace.diagnosis.empty())
        trace.diagnosis = phrase(inContext("Mystery", "nobody can go on"));
}

} // namespace

Scenario shownScenario(const Mystery &mystery)
{
    const bool isSetting = mystery.fault == MysteryFault::FewMicroBatches ||
                           mystery.fault == MysteryFault::StatesTooLarge;
    return isSetting ? mystery.faulty : mystery.healthy;
}

SnapshotPtr shownRun(const Mystery &mystery)
{
    // Every device has a row of its own: folded ones would set the slow one apart.
    Result<Plan> plan = makePlan(mystery.faulty, Folding::None);
    assert(plan);
    auto run = std::make_shared<Snapshot>();
    run->scenario = shownScenario(mystery);
    run->plan = std::move(plan).value();
    if (run->plan.fits)
        run->trace = simulate(run->plan, {});
    else
        run->trace.info = rowInfos(run->plan);
    run->metrics = measure(mystery.faulty, run->plan, run->trace);
    disguise(run->plan);
    renameWaits(run->trace, run->metrics.rows);
    disguise(run->trace);
    for (RowMetrics &row : run->metrics.rows)
        withoutBlame(row.idle);
    run->metrics.warnings.clear();
    if (!run->trace.diagnosis.empty())
        run->metrics.warnings.push_back(
            phrase(inContext("Mystery", "The step stops here: nobody can go on.")));
    if (!run->trace.rows.empty()) {
        run->index = std::make_shared<TraceIndex>(*run);
        run->checkpoints = std::make_shared<RowCheckpoints>(run->plan, run->trace);
    }
    return run;
}

} // namespace core
