// SPDX-License-Identifier: GPL-3.0-or-later
// Options, help and surroundings of the program.
#include "tests/app/program.h"

#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <numeric>

using program::Answer;

class TestOptions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oneNumberOfAPresetCanBeSet();
    void withoutADisplayTheWindowSaysWhatToDo();
    void theWindowTakesNoWrongOptions_data();
    void theWindowTakesNoWrongOptions();
    void onlyTheWindowIsPresented();
    void aFileIsReplacedWhole();
    void partsOfTheIdleTimeAddUp_data();
    void partsOfTheIdleTimeAddUp();
    void sharesOfTheStepAddUpAndAreThoseOfTheDocument_data();
    void sharesOfTheStepAddUpAndAreThoseOfTheDocument();
    void whatIsSimulatedIsSaid();
    void everyCommandHasHelp_data();
    void everyCommandHasHelp();
};

void TestOptions::oneNumberOfAPresetCanBeSet()
{
    for (const char *setting : {"cluster.inter_link.gbps=10", "cluster.device.memory_gb=40"}) {
        const Answer answer = program::run({QStringLiteral("simulate"), QStringLiteral("1f1b-4-8"),
                                            QStringLiteral("--set"), QString::fromLatin1(setting)});
        QVERIFY2(answer.exitCode == 0, answer.error.constData());
    }
}

void TestOptions::withoutADisplayTheWindowSaysWhatToDo()
{
    QProcessEnvironment bare = QProcessEnvironment::systemEnvironment();
    for (const char *name : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"})
        bare.remove(QString::fromLatin1(name));
    QProcess process;
    process.setProcessEnvironment(bare);
    process.start(QStringLiteral(PARALLARIUM_PROGRAM), {QStringLiteral("1f1b-4-8")});
    QVERIFY(process.waitForFinished());
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 2);
    const QByteArray error = process.readAllStandardError();
    QVERIFY2(error.contains("export 1f1b-4-8 --view window"), error.constData());
}

void TestOptions::theWindowTakesNoWrongOptions_data()
{
    QTest::addColumn<QByteArray>("arguments");
    QTest::addColumn<QByteArray>("said");
    QTest::newRow("no lesson") << QByteArray("--present --lesson nosuch")
                               << QByteArray("no lesson \"nosuch\"");
    QTest::newRow("no step") << QByteArray("--lesson waiting:99") << QByteArray("has steps 1 to ");
    QTest::newRow("no theme") << QByteArray("--present --theme purple")
                              << QByteArray("light, dark, high-contrast and system");
    QTest::newRow("no value") << QByteArray("--present --theme") << QByteArray("needs a value");
    QTest::newRow("too much") << QByteArray("--present=yes") << QByteArray("takes no value");
    QTest::newRow("no file") << QByteArray("--present nosuch") << QByteArray("\"nosuch\"");
    QTest::newRow("no option") << QByteArray("--present --nosuch") << QByteArray("\"--nosuch\"");
}

void TestOptions::theWindowTakesNoWrongOptions()
{
    QFETCH(QByteArray, arguments);
    QFETCH(QByteArray, said);
    const Answer answer = program::run(arguments.constData());
    QCOMPARE(answer.exitCode, 2);
    QVERIFY2(answer.isOneSentence() && answer.error.contains(said), answer.error.constData());
}

void TestOptions::onlyTheWindowIsPresented()
{
    const Answer answer =
        program::run("export 1f1b-4-8 --view timeline --present --out /nowhere/x.png");
    QCOMPARE(answer.exitCode, 2);
    QVERIFY2(answer.isOneSentence() && answer.error.contains("--view window"),
             answer.error.constData());
}

