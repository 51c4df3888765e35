// SPDX-License-Identifier: GPL-3.0-or-later
// The chain that determines the end of a step, against drawings by hand and against the longest
// path through the graph of all visits, computed here in another way.
#include "tests/core/toy_scenario.h"

#include "core/analysis/bubble.h"
#include "core/analysis/critical_path.h"

#include <QTest>

#include <algorithm>
#include <map>
#include <tuple>

using core::PathCause;
using toy::kMillisecond;

namespace {

std::int64_t spent(const core::CriticalPath &path, PathCause cause)
{
    return path.spent[static_cast<std::size_t>(cause)].count;
}

// "0F0 0F1 1F1 …" with messages as "-"
QString text(const core::Snapshot &snapshot, const core::CriticalPath &path)
{
    constexpr const char *letters = "FBIWRO";
    QStringList words;
    for (const core::PathStep &step : path.steps) {
        if (step.span == core::PathStep::kNoSpan) {
            words.append(step.collective >= 0 ? QStringLiteral("ring") : QStringLiteral("-"));
            continue;
        }
        const core::SpanTag tag = snapshot.trace.tag[step.span];
        words.append(QString::number(tag.stage) + QLatin1Char(letters[static_cast<int>(tag.kind)]) +
                     QString::number(tag.microBatch));
    }
    return words.join(QLatin1Char(' '));
}

void tilesTheStep(const core::Snapshot &snapshot, const core::CriticalPath &path)
{
    std::int64_t time = 0;
    for (const core::PathStep &step : path.steps) {
        QCOMPARE(step.begin, time);
        QVERIFY(step.end > step.begin);
        QVERIFY(step.excess >= 0);
        time = step.end;
    }
    QCOMPARE(time, snapshot.trace.stop);
    core::Nanos sum;
    for (const core::Nanos part : path.spent)
        sum += part;
    QCOMPARE(sum.count, snapshot.trace.stop);
}

// All visits with what each must wait for, by names: no order, no clock.
class Graph
{
public:
    explicit Graph(const core::Snapshot &snapshot) : m_plan(snapshot.plan)
    {
        for (const std::vector<core::Action> &actions : m_plan.order.actions) {
            for (std::size_t i = 0; i < actions.size(); ++i) {
                if (i > 0 && actions[i - 1].pairedWithNext) {
                    joinPair(actions[i - 1], actions[i]);
                    continue;
                }
                const int node = nodeOf(actions[i]);
                if (i > 0)
                    join(nodeOf(actions[i - 1]), node, 0);
            }
        }
        for (const auto &[key, node] : m_nodes)
            joinInputs(key, node);
    }

    // Longest chain through this visit, its own time and messages included.
    std::int64_t through(const core::SpanTag &tag)
    {
        const int node =
            m_nodes.at({static_cast<int>(tag.kind), tag.stage, static_cast<int>(tag.microBatch)});
        return longest(node, m_before, m_head) + longest(node, m_after, m_tail) - m_time[at(node)];
    }

private:
    using Key = std::tuple<int, int, int>; // op, stage, micro-batch
    using Edges = std::vector<std::vector<std::pair<int, std::int64_t>>>;

    static std::size_t at(int node) { return static_cast<std::size_t>(node); }

    int nodeOf(const core::Action &action)
    {
        const Key key(static_cast<int>(action.op), action.stage,
                      static_cast<int>(action.microBatch));
        const auto [found, isNew] = m_nodes.try_emplace(key, static_cast<int>(m_time.size()));
        if (isNew) {
            const auto &visits = m_plan.stages[action.stage].visits;
            m_time.push_back(visits[static_cast<std::size_t>(action.op)].duration.count);
            m_before.emplace_back();
            m_after.emplace_back();
            m_head.push_back(-1);
            m_tail.push_back(-1);
        }
        return found->second;
    }

