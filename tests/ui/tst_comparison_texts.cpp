// SPDX-License-Identifier: GPL-3.0-or-later
// What is said of two results, against numbers reckoned by hand.
#include "tests/core/toy_scenario.h"

#include "ui/words/comparison_texts.h"
#include "ui/words/setting_differences.h"

#include <QRegularExpression>
#include <QTest>

namespace {

constexpr std::int64_t kSecond = 1'000'000'000;

QString id(const char *text)
{
    return QString::fromUtf8(text);
}

// The figure before a unit in a sentence; less than 0: there is none.
double figureBefore(const QString &unit, const QString &sentence)
{
    const QRegularExpression pattern(id("([0-9.]+) ") + QRegularExpression::escape(unit));
    const QRegularExpressionMatch match = pattern.match(sentence);
    return match.hasMatch() ? match.captured(1).toDouble() : -1;
}

} // namespace

class TestComparisonTexts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aChangeIsTheDifferenceOfTheFiguresDisplayed();
    void aChangeTooSmallForTheUnitHasItsOwn();
    void nothingIsNoDifference();
    void fewerInFlightIsSaidWithWhatItSaves();
    void theOtherWayRoundItIsThePrice();
    void moreMicroBatchesAreComparedByTheirWorkInASecond();
    void whatDoesNotFitIsNamed();
    void otherWorkIsNamedBeforeItIsCalledFaster();
    void moreGpusAreAPrice();
    void ofOtherModelsOnlyWhatCanBeComparedIsSaid();
    void narrowerNumbersAreNotJudged();
    void sharesOfOtherPeaksAreNamed();
    void ratesOfADifferenceReadDifferently();
    void whatAnotherOptimizerDoesIsNotJudged();
    void aForwardPassIsNoFasterTraining();
    void everySettingThatDiffersIsNamed();
    void whatTheTitlesDoNotTellApartStandsInThem();
    void theLinksThatThereAreAreNamed();
    void anIdleCardIsComparedWithItsLike();
};

void TestComparisonTexts::aChangeIsTheDifferenceOfTheFiguresDisplayed()
{
    const core::Nanos shorter{406 * kSecond / 100};
    const core::Nanos longer{425 * kSecond / 100};
    QCOMPARE(ui::changeText(shorter, longer), id("+0.19 s"));
    QCOMPARE(ui::changeText(longer, shorter), id("−0.19 s"));
    QCOMPARE(ui::changeText(core::Bytes{55'300'000'000}, core::Bytes{41'100'000'000}),
             id("−14.2 GB"));
    // 271 and 221 ms, though 50.8 lie between.
    QCOMPARE(ui::changeText(core::Nanos{271'400'000}, core::Nanos{220'600'000}), id("−50 ms"));
    QCOMPARE(ui::pointsText(0.71, 0.68), id("−3.0 points"));
    // 72.5 and 72.2 percent, though 0.35 lies between.
    QCOMPARE(ui::pointsText(0.7251, 0.7216), id("−0.3 points"));
}

void TestComparisonTexts::aChangeTooSmallForTheUnitHasItsOwn()
{
    QCOMPARE(ui::changeText(core::Nanos{kSecond}, core::Nanos{kSecond + 3}), id("+3 ns"));
}

void TestComparisonTexts::nothingIsNoDifference()
{
    QCOMPARE(ui::changeText(core::Nanos{7}, core::Nanos{7}), id("no difference"));
    QCOMPARE(ui::changeText(core::Bytes{7}, core::Bytes{7}), id("no difference"));
    QCOMPARE(ui::pointsText(0.7, 0.7), id("no difference"));
    const core::SnapshotPtr one = toy::run(toy::pipeline("gpipe", 4, 8));
    QVERIFY(ui::comparisonSentence(*one, *one).startsWith(id("No difference")));
}

