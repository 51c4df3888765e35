// SPDX-License-Identifier: GPL-3.0-or-later
// Tokens on their way to experts beside the work of the other half of a pair: DeepSeek-V3,
// arXiv:2412.19437, section 3.2.1.
#include "core/advice/assumptions.h"
#include "core/analysis/snapshot.h"
#include "core/io/scenario/scenario_json.h"
#include "core/presets/presets.h"
#include "core/scenario/edits.h"
#include "core/sim/pair_time.h"
#include "core/sim/simulate.h"

#include <QTest>
#include <rapidcheck.h>

#include <algorithm>
#include <cmath>

namespace {

core::Scenario mixtral(const char *schedule)
{
    core::Scenario s;
    s.model = *core::findModel("mixtral-8x7b");
    s.cluster.device = *core::findDevice("h100-80g");
    s.cluster.device.memory = {2'000'000'000'000};
    s.cluster.intraLink = core::usualLink(s.cluster.device);
    s.cluster.interLink = *core::findLink("ib-ndr");
    s.cluster.software = *core::findSoftware("2024");
    s.cluster.devices = 32;
    s.parallel.pipeline = 4;
    s.parallel.data = 8;
    s.parallel.expert = 8;
    s.parallel.schedule = schedule;
    s.parallel.chunks = core::findSchedule(schedule)->chunks.usual;
    s.training.sequence = 4096;
    s.training.microBatch = 1;
    s.training.globalBatch = 16 * s.parallel.data;
    return s;
}

core::Scenario anyMixtral()
{
    core::Scenario s = mixtral(*rc::gen::element("dualpipe", "dualpipe-v"));
    s.cluster.devicesPerNode = *rc::gen::element(2, 4, 8);
    s.cluster.interLink = *core::findLink(*rc::gen::element("ib-ndr", "eth-10g"));
    s.cluster.software = *core::findSoftware(*rc::gen::element("2022", "2024"));
    s.parallel.exchange =
        *rc::gen::arbitrary<bool>() ? core::Exchange::Blocking : core::Exchange::Overlapped;
    s.training.microBatch = *rc::gen::inRange(1, 3);
    s.training.sequence = *rc::gen::element(64, 512, 4096); // short: the host sets the pace
    s.training.globalBatch *= s.training.microBatch;
    s.training.recompute = static_cast<core::Recompute>(*rc::gen::inRange(0, 3));
    s.parallel.dispatch =
        *rc::gen::arbitrary<bool>() ? core::Dispatch::PerNode : core::Dispatch::PerExpert;
    s.training.precision =
        *rc::gen::arbitrary<bool>() ? core::Precision::Fp8 : core::Precision::Bf16;
    s.training.dispatchBytes = *rc::gen::inRange(0, 3);
    if (*rc::gen::arbitrary<bool>())
        s.faults.devices = {{.device = *rc::gen::inRange(0, 32), .speed = 0.7}};
    return s;
}

core::SnapshotPtr simulated(const core::Scenario &s)
{
    auto result = core::run(s);
    return result ? result.value() : nullptr;
}

core::Effect exchangeOf(const core::Scenario &s)
{
    const auto effects = core::effectsOf(s);
    const auto found = std::ranges::find(effects, "Expert all-to-all", &core::Effect::name);
    return found == effects.end() ? core::Effect{} : *found;
}

// One after the other: a factor of 1 of the sum hides nothing.
core::Scenario exposed(const core::Scenario &s)
{
    return core::withPair(s, core::PairRule::Factor, 1);
}

} // namespace

class TestExpertOverlap : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachExchangeRunsBesideTheOtherWork();
    void aPairIsNeverLongerThanOneAfterTheOther();
    void whatIsHiddenIsNoLongerExchange();
    void aModelWithoutExpertPartnersIsAsBefore();
    void fasterPartsAreNeverSlower();
    void foldedIsUnfoldedAndSumsToTheStep();
    void assumptionsSayWhatHidesIt();
    void deepSeekV3TakesAboutWhatWasPublished();
    void eachOfItsSettingsMakesItFasterOrSmaller();
};