    // Both halves begin and end together, and take as long as one after the other.
    void joinPair(const core::Action &first, const core::Action &second)
    {
        const int node = nodeOf(first);
        m_nodes[{static_cast<int>(second.op), second.stage, static_cast<int>(second.microBatch)}] =
            node;
        const auto &visits = m_plan.stages[second.stage].visits;
        m_time[at(node)] += visits[static_cast<std::size_t>(second.op)].duration.count;
    }

    void join(int from, int to, std::int64_t hop)
    {
        m_before[at(to)].emplace_back(from, hop);
        m_after[at(from)].emplace_back(to, hop);
    }

    void joinInputs(const Key &key, int node)
    {
        const auto [op, stage, microBatch] = key;
        const bool forward = op == static_cast<int>(core::Op::Forward);
        if (op == static_cast<int>(core::Op::BackwardWeight))
            return;
        const int source = forward ? stage - 1 : stage + 1;
        if (source < 0 || source >= m_plan.order.stages)
            return;
        const int here = m_plan.order.rankOf(stage, microBatch);
        const int there = m_plan.order.rankOf(source, microBatch);
        const std::int64_t hop = here == there ? 0 : m_plan.wiring.inNode.latency.count;
        for (const core::Op each :
             {core::Op::Forward, core::Op::Backward, core::Op::BackwardInput}) {
            if (forward != (each == core::Op::Forward))
                continue;
            const auto made = m_nodes.find({static_cast<int>(each), source, microBatch});
            if (made != m_nodes.end())
                join(made->second, node, hop);
        }
    }

    std::int64_t longest(int node, const Edges &edges, std::vector<std::int64_t> &known)
    {
        if (known[at(node)] >= 0)
            return known[at(node)];
        std::int64_t most = 0;
        for (const auto &[other, hop] : edges[at(node)])
            most = std::max(most, longest(other, edges, known) + hop);
        return known[at(node)] = most + m_time[at(node)];
    }

    const core::Plan &m_plan;
    std::map<Key, int> m_nodes;
    std::vector<std::int64_t> m_time;
    Edges m_before;
    Edges m_after;
    std::vector<std::int64_t> m_head;
    std::vector<std::int64_t> m_tail;
};

} // namespace

class TestCriticalPath : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aSmall1f1bStepGoesThroughTheLastStage();
    void messagesOnThePathAreLinks();
    void theExcessOfASlowStageIsTheStragglers();
    void lateRingsAreOnThePath();
    void theOptimizerComesLast();
    void aCutStepEndsWithTheLastWork();
    void everyVisitOnItIsOnALongestPath();
    void bubbleOutlinesSumToTheNumbers();
    void zbH2HasNoIdleTimeInItsSpan();
};

// p = 2, m = 2, F = 1 ms, B = 2 ms: F 0-1 on rank 0, F 1-2, B 2-4, F 4-5, B 5-7 on rank 1 without
// a gap, then the last B of rank 0, 7-9.
void TestCriticalPath::aSmall1f1bStepGoesThroughTheLastStage()
{
    const auto snapshot = toy::run(toy::pipeline("1f1b", 2, 2));
    const core::CriticalPath path = core::criticalPath(*snapshot);
    QCOMPARE(text(*snapshot, path), QStringLiteral("0F0 1F0 1B0 1F1 1B1 0B1"));
    tilesTheStep(*snapshot, path);
    QCOMPARE(spent(path, PathCause::Forward), 3 * kMillisecond);
    QCOMPARE(spent(path, PathCause::Backward), 6 * kMillisecond);
}

// One micro-batch, a message of 10^6 bytes takes 1 ms at 10^9 bytes/s.
void TestCriticalPath::messagesOnThePathAreLinks()
{
    core::Scenario s = toy::pipeline("gpipe", 3, 1);
    s.cluster.intraLink.bandwidth = 1e9;
    const auto snapshot = toy::run(s);
    const core::CriticalPath path = core::criticalPath(*snapshot);
    QCOMPARE(text(*snapshot, path), QStringLiteral("0F0 - 1F0 - 2F0 2B0 - 1B0 - 0B0"));
    tilesTheStep(*snapshot, path);
    QCOMPARE(spent(path, PathCause::Link), 4 * kMillisecond);
    QCOMPARE(path.steps[1].row, 0);
    QCOMPARE(path.steps[1].toRow, 1);
}