// GPipe keeps all 8 micro-batches of 1 MB, 1F1B those of 4 stages, in the same time.
void TestComparisonTexts::fewerInFlightIsSaidWithWhatItSaves()
{
    const core::SnapshotPtr gpipe = toy::run(toy::pipeline("gpipe", 4, 8));
    const core::SnapshotPtr ofb = toy::run(toy::pipeline("1f1b", 4, 8));
    const QString sentence = ui::comparisonSentence(*gpipe, *ofb);
    QVERIFY2(sentence.startsWith(id("B keeps fewer micro-batches in flight: ")),
             qPrintable(sentence));
    QVERIFY2(std::abs(figureBefore(id("MB less on GPU 0"), sentence) - 4) < 0.05,
             qPrintable(sentence));
}

void TestComparisonTexts::theOtherWayRoundItIsThePrice()
{
    const core::SnapshotPtr gpipe = toy::run(toy::pipeline("gpipe", 4, 8));
    const core::SnapshotPtr ofb = toy::run(toy::pipeline("1f1b", 4, 8));
    const QString sentence = ui::comparisonSentence(*ofb, *gpipe);
    QVERIFY2(std::abs(figureBefore(id("MB more on GPU 0"), sentence) - 4) < 0.05,
             qPrintable(sentence));
}

// A GPipe step is (m + p - 1) (t_f + t_b): 21 ms for four samples and 33 ms for eight, so each of
// four GPUs passes 4 / 0.021 / 4 = 47.6 and 8 / 0.033 / 4 = 60.6 samples in a second, 27.3 % more.
// That the step takes longer is no loss.
void TestComparisonTexts::moreMicroBatchesAreComparedByTheirWorkInASecond()
{
    const core::SnapshotPtr four = toy::run(toy::pipeline("gpipe", 4, 4));
    const core::SnapshotPtr eight = toy::run(toy::pipeline("gpipe", 4, 8));
    const QString sentence = ui::comparisonSentence(*four, *eight);
    QVERIFY2(sentence.startsWith(id("A and B differ in global batch (4, 8). A GPU of B does 27.3 % "
                                    "more a second: 60.6 samples/s, in A 47.6 samples/s. ")),
             qPrintable(sentence));
    QVERIFY2(std::abs(figureBefore(id("MB more on GPU 0"), sentence) - 4) < 0.05,
             qPrintable(sentence));
    QVERIFY2(!sentence.contains(id("It costs nothing")) && !sentence.contains(id("gains nothing")),
             qPrintable(sentence));
    const QString back = ui::comparisonSentence(*eight, *four);
    QVERIFY2(back.contains(id("A GPU of B does 21.4 % less a second: 47.6 samples/s")),
             qPrintable(back)); // 11 / 14 - 1
}

void TestComparisonTexts::whatDoesNotFitIsNamed()
{
    const core::SnapshotPtr fits = toy::run(toy::pipeline("gpipe", 4, 8));
    core::Scenario small = toy::pipeline("gpipe", 4, 8);
    small.cluster.device.memory = {1'000'000};
    const core::SnapshotPtr tooLarge = toy::run(small);
    const QString sentence = ui::comparisonSentence(*fits, *tooLarge);
    // What they differ in is said of these as well.
    QVERIFY2(sentence.startsWith(id("A and B differ in kind of GPU. B does not fit")) &&
                 sentence.endsWith(id("A runs.")),
             qPrintable(sentence));
    const QString other = ui::comparisonSentence(*tooLarge, *fits);
    QVERIFY2(other.startsWith(id("A and B differ in kind of GPU. A does not fit")) &&
                 other.endsWith(id("B runs.")),
             qPrintable(other));
}

// Eight samples against four, of another model on other numbers of GPUs: that B is faster says
// little, and what differs is said first.
void TestComparisonTexts::otherWorkIsNamedBeforeItIsCalledFaster()
{
    const core::Scenario a = toy::pipeline("1f1b", 4, 8);
    core::Scenario b = toy::pipeline("1f1b", 2, 4);
    b.model.title = "small";
    const QString sentence = ui::comparisonSentence(*toy::run(a), *toy::run(b));
    QVERIFY2(sentence.startsWith(id("A and B differ in model (toy, small), global batch (8, 4), "
                                    "GPUs (4, 2) and stages (4, 2). The models differ, ")),
             qPrintable(sentence));
    QVERIFY2(!sentence.contains(id("faster")) && !sentence.contains(id("costs nothing")),
             qPrintable(sentence));
    core::Scenario other = a;
    other.parallel.schedule = "gpipe";
    QVERIFY(!ui::comparisonSentence(*toy::run(a), *toy::run(other)).contains(id("differ in")));
}

