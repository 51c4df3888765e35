// SPDX-License-Identifier: GPL-3.0-or-later
// Three speeds of one ring, each under its own name.
#include "core/analysis/link_speed.h"
#include "core/analysis/link_use.h"
#include "core/analysis/traffic_means.h"
#include "core/io/scenario/scenario_json.h"
#include "core/presets/presets.h"
#include "tests/core/toy_scenario.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

class TestLinkSpeed : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aLinkIsSoldAsMoreThanIsReached();
    void aFaultTakesTheSamePartOfBoth();
    void aRingHasABusAndAnAlgorithmBandwidth();
    void trafficOfAllIsThatOfEveryDevice();
    void shardsAreGatheredAndScattered();
    void tensorPartnersSendWhatTheyReduce();
    void tokensAreSentToTheirExperts();
    void whatTheNextForwardHidesIsSentToo_data();
    void whatTheNextForwardHidesIsSentToo();
    void theAreaOfTheChartIsTheBytesOfTheList();
    void gradientsOfExpertsGoRoundTheirOwnCopies();
    void gradientsOfExpertsAreScatteredOverTheirOwnCopies();
    void partnersLieWhereTheyWerePlaced();
    void allRingsOfTensorPartnersCount();
};

// NVLink 3: 300 GB/s in one direction. A ring of eight, and so a pair, lacks 0.32 / 8 of what many
// devices get: 4 % (software.cpp, ringEnds; all-reduce times of 2 to 8 A100).
void TestLinkSpeed::aLinkIsSoldAsMoreThanIsReached()
{
    const auto snapshot = core::run(core::loadScenario("dp8-nvlink").value()).value();
    const core::LinkSpec &link = snapshot->scenario.cluster.intraLink;
    const core::LinkSpeed speed = core::linkSpeed(*snapshot, 0, 1);
    QCOMPARE(speed.sheet, link.bandwidth);
    QVERIFY(std::abs(speed.reached / (link.bandwidth * link.efficiency) - 0.96) < 1e-9);
    QCOMPARE(QString::fromStdString(core::linkSpeedText({300e9, 213e9})),
             QStringLiteral("300 GB/s on the data sheet, 213 GB/s achieved"));
}

void TestLinkSpeed::aFaultTakesTheSamePartOfBoth()
{
    core::Scenario s = toy::pipeline("1f1b", 2, 2);
    s.cluster.intraLink.bandwidth = 1e9;
    s.cluster.intraLink.efficiency = 0.8;
    s.faults.links = {{.from = 0, .to = 1, .bandwidth = 0.25}};
    const core::LinkSpeed speed = core::linkSpeed(*toy::run(s), 0, 1);
    QCOMPARE(speed.sheet, 0.25e9);
    QCOMPARE(speed.reached, 0.2e9);
}

// Four devices share 4 GB over links of 1 GB/s without latency: each sends 2 (4 - 1) / 4 of it, 6
// GB, in 6 s and 45 us of start. Bus 1 GB/s, algorithm 4 / 6 GB/s, all four links 4 GB/s.
void TestLinkSpeed::aRingHasABusAndAnAlgorithmBandwidth()
{
    core::Scenario s = toy::dataParallel(4, 1);
    std::get<std::vector<core::NamedLayer>>(s.model.shape)[0].parameters = 2'000'000'000;
    s.cluster.intraLink.bandwidth = 1e9;
    s.parallel.bucketBytes = 1'000'000'000'000;
    const core::RingSpeed speed = core::ringSpeed(*toy::run(s), 0);
    const double time = 6 + 45e-6;
    QCOMPARE(speed.devices, 4);
    QVERIFY(std::abs(speed.bus - 6e9 / time) < 10);
    QVERIFY(std::abs(speed.algorithm - 4e9 / time) < 10);
    QVERIFY(std::abs(speed.allLinks - 24e9 / time) < 100);
    QCOMPARE(core::ringSpeed(*toy::run(toy::pipeline("1f1b", 2, 2)), 0).bus, 0.0);
}

