// SPDX-License-Identifier: GPL-3.0-or-later
// States, buckets and rings, each by hand: layers of 1000 parameters, gradients of 2 bytes.
#include "core/advice/assumptions.h"
#include "core/memory/memory_parts.h"
#include "core/plan/stage_sync.h"
#include "core/plan/visit_memory.h"
#include "core/presets/presets.h"

#include "tests/core/planned.h"
#include "tests/core/toy_scenario.h"

#include <QTest>

#include <cmath>

namespace {

constexpr std::int64_t kMegabyte = 1'000'000; // a message

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
    void ownersBroadcastTheirWeights();
    void bitsThatAreGivenAsBytesAreTold();
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

// Llama-2 7B on 1,024 A100: 32 blocks of five matrices, each passed on by 1,023 devices; on 128,
// one broadcast of each. InternEvo took 7.21 s a step with ZeRO-1 over all 1,024 and 4.52 s within
// nodes (doc/en/train_performance.md), 2.69 s more.
void TestBytesByHand::ownersBroadcastTheirWeights()
{
    core::Scenario s = toy::dataParallel(1024, 1);
    s.model = *core::findModel("llama-2-7b");
    s.training.sequence = 2048;
    s.cluster.device = *core::findDevice("a100-80g");
    s.cluster.devicesPerNode = 8;
    s.cluster.intraLink = core::usualLink(s.cluster.device);
    s.cluster.interLink = *core::findLink("ib-hdr");
    s.cluster.interLink.bandwidth = 6.25e9;
    s.cluster.software = *core::findSoftware("2022");
    s.training.globalBatch = 1024;
    s.parallel.sharding = core::Sharding::Zero1;
    const auto gathering = [](const core::Scenario &scenario) {
        return core::seconds(planOf(scenario).sync.front().buckets.back().duration);
    };
    core::Scenario gathered = s;
    gathered.parallel.framework = core::Framework::Megatron;
    const double more = gathering(s) - gathering(gathered);
    QVERIFY2(std::abs(more - 160 * 1023 * 14.5e-6) < 1e-6, qPrintable(QString::number(more)));
    core::Scenario within = s;
    within.parallel.shardingGroup = 8;
    const double all = gathering(s) - gathering(within);
    QVERIFY2(std::abs(all / 2.69 - 1) < 0.1, qPrintable(QString::number(all)));
    // What is priced is what is said.
    QVERIFY(core::broadcastsWeights(s) && !core::broadcastsWeights(gathered));
    const auto said = [](const core::Scenario &scenario) {
        const auto effects = core::effectsOf(scenario);
        return *std::ranges::find(effects, "Weights broadcast by their owners",
                                  &core::Effect::name);
    };
    QVERIFY(said(s).on && !said(gathered).on);
    QVERIFY(said(s).words.find("largest run") == std::string::npos);
    core::Scenario beyond = s;
    beyond.parallel.data = 4096;
    QVERIFY(said(beyond).words.ends_with("had 1,024 owners, and here there are 4,096."));
    for (core::Scenario *few : {&s, &gathered}) {
        few->cluster.devices = few->parallel.data = 128;
        few->training.globalBatch = 128;
    }
    QVERIFY(std::abs(gathering(s) - gathering(gathered) - 128 * 127 * 14.5e-6) < 1e-6);
    s.cluster.software = *core::findSoftware("2024"); // which gathers
    gathered.cluster.software = s.cluster.software;
    QCOMPARE(gathering(s), gathering(gathered));
}

// 400 for NDR of 400 Gbit/s, also over the usual card of an A100, of 200; what is faster than a
// card by less than four times may be one.
void TestBytesByHand::bitsThatAreGivenAsBytesAreTold()
{
    core::Scenario s = toy::dataParallel(16, 1);
    s.cluster.devicesPerNode = 8;
    const auto isTold = [&s](const char *base, double rate, const char *words) {
        s.cluster.interLink = *core::findLink(base);
        s.cluster.interLink.bandwidth = rate;
        return std::ranges::any_of(planOf(s).warnings, [words](const std::string &warning) {
            return warning.find(words) != std::string::npos;
        });
    };
    const char *ndr = "cluster.inter_link.gbps is 400, which is 400 gigabytes a second. If the 400 "
                      "Gbit/s of InfiniBand NDR are meant, it is 50.";
    QVERIFY(isTold("ib-ndr", 400e9, ndr));
    QVERIFY(isTold("ib-hdr", 400e9, ndr));
    QVERIFY(isTold("ib-hdr", 200e9, "it is 25."));
    for (const auto &[base, rate] :
         {std::pair("ib-ndr", 50e9), {"ib-ndr", 100e9}, {"ib-ndr", 390e9}, {"nvlink3", 400e9}})
        QVERIFY2(!isTold(base, rate, ".gbps is"), base);
}

QTEST_APPLESS_MAIN(TestBytesByHand)
#include "tst_bytes_by_hand.moc"
