// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/text.h"
#include "core/io/scenario/scenario_json.h"
#include "core/presets/presets.h"
#include "core/scenario/edits.h"
#include "ui/controls/push_button.h"
#include "ui/document/document.h"
#include "ui/panels/remedies_panel.h"

#include <QLocale>
#include <QTest>

#include <algorithm>

using namespace ui;

namespace {

core::SnapshotPtr resultOf(const core::Scenario &scenario)
{
    const core::Result<core::SnapshotPtr> result = core::run(scenario);
    return result ? result.value() : nullptr;
}

core::Scenario builtin(const char *id)
{
    const core::Result<core::Scenario> scenario = core::loadScenario(id);
    return scenario ? scenario.value() : core::Scenario();
}

core::Bytes peakOf(const core::Snapshot &snapshot)
{
    const auto row = static_cast<std::size_t>(snapshot.metrics.fullestRow);
    return snapshot.metrics.rows[row].peakMemory;
}

} // namespace

class TestRemedies : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }
    void aModelThatFitsNeedsNone();
    void everyRemedyNeedsWhatItsScenarioReallyNeeds();
    void thoseThatHelpComeFirstAndAtMostThreeAreShown();
    void statesOf16BytesPerParameterAreNotHelpedByRecomputing();
    void splittingTakesNoMoreDevicesThanNeeded();
    void aBiggerDeviceIsNoBiggerThanNeeded();
    void manyCopiesBecomeReplicasOfAPipeline();
    void statesAreSharedByTheCopiesThatThereAre();
    void moreCopiesOfStatesThatAreShardedAreTheChange();
    void everyCardSaysWhatItCostsAndTakes();
    void headlinesNameWhoCannotHoldTheModel();
    void tryingARemedyMakesTheModelFitAndCanBeUndone();
};

void TestRemedies::aModelThatFitsNeedsNone()
{
    const core::SnapshotPtr fits = resultOf(builtin("1f1b-4-8"));
    QVERIFY(fits && fits->plan.fits);
    QVERIFY(core::remediesFor(*fits).empty());
}

void TestRemedies::everyRemedyNeedsWhatItsScenarioReallyNeeds()
{
    const core::SnapshotPtr full = resultOf(builtin("llama7b-dp3-80"));
    QVERIFY(full && !full->plan.fits);
    const std::vector<core::Remedy> remedies = core::remediesFor(*full);
    QVERIFY(!remedies.empty());
    for (const core::Remedy &remedy : remedies) {
        const core::SnapshotPtr tried = resultOf(remedy.scenario);
        QVERIFY2(tried, qPrintable(remedyText(remedy, full->scenario).title));
        QCOMPARE(tried->plan.fits, remedy.fits);
        QCOMPARE(peakOf(*tried).count, remedy.need.count);
        QCOMPARE(tried->plan.capacity.count, remedy.capacity.count);
        QVERIFY(remedy.fits == (remedy.need <= remedy.capacity));
    }
}

void TestRemedies::thoseThatHelpComeFirstAndAtMostThreeAreShown()
{
    const std::vector<core::Remedy> remedies =
        core::remediesFor(*resultOf(builtin("llama7b-dp3-80")));
    QVERIFY(remedies.size() <= 3);
    QVERIFY(remedies.front().fits);
    for (std::size_t i = 1; i < remedies.size(); ++i)
        QVERIFY(remedies[i - 1].fits || !remedies[i].fits);
}