// Three devices share 3 GB over links of 1 GB/s: each sends 2 (3 - 1) / 3 of it, at the speed of
// its link but for 45 us of start.
void TestLinkSpeed::trafficOfAllIsThatOfEveryDevice()
{
    core::Scenario s = toy::dataParallel(3, 1);
    std::get<std::vector<core::NamedLayer>>(s.model.shape)[0].parameters = 1'500'000'000;
    s.parallel.bucketBytes = 4'000'000'000;
    s.cluster.intraLink.bandwidth = 1e9;
    const core::SnapshotPtr snapshot = toy::run(s);
    const auto most = [&snapshot](std::optional<int> device) {
        double rate = 0;
        for (const auto &column : core::trafficMeans(*snapshot, device, 10))
            rate = std::max(rate, column[static_cast<std::size_t>(core::Traffic::Collectives)]);
        return rate;
    };
    QVERIFY(std::abs(most(1) / 1e9 - 1) < 1e-4);
    QVERIFY(std::abs(most({}) / 3e9 - 1) < 1e-4);
}

namespace {

core::SnapshotPtr builtIn(const char *id)
{
    return core::run(core::loadScenario(id).value()).value();
}

const core::LinkUse *partnersOf(const std::vector<core::LinkUse> &uses, core::PartnerKind kind)
{
    const auto found = std::ranges::find(uses, std::optional(kind), &core::LinkUse::partners);
    return found == uses.end() ? nullptr : &*found;
}

bool isNear(std::int64_t bytes, double expected)
{
    return std::abs(static_cast<double>(bytes) - expected) <= 1e-9 * expected;
}

} // namespace

// LLaMA-7B (arXiv:2302.13971, table 2): 32 blocks of 4 h^2 + 3 h 11,008 + 2 h parameters, h =
// 4,096, and two tables of 32,000 h. Over n devices each sends (n-1)/n of what is gathered or
// scattered: all weights forward, those of the blocks again backward, all gradients.
void TestLinkSpeed::shardsAreGatheredAndScattered()
{
    const core::SnapshotPtr snapshot = builtIn("llama7b-zero3-8");
    const core::Scenario &s = snapshot->scenario;
    const double h = 4096;
    const double blocks = 32 * (4 * h * h + 3 * h * 11008 + 2 * h);
    const double all = blocks + 2 * 32000 * h + h;
    const double gradient = s.cluster.software.scatteredBytes > 0
                                ? s.cluster.software.scatteredBytes
                                : core::gradientBytesOf(s.training);
    const double once = 7.0 / 8 * (2 * all + 2 * blocks + gradient * all);
    const auto uses = core::linkUses(*snapshot, {});
    const core::LinkUse *shards = partnersOf(uses, core::PartnerKind::Shards);
    QVERIFY(shards);
    QCOMPARE(shards->count, 8);
    QCOMPARE(shards->alike, 1);
    QVERIFY(isNear(shards->gradients.count, once * snapshot->plan.order.microBatches));
}

// Each device sends 2 (n-1)/n of an array: two of b s h a block in each direction, one of the
// embedding, one of the head backward, and three numbers of a row of logits.
void TestLinkSpeed::tensorPartnersSendWhatTheyReduce()
{
    core::Scenario s = core::loadScenario("llama7b-pp4").value();
    s.parallel.pipeline = 1;
    s.parallel.tensor = 4;
    s.training.recompute = core::Recompute::None;
    s.parallel.sequenceParallel = false;
    const auto snapshot = core::run(s).value();
    const double rows = static_cast<double>(s.training.microBatch * s.training.sequence);
    const double stream = rows * 4096 * 2;
    const double once = 2 * 3.0 / 4 * ((32 * 4 + 2) * stream + 3 * 4 * rows);
    const auto uses = core::linkUses(*snapshot, {});
    const core::LinkUse *tensor = partnersOf(uses, core::PartnerKind::Tensor);
    QVERIFY(tensor);
    QCOMPARE(tensor->count, 4);
    QVERIFY(isNear(tensor->gradients.count, once * snapshot->plan.order.microBatches));
}

// Mixtral 8x7B (arXiv:2401.04088, table 1): 32 layers on 4 ranks, h = 4,096, two experts a token.
// An all-to-all sends (n-1)/n of the tokens there, and as much back, in both directions.
void TestLinkSpeed::tokensAreSentToTheirExperts()
{
    const core::SnapshotPtr snapshot = builtIn("mixtral-ep8");
    const core::TrainingSpec &training = snapshot->scenario.training;
    QCOMPARE(snapshot->scenario.parallel.dispatch, core::Dispatch::PerExpert);
    const auto tokens = static_cast<double>(training.microBatch * training.sequence);
    const double once = 8 * 2 * 2 * 7.0 / 8 * 2 * tokens * 4096 * 2;
    const auto uses = core::linkUses(*snapshot, {});
    const core::LinkUse *experts = partnersOf(uses, core::PartnerKind::Experts);
    QVERIFY(experts);
    QCOMPARE(experts->count, 8);
    QVERIFY(isNear(experts->gradients.count, once * snapshot->plan.order.microBatches));
}

