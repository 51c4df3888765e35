// SPDX-License-Identifier: GPL-3.0-or-later
// States, buckets and rings, each by hand: layers of 1000 parameters, gradients of 2 bytes.
#include "core/memory/memory_parts.h"
#include "core/plan/visit_memory.h"

#include "tests/core/toy_scenario.h"

#include <QTest>

namespace {

constexpr std::int64_t kMegabyte = 1'000'000; // a message

core::Plan planOf(const core::Scenario &scenario)
{
    return core::makePlan(scenario).value();
}

} // namespace

class TestBytesByHand : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void wholeGradientsAreThoseOfExpertsToo();
    void inferenceInSinglePrecisionHoldsFourBytes();
    void gradientsInOnePieceNeedNoBuffer();
    void withoutOverlapThereIsOneBucket();
    void weightsAreGatheredInHalfTheTimeOfASum();
    void theSlowestLinkOfARingCounts();
};

// 100 parameters that all have and 60 of experts, 2 bytes each.
void TestBytesByHand::wholeGradientsAreThoseOfExpertsToo()
{
    core::HeldParameters held = {.dense = 100,
                                 .experts = 60,
                                 .copies = 4,
                                 .expertCopies = 2,
                                 .sharding = core::Sharding::Zero2,
                                 .wholeGradients = true};
    const core::TrainingSpec training;
    QCOMPARE(core::modelStates(held, training).gradients.count, std::int64_t{2 * (100 + 60)});
    held.wholeGradients = false;
    QCOMPARE(core::modelStates(held, training).gradients.count,
             std::int64_t{2 * (100 / 4 + 60 / 2)});
}

void TestBytesByHand::inferenceInSinglePrecisionHoldsFourBytes()
{
    core::TrainingSpec training = {.pass = core::Pass::ForwardOnly};
    QCOMPARE(core::stateBytes(training).parameter, std::int64_t{2});
    training.precision = core::Precision::Fp32;
    QCOMPARE(core::stateBytes(training).parameter, std::int64_t{4});
    QCOMPARE(core::stateBytes(training).gradient, std::int64_t{0});
    QCOMPARE(core::stateBytes(training).optimizer, std::int64_t{0});
}

// Two chunks of a rank have a bucket each, of which none waits for another piece: only the messages
// in both directions are buffered.
void TestBytesByHand::gradientsInOnePieceNeedNoBuffer()
{
    core::Scenario s = toy::pipeline("interleaved", 2, 4);
    s.cluster.devices = 4;
    s.parallel.data = 2;
    s.training.globalBatch = 8;
    const core::Plan plan = planOf(s);
    QCOMPARE(plan.stagesOf.front().size(), std::size_t{2});
    QCOMPARE(plan.syncOfRank(0).buckets.size(), std::size_t{2});
    for (const core::RowPlan &row : plan.rows)
        QCOMPARE(row.states.buffers.count, 2 * kMegabyte);
}

void TestBytesByHand::withoutOverlapThereIsOneBucket()
{
    core::Scenario s = toy::dataParallel(4, 4);
    s.parallel.sharding = core::Sharding::Zero2;
    s.parallel.bucketBytes = 3000;
    s.parallel.overlap = true;
    QCOMPARE(core::scatterBuckets(s).count, std::int64_t{2 * 3000});
    s.parallel.overlap = false;
    QCOMPARE(core::scatterBuckets(s).count, std::int64_t{3000});
}

// 2000 bytes of gradients, and as many of weights, of which each of two replicas sends a half at
// 2 x 10^6 bytes/s: there and back 1 ms, one way half of that.
void TestBytesByHand::weightsAreGatheredInHalfTheTimeOfASum()
{
    core::Scenario s = toy::dataParallel(2, 1);
    s.parallel.sharding = core::Sharding::Zero1;
    s.cluster.software.scattersGradients = false;
    s.cluster.software.collectiveStart = {};
    s.cluster.intraLink.bandwidth = 2e6;
    const core::Plan plan = planOf(s);
    const std::vector<core::GradientBucket> &buckets = plan.sync.front().buckets;
    QCOMPARE(buckets.size(), std::size_t{2});
    QCOMPARE(buckets[0].size, buckets[1].size);
    QCOMPARE(buckets[0].duration.count, toy::kMillisecond);
    QVERIFY(buckets[1].kind == core::BucketKind::Weights && buckets[1].onePass);
    QCOMPARE(buckets[1].duration.count, toy::kMillisecond / 2);
}

// A fifth and a half of the bandwidth, in whichever order they are listed.
void TestBytesByHand::theSlowestLinkOfARingCounts()
{
    core::Scenario s = toy::dataParallel(4, 1);
    s.cluster.intraLink.bandwidth = 1e9;
    for (const auto &[first, second] : {std::pair(0.2, 0.5), std::pair(0.5, 0.2)}) {
        s.faults.links = {{.from = 0, .to = 1, .bandwidth = first},
                          {.from = 2, .to = 3, .bandwidth = second}};
        QCOMPARE(planOf(s).sync.front().ring.bandwidth, 0.2 * 1e9);
    }
}

QTEST_APPLESS_MAIN(TestBytesByHand)
#include "tst_bytes_by_hand.moc"
