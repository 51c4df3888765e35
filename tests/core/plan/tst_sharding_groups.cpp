// SPDX-License-Identifier: GPL-3.0-or-later
// States that groups of replicas divide among them (FSDP's HYBRID_SHARD, MiCS, InternEvo's
// zero1.size): what a device holds, who is gathered from, and what is added up between groups.
#include "core/advice/assumptions.h"
#include "core/analysis/snapshot.h"
#include "core/io/scenario/scenario_json.h"
#include "core/memory/memory_parts.h"
#include "core/plan/stage_sync.h"
#include "core/presets/presets.h"
#include "tests/core/planned.h"

#include <QTest>

#include <algorithm>
#include <cmath>

namespace {

// 32 A100 in four nodes, over a slow network.
core::Scenario llama(core::Sharding sharding, int group)
{
    core::Scenario s;
    s.model = *core::findModel("llama-2-7b");
    s.cluster.device = *core::findDevice("a100-80g");
    s.cluster.device.memory = {1'000'000'000'000};
    s.cluster.intraLink = *core::findLink("nvlink3");
    s.cluster.interLink = *core::findLink("ib-hdr");
    s.cluster.interLink.bandwidth = 3e9;
    s.cluster.software = *core::findSoftware("2024");
    s.cluster.devices = s.parallel.data = 32;
    s.parallel.sharding = sharding;
    s.parallel.shardingGroup = group;
    s.training.sequence = 4096;
    s.training.microBatch = 2;
    s.training.globalBatch = 2 * 32 * 2;
    return s;
}

double stepOf(const core::Scenario &s)
{
    const auto result = core::run(s);
    if (!result)
        qFatal("%s", result.error().message.c_str());
    return core::seconds(result.value()->metrics.step);
}

double sharesOf(const core::Plan &plan)
{
    return static_cast<double>(plan.stages.front().parameters);
}

bool about(double a, double b)
{
    return std::abs(a / b - 1) < 1e-6;
}

} // namespace

class TestShardingGroups : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aGroupHoldsAllStates();
    void weightsAreGatheredWithinTheGroup();
    void sharesAreAddedUpBetweenGroups();
    void eachUnitIsAddedUpOnce();
    void withoutUnitsBucketsAreAddedUp();
    void gradientsThatAreNotScatteredInVisitsAreScatteredFirst();
    void groupsOfAllAreNoGroups();
    void smallGroupsSpareASlowNetwork();
    void groupsThatDoNotDivideAreMadeSmaller();
    void groupsAreReadAndWritten();
    void gradientsAreSentInTheWidthAskedFor();
    void picturesShowWhoTakesPart();
    void boundsKnowTheGroups();
    void aSlowLinkSlowsWhoPassesIt();
};

// ZeRO, section 3: 16 bytes a parameter, of which each of eight has an eighth.
void TestShardingGroups::aGroupHoldsAllStates()
{
    const core::Plan plan = planOf(llama(core::Sharding::Zero3, 8));
    const core::MemoryParts &states = plan.rows.front().states;
    const double held =
        static_cast<double>((states.parameters + states.gradients + states.optimizer).count);
    QVERIFY(about(held, 16 * sharesOf(plan) / 8));
}

// Over NVLink, as one node of eight would.
void TestShardingGroups::weightsAreGatheredWithinTheGroup()
{
    const core::Scenario s = llama(core::Sharding::Zero3, 8);
    const core::LayerPrice block = core::priceLayers(s)[1];
    const core::Fabric fabric = core::fabricOf(s);
    const core::Members node = {8, 8};
    const double parameters = static_cast<double>(block.parameters);
    QCOMPARE(block.gather, core::allGatherSeconds(2 * parameters, node, fabric));
    QCOMPARE(block.scatter, core::reduceScatterSeconds(4 * parameters, node, fabric));
    QVERIFY(about(block.gatherBytes, 7.0 / 8 * 2 * parameters));
}

