// SPDX-License-Identifier: GPL-3.0-or-later
// By which algorithm gradients are added up, how long that takes, and what a picture of it has to
// show.
#include "core/advice/assumptions.h"
#include "core/analysis/communication_moment.h"
#include "core/analysis/events.h"
#include "core/io/scenario/scenario_json.h"
#include "core/plan/plan.h"
#include "tests/core/toy_scenario.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <rapidcheck.h>

namespace {

constexpr double kStart = 45e-6;
constexpr double kInStep = 1e-6;
constexpr double kNetworkStep = 4e-6;
constexpr double kCard = 1e9; // bytes/s
constexpr double kNodeLink = 1e18;

// Nodes of two; a step of a ring takes a quarter of a message's latency. Three layers of 1000
// gradients of two bytes go in one bucket.
core::Scenario replicas(int devices, double bytesOfALayer = 2000)
{
    core::Scenario s = toy::dataParallel(devices, 3);
    for (core::NamedLayer &layer : std::get<std::vector<core::NamedLayer>>(s.model.shape))
        layer.parameters = static_cast<std::int64_t>(bytesOfALayer / 2);
    s.cluster.devicesPerNode = 2;
    s.cluster.intraLink.latency = {4000};
    s.cluster.interLink.latency = {16'000};
    s.cluster.interLink.bandwidth = kCard;
    s.parallel.bucketBytes = 1'000'000'000'000;
    return s;
}

core::GradientBucket bucketOf(const core::Scenario &scenario)
{
    const auto plan = core::makePlan(scenario);
    if (!plan)
        qFatal("%s", plan.error().message.c_str());
    return plan.value().sync.front().buckets.front();
}

struct Formula
{
    double ring = 0;
    double tree = 0;
    double hierarchical = 0;
};

// COST_MODEL: ring 2 (n - 1) / n S / B, tree 2 S / 0.92 B with a depth of log2 of the nodes,
// hierarchical with half of the array over each card. Both cards of a node serve ring and tree.
Formula formula(int devices, double bytes)
{
    const double nodes = devices / 2.0;
    Formula f;
    f.ring = kStart + 2 * (nodes * kInStep + nodes * kNetworkStep +
                           (devices - 1.0) / devices * bytes / (2 * kCard));
    // Of two nodes each is the only child of the other: it sends half of the array up one tree and
    // half down the other, where a node of many sends to two children in one of them.
    const double sent = nodes == 2 ? bytes / 2 : bytes;
    f.tree =
        kStart + 2 * (kInStep + std::log2(nodes) * 2 * kNetworkStep + sent / (0.92 * 2 * kCard));
    const double within = 0.7 * kStart + kInStep + bytes / 2 / kNodeLink;
    f.hierarchical =
        2 * within + kStart + 2 * (nodes * kNetworkStep + (nodes - 1) / nodes * bytes / 2 / kCard);
    return f;
}

double priceOf(core::Scenario scenario, core::AllReduce rule)
{
    scenario.parallel.allReduce = rule;
    return core::seconds(bucketOf(scenario).duration);
}

bool sameTime(double a, double b)
{
    return std::abs(a - b) < 2e-9 + 1e-9 * b; // rounded to a nanosecond
}

} // namespace

class TestAllReduceAlgorithms : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyAlgorithmHasItsPrice();
    void theQuickerOfRingAndTreeIsTaken();
    void oneNodeIsARing();
    void moreReplicasDoNotMakeATreeLongerThanItsDepth();
    void scatteredGradientsPassOnceOnARing();
    void aFaultCountsForTheAlgorithmsThatUseTheLink_data();
    void aFaultCountsForTheAlgorithmsThatUseTheLink();
    void aSlowLinkDoesNotChangeTheAlgorithm();
    void whatLooksQuickerMayPassTheSlowLink();
    void faultsThatArePricedNowhereAreToldOf();
    void picturesHaveTheStepsOfTheAlgorithm();
    void eventsNameTheAlgorithm();
    void assumptionsNameTheAlgorithm();
};