// The last stage at half speed: 8 x 6 ms there, half of it excess; one F and one B of the others.
void TestCriticalPath::theExcessOfASlowStageIsTheStragglers()
{
    core::Scenario s = toy::pipeline("1f1b", 4, 8);
    s.faults.devices = {{.device = 3, .speed = 0.5}};
    const auto snapshot = toy::run(s);
    const core::CriticalPath path = core::criticalPath(*snapshot);
    tilesTheStep(*snapshot, path);
    QCOMPARE(spent(path, PathCause::Straggler), 8 * 3 * kMillisecond);
    QCOMPARE(spent(path, PathCause::Forward), (8 + 3) * kMillisecond);
    QCOMPARE(spent(path, PathCause::Backward), 2 * (8 + 3) * kMillisecond);
}

// 2 layers of 1000 parameters: one bucket of 4000 bytes over 4 devices at 10^6 bytes/s takes
// 2 x 3/4 x 4 ms and 45 us to start, after 2 ms forward and 4 ms backward.
void TestCriticalPath::lateRingsAreOnThePath()
{
    for (const bool overlap : {false, true}) {
        core::Scenario s = toy::dataParallel(4, 2);
        s.cluster.intraLink.bandwidth = 1e6;
        s.parallel.overlap = overlap;
        const auto snapshot = toy::run(s);
        const core::CriticalPath path = core::criticalPath(*snapshot);
        QCOMPARE(text(*snapshot, path), QStringLiteral("0F0 0B0 ring"));
        tilesTheStep(*snapshot, path);
        QCOMPARE(spent(path, PathCause::Sync), 6 * kMillisecond + 45'000);
    }
    // Two buckets: the first is ready after the first of two layers, 2 + 2 ms, and keeps the
    // second waiting.
    core::Scenario s = toy::dataParallel(4, 2);
    s.cluster.intraLink.bandwidth = 1e6;
    s.parallel.bucketBytes = 2000;
    const auto snapshot = toy::run(s);
    const core::CriticalPath path = core::criticalPath(*snapshot);
    QCOMPARE(text(*snapshot, path), QStringLiteral("0F0 0B0 ring ring"));
    tilesTheStep(*snapshot, path);
    QCOMPARE(spent(path, PathCause::Backward), 2 * kMillisecond);
}

void TestCriticalPath::theOptimizerComesLast()
{
    core::Scenario s = toy::pipeline("gpipe", 2, 3);
    s.cluster.device.memoryBandwidth = 1e9;
    const auto snapshot = toy::run(s);
    const core::CriticalPath path = core::criticalPath(*snapshot);
    tilesTheStep(*snapshot, path);
    QCOMPARE(path.steps.back().cause, PathCause::Optimizer);
    QCOMPARE(path.steps.back().begin, snapshot->trace.optimizerBegin);
}

void TestCriticalPath::aCutStepEndsWithTheLastWork()
{
    core::Scenario s = toy::pipeline("1f1b", 4, 8);
    s.faults.links = {{.from = 2, .to = 3, .down = true}};
    const auto snapshot = toy::run(s);
    const core::CriticalPath path = core::criticalPath(*snapshot);
    tilesTheStep(*snapshot, path);
    QCOMPARE(text(*snapshot, path), QStringLiteral("0F0 0F1 0F2 0F3"));
}

void TestCriticalPath::everyVisitOnItIsOnALongestPath()
{
    int cases = 0;
    int paired = 0;
    for (const core::ScheduleEntry &entry : core::schedules()) {
        if (entry.family == core::ScheduleFamily::Asynchronous)
            continue; // updates of the weights are not in the graph
        for (const int ranks : {1, 2, 4, 6}) {
            for (const core::Recompute recompute : {core::Recompute::None, core::Recompute::Full}) {
                core::Scenario s = toy::scenario(ranks, 40);
                s.parallel.schedule = entry.id;
                s.parallel.pipeline = ranks;
                s.parallel.chunks = entry.chunks.usual;
                s.training.globalBatch = 12;
                s.training.recompute = recompute;
                s.cluster.intraLink.latency = {170'000};
                s.parallel.overlap = false; // two directions share gradients, then after all visits
                const auto snapshot = toy::run(s);
                if (!snapshot)
                    continue; // refused with a reason
                ++cases;
                paired += std::ranges::any_of(snapshot->plan.order.actions, [](const auto &rank) {
                    return std::ranges::any_of(rank, &core::Action::pairedWithNext);
                });
                const core::CriticalPath path = core::criticalPath(*snapshot);
                tilesTheStep(*snapshot, path);
                Graph graph(*snapshot);
                for (const core::PathStep &step : path.steps) {
                    if (step.span != core::PathStep::kNoSpan)
                        QCOMPARE(graph.through(snapshot->trace.tag[step.span]),
                                 snapshot->trace.stop - spent(path, PathCause::Sync));
                }
            }
        }
    }
    // 18 schedules on 1, 2, 4 and 6 ranks, with and without recomputation, less what is refused:
    // two directions need an even number of ranks.
    QVERIFY2(cases >= 120, qPrintable(QString::number(cases)));
    QVERIFY2(paired >= 8, qPrintable(QString::number(paired)));
}

void TestCriticalPath::bubbleOutlinesSumToTheNumbers()
{
    core::Scenario s = toy::pipeline("zb-h1", 4, 6);
    s.cluster.devices = 8;
    s.parallel.data = 2;
    s.training.globalBatch = 12;
    s.cluster.intraLink.bandwidth = 1e8;
    s.cluster.device.memoryBandwidth = 1e12;
    const auto snapshot = toy::run(s);
    const auto length = [](const std::vector<core::TimeRange> &ranges) {
        std::int64_t sum = 0;
        for (const core::TimeRange &range : ranges)
            sum += range.end - range.begin;
        return static_cast<double>(sum);
    };
    using core::BubbleDefinition;
    for (const BubbleDefinition definition :
         {BubbleDefinition::IdleOverStep, BubbleDefinition::IdleOverIdeal}) {
        double numerator = 0;
        double denominator = 0;
        for (int row = 0; row < 4; ++row) {
            const core::BubbleRow ranges = core::bubbleOfRow(*snapshot, definition, row);
            numerator += length(ranges.numerator);
            denominator += length(ranges.denominator);
        }
        QVERIFY(qAbs(numerator / denominator -
                     core::bubbleValue(snapshot->metrics.bubble, definition)) < 1e-12);
    }
    const core::BubbleRow worst =
        core::bubbleOfRow(*snapshot, BubbleDefinition::SpanIdle, core::worstSpanRow(*snapshot));
    QVERIFY(qAbs(length(worst.numerator) / length(worst.denominator) -
                 snapshot->metrics.bubble.spanIdleMax) < 1e-12);
}

// F = I = W, m >= 2p - 1: every rank works without a gap, and still the step is p - 1 visits longer
// (arXiv:2401.10241, Figure 3).
void TestCriticalPath::zbH2HasNoIdleTimeInItsSpan()
{
    const auto snapshot = toy::run(toy::pipeline("zb-h2", 4, 8));
    QCOMPARE(snapshot->metrics.bubble.spanIdleMax, 0.0);
    QCOMPARE(snapshot->metrics.longestSpan.count, 8 * 3 * kMillisecond);
    QCOMPARE(snapshot->metrics.makespan.count, (8 * 3 + 3) * kMillisecond);
    for (int row = 0; row < 4; ++row)
        QVERIFY(
            core::bubbleOfRow(*snapshot, core::BubbleDefinition::SpanIdle, row).numerator.empty());
}

QTEST_APPLESS_MAIN(TestCriticalPath)
#include "tst_critical_path.moc"
