// SPDX-License-Identifier: GPL-3.0-or-later
// Messages that queue, outputs that are gathered, buckets that wait for a slow device or take from
// the work that hides them: each time by hand. A forward takes 1 ms, a backward 2.
#include "core/analysis/critical_path.h"
#include "core/schedule/order_from_actions.h"

#include "tests/core/toy_scenario.h"

#include <QTest>

#include <memory>
#include <numeric>

using core::Nanos;
using core::PathCause;
using toy::kMillisecond;

class TestLinksByHand : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void messagesQueueForTheirLink();
    void gradientsQueueForTheirLink();
    void behindACutLinkNobodyIsIdleWhileItWorks();
    void theBucketThatIsReadyFirstGoesFirst();
    void equallySlowDevicesDoNotBlameEachOther();
    void anOutputIsWholeOnlyWhenItIsGathered();
    void aBucketWaitsForTheSlowDevice();
    void thePathGoesThroughTheBucketOfTheSlowDevice();
    void aHiddenCollectiveTakesFromTheWorkBesideIt();
    void aBlockingMessageIsWaitedForAsALink();
    void aSlowDeviceElsewhereDoesNotChangeWhatALinkCosts();
};

// Two stages, three micro-batches, forward only, and a link that carries a message of 1 MB in 4 ms.
// They leave at 1, 2 and 3 ms, and arrive at 5, 9 and 13.
void TestLinksByHand::messagesQueueForTheirLink()
{
    core::Scenario s = toy::pipeline("gpipe", 2, 3);
    s.training.pass = core::Pass::ForwardOnly;
    s.cluster.intraLink.bandwidth = 2.5e8;
    const core::SnapshotPtr snapshot = toy::run(s);
    QCOMPARE(snapshot->trace.stop, 14 * kMillisecond);
    std::vector<std::int64_t> arrivals;
    for (const core::Transfer &transfer : snapshot->trace.transfers.front())
        arrivals.push_back(transfer.end / kMillisecond);
    QCOMPARE(arrivals, (std::vector<std::int64_t>{5, 9, 13}));
}

// The same with a backward pass of 2 ms: the last forward ends at 14, gradients leave at 16, 18 and
// 20 and arrive at 20, 24 and 28.
void TestLinksByHand::gradientsQueueForTheirLink()
{
    core::Scenario s = toy::pipeline("gpipe", 2, 3);
    s.cluster.intraLink.bandwidth = 2.5e8;
    const core::SnapshotPtr snapshot = toy::run(s);
    std::vector<std::int64_t> arrivals;
    for (const core::Transfer &transfer : snapshot->trace.transfers.back())
        arrivals.push_back(transfer.end / kMillisecond);
    QCOMPARE(arrivals, (std::vector<std::int64_t>{20, 24, 28}));
    QCOMPARE(snapshot->trace.stop, 30 * kMillisecond);
}

// 1F1B of two ranks: the first runs two forwards of 1 ms and waits for a gradient; the second waits
// for an activation from the start. Then nothing works any more.
void TestLinksByHand::behindACutLinkNobodyIsIdleWhileItWorks()
{
    core::Scenario s = toy::pipeline("1f1b", 2, 4);
    s.faults.links = {{.from = 0, .to = 1, .down = true}};
    const core::SnapshotPtr snapshot = toy::run(s);
    QVERIFY(!snapshot->trace.completed);
    QCOMPARE(snapshot->trace.stop, 2 * kMillisecond);
    QCOMPARE(toy::idleFor(snapshot, 0, core::IdleCause::Link), std::int64_t{0});
    QCOMPARE(toy::idleFor(snapshot, 1, core::IdleCause::Link), 2 * kMillisecond);
}