// Each of eight has an eighth of the gradients, in 4 bytes, and adds it up with the three others
// that have the same: every device sends 2 (4 - 1) / 4 of it.
void TestShardingGroups::sharesAreAddedUpBetweenGroups()
{
    const core::Scenario s = llama(core::Sharding::Zero3, 8);
    const core::Plan plan = planOf(s);
    const core::GradientSync &sync = plan.sync.front();
    QVERIFY(!sync.buckets.empty());
    double bytes = 0;
    double sent = 0;
    for (const core::GradientBucket &bucket : sync.buckets) {
        QVERIFY(bucket.reach == core::BucketReach::Across);
        bytes += static_cast<double>(bucket.size.count);
        sent += static_cast<double>(core::sentOfBucket(sync, bucket).count);
        const double share = static_cast<double>(bucket.size.count) / 8;
        const double alone =
            core::allReducePrice(core::AllReduce::Quickest, share, {4, 1}, core::fabricOf(s))
                .seconds;
        QVERIFY(std::abs(core::seconds(bucket.duration) - alone) < 1e-8);
    }
    QVERIFY(about(bytes, 4 * sharesOf(plan)));
    QVERIFY(about(sent, 2 * 3.0 / 4 * bytes / 8));
}

// 32 blocks, the embedding and the head, whose gradients are no multiple of 34 bytes: what is left
// of the division is no unit.
void TestShardingGroups::eachUnitIsAddedUpOnce()
{
    const core::Plan plan = planOf(llama(core::Sharding::Zero3, 8));
    const std::int64_t gradients = 4 * plan.stages.front().parameters;
    QVERIFY(gradients % 34 != 0);
    const std::vector<core::GradientBucket> &buckets = plan.sync.front().buckets;
    QCOMPARE(buckets.size(), std::size_t(34));
    std::int64_t sum = 0;
    for (const core::GradientBucket &bucket : buckets) {
        QVERIFY(std::abs(bucket.size.count - gradients / 34) < 34);
        sum += bucket.size.count;
    }
    QCOMPARE(sum, gradients);
}

// DeepSpeed's MiCS gathers its layers too, but in no units of PyTorch's: it fills its bucket.
void TestShardingGroups::withoutUnitsBucketsAreAddedUp()
{
    core::Scenario s = llama(core::Sharding::Zero3, 8);
    s.cluster.software.gathersUnits = false;
    const core::Plan plan = planOf(s);
    const std::int64_t gradients = 4 * plan.stages.front().parameters;
    const std::int64_t each = s.parallel.bucketBytes;
    const std::vector<core::GradientBucket> &buckets = plan.sync.front().buckets;
    QCOMPARE(std::int64_t(buckets.size()), (gradients + each - 1) / each);
    for (std::size_t i = 0; i + 1 < buckets.size(); ++i)
        QCOMPARE(buckets[i].size.count, each);
    QCOMPARE(buckets.back().size.count, gradients - each * (gradients / each));
}

// ZeRO-1 in software that scatters: within the group, then an eighth between the groups; weights
// come back within the group alone.
void TestShardingGroups::gradientsThatAreNotScatteredInVisitsAreScatteredFirst()
{
    const core::Scenario s = llama(core::Sharding::Zero1, 8);
    const core::Plan plan = planOf(s);
    const core::Fabric fabric = core::fabricOf(s);
    const core::GradientSync &sync = plan.sync.front();
    const core::GradientBucket &first = sync.buckets.front();
    const core::GradientBucket &weights = sync.buckets.back();
    const double bytes = static_cast<double>(first.size.count);
    QVERIFY(first.reach == core::BucketReach::Both);
    QVERIFY(
        std::abs(
            core::seconds(first.duration) - core::reduceScatterSeconds(bytes, {8, 8}, fabric) -
            core::allReducePrice(core::AllReduce::Quickest, bytes / 8, {4, 1}, fabric).seconds) <
        1e-8);
    QVERIFY(weights.kind == core::BucketKind::Weights);
    QVERIFY(weights.reach == core::BucketReach::Within);
    QVERIFY(std::abs(core::seconds(weights.duration) -
                     core::allGatherSeconds(static_cast<double>(weights.size.count), {8, 8},
                                            fabric)) < 1e-8);
    QCOMPARE(core::sentOfBucket(sync, weights).count, weights.size.count * 7 / 8);
}