void TestAllReduceAlgorithms::everyAlgorithmHasItsPrice()
{
    for (const int devices : {4, 16, 256}) {
        for (const double layer : {2000.0, 2e9}) {
            const core::Scenario s = replicas(devices, layer);
            const Formula f = formula(devices, 3 * layer);
            QVERIFY(sameTime(priceOf(s, core::AllReduce::Ring), f.ring));
            QVERIFY(sameTime(priceOf(s, core::AllReduce::Tree), f.tree));
            QVERIFY(sameTime(priceOf(s, core::AllReduce::Hierarchical), f.hierarchical));
        }
    }
}

void TestAllReduceAlgorithms::theQuickerOfRingAndTreeIsTaken()
{
    QVERIFY(rc::check([] {
        const int devices = 2 * *rc::gen::inRange(2, 200);
        const double layer = 2.0 * *rc::gen::inRange(1, 2'000'000);
        const core::GradientBucket bucket = bucketOf(replicas(devices, layer));
        const Formula f = formula(devices, 3 * layer);
        RC_ASSERT(sameTime(core::seconds(bucket.duration), std::min(f.ring, f.tree)));
        if (std::abs(f.ring - f.tree) > 1e-8)
            RC_ASSERT((bucket.algorithm == core::AllReduce::Tree) == (f.tree < f.ring));
    }));
}

void TestAllReduceAlgorithms::oneNodeIsARing()
{
    for (const core::AllReduce rule : {core::AllReduce::Quickest, core::AllReduce::Ring,
                                       core::AllReduce::Tree, core::AllReduce::Hierarchical}) {
        core::Scenario s = replicas(8);
        s.cluster.devicesPerNode = 8;
        s.parallel.allReduce = rule;
        const core::GradientBucket bucket = bucketOf(s);
        QVERIFY(bucket.algorithm == core::AllReduce::Ring);
        // 7 steps each way; the array itself takes no time on such a link.
        QVERIFY(sameTime(core::seconds(bucket.duration), kStart + 2 * 7 * kInStep));
    }
}

// Twice the nodes: one more level, up and down, of two messages' steps each.
void TestAllReduceAlgorithms::moreReplicasDoNotMakeATreeLongerThanItsDepth()
{
    const double one = priceOf(replicas(512), core::AllReduce::Quickest);
    const double two = priceOf(replicas(1024), core::AllReduce::Quickest);
    QVERIFY(sameTime(two - one, 2 * 2 * kNetworkStep));
    QVERIFY(priceOf(replicas(1024), core::AllReduce::Ring) > 10 * two);
}

void TestAllReduceAlgorithms::scatteredGradientsPassOnceOnARing()
{
    core::Scenario s = replicas(64);
    s.parallel.sharding = core::Sharding::Zero1;
    s.cluster.software.scattersGradients = true;
    const auto plan = core::makePlan(s);
    QVERIFY(bool(plan));
    const core::GradientSync &sync = plan.value().sync.front();
    QCOMPARE(sync.buckets.size(), std::size_t(2)); // gradients, then weights
    for (const core::GradientBucket &bucket : sync.buckets) {
        QVERIFY(bucket.onePass && bucket.algorithm == core::AllReduce::Ring);
        QCOMPARE(core::stepsOfBucket(sync, bucket), 63);
        const double sent = static_cast<double>(bucket.size.count) * 63 / 64;
        QVERIFY(std::abs(static_cast<double>(core::sentOfBucket(sync, bucket).count) - sent) <= 1);
        const double pass =
            0.7 * kStart + 32 * (kInStep + kNetworkStep) + 63.0 / 64 * 6000 / (2 * kCard);
        QVERIFY(sameTime(core::seconds(bucket.duration), pass));
    }
    s.cluster.software.scattersGradients = false;
    const auto sums = core::makePlan(s);
    const core::GradientBucket &sum = sums.value().sync.front().buckets.front();
    QVERIFY(!sum.onePass);
    const double sent = 2 * 6000 * 63.0 / 64;
    QVERIFY(std::abs(static_cast<double>(core::sentOfBucket(sync, sum).count) - sent) <= 0.5);
}

