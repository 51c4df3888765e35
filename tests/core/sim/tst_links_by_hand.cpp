// SPDX-License-Identifier: GPL-3.0-or-later
// Messages that queue, outputs that are gathered, buckets that wait for a slow device or take from
// the work that hides them: each time by hand. A forward takes 1 ms, a backward 2.
#include "core/analysis/critical_path.h"

#include "tests/core/toy_scenario.h"

#include <QTest>

#include <numeric>

using core::Nanos;
using core::PathCause;
using toy::kMillisecond;

class TestLinksByHand : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void messagesQueueForTheirLink();
    void anOutputIsWholeOnlyWhenItIsGathered();
    void aBucketWaitsForTheSlowDevice();
    void thePathGoesThroughTheBucketOfTheSlowDevice();
    void aHiddenCollectiveTakesFromTheWorkBesideIt();
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
    s.parallel.sequenceParallel = true; // each needs its own half only
    QCOMPARE(firstTransfer(s), kMillisecond);
}

namespace {

// Two replicas of two layers, a bucket each; device 0 is half as fast: forwards to 4 ms, then the
// gradients of layer 2 at 8 ms, of layer 1 at 12. A bucket takes 10 ms.
core::Scenario slowReplica()
{
    core::Scenario s = toy::dataParallel(2, 2);
    s.parallel.bucketBytes = 2000;
    s.cluster.software.collectiveStart = {10 * kMillisecond};
    s.faults.devices = {{.device = 0, .speed = 0.5}};
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
    const core::CriticalPath path = core::criticalPath(*toy::run(slowReplica()));
    const auto spent = [&path](PathCause cause) {
        return path.spent[static_cast<std::size_t>(cause)].count;
    };
    QCOMPARE(spent(PathCause::Sync), 20 * kMillisecond);
    QCOMPARE(spent(PathCause::Forward), 2 * kMillisecond);
    QCOMPARE(spent(PathCause::Backward), 2 * kMillisecond);
    QCOMPARE(spent(PathCause::Straggler), 4 * kMillisecond);
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
    QCOMPARE(toy::run(s)->trace.stop, 7 * kMillisecond + kMillisecond / 10);
}

QTEST_APPLESS_MAIN(TestLinksByHand)
#include "tst_links_by_hand.moc"