// Two replicas share the samples of one, 1 of them each in place of 2.
void TestComparisonTexts::moreGpusAreAPrice()
{
    core::Scenario alone = toy::dataParallel(1, 3);
    alone.training.globalBatch = 2;
    const core::SnapshotPtr one = toy::run(alone);
    const core::SnapshotPtr two = toy::run(toy::dataParallel(2, 3));
    QVERIFY(one && two);
    const QString more = ui::comparisonSentence(*one, *two);
    QVERIFY2(more.contains(id("faster")) && more.contains(id("It pays with ")) &&
                 more.contains(id("1 GPU more.")) && more.contains(id("A GPU of B does ")),
             qPrintable(more));
    const QString less = ui::comparisonSentence(*two, *one);
    QVERIFY2(less.contains(id("needs 1 GPU less.")), qPrintable(less));
}

void TestComparisonTexts::ofOtherModelsOnlyWhatCanBeComparedIsSaid()
{
    const core::Scenario a = toy::pipeline("1f1b", 4, 8);
    core::Scenario b = a;
    std::get<std::vector<core::NamedLayer>>(b.model.shape).front().parameters *= 2;
    const QString sentence = ui::comparisonSentence(*toy::run(a), *toy::run(b));
    QVERIFY2(sentence.startsWith(id("A and B differ in model. The models differ, so neither steps "
                                    "nor tokens are equal work. ")) &&
                 sentence.contains(id("GPUs are idle for 27.3 % of the step, in A for 27.3 %.")) &&
                 sentence.contains(id("Both fit: ")),
             qPrintable(sentence));
    QVERIFY2(!sentence.contains(id("faster")) && !sentence.contains(id("costs nothing")) &&
                 !sentence.contains(id("less on")),
             qPrintable(sentence));
}

// fp8 halves the bits of products; what that does to a loss is nothing that is simulated.
void TestComparisonTexts::narrowerNumbersAreNotJudged()
{
    core::Scenario wide = toy::pipeline("1f1b", 4, 8);
    core::Scenario narrow = wide;
    wide.training.precision = core::Precision::Fp32;
    const core::SnapshotPtr one = toy::run(wide);
    const core::SnapshotPtr other = toy::run(narrow);
    const QString there = ui::comparisonSentence(*one, *other);
    QVERIFY2(there.startsWith(id("A and B differ in precision (fp32, bf16). ")) &&
                 there.contains(id("Numbers of B are narrower; what that does to training is not "
                                   "judged.")) &&
                 !there.contains(id("costs nothing")),
             qPrintable(there));
    const QString back = ui::comparisonSentence(*other, *one);
    QVERIFY2(back.contains(id("Numbers of A are narrower")), qPrintable(back));
    core::Scenario rounded = narrow;
    rounded.training.momentBytes = 2;
    const QString moments = ui::comparisonSentence(*other, *toy::run(rounded));
    QVERIFY2(moments.contains(id("bytes of a moment (4 as usual, 2)")) &&
                 moments.contains(id("Numbers of B are narrower")),
             qPrintable(moments));
}

// Those of fp32 have a tenth of the FLOP/s of those of bf16.
void TestComparisonTexts::sharesOfOtherPeaksAreNamed()
{
    const core::Scenario a = toy::pipeline("1f1b", 4, 8);
    core::Scenario b = toy::pipeline("1f1b", 4, 16);
    b.cluster.device.peakSingleFlops = 1e14;
    const QString alike = ui::comparisonSentence(*toy::run(a), *toy::run(b));
    QVERIFY2(alike.contains(id("MFU is ")) && !alike.contains(id(" peak")), qPrintable(alike));
    b.training.precision = core::Precision::Fp32;
    const QString other = ui::comparisonSentence(*toy::run(a), *toy::run(b));
    QVERIFY2(other.contains(id(" of the fp32 peak, in A ")) &&
                 other.contains(id(" of the bf16 peak.")),
             qPrintable(other));
}