void TestShardingGroups::groupsOfAllAreNoGroups()
{
    for (const core::Sharding sharding : {core::Sharding::Zero1, core::Sharding::Zero3}) {
        const double all = stepOf(llama(sharding, 0));
        QCOMPARE(stepOf(llama(sharding, 32)), all);
        QCOMPARE(stepOf(llama(sharding, 64)), all);
    }
    QCOMPARE(stepOf(llama(core::Sharding::None, 8)), stepOf(llama(core::Sharding::None, 0)));
}

// What MiCS is for: a group within a node gathers over its own links alone.
void TestShardingGroups::smallGroupsSpareASlowNetwork()
{
    QVERIFY(stepOf(llama(core::Sharding::Zero3, 8)) < stepOf(llama(core::Sharding::Zero3, 16)));
}

void TestShardingGroups::groupsThatDoNotDivideAreMadeSmaller()
{
    const core::Scenario s = llama(core::Sharding::Zero3, 12);
    QCOMPARE(core::sharersOf(s), 8);
    const auto says = [](const core::Scenario &scenario, const char *words) {
        const core::Plan plan = planOf(scenario);
        return std::ranges::any_of(plan.warnings, [&](const std::string &warning) {
            return warning.find(words) != std::string::npos;
        });
    };
    QVERIFY(says(s, "in groups of 8"));
    QVERIFY(says(llama(core::Sharding::None, 8), "sharding_group has no effect"));
    QVERIFY(!says(llama(core::Sharding::Zero3, 8), "group"));
    const core::Scenario wide = llama(core::Sharding::Zero3, 1000);
    QVERIFY(says(wide, "share the states, and a group of 1,000 is larger"));
}

void TestShardingGroups::groupsAreReadAndWritten()
{
    const core::Scenario s = llama(core::Sharding::Zero3, 8);
    const auto again = core::scenarioFromJson(core::scenarioToJson(s), "again");
    QVERIFY2(again, again ? "" : again.error().message.c_str());
    QCOMPARE(again.value().parallel.shardingGroup, 8);
    const std::vector<core::Effect> effects = core::effectsOf(s);
    const auto effect = std::ranges::find(effects, "States shared in groups", &core::Effect::name);
    QVERIFY(effect != effects.end() && effect->on);
}

// In 2 bytes in place of 4: half of what is scattered and of what is added up between groups. What
// training keeps is as large as before.
void TestShardingGroups::gradientsAreSentInTheWidthAskedFor()
{
    const auto bytesOf = [](const core::Scenario &s) {
        double bytes = 0;
        const core::Plan plan = planOf(s);
        for (const core::GradientBucket &bucket : plan.sync.front().buckets)
            bytes += static_cast<double>(bucket.size.count);
        return bytes;
    };
    core::Scenario s = llama(core::Sharding::Zero3, 8);
    const double wide = bytesOf(s);
    const double scattered = core::priceLayers(s)[1].scatterBytes;
    s.training.reduceBytes = 2;
    QCOMPARE(bytesOf(s), wide / 2);
    QCOMPARE(core::priceLayers(s)[1].scatterBytes, scattered / 2);
    core::Scenario replicas = llama(core::Sharding::None, 0); // kept in 2 bytes
    const double kept = bytesOf(replicas);
    const core::Bytes gradients = planOf(replicas).rows.front().states.gradients;
    replicas.training.reduceBytes = 4;
    QCOMPARE(bytesOf(replicas), 2 * kept);
    QCOMPARE(planOf(replicas).rows.front().states.gradients, gradients);
    replicas.training.reduceBytes = 3;
    QVERIFY(!core::validate(replicas));
}

