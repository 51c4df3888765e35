// SPDX-License-Identifier: GPL-3.0-or-later
// What is said of two results, against numbers reckoned by hand.
#include "tests/core/toy_scenario.h"

#include "ui/words/comparison_texts.h"

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
    void moreMicroBatchesPayWithWorkMemoryAndBytes();
    void whatDoesNotFitIsNamed();
    void otherWorkIsNamedBeforeItIsCalledFaster();
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

// Four micro-batches more on four stages: 12 ms, two thirds of it backward work (1 ms forward,
// 2 ms backward each), 4 MB kept, and 4 · 3 · 2 MB sent.
void TestComparisonTexts::moreMicroBatchesPayWithWorkMemoryAndBytes()
{
    const core::SnapshotPtr four = toy::run(toy::pipeline("gpipe", 4, 4));
    const core::SnapshotPtr eight = toy::run(toy::pipeline("gpipe", 4, 8));
    const QString sentence = ui::comparisonSentence(*four, *eight);
    QVERIFY2(sentence.startsWith(id("A and B differ in batch (4, 8). B gains nothing: ")),
             qPrintable(sentence));
    QVERIFY2(std::abs(figureBefore(id("ms more (mostly backward work)"), sentence) - 12) < 0.05,
             qPrintable(sentence));
    QVERIFY2(std::abs(figureBefore(id("MB more on GPU 0"), sentence) - 4) < 0.05,
             qPrintable(sentence));
    QVERIFY2(std::abs(figureBefore(id("MB more sent"), sentence) - 24) < 0.05,
             qPrintable(sentence));
}

void TestComparisonTexts::whatDoesNotFitIsNamed()
{
    const core::SnapshotPtr fits = toy::run(toy::pipeline("gpipe", 4, 8));
    core::Scenario small = toy::pipeline("gpipe", 4, 8);
    small.cluster.device.memory = {1'000'000};
    const core::SnapshotPtr tooLarge = toy::run(small);
    const QString sentence = ui::comparisonSentence(*fits, *tooLarge);
    QVERIFY2(sentence.startsWith(id("B does not fit")) && sentence.endsWith(id("A runs.")),
             qPrintable(sentence));
    const QString other = ui::comparisonSentence(*tooLarge, *fits);
    QVERIFY2(other.startsWith(id("A does not fit")) && other.endsWith(id("B runs.")),
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
    QVERIFY2(sentence.startsWith(id("A and B differ in model (toy, small), batch (8, 4) and number "
                                    "of GPUs (4, 2). B ")),
             qPrintable(sentence));
    core::Scenario other = a;
    other.parallel.schedule = "gpipe";
    QVERIFY(!ui::comparisonSentence(*toy::run(a), *toy::run(other)).contains(id("differ in")));
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