// Forward works for 4 and exchanges for 6, backward works for 8 and exchanges for 6:
// max(4, 6) + max(8, 6) = 14 of 24. Forward's exchange is hidden, 2 of backward's are not.
void TestExpertOverlap::eachExchangeRunsBesideTheOtherWork()
{
    const core::PairVisit forward = {.duration = 10, .work = 4, .expertComm = 6};
    const core::PairVisit backward = {.duration = 14, .work = 8, .expertComm = 6};
    const core::PairTime time = core::pairTime(forward, backward, {.hides = true});
    QCOMPARE(time.total, 14);
    QCOMPARE(time.first, 4);
    // Half of the shorter of the two is lost to contention: 4 / 2 and 6 / 2 more.
    QCOMPARE(core::pairTime(forward, backward, {.hides = true, .contention = 0.5}).total, 19);
    QCOMPARE(core::pairTime(forward, backward, {}).total, 24);
}

// Work without exchange may be longer than the difference, where the host sets the pace.
void TestExpertOverlap::aPairIsNeverLongerThanOneAfterTheOther()
{
    const bool held = rc::check("bounds of a pair", [] {
        const auto any = [] {
            core::PairVisit visit = {.work = *rc::gen::inRange(0, 1000),
                                     .expertComm = *rc::gen::inRange(0, 1000)};
            visit.duration =
                std::max(visit.work, visit.expertComm) +
                *rc::gen::inRange<std::int64_t>(0, std::min(visit.work, visit.expertComm) + 1);
            return visit;
        };
        const core::PairVisit a = any();
        const core::PairVisit b = any();
        const double contention = *rc::gen::element(0.0, 0.1, 1.0);
        const core::PairTime time = core::overlappedTime(a, b, contention);
        RC_ASSERT(time.total <= a.duration + b.duration);
        RC_ASSERT(time.total >= std::min(a.duration + b.duration, a.work + b.work));
        RC_ASSERT(time.first >= 0 && time.first <= a.duration);
        RC_ASSERT(time.total - time.first >= 0 && time.total - time.first <= b.duration);
    });
    QVERIFY(held);
}

void TestExpertOverlap::whatIsHiddenIsNoLongerExchange()
{
    for (const char *schedule : {"dualpipe", "dualpipe-v"}) {
        const core::Scenario s = mixtral(schedule);
        const auto hidden = simulated(s);
        const auto waited = simulated(exposed(s));
        QVERIFY(hidden && waited);
        const core::Breakdown &with = hidden->metrics.breakdown;
        const core::Breakdown &without = waited->metrics.breakdown;
        QVERIFY(hidden->metrics.step < waited->metrics.step);
        QVERIFY(with.expertComm < without.expertComm);
        QVERIFY(with.total() == hidden->metrics.step);
        // The work is what it was, to a part in a million of rounding.
        QVERIFY(qAbs(core::seconds(with.forward) / core::seconds(without.forward) - 1) < 1e-6);
        QVERIFY(qAbs(core::seconds(with.backward) / core::seconds(without.backward) - 1) < 1e-6);
    }
}

void TestExpertOverlap::aModelWithoutExpertPartnersIsAsBefore()
{
    core::Scenario s = mixtral("dualpipe");
    s.parallel.expert = 1;
    const auto sum = simulated(s);
    const auto all = simulated(exposed(s));
    QVERIFY(sum && all);
    QCOMPARE(sum->metrics.step.count, all->metrics.step.count);
}

void TestExpertOverlap::fasterPartsAreNeverSlower()
{
    const bool held = rc::check("faster parts", [] {
        core::Scenario s = anyMixtral();
        core::ClusterSpec &cluster = s.cluster;
        double *const rates[] = {&cluster.device.peakHalfFlops, &cluster.device.memoryBandwidth,
                                 &cluster.intraLink.bandwidth, &cluster.interLink.bandwidth,
                                 &cluster.device.peakFp8Flops};
        double &rate = *rates[*rc::gen::inRange(0, 5)];
        double before = HUGE_VAL;
        for (const double factor : {1.0, 1.3, 2.0, 4.0}) {
            rate *= factor;
            const auto result = simulated(s);
            RC_ASSERT(result != nullptr);
            const double after = core::seconds(result->metrics.step);
            RC_ASSERT(after <= before * (1 + 1e-6) + 1e-5);
            before = after;
        }
    });
    QVERIFY(held);
}

