// SPDX-License-Identifier: GPL-3.0-or-later
// parallarium-mpi from the outside: a process for each device does what the threads do, bit for
// bit.
#include "tests/app/program.h"

#include <QTemporaryDir>
#include <QTest>

using program::Answer;

class TestMpi : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void processesDoWhatThreadsDo_data();
    void processesDoWhatThreadsDo();
    void referenceRunsAreCheckedAsByThreads_data();
    void referenceRunsAreCheckedAsByThreads();
    void theScenarioCanComeFromAPipe();
    void withoutMpirunThereIsOneProcess();
    void theMeasuredClockTrainsTheSameWeights();
    void whatCannotBeIsRefused();
    void aRunThatDivergesWritesNothing();
    void theHelpNamesTheOptionsOfLive();
};

namespace {

// Open MPI maps far more memory than it uses.
constexpr program::Limits kRoom = {.memory = RLIM_INFINITY};

void startRanks(QProcess &process, int ranks, const QStringList &arguments)
{
    program::start(process, QStringLiteral(PARALLARIUM_MPIEXEC),
                   QStringList({QStringLiteral("-q"), QStringLiteral("-n"), QString::number(ranks),
                                QStringLiteral(PARALLARIUM_MPI_PROGRAM)}) +
                       arguments,
                   kRoom);
}

Answer runRanks(int ranks, const QStringList &arguments)
{
    QProcess process;
    startRanks(process, ranks, arguments);
    return program::answerOf(process);
}

QStringList words(const QString &text)
{
    return text.split(QLatin1Char(' '), Qt::SkipEmptyParts);
}

} // namespace

void TestMpi::processesDoWhatThreadsDo_data()
{
    QTest::addColumn<int>("ranks");
    QTest::addColumn<QString>("arguments");
    const auto row = [](const char *name, int ranks, const char *arguments) {
        QTest::newRow(name) << ranks << QString::fromLatin1(arguments);
    };
    row("one", 1, "train-digits-1 --steps 20");
    row("data 3", 3, "train-digits-dp3 --steps 20");
    row("layers 4", 4, "train-digits-pp4 --steps 20");
    row("tensor 2", 2, "train-digits-tp2 --steps 20");
    row("gpt, data and layers", 4, "train-gpt-2x2 --steps 3");
    const char *zero = "train-digits-1 --steps 20 --set cluster.devices=2 --set parallel.data=2 "
                       "--set parallel.sharding=%1";
    for (const char *sharding : {"zero1", "zero2", "zero3"})
        QTest::newRow(sharding) << 2 << QString::fromLatin1(zero).arg(QLatin1String(sharding));
}

// Not the weights alone: losses, times, memory and fingerprints of each device, and each span of
// the last step.
void TestMpi::processesDoWhatThreadsDo()
{
    QFETCH(int, ranks);
    QFETCH(QString, arguments);
    const QTemporaryDir folder;
    const auto trace = [&folder](const char *name) {
        return QStringList({QStringLiteral("--json"), QStringLiteral("-"),
                            QStringLiteral("--trace"), folder.filePath(QLatin1String(name))});
    };
    const Answer threads = program::run(QStringList(QStringLiteral("live")) + words(arguments) +
                                        trace("threads.json"));
    QVERIFY2(threads.exitCode == 0, threads.error.constData());
    const Answer processes = runRanks(ranks, words(arguments) + trace("processes.json"));
    QVERIFY2(processes.exitCode == 0, processes.error.constData());
    const QJsonArray losses = processes.json().value(QLatin1String("losses")).toArray();
    QVERIFY(losses.size() > 2);
    QVERIFY(losses.last().toDouble() < losses.first().toDouble());
    QCOMPARE(processes.json().value(QLatin1String("weights_of")).toArray().size(), ranks);
    QCOMPARE(processes.out, threads.out);
    const QByteArray spans = program::read(folder.filePath(QStringLiteral("processes.json")));
    QVERIFY(spans.size() > 1000);
    QCOMPARE(spans, program::read(folder.filePath(QStringLiteral("threads.json"))));
}