void TestOptions::aFileIsReplacedWhole()
{
    const QTemporaryDir folder;
    const QString target = folder.filePath(QStringLiteral("result.json"));
    QVERIFY(program::write(target, "old"));
    const Answer answer = program::run(
        {QStringLiteral("simulate"), QStringLiteral("naive-4"), QStringLiteral("--json"), target});
    QCOMPARE(answer.exitCode, 0);
    QCOMPARE(answer.out, QByteArray());
    QVERIFY(QJsonDocument::fromJson(program::read(target)).isObject());
    QCOMPARE(program::filesIn(folder.path()), QStringList{QStringLiteral("result.json")});
}

void TestOptions::partsOfTheIdleTimeAddUp_data()
{
    QTest::addColumn<QString>("scenario");
    for (const char *scenario : {"llama3-405b-16k", "llama7b-pp4", "naive-4", "dp-90-3"})
        QTest::newRow(scenario) << QString::fromLatin1(scenario);
}

// "17.6 %: filling 3.2 %, draining 5.3 %, …": to the tenth.
void TestOptions::partsOfTheIdleTimeAddUp()
{
    QFETCH(QString, scenario);
    const Answer answer = program::run({QStringLiteral("simulate"), scenario});
    QCOMPARE(answer.exitCode, 0);
    static const QRegularExpression idleLine(QStringLiteral("\nIdle +(.*)\n"));
    static const QRegularExpression percent(QStringLiteral("([0-9.]+) %"));
    const QString line = idleLine.match(QString::fromUtf8(answer.out)).captured(1);
    QVERIFY2(!line.isEmpty(), answer.out.constData());
    QList<int> tenths;
    for (auto found = percent.globalMatch(line); found.hasNext();)
        tenths.append(qRound(10 * found.next().captured(1).toDouble()));
    const int whole = tenths.takeFirst();
    QCOMPARE(std::accumulate(tenths.begin(), tenths.end(), 0), whole);
}

void TestOptions::sharesOfTheStepAddUpAndAreThoseOfTheDocument_data()
{
    QTest::addColumn<QByteArray>("arguments");
    for (const char *arguments :
         {"dp8-nvlink", "llama7b-zero3-8", "llama7b-pp4", "mixtral-ep8", "llama3-405b-16k",
          "llama7b-zero3-8 --set cluster.devices=64 --set parallel.data=64 "
          "--set parallel.sharding_group=8 --set training.global_batch=256"})
        QTest::newRow(arguments) << QByteArray(arguments);
}

// Busy, idle, and what of gradient sync is not within the busy time: 100 % to the tenth, and within
// a tenth for each of the two others' roundings of the shares in JSON.
void TestOptions::sharesOfTheStepAddUpAndAreThoseOfTheDocument()
{
    QFETCH(QByteArray, arguments);
    const QByteArray command = "simulate " + arguments;
    const QString text = QString::fromUtf8(program::run(command.constData()).out);
    const auto tenthsAfter = [&text](const char *pattern) {
        const QRegularExpression line(QString::fromLatin1(pattern));
        return qRound(10 * line.match(text).captured(1).toDouble());
    };
    const int busy = tenthsAfter("\nBusy +([0-9.]+) %");
    const int idle = tenthsAfter("\nIdle +([0-9.]+) %");
    const int sync = tenthsAfter("\nGradient sync +([0-9.]+) %");
    const bool allWithin = text.contains(QStringLiteral(" %, within the busy time"));
    const int within =
        allWithin ? sync
                  : tenthsAfter("\nGradient sync .*, ([0-9.]+) % of it within the busy time");
    QVERIFY2(busy + idle + sync - within == 1000, qPrintable(text));
    const QJsonObject shares =
        program::run(QByteArray(command + " --json -")).json()[QStringLiteral("shares")].toObject();
    const double waited = shares[QStringLiteral("waiting_for_gradients")].toDouble();
    QVERIFY(std::abs(busy - 1000 * shares[QStringLiteral("busy")].toDouble()) <= 1.01);
    QVERIFY(std::abs(idle - 1000 * shares[QStringLiteral("idle")].toDouble()) <= 0.51);
    QVERIFY(std::abs(sync - within - 1000 * waited) <= 0.51);
}