void TestLinkSpeed::whatTheNextForwardHidesIsSentToo_data()
{
    QTest::addColumn<bool>("overlap");
    QTest::newRow("in the forward") << true;
    QTest::newRow("after the optimizer") << false;
}

// ZeRO-1 of software that gathers weights under the next forward: 7/8 of the gradients are
// scattered and 7/8 of the weights gathered in each step, whenever that is.
void TestLinkSpeed::whatTheNextForwardHidesIsSentToo()
{
    QFETCH(bool, overlap);
    core::Scenario s = core::loadScenario("llama7b-dp3-80").value();
    s.cluster.software = *core::findSoftware("2024");
    s.cluster.devices = 8;
    s.cluster.devicesPerNode = 8;
    s.parallel.data = 8;
    s.training.globalBatch = 8 * s.training.microBatch;
    s.parallel.sharding = core::Sharding::Zero1;
    s.parallel.overlap = overlap;
    const core::SnapshotPtr snapshot = core::run(s).value();
    const double parameters = static_cast<double>(core::parameterCount(s.model));
    const double sent = 7.0 / 8 * parameters * (core::gradientBytesOf(s.training) + 2);
    double listed = 0;
    for (const core::LinkUse &use : core::linkUses(*snapshot, 0))
        listed += static_cast<double>(use.gradients.count);
    QVERIFY2(std::abs(listed / sent - 1) < 1e-6, qPrintable(QString::number(listed / sent)));
    double area = 0;
    for (const auto &column : core::trafficMeans(*snapshot, 0, 100))
        area += column[static_cast<std::size_t>(core::Traffic::Collectives)];
    area *= core::seconds({snapshot->trace.stop}) / 100;
    QVERIFY2(std::abs(area / sent - 1) < 1e-6, qPrintable(QString::number(area / sent)));
}

// 64 devices, 4 x 4 x 4: each of four stages has four rings of every fourth of 16 devices, and all
// links alike are counted.
void TestLinkSpeed::theAreaOfTheChartIsTheBytesOfTheList()
{
    const core::SnapshotPtr snapshot = builtIn("gpt3-64-4x4x4");
    double listed = 0;
    int rings = 0;
    for (const core::LinkUse &use : core::linkUses(*snapshot, {})) {
        const double bytes = static_cast<double>((use.activations + use.gradients).count);
        listed += bytes * use.count * use.alike;
        if (!use.ring || use.partners)
            continue;
        ++rings;
        QCOMPARE(use.count, 4);
        QCOMPARE(use.stride, 4);
        QCOMPARE(use.to - use.from, 12);
        QCOMPARE(use.alike, 4);
    }
    QCOMPARE(rings, 4);
    for (const int columns : {7, 300}) {
        double area = 0;
        for (const auto &column : core::trafficMeans(*snapshot, {}, columns))
            area += (column[0] + column[1] + column[2]) * core::seconds({snapshot->trace.stop}) /
                    columns;
        QVERIFY(std::abs(area / listed - 1) < 1e-6);
    }
}

namespace {

// Mixtral 8x7B (arXiv:2401.04088, table 1): h = 4,096, experts of f = 14,336, keys and values a
// quarter as wide as queries. Of a block on one device: attention 2 h^2 + 2 h h / 4, a router of 8
// h, two norms; 8 / partners experts of 3 h f.
constexpr double kMixtralWidth = 4096;
constexpr double kMixtralDense =
    2.5 * kMixtralWidth * kMixtralWidth + 8 * kMixtralWidth + 2 * kMixtralWidth;
double mixtralExperts(int partners)
{
    return 8.0 / partners * 3 * kMixtralWidth * 14336;
}

core::Scenario mixtral(int partners, core::Sharding sharding)
{
    core::Scenario s = core::loadScenario("mixtral-ep8").value();
    s.parallel.expert = partners;
    s.parallel.sharding = sharding;
    s.cluster.device.memory = {1'000'000'000'000};
    return s;
}

} // namespace