// Of 32 in four nodes, in groups of 8: weights in 7 steps among 8 of one node, shares in as many as
// an all-reduce of 4 in 4 nodes, and what is scattered first in both.
void TestShardingGroups::picturesShowWhoTakesPart()
{
    const auto is = [](const core::Members &members, double devices, double nodes) {
        return members.devices == devices && members.nodes() == nodes;
    };
    const core::Plan shares = planOf(llama(core::Sharding::Zero3, 8));
    const core::GradientSync &across = shares.sync.front();
    const int steps = core::allReduceSteps(across.buckets.front().algorithm, {4, 1});
    QVERIFY(is(core::membersOfBucket(across, across.buckets.front()), 4, 4));
    QCOMPARE(core::stepsOfBucket(across, across.buckets.front()), steps);
    const core::Plan states = planOf(llama(core::Sharding::Zero1, 8));
    const core::GradientSync &both = states.sync.front();
    const int then = core::allReduceSteps(both.buckets.front().algorithm, {4, 1});
    QVERIFY(is(core::membersOfBucket(both, both.buckets.front()), 32, 4));
    QCOMPARE(core::stepsOfBucket(both, both.buckets.front()), 7 + then);
    QVERIFY(is(core::membersOfBucket(both, both.buckets.back()), 8, 1));
    QCOMPARE(core::stepsOfBucket(both, both.buckets.back()), 7);
}

// What searches take for a bound is what all buckets of the plan take.
void TestShardingGroups::boundsKnowTheGroups()
{
    for (const core::Sharding sharding : {core::Sharding::Zero1, core::Sharding::Zero3}) {
        const core::Scenario s = llama(sharding, 8);
        const core::Plan plan = planOf(s);
        const core::SharingTime bound =
            core::sharingTime(plan.stages.front(), core::gradientRing(plan, s, {0}), s);
        core::Nanos gradients;
        for (const core::GradientBucket &bucket : plan.sync.front().buckets) {
            if (bucket.kind == core::BucketKind::Gradients)
                gradients += bucket.duration;
        }
        QVERIFY(gradients > core::Nanos{});
        QCOMPARE(bound.gradients.count, gradients.count);
    }
}

// A link at a tenth: between neighbours of a group it slows their gathers, to what a ring at a
// tenth of the rate takes; between two of the same place, what is added up between groups; between
// others, nothing.
void TestShardingGroups::aSlowLinkSlowsWhoPassesIt()
{
    const auto slowed = [](int from, int to) {
        core::Scenario s = llama(core::Sharding::Zero3, 8);
        if (from != to)
            s.faults.links = {{.from = from, .to = to, .bandwidth = 0.1}};
        const core::Plan plan = planOf(s);
        return std::pair(plan.layers[1].gather,
                         core::seconds(plan.sync.front().buckets.front().duration));
    };
    const auto [gather, share] = slowed(0, 0);
    const auto [inGroup, shareThen] = slowed(2, 3);
    QCOMPARE(shareThen, share);
    core::Fabric slow = core::fabricOf(llama(core::Sharding::Zero3, 8));
    slow.mostInNode = core::ringBandwidth({8, 8}, slow) / 10;
    const auto parameters =
        static_cast<double>(core::priceLayers(llama(core::Sharding::Zero3, 8))[1].parameters);
    QVERIFY(about(inGroup, core::allGatherSeconds(2 * parameters, {8, 8}, slow)));
    QVERIFY(inGroup > 2 * gather);
    const auto [gatherThen, between] = slowed(1, 9);
    QCOMPARE(gatherThen, gather);
    QVERIFY(between > 2 * share);
    QVERIFY(slowed(1, 10) == std::pair(gather, share));
}

QTEST_APPLESS_MAIN(TestShardingGroups)
#include "tst_sharding_groups.moc"