// Two replicas of one rank with two stages: forwards to 2 ms, input gradients to 4, the weights of
// stage 0 at 5, those of stage 1 at 6. A bucket takes 10 ms; it starts when it is ready.
void TestLinksByHand::theBucketThatIsReadyFirstGoesFirst()
{
    core::Scenario s = toy::dataParallel(2, 2);
    s.cluster.software.collectiveStart = {10 * kMillisecond};
    using core::Op;
    std::vector<core::Action> actions;
    for (const auto &[op, stage] : {std::pair(Op::Forward, 0),
                                    {Op::Forward, 1},
                                    {Op::BackwardInput, 1},
                                    {Op::BackwardInput, 0},
                                    {Op::BackwardWeight, 0},
                                    {Op::BackwardWeight, 1}})
        actions.push_back({.microBatch = 0, .stage = static_cast<std::uint16_t>(stage), .op = op});
    s.parallel.schedule = core::kOwnSchedule;
    s.parallel.own.order =
        std::make_shared<const core::ScheduleOrder>(core::orderFromActions({actions}).value());
    const core::SnapshotPtr snapshot = toy::run(s);
    QVERIFY(snapshot);
    std::vector<std::int64_t> begins;
    for (const core::Collective &bucket : snapshot->trace.collectives)
        begins.push_back(bucket.begin / kMillisecond);
    QCOMPARE(begins, (std::vector<std::int64_t>{5, 15}));
    QCOMPARE(snapshot->trace.stop, 25 * kMillisecond);
}

// Both second stages are half as fast; one gets its inputs over a slow link, and ends last. The
// other waits for it at the barrier, but not for its speed.
void TestLinksByHand::equallySlowDevicesDoNotBlameEachOther()
{
    core::Scenario s = toy::pipeline("1f1b", 2, 2);
    s.cluster.devices = 4;
    s.parallel.data = 2;
    s.training.globalBatch = 4;
    s.cluster.intraLink.bandwidth = 1e9;
    s.faults.devices = {{.device = 2, .speed = 0.5}, {.device = 3, .speed = 0.5}};
    s.faults.links = {{.from = 1, .to = 3, .bandwidth = 0.1}};
    const core::SnapshotPtr snapshot = toy::run(s);
    const core::Trace &trace = snapshot->trace;
    const auto row = static_cast<std::size_t>(snapshot->rowOf(2));
    QVERIFY(snapshot->rowOf(2) != snapshot->rowOf(3));
    std::vector<core::IdleCause> causes;
    for (std::size_t i = trace.rows[row].first; i < trace.rows[row].first + trace.rows[row].count;
         ++i) {
        if (trace.tag[i].kind == core::SpanKind::Wait &&
            trace.begin[i] >= snapshot->metrics.rows[row].lastWork.count)
            causes.push_back(trace.tag[i].cause);
    }
    QVERIFY(!causes.empty());
    QCOMPARE(causes.front(), core::IdleCause::Barrier);
}

// 128 tokens x 64 x 2 bytes, of which each of two partners sends a half: 8,192 bytes in 1 ms; then
// each gets the other half from its partner in 1 ms.
void TestLinksByHand::anOutputIsWholeOnlyWhenItIsGathered()
{
    core::Scenario s = toy::scenario(4, 1);
    core::TransformerSpec spec;
    spec.hidden = 64;
    spec.layers = 4;
    spec.heads = 4;
    spec.kvHeads = 4;
    spec.headDimension = 16;
    spec.ffn = 256;
    spec.vocab = 1000;
    spec.positions = 128;
    s.model.shape = spec;
    s.training.sequence = 128;
    s.parallel.pipeline = 2;
    s.parallel.tensor = 2;
    s.cluster.intraLink.bandwidth = 8.192e6;
    s.cluster.software.collectiveStart = {};
    const auto firstTransfer = [](const core::Scenario &scenario) {
        const core::Transfer transfer = toy::run(scenario)->trace.transfers.front().front();
        return transfer.end - transfer.begin;
    };
    QCOMPARE(firstTransfer(s), 2 * kMillisecond);
    s.parallel.context = 2; // half of the tokens
    s.cluster.devices = 8;
    QCOMPARE(firstTransfer(s), kMillisecond);
    s.parallel.context = 1;
    s.cluster.devices = 4;
    s.parallel.sequenceParallel = true; // each needs its own half only
    QCOMPARE(firstTransfer(s), kMillisecond);
}

namespace {

// Two replicas of two layers, a bucket each; device 0 is half as fast: forwards to 4 ms, then the
// gradients of layer 2 at 8 ms, of layer 1 at 12. A bucket takes 10 ms.
core::Scenario slowReplica(int slow = 0)
{
    core::Scenario s = toy::dataParallel(2, 2);
    s.parallel.bucketBytes = 2000;
    s.cluster.software.collectiveStart = {10 * kMillisecond};
    s.faults.devices = {{.device = slow, .speed = 0.5}};
    return s;
}

} // namespace