// Each of 4 ranks has 8 blocks. Over 8 replicas 2 * 7/8 of what is dense are sent, over the 8 / 4 =
// 2 that hold the same experts 2 * 1/2 of those; where each is held once, none.
void TestLinkSpeed::gradientsOfExpertsGoRoundTheirOwnCopies()
{
    for (const int partners : {4, 8}) {
        const core::Scenario s = mixtral(partners, core::Sharding::None);
        const core::SnapshotPtr snapshot = core::run(s).value();
        const double each = core::gradientBytesOf(s.training);
        std::vector<core::LinkUse> rings;
        double listed = 0;
        for (const core::LinkUse &use : core::linkUses(*snapshot, 8)) { // of the second rank
            if (use.ring && !use.partners)
                rings.push_back(use);
        }
        for (const core::LinkUse &use : core::linkUses(*snapshot, {}))
            listed += static_cast<double>((use.activations + use.gradients).count) * use.count *
                      use.alike;
        QCOMPARE(rings.size(), std::size_t(partners == 4 ? 2 : 1));
        QVERIFY(!rings[0].experts);
        QCOMPARE(rings[0].count, 8);
        QVERIFY(std::abs(static_cast<double>(rings[0].gradients.count) /
                             (2 * 7.0 / 8 * 8 * kMixtralDense * each) -
                         1) < 1e-5);
        if (partners == 4) {
            QVERIFY(rings[1].experts);
            QCOMPARE(rings[1].count, 2);
            QCOMPARE(rings[1].alike, 4);
            QCOMPARE(rings[1].from, 8);
            QCOMPARE(rings[1].to, 12);
            QCOMPARE(rings[1].stride, 4);
            QVERIFY(std::abs(static_cast<double>(rings[1].gradients.count) /
                                 (2 * 1.0 / 2 * 8 * mixtralExperts(4) * each) -
                             1) < 1e-5);
        }
        double area = 0;
        for (const auto &column : core::trafficMeans(*snapshot, {}, 100))
            area +=
                (column[0] + column[1] + column[2]) * core::seconds({snapshot->trace.stop}) / 100;
        QVERIFY(std::abs(area / listed - 1) < 1e-6);
    }
}

// For each micro-batch, and priced likewise: the ring of 8 on one node, and of 2.
void TestLinkSpeed::gradientsOfExpertsAreScatteredOverTheirOwnCopies()
{
    core::Scenario s = mixtral(4, core::Sharding::Zero2);
    s.parallel.gradientScatter = core::GradientScatter::EachMicroBatch;
    const core::Plan plan = core::makePlan(s).value();
    const core::LayerPrice &block = plan.layers[1];
    const double width = s.cluster.software.scatteredBytes > 0 ? s.cluster.software.scatteredBytes
                                                               : core::gradientBytesOf(s.training);
    const double dense = kMixtralDense * width;
    const double experts = mixtralExperts(4) * width;
    const auto shards =
        core::layerTraffic(block, 1, core::Op::Backward, s)[std::size_t(core::PartnerKind::Shards)];
    QVERIFY(std::abs(shards.sent / (7.0 / 8 * dense + 1.0 / 2 * experts) - 1) < 1e-12);
    const core::Fabric fabric = core::fabricOf(s);
    const double seconds = core::reduceScatterSeconds(dense, {8, 8}, fabric) +
                           core::reduceScatterSeconds(experts, {2, 2}, fabric);
    QVERIFY(std::abs(block.scatter / seconds - 1) < 1e-12);
}

// Backwards: replica d of rank r on block 31 - (4 d + r). The replicas of the first rank, which
// are expert partners and share gradients, are every fourth device from 3 to 31.
void TestLinkSpeed::partnersLieWhereTheyWerePlaced()
{
    core::Scenario s = mixtral(8, core::Sharding::None);
    for (int i = 0; i < 32; ++i)
        s.parallel.placement.push_back(31 - i);
    const core::SnapshotPtr snapshot = core::run(s).value();
    const auto uses = core::linkUses(*snapshot, 31);
    int seen = 0;
    for (const core::LinkUse &use : uses) {
        if (!use.ring)
            continue;
        ++seen;
        QCOMPARE(use.from, 3);
        QCOMPARE(use.to, 31);
        QCOMPARE(use.stride, 4);
    }
    QCOMPARE(seen, 2); // of experts and of gradients
}

// Four replicas of four tensor partners: four rings of four, all at once.
void TestLinkSpeed::allRingsOfTensorPartnersCount()
{
    const core::RingSpeed speed = core::ringSpeed(*builtIn("gpt3-64-4x4x4"), 0);
    QVERIFY(speed.bus > 0);
    QVERIFY(std::abs(speed.allLinks / (speed.bus * 4 * 4) - 1) < 1e-12);
}

QTEST_APPLESS_MAIN(TestLinkSpeed)
#include "tst_link_speed.moc"
