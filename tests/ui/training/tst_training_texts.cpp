// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/scenario/scenario_json.h"
#include "ui/words/training_texts.h"

#include <QLocale>
#include <QTest>

#include <cmath>

using namespace ui;

class TestTrainingTexts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }
    void gpusBecomeWorkersCountedFromOne_data();
    void gpusBecomeWorkersCountedFromOne();
    void lossesHaveAsManyDecimalsAsTheyNeed();
    void aRunIsNamedByWorkersAndSplit();
    void likenessIsToldInThreeDegrees();
    void whatWasNotTestedHasNoCount();
};

void TestTrainingTexts::gpusBecomeWorkersCountedFromOne_data()
{
    QTest::addColumn<QString>("sentence");
    QTest::addColumn<QString>("words");
    const auto add = [](const char *sentence, const char *words) {
        QTest::newRow(sentence) << QString::fromUtf8(sentence) << QString::fromUtf8(words);
    };
    add("GPU 0 waits for GPU 3", "worker 1 waits for worker 4");
    add("GPUs 0–3", "workers 1–4");
    add("the one on GPUs 4 to 7 needs 3 GB", "the one on workers 5 to 8 needs 3 GB");
    add("all GPUs wait", "all workers wait");
    add("a GPU is slow", "a worker is slow");
    add("layers 0–3", "layers 0–3");
    add("", "");
}

void TestTrainingTexts::gpusBecomeWorkersCountedFromOne()
{
    QFETCH(QString, sentence);
    QFETCH(QString, words);
    QCOMPARE(ofWorkers(sentence), words);
}

void TestTrainingTexts::lossesHaveAsManyDecimalsAsTheyNeed()
{
    QCOMPARE(lossText(0.0312), QStringLiteral("0.031"));
    QCOMPARE(lossText(12.5), QStringLiteral("12.50"));
    QCOMPARE(lossText(250), QStringLiteral("250.0"));
    QCOMPARE(lossText(46981.4), QStringLiteral("46,981"));
    QCOMPARE(lossText(std::nan("")), QStringLiteral("not finite"));
}

void TestTrainingTexts::aRunIsNamedByWorkersAndSplit()
{
    QCOMPARE(runName(core::loadScenario("train-digits-1").value()), QStringLiteral("1 worker"));
    QCOMPARE(runName(core::loadScenario("train-digits-pp4").value()),
             QStringLiteral("4 workers, pipeline"));
    core::Scenario replicas = core::loadScenario("train-digits-dp3").value();
    QCOMPARE(runName(replicas), QStringLiteral("3 workers, data"));
    replicas.train->shareGradients = false;
    QCOMPARE(runName(replicas), QStringLiteral("3 workers, alone"));
}

// Rounding explains a relative difference of less than 5e-4.
void TestTrainingTexts::likenessIsToldInThreeDegrees()
{
    QVERIFY(likenessText({}).isEmpty());
    QCOMPARE(likenessText({.steps = 4, .equal = true}), QStringLiteral("equal to the last bit"));
    QCOMPARE(likenessText({.steps = 4, .largest = 4e-4}),
             QStringLiteral("the same but for rounding"));
    QVERIFY(likenessText({.steps = 4, .largest = 0.25}).contains(QStringLiteral("25 %")));
}

void TestTrainingTexts::whatWasNotTestedHasNoCount()
{
    QVERIFY(wrongText({}).isEmpty());
    QCOMPARE(wrongText({.wrong = 10, .tested = 360}), QStringLiteral("10 of 360 wrong"));
}

QTEST_MAIN(TestTrainingTexts)
#include "tst_training_texts.moc"