// GPipe passes m samples in (m + p - 1) (t_f + t_b): 103 in 318 and 105 in 324 ms are 80.97 and
// 81.02 samples a second of each of four GPUs, which work for 97.2 % of both.
void TestComparisonTexts::ratesOfADifferenceReadDifferently()
{
    const core::SnapshotPtr a = toy::run(toy::pipeline("gpipe", 4, 103));
    const core::SnapshotPtr b = toy::run(toy::pipeline("gpipe", 4, 105));
    const QString sentence = ui::comparisonSentence(*a, *b);
    QVERIFY2(sentence.contains(id("A GPU of B does 0.1 % more a second: 81.02 samples/s, in A "
                                  "80.97 samples/s.")),
             qPrintable(sentence));
    QVERIFY2(sentence.contains(id("MFU is ")) && sentence.contains(id(" in both.")),
             qPrintable(sentence));
}

void TestComparisonTexts::whatAnotherOptimizerDoesIsNotJudged()
{
    const core::Scenario a = toy::pipeline("1f1b", 4, 8);
    core::Scenario b = a;
    b.training.optimizer = core::Optimizer::PlainSgd;
    const QString sentence = ui::comparisonSentence(*toy::run(a), *toy::run(b));
    QVERIFY2(sentence.endsWith(id("The optimizers differ; what that does to training is not "
                                  "judged.")) &&
                 !sentence.contains(id("costs nothing")) && !sentence.contains(id("narrower")),
             qPrintable(sentence));
}

// It does a third of the work, whatever it takes.
void TestComparisonTexts::aForwardPassIsNoFasterTraining()
{
    const core::Scenario a = toy::pipeline("1f1b", 4, 8);
    core::Scenario b = a;
    b.training.pass = core::Pass::ForwardOnly;
    const QString sentence = ui::comparisonSentence(*toy::run(a), *toy::run(b));
    QVERIFY2(sentence.contains(id(". A trains and B only passes forward, so neither steps nor "
                                  "tokens are equal work. ")) &&
                 !sentence.contains(id("more a second")) && !sentence.contains(id("faster")),
             qPrintable(sentence));
    const QString back = ui::comparisonSentence(*toy::run(b), *toy::run(a));
    QVERIFY2(back.contains(id(". A only passes forward and B trains, so ")), qPrintable(back));
}

// One after the other, and each by its name.
void TestComparisonTexts::everySettingThatDiffersIsNamed()
{
    const core::Scenario base = toy::dataParallel(4, 4);
    const auto said = [&base](auto change) {
        core::Scenario other = base;
        change(other);
        return ui::differencesText(ui::differentSettings(base, other));
    };
    using S = core::Scenario;
    QCOMPARE(said([](S &) {}), QString());
    QCOMPARE(said([](S &s) { s.title = "another"; }), QString());
    QCOMPARE(said([](S &s) { s.parallel.offloadOptimizer = true; }),
             id("optimizer offload (off, on)"));
    QCOMPARE(said([](S &s) { s.parallel.shardingGroup = 2; }),
             id("sharding group (all replicas, 2)"));
    QCOMPARE(said([](S &s) { s.parallel.secondaryGroup = 2; }),
             id("second copy of weights (none, 2)"));
    QCOMPARE(said([](S &s) { s.parallel.framework = core::Framework::PyTorch; }),
             id("framework (Megatron-LM as usual, PyTorch)"));
    QCOMPARE(said([](S &s) { s.parallel.sharding = core::Sharding::Zero3; }),
             id("sharding (none, ZeRO-3)"));
    QCOMPARE(said([](S &s) { s.training.recompute = core::Recompute::Full; }),
             id("recomputation (none, full)"));
    QCOMPARE(said([](S &s) { s.training.sequence = 4096; }), id("tokens of a sample (1, 4,096)"));
    QCOMPARE(said([](S &s) {
                 s.faults.devices = {{1, 0.5}};
             }),
             id("slow GPUs and links (all healthy, GPU 1 at 50 % speed)"));
    QCOMPARE(said([](S &s) { s.training.gradientBytes = 4; }),
             id("bytes of a gradient (2 as usual, 4)"));
    QCOMPARE(said([](S &s) { s.cluster.software.gemmEfficiency = 0.5; }), id("software"));
    QCOMPARE(said([](S &s) {
                 s.training.microBatch = 2;
                 s.parallel.overlap = false;
             }),
             id("micro-batch size (1, 2) and overlap of gradient sync (on, off)"));
}