void TestMpi::referenceRunsAreCheckedAsByThreads_data()
{
    QTest::addColumn<int>("ranks");
    QTest::addColumn<QString>("arguments");
    const auto row = [](int ranks, const char *file, const char *options) {
        for (const char *digits : {"", " --float"})
            QTest::addRow("%s %s%s", file, options, digits)
                << ranks
                << QStringLiteral("--check " PARALLARIUM_TEST_DATA "/live/%1.json %2%3")
                       .arg(QLatin1String(file), QLatin1String(options), QLatin1String(digits));
    };
    row(1, "v01_mlp_sgd", "");
    row(2, "v02_mlp_momentum", "--layout dp2");
    row(2, "v03_mlp_adamw", "--layout zero3:2");
    row(2, "v04_digits_sgd", "--layout tp2");
    row(4, "v06_gpt4_untied_adamw", "--layout pp4:zb-h1");
    row(4, "v07_gpt4_tied_adamw", "--layout 2x2");
}

// Each number that was compared, to its last bit, and so whether it is within its tolerance.
void TestMpi::referenceRunsAreCheckedAsByThreads()
{
    QFETCH(int, ranks);
    QFETCH(QString, arguments);
    const QStringList json = words(arguments) + words(QStringLiteral("--json -"));
    const Answer threads = program::run(QStringList(QStringLiteral("live")) + json);
    QVERIFY2(threads.exitCode == 0, threads.error.constData());
    const Answer processes = runRanks(ranks, json);
    QVERIFY2(processes.exitCode == 0, processes.error.constData());
    QVERIFY(processes.json().value(QLatin1String("within")).toBool());
    QVERIFY(processes.json().value(QLatin1String("values")).toArray().size() > 30);
    QCOMPARE(processes.out, threads.out);
}