void TestExpertOverlap::foldedIsUnfoldedAndSumsToTheStep()
{
    const bool held = rc::check("folded", [] {
        const core::Scenario s = anyMixtral();
        const auto folded = core::makePlan(s, core::Folding::Alike);
        const auto single = core::makePlan(s, core::Folding::None);
        RC_ASSERT(bool(folded) && bool(single));
        const core::Metrics a = core::measure(s, folded.value(), core::simulate(folded.value()));
        const core::Metrics b = core::measure(s, single.value(), core::simulate(single.value()));
        RC_ASSERT(a.step == b.step);
        RC_ASSERT(a.breakdown.total() == a.step);
        for (std::size_t device = 0; device < 32; ++device) {
            const core::RowMetrics &x =
                a.rows[static_cast<std::size_t>(folded.value().rowOfDevice[device])];
            const core::RowMetrics &y =
                b.rows[static_cast<std::size_t>(single.value().rowOfDevice[device])];
            RC_ASSERT(x.spent == y.spent);
            RC_ASSERT(x.breakdown.expertComm == y.breakdown.expertComm);
            RC_ASSERT(x.breakdown.expertComm.count >= 0);
            RC_ASSERT(x.breakdown.total() == a.step);
        }
    });
    QVERIFY(held);
}

void TestExpertOverlap::assumptionsSayWhatHidesIt()
{
    const core::Effect paired = exchangeOf(mixtral("dualpipe"));
    QVERIFY(paired.on);
    QVERIFY(paired.words.starts_with("Hidden behind the paired pass"));
    const core::Effect beside = exchangeOf(mixtral("1f1b"));
    QVERIFY(beside.on && beside.words.find("another micro-batch") != std::string::npos);
    core::Scenario older = mixtral("1f1b");
    older.cluster.software.expertOverlap = 0;
    const core::Effect plain = exchangeOf(older);
    QVERIFY(!plain.on);
    QVERIFY(plain.words.starts_with("Exposed"));
    QVERIFY(!exchangeOf(exposed(mixtral("dualpipe"))).on);
    core::Scenario alone = mixtral("dualpipe");
    alone.parallel.expert = 1;
    QVERIFY(!exchangeOf(alone).on);
}

// The built-in scenario is the run as published: arXiv:2412.19437, PP 16 with DualPipe, EP 64,
// ZeRO-1 (section 3.2), 4 of 8 nodes, norms and up-projections made again, products and tokens in
// fp8, moments in bf16 (section 3.3), 15,360 x 4,096 tokens. A step was measured to take 19.926
// s, 2.06 s of it bubble (arXiv:2505.09343, table 4); 180 thousand GPU hours per trillion tokens
// (table 1) say the same. Buckets of its gradients are not published: PyTorch's usual 25 MB are
// taken, as it was not trained by Megatron-LM. Nothing was fitted to it. What predicts a second
// token is left out here, a block and a head of 1.6 of 37.6 billion active parameters: so much less
// time is expected. 10 % is the most by which a run of the papers' tables is missed. It fits into
// 80 GB, as it did. Nothing is claimed of its bubble.
void TestExpertOverlap::deepSeekV3TakesAboutWhatWasPublished()
{
    const double published = 19.926;
    QVERIFY(qAbs(180e3 * 3600 / 2048 * 15'360 * 4096 / 1e12 / published - 1) < 0.005);
    const auto result = simulated(core::loadScenario("deepseek-v3-2048").value());
    QVERIFY(result);
    QVERIFY(result->plan.fits);
    const core::Metrics &metrics = result->metrics;
    const double error = core::seconds(metrics.step) / (published * 36.0 / 37.6) - 1;
    QVERIFY2(qAbs(error) < 0.1, qPrintable(QString::number(error)));
    // 432 TFLOP/s of each GPU, with the whole matrix of scores.
    const double work = metrics.modelFlopsPerDevice * core::seconds(metrics.step);
    QVERIFY(qAbs(work / (432e12 * published) - 1) < 0.01);
}

// What of the run is a setting is there for a reason.
void TestExpertOverlap::eachOfItsSettingsMakesItFasterOrSmaller()
{
    const auto with = [](const char *setting) {
        return simulated(core::loadScenario("deepseek-v3-2048", {setting}).value());
    };
    const auto published = with("title=DeepSeek");
    for (const char *setting : {"parallel.dispatch=per_expert", "training.dispatch_bytes=2",
                                "model.transformer.groups_per_token=8", "training.recompute=full"})
        QVERIFY2(with(setting)->metrics.step > published->metrics.step, setting);
    for (const char *setting : {"training.precision=bf16", "training.recompute=none"})
        QVERIFY2(!with(setting)->plan.fits, setting);
}

QTEST_APPLESS_MAIN(TestExpertOverlap)
#include "tst_expert_overlap.moc"