void TestComparisonTexts::whatTheTitlesDoNotTellApartStandsInThem()
{
    const core::Scenario kept = toy::dataParallel(4, 4);
    core::Scenario away = kept;
    away.parallel.offloadOptimizer = true;
    const core::SnapshotPtr a = toy::run(kept);
    const core::SnapshotPtr b = toy::run(away);
    const auto title = [](const core::SnapshotPtr &first, const core::SnapshotPtr &second) {
        return ui::titleBeside(*first, *second,
                               ui::differentSettings(first->scenario, second->scenario),
                               &ui::SettingTexts::first);
    };
    QCOMPARE(title(a, a), ui::resultTitle(*a));
    QCOMPARE(title(a, b), id("Data parallel · optimizer offload off"));
    QCOMPARE(title(b, a), id("Data parallel · optimizer offload on"));
    QCOMPARE(ui::titleBeside(*b, *a, ui::differentSettings(kept, away), &ui::SettingTexts::second),
             title(b, a));
    core::Scenario wide = kept;
    wide.training.precision = core::Precision::Fp32;
    QCOMPARE(title(toy::run(wide), a), id("Data parallel · fp32"));
    const core::SnapshotPtr other = toy::run(toy::pipeline("1f1b", 4, 8));
    QCOMPARE(title(a, other), ui::resultTitle(*a));
}

// Where there are several nodes those between them, where a node has several GPUs those within it.
void TestComparisonTexts::theLinksThatThereAreAreNamed()
{
    const auto said = [](int perNode, core::LinkSpec core::ClusterSpec::*link) {
        core::Scenario a = toy::pipeline("1f1b", 4, 8);
        a.cluster.devicesPerNode = perNode;
        a.cluster.intraLink.bandwidth = a.cluster.interLink.bandwidth = 1e9;
        core::Scenario b = a;
        (b.cluster.*link).bandwidth = 2e9;
        return ui::comparisonSentence(*toy::run(a), *toy::run(b))
            .section(QStringLiteral(". "), 0, 0);
    };
    using Cluster = core::ClusterSpec;
    QCOMPARE(said(8, &Cluster::intraLink), id("A and B differ in links (1 GB/s, 2 GB/s)"));
    QVERIFY(!said(8, &Cluster::interLink).contains(id("links")));
    QCOMPARE(said(2, &Cluster::intraLink),
             id("A and B differ in links within a node (1 GB/s, 2 GB/s)"));
    QCOMPARE(said(2, &Cluster::interLink),
             id("A and B differ in links between nodes (1 GB/s, 2 GB/s)"));
    QVERIFY(!said(1, &Cluster::intraLink).contains(id("links")));
}

// Of four stages 3 / (8 + 3) = 27.3 % of a step are idle, or 3 / (16 + 3) = 15.8 %. How much
// gradients take is no bubble, and not held against one.
void TestComparisonTexts::anIdleCardIsComparedWithItsLike()
{
    const core::SnapshotPtr a = toy::run(toy::pipeline("1f1b", 4, 8));
    const core::SnapshotPtr b = toy::run(toy::pipeline("1f1b", 4, 16));
    ui::KpiTexts texts = ui::kpiTexts(*b);
    ui::noteChanges(texts, *a, *b);
    QCOMPARE(texts[3].note, id("−11.5 points from A"));
    const core::SnapshotPtr replicas = toy::run(toy::dataParallel(4, 4));
    texts = ui::kpiTexts(*replicas);
    const QString before = texts[3].note;
    ui::noteChanges(texts, *a, *replicas);
    QCOMPARE(texts[3].note, before);
}

QTEST_MAIN(TestComparisonTexts)
#include "tst_comparison_texts.moc"
