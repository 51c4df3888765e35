// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/critical_path.h"

#include "core/sim/engine_task.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace core {
namespace {

PathCause causeOf(SpanKind kind)
{
    using enum PathCause;
    // In the order of SpanKind; no path goes through a wait.
    constexpr PathCause causes[kSpanKindCount] = {Forward,   Backward,  Backward, Weight,
                                                  Recompute, Optimizer, Backward, Link,
                                                  Forward,   Forward,   Forward,  Forward};
    return causes[static_cast<std::size_t>(kind)];
}

// Which span of a replica class produces a value: the input of a stage, or its gradient.
class Producers
{
public:
    Producers(const Snapshot &snapshot, int replicaClass)
        : m_perStage(static_cast<std::size_t>(snapshot.plan.order.microBatches)),
          m_spans(2 * m_perStage * static_cast<std::size_t>(snapshot.plan.order.stages),
                  PathStep::kNoSpan)
    {
        const Trace &trace = snapshot.trace;
        for (int rank = 0; rank < snapshot.plan.ranks(); ++rank) {
            const auto row = static_cast<std::size_t>(replicaClass * snapshot.plan.ranks() + rank);
            const Trace::RowRange range = trace.rows[row];
            for (std::size_t i = range.first; i < range.first + range.count; ++i) {
                const SpanTag tag = trace.tag[i];
                if (tag.kind == SpanKind::Forward)
                    m_spans[at(tag.stage, tag.microBatch, false)] = i;
                else if (tag.kind == SpanKind::Backward || tag.kind == SpanKind::BackwardInput)
                    m_spans[at(tag.stage, tag.microBatch, true)] = i;
            }
        }
    }
    [[nodiscard]] std::size_t of(int stage, std::uint32_t microBatch, bool gradient) const
    {
        return m_spans[at(stage, microBatch, gradient)];
    }

private:
    [[nodiscard]] std::size_t at(int stage, std::uint32_t microBatch, bool gradient) const
    {
        return (static_cast<std::size_t>(stage) * m_perStage + microBatch) * 2 + (gradient ? 1 : 0);
    }
    std::size_t m_perStage;
    std::vector<std::size_t> m_spans;
};

struct Place
{
    int row = 0;
    std::size_t span = 0;
};

// Walks back from the end of the step, each time to what the current stretch had to wait for.
class Walk
{
    static constexpr std::size_t kStepsAtOnce = 4096; // between two looks at the watch

public:
    Walk(const Snapshot &snapshot, const Watch &watch)
        : m_snapshot(snapshot), m_plan(snapshot.plan), m_trace(snapshot.trace), m_watch(watch)
    {}

    CriticalPath run()
    {
        m_time = m_trace.stop;
        if (m_trace.completed) {
            goBackFromOptimizer();
            goBackOverPause();
        }
        if (const std::optional<Place> place = workEndingAt(m_time))
            goBackThroughVisits(*place);
        else
            goBackThroughRings();
        std::ranges::reverse(m_path.steps);
        return std::move(m_path);
    }

private:
    void goBackFromOptimizer()
    {
        for (std::size_t row = 0; row < m_plan.leadCount(); ++row) {
            const std::optional<std::size_t> last = lastWork(row);
            if (!last || m_trace.tag[*last].kind != SpanKind::Optimizer ||
                m_trace.begin[*last] != m_trace.optimizerBegin || m_trace.end[*last] != m_time)
                continue;
            addVisit({static_cast<int>(row), *last});
            return;
        }
    }

    // All wait for the process that paused longest, while nobody works (pauseOfStep).
    void goBackOverPause()
    {
        std::int64_t before = 0;
        for (std::size_t row = 0; row < m_plan.leadCount(); ++row) {
            if (const std::optional<std::size_t> last = lastWork(row))
                before = std::max(before, m_trace.end[*last]);
        }
        for (const Collective &ring : m_trace.collectives)
            before = std::max(before, ring.end);
        if (before < m_time)
            add({.begin = before, .end = m_time, .cause = PathCause::Straggler});
    }