// What moves the result most is on the screen: sequence, links, software, groups, and the peak that
// MFU counts against.
void TestOptions::whatIsSimulatedIsSaid()
{
    const QByteArray text =
        program::run("simulate llama7b-zero3-8 --set cluster.devices=64 --set parallel.data=64 "
                     "--set parallel.sharding_group=8 --set training.global_batch=256 "
                     "--set parallel.secondary_group=4 --set parallel.offload_optimizer=true "
                     "--set training.sequence=2048 --set cluster.device=a100-80g "
                     "--set cluster.software=2022")
            .out;
    for (const char *part :
         {"ZeRO-3 in groups of 8", "256 samples of 2,048 tokens, ", " within nodes of 8, ",
          "2022 software, which is usual with this GPU", " tokens/s (",
          " of the bf16 peak: ", " TFLOP/s per GPU of 312 TFLOP/s",
          ", with the gathering of weights\n", "framework PyTorch, as usual with this sharding\n",
          ", a second copy of the weights in groups of 4, optimizer offloaded to host memory\n",
          "\nHost memory   94.34 GB on a node for what is offloaded (gradients 13.48 + optimizer "
          "80.86), ",
          " of it waiting for the optimizer in host memory\nIdle "})
        QVERIFY2(text.contains(part), QByteArray(QByteArray(part) + "\n" + text).constData());
    // Pauses that are drawn out beyond what was measured.
    const QByteArray huge =
        program::run("simulate llama7b-pp4 --set cluster.devices=131072 "
                     "--set parallel.data=32768 --set training.global_batch=524288")
            .out;
    QVERIFY2(huge.contains(" % (with pauses of processes; the largest run measured had 8,192 "
                           "GPUs)\n"),
             huge.constData());
    QVERIFY(program::run("simulate llama3-405b-16k")
                .out.contains("as usual with this sharding; but tensor partners keep no more than "
                              "those of Megatron-LM do, as Llama 3's"));
    const QByteArray owners = "simulate llama7b-zero3-8 --set parallel.sharding=zero1 "
                              "--set cluster.device=a100-80g --set cluster.software=2022";
    const QByteArray usual = program::run(owners).out;
    QVERIFY2(usual.contains("framework Megatron-LM, as usual with this sharding; but the owners of "
                            "ZeRO-1 broadcast their weights one after the other, as those of "
                            "InternEvo do (framework megatron gathers them at once)\n"),
             usual.constData());
    const QByteArray megatron =
        program::run(QByteArray(owners + " --set parallel.framework=megatron")).out;
    QVERIFY2(megatron.contains("; framework Megatron-LM\n"), megatron.constData());
    const QByteArray links = program::run("list links").out; // whose the rate is
    QVERIFY(links.contains("Ethernet 25 Gbit/s: 3.12 GB/s for each node, "));
    QVERIFY(links.contains("InfiniBand HDR: 25 GB/s for each device, "));
    const QByteArray other = program::run("simulate llama7b-zero3-8 --set cluster.device=h100-80g "
                                          "--set cluster.software=2022")
                                 .out;
    QVERIFY2(other.contains("2022 software; 2024 software is usual with this GPU"),
             other.constData());
}

void TestOptions::everyCommandHasHelp_data()
{
    QTest::addColumn<QByteArray>("arguments");
    QTest::newRow("program") << QByteArray("--help");
    for (const char *command : {"simulate", "schedule", "check", "validate", "sweep", "advise",
                                "list", "export", "cost", "bench"})
        QTest::newRow(command) << QByteArray(command) + " --help";
}

void TestOptions::everyCommandHasHelp()
{
    QFETCH(QByteArray, arguments);
    const Answer answer = program::run(arguments.constData());
    QCOMPARE(answer.exitCode, 0);
    QVERIFY(answer.out.size() > 100);
    QCOMPARE(answer.error, QByteArray());
}

QTEST_GUILESS_MAIN(TestOptions)
#include "tst_options.moc"
