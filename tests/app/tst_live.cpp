// SPDX-License-Identifier: GPL-3.0-or-later
// live from the outside: what it trains, writes and refuses.
#include "core/io/trace/read_trace.h"
#include "tests/app/program.h"

#include <QTemporaryDir>
#include <QTest>

using program::Answer;

class TestLive : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void twoRunsEndWithTheSameWeights();
    void theTraceOfTheLastStepIsReadAgain();
    void filesAreCalledFilesInTheHelp();
    void whatCannotBeIsRefused_data();
    void whatCannotBeIsRefused();
    void aRunThatDivergesWritesNothing();
    void noStepsAreRefusedInWords();
    void aTraceThatCannotBeWrittenIsSaidBeforeTheTraining();
    void withLittleAddressSpaceItTrainsOrSaysSo();
};

namespace {

const QStringList kRun = {QStringLiteral("live"), QStringLiteral("train-digits-1")};

QStringList run(const char *more)
{
    return kRun + QString::fromLatin1(more).split(QLatin1Char(' '));
}

} // namespace

void TestLive::twoRunsEndWithTheSameWeights()
{
    const Answer first = program::run(run("--steps 30 --json -"));
    QCOMPARE(first.exitCode, 0);
    const QJsonArray losses = first.json().value(QLatin1String("losses")).toArray();
    QCOMPARE(losses.size(), 30);
    QVERIFY(losses.last().toDouble() < losses.first().toDouble());
    const Answer second = program::run(run("--steps 30 --json -"));
    const QString weights = first.json().value(QLatin1String("weights")).toString();
    QCOMPARE(weights.size(), 16);
    QCOMPARE(second.json().value(QLatin1String("weights")).toString(), weights);
    QCOMPARE(second.json().value(QLatin1String("losses")).toArray(), losses);
}

void TestLive::theTraceOfTheLastStepIsReadAgain()
{
    const QTemporaryDir folder;
    const QString trace = folder.filePath(QStringLiteral("step.json.gz"));
    const Answer written = program::run(run("--steps 2 --json - --trace") + QStringList(trace));
    QCOMPARE(written.exitCode, 0);
    const core::Result<core::Recording> recording = core::readTrace(trace.toStdString());
    QVERIFY(recording);
    QCOMPARE(recording.value().trace.rows.size(), std::size_t{1});
    QVERIFY(recording.value().scenario && recording.value().scenario->train);
    QCOMPARE(program::filesIn(folder.path()), QStringList(QStringLiteral("step.json.gz")));
}

void TestLive::filesAreCalledFilesInTheHelp()
{
    for (const char *command : {"live --help", "simulate --help"})
        QVERIFY(program::run(command).out.contains("--trace FILE"));
}

void TestLive::whatCannotBeIsRefused_data()
{
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<QByteArray>("says");
    const auto row = [](const QByteArray &arguments, const QByteArray &says) {
        QTest::newRow(arguments.constData()) << QString::fromLatin1(arguments) << says;
    };
    row("live", "What is to be trained?");
    row("live 1f1b-4-8", "no section \"train\"");
    row("live train-digits-1 --clock sundial", "no clock \"sundial\"");
    row("live train-digits-1 --trace -", "standard output");
    row("live train-digits-1 --trace - --json -", "standard output");
    row("live --compare --calibrate", "one at a time");
    row("live train-digits-1 --float", "belong to --check");
    row("live train-digits-1 --calibrate", "FILE has no effect with --calibrate");
    row("live train-digits-1 --check run.json", "FILE has no effect with --check");
    for (const char *option : {"--set a=1", "--data digits", "--steps 3", "--clock steady",
                               "--trace x.json", "--progress"}) {
        const QByteArray name = QByteArray(option).split(' ').front();
        for (const QByteArray mode : {"--calibrate", "--compare", "--check run.json"})
            row("live " + mode + ' ' + option,
                name + " has no effect with " + mode.split(' ').front());
    }
    for (const char *option : {"--steps 3", "--clock steady", "--trace x.json", "--progress"})
        row("live train-digits-1 --compare " + QByteArray(option),
            QByteArray(option).split(' ').front() + " has no effect with --compare");
}

void TestLive::whatCannotBeIsRefused()
{
    QFETCH(QString, arguments);
    QFETCH(QByteArray, says);
    const Answer answer = program::run(arguments.split(QLatin1Char(' ')));
    QCOMPARE(answer.exitCode, 2);
    QVERIFY2(answer.isOneSentence() && answer.error.contains(says), answer.error.constData());
    QVERIFY(answer.out.isEmpty());
}

void TestLive::aRunThatDivergesWritesNothing()
{
    const QTemporaryDir folder;
    const Answer answer = program::run(
        run("--set train.learning_rate=1000 --trace") +
        QStringList({folder.filePath(QStringLiteral("step.json")), QStringLiteral("--json"),
                     folder.filePath(QStringLiteral("run.json"))}));
    QCOMPARE(answer.exitCode, 2);
    QVERIFY2(answer.isOneSentence() && answer.error.contains("smaller learning rate"),
             answer.error.constData());
    QVERIFY(program::filesIn(folder.path()).isEmpty());
}

void TestLive::noStepsAreRefusedInWords()
{
    const Answer answer = program::run(run("--steps 0"));
    QCOMPARE(answer.exitCode, 2);
    QVERIFY2(answer.isOneSentence() && answer.error.contains("give 1 or more"),
             answer.error.constData());
}

// Ten million steps would take hours.
void TestLive::aTraceThatCannotBeWrittenIsSaidBeforeTheTraining()
{
    const Answer answer = program::run(run("--steps 10000000 --trace /nowhere/at/all/step.json"));
    QVERIFY(answer.exitCode == 1 || answer.exitCode == 2);
    QVERIFY2(answer.isOneSentence() && answer.error.contains("/nowhere/at/all"),
             answer.error.constData());
}

// OpenBLAS takes 128 MiB for each thread that multiplies, and asks without an end where it gets
// none.
void TestLive::withLittleAddressSpaceItTrainsOrSaysSo()
{
    const QStringList wide =
        QString::fromLatin1("live train-digits-1 --set train.network.sizes=[64,512,512,512,10] "
                            "--set parallel.data=4 --set cluster.devices=4 --set "
                            "training.micro_batch=16 --set training.global_batch=64 --steps 3 "
                            "--json -")
            .split(QLatin1Char(' '));
    const Answer whole = program::run(wide, {.memory = RLIM_INFINITY});
    QCOMPARE(whole.exitCode, 0);
    int trained = 0;
    int refused = 0;
    for (const rlim_t megabytes : {320U, 400U, 480U, 560U, 640U, 720U, 800U, 900U, 1024U}) {
        const Answer answer = program::run(wide, {.memory = megabytes << 20});
        const QByteArray where =
            QByteArray::number(qulonglong(megabytes)) + " MiB: " + answer.error;
        if (answer.exitCode == 0) {
            ++trained;
            QCOMPARE(answer.json().value(QLatin1String("weights")),
                     whole.json().value(QLatin1String("weights")));
            continue;
        }
        ++refused;
        QVERIFY2(answer.exitCode == 2, where.constData());
        QVERIFY2(answer.isOneSentence(), where.constData());
        if (refused == 1)
            QVERIFY2(answer.error.contains("of address space"), where.constData());
    }
    QVERIFY(trained > 0);
    QVERIFY(refused > 0);
}

QTEST_GUILESS_MAIN(TestLive)
#include "tst_live.moc"