    // The last span of a row before this time that is not a wait.
    [[nodiscard]] std::optional<std::size_t> lastWork(std::size_t row) const
    {
        const Trace::RowRange range = m_trace.rows[row];
        std::size_t i = range.first + range.count;
        while (i > range.first) {
            --i;
            if (m_trace.tag[i].kind != SpanKind::Wait && m_trace.begin[i] < m_time)
                return i;
        }
        return std::nullopt;
    }

    [[nodiscard]] std::optional<Place> workEndingAt(std::int64_t time) const
    {
        for (std::size_t row = 0; row < m_plan.leadCount(); ++row) {
            const std::optional<std::size_t> last = lastWork(row);
            if (last && m_trace.end[*last] == time)
                return Place{static_cast<int>(row), *last};
        }
        return std::nullopt;
    }

    void add(PathStep step)
    {
        m_path.spent[static_cast<std::size_t>(step.cause)] +=
            Nanos{step.end - step.begin - step.excess};
        m_path.spent[static_cast<std::size_t>(PathCause::Straggler)] += Nanos{step.excess};
        m_time = step.begin;
        m_path.steps.push_back(step);
        if (m_path.steps.size() % kStepsAtOnce == 0)
            m_watch.tell(1 - static_cast<double>(m_time) / static_cast<double>(m_trace.stop));
    }

    // Asked from time to time, whatever is added in between.
    [[nodiscard]] bool isCancelled()
    {
        if (m_path.steps.size() < m_nextLook)
            return false;
        m_nextLook = m_path.steps.size() + kStepsAtOnce;
        return m_watch.stop.stop_requested();
    }

    // The part of the span before the moment that was reached.
    void addVisit(Place place)
    {
        const std::int64_t begin = m_trace.begin[place.span];
        const double length = static_cast<double>(m_time - begin);
        const double speed = m_plan.rows[static_cast<std::size_t>(place.row)].speed;
        const std::int64_t healthy = speed < 1 ? std::llround(length * speed) : m_time - begin;
        if (m_time > begin)
            add({.begin = begin,
                 .end = m_time,
                 .cause = causeOf(m_trace.tag[place.span].kind),
                 .excess = m_time - begin - healthy,
                 .row = place.row,
                 .span = place.span});
    }

    void goBackThroughVisits(Place place)
    {
        while (true) {
            addVisit(place);
            const Trace::RowRange range = m_trace.rows[static_cast<std::size_t>(place.row)];
            if (m_time == 0 || place.span == range.first || isCancelled())
                return;
            const std::size_t before = place.span - 1;
            if (m_trace.tag[before].kind != SpanKind::Wait) {
                place.span = before; // the device was busy until then
                continue;
            }
            place = goBackOverMessage(place.row, before);
        }
    }

    // To the visit whose result the wait was for.
    Place goBackOverMessage(int row, std::size_t wait)
    {
        const WaitDetail &detail =
            m_trace
                .waits[static_cast<std::size_t>(row)][static_cast<std::size_t>(m_trace.wait[wait])];
        const int stage = m_trace.tag[wait].stage;
        const bool entering = !detail.forGradient && stage == 0; // behind the batch before it
        const int from = entering             ? m_plan.order.stages - 1
                         : detail.forGradient ? stage + 1
                                              : stage - 1;
        const std::uint32_t microBatch = detail.microBatch - (entering ? 1 : 0);
        std::size_t span = producers(m_plan.rows[static_cast<std::size_t>(row)].replicaClass)
                               .of(from, microBatch, detail.forGradient);
        if (m_trace.pairedWithNext(span))
            ++span; // results of a pair leave when both are done
        const std::int64_t produced = m_trace.end[span];
        if (produced < m_time)
            add({.begin = produced,
                 .end = m_time,
                 .cause = PathCause::Link,
                 .row = detail.awaitedRow,
                 .toRow = row});
        return {detail.awaitedRow, span};
    }

