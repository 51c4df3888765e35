// SPDX-License-Identifier: GPL-3.0-or-later
// Devices that behave alike are simulated once: the result must be that of simulating every one.
#include "core/analysis/snapshot.h"
#include "core/presets/presets.h"
#include "core/sim/simulate.h"

#include <QTest>
#include <rapidcheck.h>

#include <algorithm>
#include <set>

namespace {

core::TransformerSpec shape(std::int64_t layers, bool experts)
{
    core::TransformerSpec spec = {.hidden = 1024,
                                  .layers = layers,
                                  .heads = 16,
                                  .kvHeads = 8,
                                  .headDimension = 64,
                                  .ffn = 4096,
                                  .vocab = 32000,
                                  .gatedMlp = true,
                                  .tiedEmbedding = false,
                                  .bias = false,
                                  .rmsNorm = true,
                                  .flashAttention = true};
    if (experts) {
        spec.experts = 8;
        spec.expertsPerToken = 2;
    }
    return spec;
}

void setShape(core::Scenario &s, const core::TransformerSpec &spec)
{
    s.model = *core::findModel("llama-2-7b");
    *std::get_if<core::TransformerSpec>(&s.model.shape) = spec;
}

int powerOfTwo(int most)
{
    return 1 << *rc::gen::inRange(0, most + 1);
}

// Any layout of up to 64 devices with up to four faults of each kind.
core::Scenario randomScenario()
{
    core::Scenario s;
    core::ParallelSpec &parallel = s.parallel;
    parallel.tensor = powerOfTwo(2);
    parallel.context = powerOfTwo(1);
    parallel.pipeline = powerOfTwo(2);
    parallel.data = *rc::gen::inRange(1, 5);
    const char *schedules[] = {"gpipe", "1f1b", "interleaved", "zb-h1", "zb-v", "naive"};
    parallel.schedule = schedules[*rc::gen::inRange(0, 6)];
    const core::ScheduleEntry *entry = core::findSchedule(parallel.schedule);
    parallel.chunks = entry->chunks.usual;
    parallel.sequenceParallel = *rc::gen::arbitrary<bool>();
    parallel.overlap = *rc::gen::arbitrary<bool>();
    parallel.allReduce = static_cast<core::AllReduce>(*rc::gen::inRange(0, 4));
    parallel.exchange =
        *rc::gen::arbitrary<bool>() ? core::Exchange::Blocking : core::Exchange::Overlapped;
    const int most = parallel.chunks > 1 ? 3 : 4;
    parallel.sharding = static_cast<core::Sharding>(*rc::gen::inRange(0, most));
    setShape(
        s, shape(core::stagesOf(parallel) * *rc::gen::inRange(1, 3), *rc::gen::arbitrary<bool>()));
    s.cluster.devices = core::groupSize(parallel) * parallel.pipeline * parallel.data;
    s.cluster.devicesPerNode = *rc::gen::element(2, 3, 8, 64);
    s.cluster.device = *core::findDevice("a100-80g");
    s.cluster.intraLink = *core::findLink("nvlink3");
    s.cluster.interLink = *core::findLink(*rc::gen::element("ib-hdr", "eth-10g"));
    s.cluster.software = *core::findSoftware(*rc::gen::element("2021", "2022", "2024"));
    s.training.sequence = 1024;
    s.training.microBatch = 1;
    s.training.recompute = static_cast<core::Recompute>(*rc::gen::inRange(0, 3));
    const int microBatches = parallel.pipeline * *rc::gen::inRange(1, 4);
    s.training.globalBatch = static_cast<std::int64_t>(parallel.data) * microBatches;
    const int devices = s.cluster.devices;
    std::set<int> slow;
    for (int i = *rc::gen::inRange(0, 5); i > 0; --i) {
        const int device = *rc::gen::inRange(0, devices);
        if (slow.insert(device).second)
            s.faults.devices.push_back({device, *rc::gen::element(0.5, 0.7, 0.9)});
    }
    std::set<std::pair<int, int>> links;
    for (int i = *rc::gen::inRange(0, 5); i > 0; --i) {
        const int from = *rc::gen::inRange(0, devices);
        const int to = *rc::gen::inRange(0, devices);
        if (from != to && links.insert(std::minmax(from, to)).second)
            s.faults.links.push_back(
                {from, to, *rc::gen::element(0.05, 0.5), *rc::gen::inRange(0, 12) == 0});
    }
    return s;
}

struct Simulated
{
    core::Plan plan;
    core::Trace trace;
    core::Metrics metrics;
};

Simulated simulated(const core::Scenario &s, core::Folding folding)
{
    core::Result<core::Plan> plan = core::makePlan(s, folding);
    RC_ASSERT(bool(plan));
    Simulated result;
    result.plan = std::move(plan).value();
    result.trace = core::simulate(result.plan);
    result.metrics = core::measure(s, result.plan, result.trace);
    return result;
}

void compareDevice(const Simulated &folded, const Simulated &single, std::size_t device)
{
    const core::RowMetrics &a =
        folded.metrics.rows[static_cast<std::size_t>(folded.plan.rowOfDevice[device])];
    const core::RowMetrics &b =
        single.metrics.rows[static_cast<std::size_t>(single.plan.rowOfDevice[device])];
    RC_ASSERT(a.spent == b.spent);
    RC_ASSERT(a.idle == b.idle);
    RC_ASSERT(a.peakMemory == b.peakMemory);
    RC_ASSERT(a.firstWork == b.firstWork);
    RC_ASSERT(a.lastWork == b.lastWork);
    RC_ASSERT(a.breakdown.total() == b.breakdown.total());
    if (folded.trace.completed)
        RC_ASSERT(a.breakdown.total() == folded.metrics.step);
}

} // namespace