// mpirun gives standard input to the first process alone.
void TestMpi::theScenarioCanComeFromAPipe()
{
    const QString example =
        QStringLiteral(PARALLARIUM_SOURCE_DIR "/resources/scenarios/train-digits-tp2.json");
    QProcess process;
    process.setStandardInputFile(example);
    process.start(
        QStringLiteral(PARALLARIUM_MPIEXEC),
        words(QStringLiteral("-q -n 2 " PARALLARIUM_MPI_PROGRAM " - --steps 2 --json -")));
    QVERIFY(process.waitForFinished(60'000));
    QCOMPARE(process.exitCode(), 0);
    const QByteArray weights = program::run("live train-digits-tp2 --steps 2 --json -")
                                   .json()
                                   .value(QLatin1String("weights"))
                                   .toString()
                                   .toLatin1();
    QCOMPARE(weights.size(), 16);
    QVERIFY(process.readAllStandardOutput().contains(weights));
}

void TestMpi::withoutMpirunThereIsOneProcess()
{
    const QString alone = QStringLiteral(PARALLARIUM_MPI_PROGRAM);
    const Answer one = program::runProgram(
        alone, words(QStringLiteral("train-digits-1 --steps 2 --json -")), kRoom);
    QCOMPARE(one.exitCode, 0);
    QCOMPARE(one.json().value(QLatin1String("losses")).toArray().size(), 2);
    const Answer two = program::runProgram(alone, {QStringLiteral("train-digits-tp2")}, kRoom);
    QCOMPARE(two.exitCode, 2);
    QVERIFY2(two.isOneSentence() && two.error.contains("mpirun -n 2"), two.error.constData());
}

// Its times differ from run to run; what is learned does not.
void TestMpi::theMeasuredClockTrainsTheSameWeights()
{
    const Answer measured =
        runRanks(2, words(QStringLiteral("train-digits-tp2 --steps 5 --clock measured --json -")));
    QCOMPARE(measured.exitCode, 0);
    const Answer steady = program::run("live train-digits-tp2 --steps 5 --json -");
    const QJsonArray losses = measured.json().value(QLatin1String("losses")).toArray();
    QCOMPARE(losses.size(), 5);
    QVERIFY(losses.last().toDouble() < losses.first().toDouble());
    QCOMPARE(measured.json().value(QLatin1String("weights")),
             steady.json().value(QLatin1String("weights")));
    for (const QJsonValue time : measured.json().value(QLatin1String("step_times_s")).toArray())
        QVERIFY(time.toDouble() > 0);
}

// All at once: mpirun waits more than it works.
void TestMpi::whatCannotBeIsRefused()
{
    const QByteArray check = "--check " PARALLARIUM_TEST_DATA "/live/v01_mlp_sgd.json";
    struct Refused
    {
        int ranks;
        QByteArray arguments;
        QByteArray says;
        QProcess process{};
    };
    Refused refused[] = {
        {3, "train-gpt-2x2", "mpirun -n 4"},
        {2, "train-digits-1", "each of its 1 device"},
        {2, "no-such-file.json", "no-such-file.json"},
        {2, "1f1b-4-8", "no section \"train\""},
        {2, "train-digits-tp2 --data idx:no-such-folder", "no-such-folder"},
        {2, "train-digits-tp2 --clock sundial", "no clock \"sundial\""},
        {2, "train-digits-tp2 --stepps 2", "--stepps"},
        {2, "train-digits-tp2 --steps 2 --trace no-such-folder/t.json", "no-such-folder"},
        {2, "train-digits-tp2 --steps 2 --json no-such-folder/r.json", "no-such-folder"},
        {2, "train-digits-tp2 --trace -", "standard output"},
        {2, "", "FILE"},
        {3, check + " --layout dp2", "mpirun -n 2"},
        {2, check, "each of its 1 device"},
        {2, check + " --layout dq2", "is not a layout"},
        {2, check + " --layout dp2 --steps 3", "--steps has no effect with --check"},
        {2, check + " train-digits-tp2", "FILE has no effect with --check"},
        {2, "--check no-such-file.json", "no-such-file.json"},
        {2, "train-digits-tp2 --float", "belong to --check"},
    };
    for (Refused &run : refused)
        startRanks(run.process, run.ranks, words(QString::fromLatin1(run.arguments)));
    for (Refused &run : refused) {
        const Answer answer = program::answerOf(run.process);
        const QByteArray told = run.arguments + ": " + answer.error;
        QVERIFY2(answer.exitCode == 2 && answer.out.isEmpty(), told.constData());
        QVERIFY2(answer.isOneSentence() && answer.error.contains(run.says), told.constData());
    }
}

void TestMpi::aRunThatDivergesWritesNothing()
{
    const QTemporaryDir folder;
    const Answer answer = runRanks(
        2, words(QStringLiteral("train-digits-tp2 --set train.learning_rate=1000 --trace")) +
               QStringList(folder.filePath(QStringLiteral("step.json"))));
    QCOMPARE(answer.exitCode, 2);
    QVERIFY2(answer.isOneSentence() && answer.error.contains("smaller learning rate"),
             answer.error.constData());
    QVERIFY(program::filesIn(folder.path()).isEmpty());
}

void TestMpi::theHelpNamesTheOptionsOfLive()
{
    const Answer help = program::runProgram(QStringLiteral(PARALLARIUM_MPI_PROGRAM),
                                            {QStringLiteral("--help")}, kRoom);
    QCOMPARE(help.exitCode, 0);
    for (const char *option :
         {"--steps", "--data", "--clock", "--set", "--json FILE", "--trace FILE", "--check"})
        QVERIFY2(help.out.contains(option), option);
}

QTEST_GUILESS_MAIN(TestMpi)
#include "tst_mpi.moc"
