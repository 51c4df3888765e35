// SPDX-License-Identifier: GPL-3.0-or-later
// What follows from one control, with numbers small enough to do by hand.
#include "core/io/scenario/scenario_json.h"
#include "core/presets/presets.h"
#include "core/scenario/edits.h"
#include "core/scenario/wish.h"
#include "core/schedule/schedule.h"

#include "tests/core/toy_scenario.h"

#include <QTest>

#include <algorithm>

using core::BatchPart;
using core::Setting;

namespace {

core::Wish withSchedule(const char *start, std::string_view id)
{
    const auto place = std::ranges::find(core::schedules(), id, &core::ScheduleEntry::id);
    return core::asking(core::wishFor(core::loadScenario(start).value()), Setting::Schedule,
                        place - core::schedules().begin());
}

} // namespace

class TestEditsByHand : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void newStagesGetAMicroBatchEach();
    void aLinkThatCameWithTheDeviceGoesWithIt();
    void theTileShardedIsTheListOfShardings();
    void aBatchThatPassedAsAWholeIsCutForItsStages();
    void aLockHoldsWhileItsNumberIsMoved();
};

// Of 9 samples: the divisor nearest to 4 is 3, which would leave a stage without work; 9 is the
// next that feeds all four.
void TestEditsByHand::newStagesGetAMicroBatchEach()
{
    core::Scenario s = toy::scenario(4, 8);
    s.parallel.data = 1;
    s.parallel.tensor = 1;
    s.cluster.devices = 1;
    s.training.globalBatch = s.training.microBatch = 9;
    const core::Wish wish = core::wishFor(s, core::BatchPart::MicroBatch);
    const core::Scenario four = core::complete(core::asking(wish, Setting::Pipeline, 4)).scenario;
    QCOMPARE(four.parallel.pipeline, 4);
    QCOMPARE(four.training.globalBatch, std::int64_t{9});
    QCOMPARE(core::microBatchCount(four), std::int64_t{9});
}

void TestEditsByHand::aLinkThatCameWithTheDeviceGoesWithIt()
{
    const core::DeviceSpec &a100 = *core::findDevice("a100-80g");
    const core::DeviceSpec &h100 = *core::findDevice("h100-80g");
    QVERIFY(!(core::usualLink(a100) == core::usualLink(h100)));
    core::Scenario s = toy::scenario(2, 2);
    s.cluster.device = a100;
    s.cluster.intraLink = core::usualLink(a100);
    QVERIFY(core::withDeviceSpec(s, h100).cluster.intraLink == core::usualLink(h100));
    s.cluster.intraLink = *core::findLink("pcie4"); // chosen
    QVERIFY(core::withDeviceSpec(s, h100).cluster.intraLink == *core::findLink("pcie4"));
}

// The tile and the list lead to one scenario, whose step is one: neither changes by whose kernels
// attention is computed.
void TestEditsByHand::theTileShardedIsTheListOfShardings()
{
    const core::Scenario start = core::loadScenario("gpt2-dp8").value();
    QVERIFY(start.parallel.sharding == core::Sharding::None);
    const core::Scenario tile = core::withStrategy(start, core::Strategy::Sharded);
    const core::Scenario list = core::withSharding(start, core::Sharding::Zero3);
    QVERIFY(tile.parallel == list.parallel);
    QVERIFY(!core::runsOnPyTorch(tile.parallel));
    QVERIFY(core::withStrategy(tile, core::Strategy::Data).parallel == start.parallel);
    // PyTorch's stay so.
    const core::Scenario torch = core::loadScenario("llama7b-zero3-8").value();
    QVERIFY(core::runsOnPyTorch(torch.parallel));
    QVERIFY(core::runsOnPyTorch(core::withStrategy(torch, core::Strategy::Data).parallel));
}

// Of GPUs that take turns the micro-batch is the whole batch of 32: with 32 replicas of another
// schedule each keeps 32 samples, as 16 micro-batches of 2, and not 4 stages times 32.
void TestEditsByHand::aBatchThatPassedAsAWholeIsCutForItsStages()
{
    const core::Wish other = withSchedule("naive-4-misplaced", "dualpipe-v");
    for (const int replicas : {1, 32}) {
        const core::Scenario s =
            core::complete(core::asking(other, Setting::Data, replicas)).scenario;
        QCOMPARE(s.parallel.data, replicas);
        QCOMPARE(s.training.globalBatch, std::int64_t{32} * replicas);
        QCOMPARE(s.training.microBatch, std::int64_t{2});
        QCOMPARE(core::microBatchCount(s), std::int64_t{16});
    }
}

// Another schedule and 8 replicas; then the whole batch follows, and the other two parts are locked
// at what they are. Moving one of them from there and back leaves the other.
void TestEditsByHand::aLockHoldsWhileItsNumberIsMoved()
{
    const core::Wish other = core::asking(withSchedule("naive-4", "hanayo"), Setting::Data, 8);
    const core::Wish locked = core::following(other, BatchPart::Global);
    const core::Scenario before = core::complete(locked).scenario;
    const std::int64_t count = core::microBatchCount(before);
    const core::Wish more = core::asking(locked, Setting::MicroBatches, 2 * count);
    const core::Scenario after = core::complete(more).scenario;
    QVERIFY(more.follows == BatchPart::Global);
    QCOMPARE(after.training.microBatch, before.training.microBatch);
    QCOMPARE(after.training.globalBatch, 2 * before.training.globalBatch);
    const core::Wish back = core::asking(more, Setting::MicroBatches, count);
    QVERIFY(core::complete(back).scenario == before);
}

QTEST_APPLESS_MAIN(TestEditsByHand)
#include "tst_edits_by_hand.moc"