    // From the last bucket to what delayed one of them.
    void goBackThroughRings()
    {
        const auto last = std::ranges::find(m_trace.collectives, m_time, &Collective::end);
        if (last == m_trace.collectives.end())
            return;
        auto index = static_cast<std::size_t>(last - m_trace.collectives.begin());
        while (true) {
            const Collective &ring = m_trace.collectives[index];
            add({.begin = ring.begin,
                 .end = ring.end,
                 .cause = PathCause::Sync,
                 .collective = static_cast<int>(index)});
            if (const std::optional<Place> place = madeAt(ring, m_time))
                return goBackThroughVisits(*place);
            if (index == 0 || m_trace.collectives[index - 1].group != ring.group)
                return;
            --index; // the stream was busy
        }
    }

    // Where the bucket became ready, if that was at this time.
    [[nodiscard]] std::optional<Place> madeAt(const Collective &ring, std::int64_t time) const
    {
        const GradientSync &sync = m_plan.sync[static_cast<std::size_t>(ring.group)];
        const GradientBucket &bucket = sync.buckets[static_cast<std::size_t>(ring.bucket)];
        for (int replicaClass = 0; replicaClass < m_plan.replicaClasses; ++replicaClass) {
            for (const int rank : sync.ranks) {
                const int row = replicaClass * m_plan.ranks() + rank;
                const std::optional<std::size_t> made =
                    m_plan.overlapSync && bucket.kind == BucketKind::Gradients
                        ? gradientReadyAt(row, bucket, time)
                        : lastWorkAt(row, time);
                if (made)
                    return Place{row, *made};
            }
        }
        return std::nullopt;
    }

    [[nodiscard]] std::optional<std::size_t> lastWorkAt(int row, std::int64_t time) const
    {
        const std::optional<std::size_t> last = lastWork(static_cast<std::size_t>(row));
        return last && m_trace.end[*last] == time ? last : std::nullopt;
    }

    // The span of the row that completed its gradients of the bucket, if at this time.
    [[nodiscard]] std::optional<std::size_t> gradientReadyAt(int row, const GradientBucket &bucket,
                                                             std::int64_t time) const
    {
        const auto at = static_cast<std::size_t>(row);
        const Trace::RowRange range = m_trace.rows[at];
        for (std::size_t i = range.first + range.count; i-- > range.first;) {
            const SpanTag tag = m_trace.tag[i];
            const bool weight = tag.kind == SpanKind::BackwardWeight;
            if (tag.stage != bucket.stage || (!weight && tag.kind != SpanKind::Backward))
                continue;
            const Nanos before = weight ? bucket.beforeEndOfWeight : bucket.beforeEndOfBackward;
            const std::size_t last = m_trace.pairedWithNext(i) ? i + 1 : i;
            if (m_trace.end[last] - atSpeed(before, m_plan.rows[at].speed) != time)
                return std::nullopt;
            // The work done up to that moment.
            return m_trace.spanAt(row, time > m_trace.begin[range.first] ? time - 1 : time);
        }
        return std::nullopt;
    }

    const Producers &producers(int replicaClass)
    {
        if (m_producers.empty())
            m_producers.resize(static_cast<std::size_t>(m_plan.replicaClasses));
        std::optional<Producers> &found = m_producers[static_cast<std::size_t>(replicaClass)];
        if (!found)
            found.emplace(m_snapshot, replicaClass);
        return *found;
    }

    const Snapshot &m_snapshot;
    const Plan &m_plan;
    const Trace &m_trace;
    const Watch &m_watch;
    std::int64_t m_time = 0; // reached so far
    CriticalPath m_path;
    std::size_t m_nextLook = kStepsAtOnce;
    std::vector<std::optional<Producers>> m_producers;
};

} // namespace

CriticalPath criticalPath(const Snapshot &snapshot, const Watch &watch)
{
    if (snapshot.trace.rows.empty())
        return {};
    return Walk(snapshot, watch).run();
}

} // namespace core