class TestFolding : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void foldedIsUnfoldedToTheNanosecond();
    void aSlowDeviceIsWaitedForByItsPartners();
    void waitingForAPartnerAddsToWaitingForAReplica();
    void replicasThatGatherLayersGoOnTogether();
    void aHundredThousandDevicesAreAFewRows();
};

void TestFolding::foldedIsUnfoldedToTheNanosecond()
{
    const bool held = rc::check("folded equals unfolded", [] {
        const core::Scenario s = randomScenario();
        const core::Status valid = core::validate(s);
        if (!valid)
            RC_FAIL(valid.error().message);
        const Simulated folded = simulated(s, core::Folding::Alike);
        const Simulated single = simulated(s, core::Folding::None);
        RC_ASSERT(single.plan.rows.size() == static_cast<std::size_t>(s.cluster.devices));
        RC_ASSERT(folded.trace.completed == single.trace.completed);
        RC_ASSERT(folded.metrics.step == single.metrics.step);
        for (std::size_t device = 0; device < single.plan.rowOfDevice.size(); ++device)
            compareDevice(folded, single, device);
    });
    QVERIFY(held);
}

// Device 5 is one of four tensor partners: all four are done when it is, and the three others wait
// for what it is slower by, 3 s of every 10 s.
void TestFolding::aSlowDeviceIsWaitedForByItsPartners()
{
    core::Scenario s;
    setShape(s, shape(8, false));
    s.cluster.device = *core::findDevice("a100-80g");
    s.cluster.intraLink = *core::findLink("nvlink3");
    s.cluster.interLink = *core::findLink("ib-hdr");
    s.cluster.software = *core::findSoftware("2022");
    s.cluster.devices = 8;
    s.parallel.tensor = 4;
    s.parallel.pipeline = 2;
    s.training.sequence = 1024;
    s.training.microBatch = 1;
    s.training.globalBatch = 4;
    s.faults.devices = {{5, 0.7}};
    const auto result = core::run(s);
    QVERIFY(bool(result));
    const core::Snapshot &snapshot = *result.value();
    QCOMPARE(snapshot.plan.rows.size(), std::size_t{3});
    const int slow = snapshot.rowOf(5);
    const int partner = snapshot.rowOf(4);
    QCOMPARE(snapshot.plan.rows[static_cast<std::size_t>(partner)].devices,
             (std::vector<int>{4, 6, 7}));
    const core::RowMetrics &a = snapshot.metrics.rows[static_cast<std::size_t>(slow)];
    const core::RowMetrics &b = snapshot.metrics.rows[static_cast<std::size_t>(partner)];
    QVERIFY(qAbs(core::seconds(b.busy()) / core::seconds(a.busy()) - 0.7) < 1e-6);
    QVERIFY(b.idle[static_cast<std::size_t>(core::IdleCause::Straggler)] >= a.busy() - b.busy());
    QCOMPARE(a.busy() + a.idleTotal(), b.busy() + b.idleTotal());
}

// Device 2 leads its group of two at 0.8 and waits for the replica at 0.5; device 3 waits for both.
// Whatever is not work is idle time of some cause.
void TestFolding::waitingForAPartnerAddsToWaitingForAReplica()
{
    core::Scenario s;
    setShape(s, shape(4, false));
    s.cluster.device = *core::findDevice("a100-80g");
    s.cluster.intraLink = *core::findLink("nvlink3");
    s.cluster.interLink = *core::findLink("ib-hdr");
    s.cluster.software = *core::findSoftware("2022");
    s.cluster.devices = 4;
    s.parallel.tensor = 2;
    s.parallel.data = 2;
    s.training.sequence = 1024;
    s.training.microBatch = 1;
    s.training.globalBatch = 4;
    s.faults.devices = {{0, 0.5}, {2, 0.8}};
    const auto result = core::run(s);
    QVERIFY(bool(result));
    const core::Snapshot &snapshot = *result.value();
    const auto metricsOf = [&snapshot](int device) {
        return snapshot.metrics.rows[static_cast<std::size_t>(snapshot.rowOf(device))];
    };
    const auto straggler = [](const core::RowMetrics &row) {
        return row.idle[static_cast<std::size_t>(core::IdleCause::Straggler)];
    };
    for (int device = 0; device < 4; ++device)
        QCOMPARE((metricsOf(device).busy() + metricsOf(device).idleTotal()).count,
                 snapshot.trace.stop);
    const core::RowMetrics lead = metricsOf(2);
    QVERIFY(straggler(lead).count > 0);
    QCOMPARE(straggler(metricsOf(3)) - straggler(lead), lead.busy() - metricsOf(3).busy());
}