// Devices 0 and 1 are a node, 2 and 3 the next. A ring goes from 1 to 2, and so does the tree,
// where node 2 hangs on node 1; from 3 to 4 it does not, as node 3 hangs on node 1 too. Sums by
// node go from 0 to 2 and from 1 to 3.
void TestAllReduceAlgorithms::aFaultCountsForTheAlgorithmsThatUseTheLink_data()
{
    QTest::addColumn<int>("from");
    QTest::addColumn<int>("to");
    QTest::addColumn<bool>("ring");
    QTest::addColumn<bool>("tree");
    QTest::addColumn<bool>("hierarchical");
    QTest::newRow("in a node") << 0 << 1 << true << true << true;
    QTest::newRow("neighbours") << 1 << 2 << true << true << false;
    QTest::newRow("nodes 2 and 3") << 3 << 4 << true << false << false;
    QTest::newRow("nodes 1 and 3") << 1 << 4 << false << true << false;
    QTest::newRow("the same place") << 0 << 2 << false << false << true;
    QTest::newRow("first and last") << 0 << 15 << true << false << false;
    QTest::newRow("first nodes, first and last") << 0 << 14 << false << false << true;
    QTest::newRow("none") << 0 << 7 << false << false << false;
}

void TestAllReduceAlgorithms::aFaultCountsForTheAlgorithmsThatUseTheLink()
{
    QFETCH(int, from);
    QFETCH(int, to);
    const std::pair<core::AllReduce, const char *> algorithms[] = {
        {core::AllReduce::Ring, "ring"},
        {core::AllReduce::Tree, "tree"},
        {core::AllReduce::Hierarchical, "hierarchical"}};
    for (const auto &[algorithm, name] : algorithms) {
        const bool counts = *static_cast<const bool *>(QTest::qData(name, qMetaTypeId<bool>()));
        core::Scenario s = replicas(16, 2e6);
        s.parallel.allReduce = algorithm;
        s.cluster.intraLink.bandwidth = 2 * kCard;
        s.faults.links = {{.from = from, .to = to, .bandwidth = 0.1}};
        const core::GradientBucket bucket = bucketOf(s);
        QVERIFY2((bucket.duration > bucket.healthyDuration) == counts, name);
        s.faults.links.front().down = true;
        QVERIFY2(core::makePlan(s).value().sync.front().down == counts, name);
    }
}

// NCCL tunes for the links that it believes to have.
void TestAllReduceAlgorithms::aSlowLinkDoesNotChangeTheAlgorithm()
{
    core::Scenario s = replicas(16, 2e9);
    QVERIFY(bucketOf(s).algorithm == core::AllReduce::Ring);
    s.faults.links = {{.from = 3, .to = 4, .bandwidth = 0.01}}; // no tree passes it
    QVERIFY(bucketOf(s).algorithm == core::AllReduce::Ring);
}

