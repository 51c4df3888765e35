// SPDX-License-Identifier: GPL-3.0-or-later
// What frameworks are started with, written and given back to the program.
#include "tests/app/program.h"

#include <QTemporaryDir>
#include <QTest>

using program::Answer;

class TestExportLaunch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsWrittenIsReadByEveryCommand();
    void aTableOfTheScheduleLiesBesideIt();
    void whatDiffersStandsOnStandardError();
    void wrongOptionsAreOneSentence_data();
    void wrongOptionsAreOneSentence();
};

// Llama-3.1 405B on 16,384 GPUs: 128 replicas of 8 x 16.
void TestExportLaunch::whatIsWrittenIsReadByEveryCommand()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("train.toml"));
    const Answer written = program::run(
        {QStringLiteral("export"), QStringLiteral("llama3-405b-16k"), QStringLiteral("--launch"),
         QStringLiteral("torchtitan"), QStringLiteral("--out"), path});
    QVERIFY2(written.exitCode == 0, written.error.constData());
    const Answer read = program::run({QStringLiteral("simulate"), path, QStringLiteral("--set"),
                                      QStringLiteral("cluster.device=h100-80g"),
                                      QStringLiteral("--json"), QStringLiteral("-")});
    QVERIFY2(read.exitCode == 0, read.error.constData());
    const QJsonObject scenario = read.json().value(QLatin1String("scenario")).toObject();
    const QJsonObject parallel = scenario.value(QLatin1String("parallel")).toObject();
    QCOMPARE(parallel.value(QLatin1String("data")).toInt(), 128);
    QCOMPARE(parallel.value(QLatin1String("pipeline")).toInt(), 16);
    QCOMPARE(parallel.value(QLatin1String("chunks")).toInt(), 4);
    QCOMPARE(parallel.value(QLatin1String("sharding")).toString(), QStringLiteral("zero2"));
}

void TestExportLaunch::aTableOfTheScheduleLiesBesideIt()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("run.toml"));
    const QStringList common = {
        QStringLiteral("export"),   QStringLiteral("llama7b-pp4"),
        QStringLiteral("--set"),    QStringLiteral("model=llama-3-8b"),
        QStringLiteral("--set"),    QStringLiteral("parallel.schedule=zb-h1"),
        QStringLiteral("--launch"), QStringLiteral("torchtitan"),
        QStringLiteral("--out")};
    const Answer written = program::run(common + QStringList{path});
    QVERIFY2(written.exitCode == 0, written.error.constData());
    const QByteArray table = program::read(folder.filePath(QStringLiteral("run.schedule.csv")));
    QVERIFY(table.startsWith("0F0,"));
    QVERIFY(program::read(path).contains("pipeline_parallel_schedule_csv = \"run.schedule.csv\""));
    const Answer both = program::run(common + QStringList{QStringLiteral("-")});
    QCOMPARE(both.exitCode, 2);
    QVERIFY2(both.isOneSentence(), both.error.constData());
}

void TestExportLaunch::whatDiffersStandsOnStandardError()
{
    const Answer answer = program::run({QStringLiteral("export"), QStringLiteral("llama7b-zero1-8"),
                                        QStringLiteral("--launch"), QStringLiteral("deepspeed")});
    QCOMPARE(answer.exitCode, 0);
    QVERIFY(answer.json().contains(QLatin1String("zero_optimization")));
    QVERIFY2(answer.error.contains("Not as here: parallel.overlap: true here, false in the file."),
             answer.error.constData());
    QVERIFY(answer.error.contains("deepspeed --num_nodes 1 --num_gpus 8"));
}

void TestExportLaunch::wrongOptionsAreOneSentence_data()
{
    QTest::addColumn<QByteArray>("options");
    QTest::addColumn<QByteArray>("begin");
    const auto row = [](const char *name, const char *options, const char *begin) {
        QTest::newRow(name) << QByteArray(options) << QByteArray(begin);
    };
    row("framework", "llama7b-pp4 --launch jax", "--launch: There is no framework \"jax\"");
    row("picture", "llama7b-pp4 --launch megatron --view timeline",
        "--launch: It writes what a framework");
    row("layers by figures", "1f1b-4-8 --launch megatron", "1f1b-4-8: 24 equal layers is given by");
    row("refused", "llama7b-pp4 --launch deepspeed", "llama7b-pp4: DeepSpeed: ");
}

void TestExportLaunch::wrongOptionsAreOneSentence()
{
    QFETCH(QByteArray, options);
    QFETCH(QByteArray, begin);
    const Answer answer = program::run(QByteArray("export " + options).constData());
    QCOMPARE(answer.exitCode, 2);
    QVERIFY2(answer.isOneSentence(), answer.error.constData());
    QVERIFY2(answer.error.startsWith(begin), answer.error.constData());
}

QTEST_APPLESS_MAIN(TestExportLaunch)
#include "tst_export_launch.moc"