void TestLinksByHand::aBucketWaitsForTheSlowDevice()
{
    const core::SnapshotPtr snapshot = toy::run(slowReplica());
    const std::vector<core::Collective> &buckets = snapshot->trace.collectives;
    QCOMPARE(buckets.size(), std::size_t{2});
    QCOMPARE(buckets[0].begin, 8 * kMillisecond);
    QCOMPARE(buckets[1].begin, 18 * kMillisecond);
    QCOMPARE(snapshot->trace.stop, 28 * kMillisecond);
}

// Both buckets, and before them what made the first one: 4 ms of forward and 4 of backward, half
// of which a healthy device would not have taken.
void TestLinksByHand::thePathGoesThroughTheBucketOfTheSlowDevice()
{
    for (const int slow : {0, 1}) {
        const core::CriticalPath path = core::criticalPath(*toy::run(slowReplica(slow)));
        const auto spent = [&path](PathCause cause) {
            return path.spent[static_cast<std::size_t>(cause)].count;
        };
        QCOMPARE(spent(PathCause::Sync), 20 * kMillisecond);
        QCOMPARE(spent(PathCause::Forward), 2 * kMillisecond);
        QCOMPARE(spent(PathCause::Backward), 2 * kMillisecond);
        QCOMPARE(spent(PathCause::Straggler), 4 * kMillisecond);
    }
}

// Two layers: forwards to 2 ms, gradients at 4 and 6. Buckets of 1 ms: one is hidden, one is not.
// The hidden one takes a tenth of its time from the work beside it.
void TestLinksByHand::aHiddenCollectiveTakesFromTheWorkBesideIt()
{
    core::Scenario s = toy::dataParallel(2, 2);
    s.parallel.bucketBytes = 2000;
    s.cluster.software.collectiveStart = {kMillisecond};
    QCOMPARE(toy::run(s)->trace.stop, 7 * kMillisecond);
    s.cluster.software.contention = 0.1;
    const core::SnapshotPtr taken = toy::run(s);
    QCOMPARE(taken->trace.stop, 7 * kMillisecond + kMillisecond / 10);
    QCOMPARE(taken->trace.collectives.back().end, taken->trace.stop); // nothing is behind it
}

// A forward of 1 ms, and 1 MB over 2.5 x 10^8 bytes/s within the visit: the second stage waits for
// 5 ms, of which the last 4 are the link's.
void TestLinksByHand::aBlockingMessageIsWaitedForAsALink()
{
    core::Scenario s = toy::pipeline("gpipe", 2, 1);
    s.training.pass = core::Pass::ForwardOnly;
    s.parallel.exchange = core::Exchange::Blocking;
    s.cluster.intraLink.bandwidth = 2.5e8;
    const core::SnapshotPtr snapshot = toy::run(s);
    const core::WaitDetail wait = snapshot->trace.waits[1].front();
    QCOMPARE(wait.begin, std::int64_t{0});
    QCOMPARE(wait.end, 5 * kMillisecond);
    QCOMPARE(wait.link, 4 * kMillisecond);
}

// The second replica has a link of a tenth. A device of the first that is slower, but still done
// before it, is nothing to the second.
void TestLinksByHand::aSlowDeviceElsewhereDoesNotChangeWhatALinkCosts()
{
    core::Scenario s = toy::pipeline("1f1b", 2, 2);
    s.cluster.devices = 4;
    s.parallel.data = 2;
    s.training.globalBatch = 4;
    s.cluster.intraLink.bandwidth = 1e9;
    s.faults.links = {{.from = 1, .to = 3, .bandwidth = 0.1}};
    const core::SnapshotPtr before = toy::run(s);
    s.faults.devices = {{.device = 0, .speed = 0.9}};
    const core::SnapshotPtr after = toy::run(s);
    QCOMPARE(after->trace.stop, before->trace.stop);
    for (const int device : {1, 3}) {
        QVERIFY(toy::idleFor(before, device, core::IdleCause::Link) > 0);
        QCOMPARE(toy::idleFor(after, device, core::IdleCause::Link),
                 toy::idleFor(before, device, core::IdleCause::Link));
        QCOMPARE(toy::idleFor(after, device, core::IdleCause::Straggler), std::int64_t{0});
    }
}

QTEST_APPLESS_MAIN(TestLinksByHand)
#include "tst_links_by_hand.moc"