// Ring less tree is 2 (7 in-node steps + 2 network steps - S (15/32 - 1/1.84) ns) for S bytes: at
// 174,000 bytes and steps of 1 and 4 us the tree is quicker, at 1 and 2 us the ring, as sold. The
// ring passes the slow link and no tree does, so better links make a slower step; that is told.
void TestAllReduceAlgorithms::whatLooksQuickerMayPassTheSlowLink()
{
    const auto warned = [](const core::Scenario &scenario) {
        const auto plan = core::makePlan(scenario);
        return std::ranges::any_of(plan.value().warnings, [](const std::string &warning) {
            return warning.ends_with("set all_reduce to tree.");
        });
    };
    core::Scenario s = replicas(16, 58'000);
    s.faults.links = {{.from = 3, .to = 4, .bandwidth = 0.01}};
    QVERIFY(bucketOf(s).algorithm == core::AllReduce::Tree);
    QVERIFY(!warned(s));
    const core::Nanos before = bucketOf(s).duration;
    s.cluster.interLink.latency.count /= 2;
    QVERIFY(bucketOf(s).algorithm == core::AllReduce::Ring);
    QVERIFY(bucketOf(s).duration > before);
    QVERIFY(warned(s));
    s.parallel.allReduce = core::AllReduce::Tree;
    QVERIFY(bucketOf(s).duration < before);
    QVERIFY(!warned(s));
}

void TestAllReduceAlgorithms::faultsThatArePricedNowhereAreToldOf()
{
    const auto warned = [](const core::Scenario &scenario) {
        const auto plan = core::makePlan(scenario);
        return std::ranges::any_of(plan.value().warnings, [](const std::string &warning) {
            return warning.starts_with("The faulty link between GPU 0 and GPU 1 affects only");
        });
    };
    core::Scenario s = replicas(16);
    s.faults.links = {{.from = 0, .to = 1, .bandwidth = 0.1}};
    QVERIFY(!warned(s)); // gradients pass it
    core::Scenario partners = core::loadScenario("gpt3-64-t8").value();
    QVERIFY(!warned(partners));
    partners.faults.links = s.faults.links;
    QVERIFY(!warned(partners));                // tensor collectives pass it
    partners.faults.links.front().down = true; // which none of them could
    QVERIFY(warned(partners));
    partners.faults.links.front().to = 8; // of the next stage
    QVERIFY(!warned(partners));
}

// 16 devices in 8 nodes: 2 * 15 of a ring; one in the node and three levels up a tree, and down;
// 1 + 2 * 7 + 1 from node to node.
void TestAllReduceAlgorithms::picturesHaveTheStepsOfTheAlgorithm()
{
    const std::pair<core::AllReduce, int> expected[] = {{core::AllReduce::Ring, 30},
                                                        {core::AllReduce::Tree, 8},
                                                        {core::AllReduce::Hierarchical, 16}};
    for (const auto &[rule, steps] : expected) {
        core::Scenario s = replicas(16);
        s.parallel.allReduce = rule;
        s.parallel.overlap = false;
        const auto snapshot = toy::run(s);
        const core::Collective all = snapshot->trace.collectives.front();
        const auto moment = core::collectiveAt(*snapshot, 0, {(all.begin + all.end) / 2});
        QVERIFY(moment.has_value());
        QVERIFY(moment->algorithm == rule);
        QCOMPARE(moment->steps, steps);
        QVERIFY(std::abs(moment->step + moment->progress - steps / 2.0) < 0.01);
    }
}

void TestAllReduceAlgorithms::eventsNameTheAlgorithm()
{
    core::Scenario s = replicas(16);
    s.parallel.allReduce = core::AllReduce::Tree;
    s.parallel.overlap = false;
    const auto snapshot = toy::run(s);
    const core::Collective all = snapshot->trace.collectives.front();
    const auto after = [&](std::int64_t step) {
        const core::Nanos time = {all.begin + (all.end - all.begin) * step / 8 - 10};
        return QString::fromStdString(core::nextEventSentence(*snapshot, time));
    };
    QCOMPARE(after(1), QStringLiteral("partial sums go up the tree (step 2 of 8)"));
    QCOMPARE(after(4), QStringLiteral("totals come down the tree (step 5 of 8)"));
}

void TestAllReduceAlgorithms::assumptionsNameTheAlgorithm()
{
    const auto wordsOf = [](const core::Scenario &scenario) {
        const auto effects = core::effectsOf(scenario);
        const auto found =
            std::ranges::find(effects, "Ring or tree, whichever is faster", &core::Effect::name);
        return found == effects.end() ? std::pair(false, std::string())
                                      : std::pair(found->on, found->words);
    };
    core::Scenario s = replicas(16);
    QVERIFY(wordsOf(s).first);
    s.parallel.allReduce = core::AllReduce::Tree;
    QCOMPARE(wordsOf(s), std::pair(false, std::string("The scenario asks for a tree.")));
    s.cluster.devicesPerNode = 16;
    QCOMPARE(wordsOf(s),
             std::pair(false, std::string("All members are in one node and form a ring.")));
    s.parallel.sharding = core::Sharding::Zero3;
    QVERIFY(wordsOf(s).second.starts_with("Gradients are reduce-scattered"));
}

QTEST_GUILESS_MAIN(TestAllReduceAlgorithms)
#include "tst_all_reduce_algorithms.moc"