// Every layer is gathered from all replicas of ZeRO-3, so that none runs ahead of device 3, which
// needs twice the time: all begin and end each pass together. Of its own group alone in HSDP.
void TestFolding::replicasThatGatherLayersGoOnTogether()
{
    core::Scenario s;
    setShape(s, shape(8, false));
    s.cluster.device = *core::findDevice("a100-80g");
    s.cluster.intraLink = *core::findLink("nvlink3");
    s.cluster.interLink = *core::findLink("ib-hdr");
    s.cluster.software = *core::findSoftware("2024");
    s.cluster.devices = 8;
    s.parallel.data = 8;
    s.parallel.sharding = core::Sharding::Zero3;
    s.training.sequence = 1024;
    s.training.microBatch = 1;
    s.training.globalBatch = 32;
    s.faults.devices = {{3, 0.5}};
    const auto result = core::run(s);
    QVERIFY(bool(result));
    const core::Snapshot &snapshot = *result.value();
    QCOMPARE(snapshot.plan.rows.size(), std::size_t{2});
    const auto passes = [&snapshot](int device) {
        const auto row = static_cast<std::size_t>(snapshot.rowOf(device));
        std::vector<core::Span> spans;
        const core::Trace::RowRange range = snapshot.trace.rows[row];
        for (std::size_t i = range.first; i < range.first + range.count; ++i) {
            if (snapshot.trace.tag[i].kind != core::SpanKind::Wait)
                spans.push_back(snapshot.trace.span(i));
        }
        return spans;
    };
    const std::vector<core::Span> slow = passes(3);
    const std::vector<core::Span> healthy = passes(0);
    QCOMPARE(healthy.size(), slow.size());
    QVERIFY(healthy.size() >= 9);
    for (std::size_t i = 0; i < slow.size(); ++i) {
        QCOMPARE(healthy[i].begin, slow[i].begin);
        QVERIFY(std::abs(2 * (healthy[i].end - healthy[i].begin) - (slow[i].end - slow[i].begin)) <=
                2);
    }
    const core::RowMetrics &waits =
        snapshot.metrics.rows[static_cast<std::size_t>(snapshot.rowOf(0))];
    QCOMPARE((waits.busy() + waits.idleTotal()).count, snapshot.trace.stop);

    s.parallel.shardingGroup = 4;
    const auto groups = core::run(s);
    QVERIFY(bool(groups));
    const core::Snapshot &both = *groups.value();
    QCOMPARE(both.plan.rows.size(), std::size_t{3}); // device 3, its three neighbours, the others
    QCOMPARE(both.plan.rows[static_cast<std::size_t>(both.rowOf(0))].devices,
             (std::vector<int>{0, 1, 2}));
    QCOMPARE(both.plan.rows[static_cast<std::size_t>(both.rowOf(4))].devices.size(),
             std::size_t{4});
}

void TestFolding::aHundredThousandDevicesAreAFewRows()
{
    core::Scenario s;
    setShape(s, shape(32, false));
    s.cluster.device = *core::findDevice("h100-80g");
    s.cluster.intraLink = *core::findLink("nvlink4");
    s.cluster.interLink = *core::findLink("ib-ndr");
    s.cluster.software = *core::findSoftware("2024");
    s.cluster.devices = 131'072;
    s.parallel.tensor = 8;
    s.parallel.pipeline = 16;
    s.parallel.data = 1024;
    s.training.sequence = 1024;
    s.training.microBatch = 1;
    s.training.globalBatch = 1024 * 32;
    s.faults.devices = {{70'000, 0.5}};
    const auto result = core::run(s);
    QVERIFY2(bool(result), result ? "" : result.error().message.c_str());
    // 16 ranks of healthy replicas, 16 of the one with the slow device, and its partners
    QCOMPARE(result.value()->plan.rows.size(), std::size_t{33});
    std::size_t devices = 0;
    for (const core::RowPlan &row : result.value()->plan.rows)
        devices += row.devices.size();
    QCOMPARE(devices, std::size_t{131'072});
}

QTEST_APPLESS_MAIN(TestFolding)
#include "tst_folding.moc"