void TestRemedies::statesOf16BytesPerParameterAreNotHelpedByRecomputing()
{
    // 16 x 6.738e9 bytes = 107.8 GB of states: more than 80 GB whatever happens to activations.
    const core::SnapshotPtr full = resultOf(builtin("llama7b-dp3-80"));
    const std::vector<core::Remedy> remedies = core::remediesFor(*full);
    for (const core::Remedy &remedy : remedies) {
        if (remedy.scenario.training.recompute != core::Recompute::None) {
            QVERIFY(!remedy.fits);
            QVERIFY(remedy.need.count > 107'800'000'000);
            QVERIFY(remedyText(remedy, full->scenario)
                        .result.endsWith(QStringLiteral(": still too much")));
            QVERIFY(remedyText(remedy, full->scenario).cost.isEmpty()); // it has no step
        }
    }
}

// None of less memory would do, of those that have more than now.
void TestRemedies::aBiggerDeviceIsNoBiggerThanNeeded()
{
    const core::Scenario now = core::withMemory(builtin("llama7b-dp3-80"), {24'000'000'000});
    core::Scenario small = now;
    std::get<core::TransformerSpec>(small.model.shape).layers = 8;
    const std::vector<core::Remedy> all = core::remediesFor(*resultOf(small));
    const auto bigger = std::ranges::find(all, core::RemedyKind::BiggerDevice, &core::Remedy::kind);
    QVERIFY(bigger != all.end() && bigger->fits);
    const core::Bytes chosen = bigger->scenario.cluster.device.memory;
    int smaller = 0;
    int larger = 0;
    for (const core::DeviceSpec &device : core::devicePresets()) {
        larger += device.memory > chosen ? 1 : 0;
        if (device.memory <= small.cluster.device.memory || device.memory >= chosen)
            continue;
        ++smaller;
        QVERIFY(!core::makePlan(core::withDeviceSpec(small, device)).value().fits);
    }
    QVERIFY(larger > 0);
    QVERIFY(smaller > 0);
}

void TestRemedies::splittingTakesNoMoreDevicesThanNeeded()
{
    const core::SnapshotPtr full = resultOf(builtin("llama7b-dp3-80"));
    const core::Remedy split = core::remediesFor(*full).front();
    QVERIFY(split.fits);
    QCOMPARE(core::strategyOf(split.scenario), core::Strategy::Pipeline);
    // 108 GB of states in three stages on the three devices that there are.
    QCOMPARE(split.scenario.cluster.devices, 3);
    const RemedyText text = remedyText(split, full->scenario);
    QVERIFY(text.title.contains(QString::number(split.scenario.cluster.devices)));
    QVERIFY(text.result.endsWith(QStringLiteral(" GB per GPU")));
    // With 24 GB each, three are too few, and so is the next smaller count that the slider has.
    const core::Scenario small = core::withMemory(builtin("llama7b-dp3-80"), {24'000'000'000});
    const std::vector<core::Remedy> remedies = core::remediesFor(*resultOf(small));
    const auto more =
        std::ranges::find(remedies, core::RemedyKind::SplitLayers, &core::Remedy::kind);
    QVERIFY(more != remedies.end() && more->fits);
    const int devices = more->scenario.cluster.devices;
    QVERIFY(devices > 3);
    const auto steps = core::deviceSteps();
    const auto step = std::ranges::lower_bound(steps, devices);
    QVERIFY(step != steps.begin() && step != steps.end() && *step == devices);
    core::Scenario fewer = more->scenario;
    fewer.cluster.devices = fewer.parallel.pipeline = *std::prev(step);
    const core::SnapshotPtr tooFew = resultOf(fewer);
    QVERIFY(tooFew != nullptr);
    QVERIFY2(!tooFew->plan.fits, qPrintable(QString::number(*std::prev(step))));
}

void TestRemedies::manyCopiesBecomeReplicasOfAPipeline()
{
    // 108 GB of states fit on no GPU of 80 GB; 64 GPUs hold 32 copies in two stages of 54 GB.
    core::Scenario scenario = builtin("llama7b-dp3-80");
    scenario = core::withDevices(core::withStrategy(scenario, core::Strategy::Data), 64);
    const core::SnapshotPtr full = resultOf(scenario);
    QVERIFY(full && !full->plan.fits);
    const std::vector<core::Remedy> remedies = core::remediesFor(*full);
    QVERIFY(!remedies.empty() && remedies.front().fits);
    QCOMPARE(remedies.front().scenario.cluster.devices, 64);
    QVERIFY(remedies.front().scenario.parallel.pipeline > 1);
    QVERIFY(resultOf(remedies.front().scenario)->plan.fits);
}

void TestRemedies::statesAreSharedByTheCopiesThatThereAre()
{
    const core::SnapshotPtr full = resultOf(builtin("llama7b-dp3-80"));
    const std::vector<core::Remedy> remedies = core::remediesFor(*full);
    const auto shared =
        std::ranges::find(remedies, core::RemedyKind::ShareStates, &core::Remedy::kind);
    QVERIFY(shared != remedies.end() && shared->fits);
    const RemedyText text = remedyText(*shared, full->scenario);
    QCOMPARE(text.title, QStringLiteral("Shard the states over 3 GPUs"));
    QCOMPARE(text.action, QStringLiteral("Try sharded"));
    QCOMPARE(text.changes, QString());
    QCOMPARE(core::strategyOf(shared->scenario), core::Strategy::Sharded);
}

// ZeRO-3 is no change where there is ZeRO-3.
void TestRemedies::moreCopiesOfStatesThatAreShardedAreTheChange()
{
    const core::Scenario now = builtin("llama7b-zero3-8");
    core::Remedy remedy;
    remedy.kind = core::RemedyKind::ShareStates;
    remedy.scenario = core::withDevices(now, 16);
    const RemedyText text = remedyText(remedy, now);
    QCOMPARE(text.title, QStringLiteral("16 replicas share the states"));
    QCOMPARE(text.action, QStringLiteral("Try 16 replicas"));
}

void TestRemedies::everyCardSaysWhatItCostsAndTakes()
{
    const core::SnapshotPtr full = resultOf(core::withDevices(builtin("llama7b-dp3-80"), 1));
    for (const core::Remedy &remedy : core::remediesFor(*full)) {
        const RemedyText text = remedyText(remedy, full->scenario);
        // In its own right: no share of a step that cannot start.
        QCOMPARE(text.cost, QStringLiteral("step ") +
                                QString::fromStdString(core::figureOf(remedy.step).text()));
        QVERIFY(!text.cost.contains(u'%') && !text.costTip.contains(u'%'));
        const int more = remedy.scenario.cluster.devices - 1;
        const QString needs = more == 1 ? QStringLiteral("needs 1 more GPU")
                                        : QStringLiteral("needs %1 more GPUs").arg(more);
        QCOMPARE(text.changes.startsWith(needs), more > 0);
    }
}

// 16 x 69e9 / 8 = 138 GB of states on each of 8 partners.
void TestRemedies::headlinesNameWhoCannotHoldTheModel()
{
    core::Scenario group = builtin("llama7b-zero1-8");
    group = core::withModel(group, *core::findModel("llama-2-70b"));
    group = core::withTensor(core::withSharding(group, core::Sharding::None), 8);
    const core::SnapshotPtr full = resultOf(group);
    QVERIFY(full && !full->plan.fits);
    const QString headline = doesNotFitHeadline(*full);
    QVERIFY2(headline.startsWith(QStringLiteral("This model does not fit on a group of 8 GPUs: "
                                                "each of the GPUs needs ")),
             qPrintable(headline));
    QVERIFY(headline.endsWith(QStringLiteral(" of 80 GB")));
    const auto headlineOf = [](const core::Scenario &scenario) {
        return doesNotFitHeadline(*resultOf(scenario));
    };
    const core::Scenario copies = builtin("llama7b-dp3-80");
    QVERIFY(headlineOf(copies).contains(QStringLiteral("cannot be copied")));
    QCOMPARE(headlineOf(core::withDevices(copies, 1)),
             QStringLiteral("This model does not fit on one GPU"));
    const core::Scenario shared =
        core::withMemory(core::withSharding(copies, core::Sharding::Zero3), {20'000'000'000});
    QCOMPARE(headlineOf(shared),
             QStringLiteral("This model does not fit, even with its states sharded over 3 GPUs"));
    // 8 billion parameters shared by two of 64: 64 GB of states, beside what no sharing divides.
    core::Scenario pairs = core::withDevices(shared, 64);
    pairs.parallel.shardingGroup = 2;
    QCOMPARE(headlineOf(pairs), QStringLiteral("This model does not fit with its states sharded "
                                               "over groups of 2 GPUs"));
    pairs.parallel.shardingGroup = 1;
    QVERIFY(headlineOf(pairs).contains(QStringLiteral("cannot be copied")));
}

void TestRemedies::tryingARemedyMakesTheModelFitAndCanBeUndone()
{
    Document document;
    document.open(builtin("llama7b-dp3-80"), {});
    const core::Scenario before = document.scenario();
    RemediesPanel panel(document);
    panel.resize(996, 193);
    document.setResult(resultOf(before));
    panel.setSnapshot(document.snapshot());
    QVERIFY(panel.findChildren<PushButton *>().isEmpty()); // still looked for
    document.setRemedies(core::remediesFor(*document.snapshot()));
    panel.show();
    const QList<PushButton *> buttons = panel.findChildren<PushButton *>();
    QVERIFY(!buttons.isEmpty());
    for (const PushButton *button : buttons)
        QVERIFY(panel.rect().contains(button->geometry()));
    buttons.front()->click();
    const core::SnapshotPtr tried = resultOf(document.scenario());
    QVERIFY(tried && tried->plan.fits);
    document.setResult(tried);
    panel.setSnapshot(document.snapshot());
    for (const PushButton *button : panel.findChildren<PushButton *>())
        QVERIFY(!button->isVisible());
    document.undoStack().undo();
    QVERIFY(document.scenario() == before);
}

QTEST_MAIN(TestRemedies)
#include "tst_remedies.moc"
