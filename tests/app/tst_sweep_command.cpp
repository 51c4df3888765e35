// SPDX-License-Identifier: GPL-3.0-or-later
// The command sweep: its table, its files, and what it refuses.
#include "tests/app/program.h"

#include <QTemporaryDir>
#include <QTest>

namespace {

// "sweep llama7b-pp4" with further arguments.
program::Answer sweep(const char *more)
{
    QStringList arguments = {QStringLiteral("sweep"), QStringLiteral("llama7b-pp4")};
    arguments += QString::fromLatin1(more).split(u' ', Qt::SkipEmptyParts);
    return program::run(arguments);
}

} // namespace

class TestSweepCommand : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pointsAreWhatSimulateSays();
    void theTableSaysWhatDoesNotRun();
    void aMetricHasAColumnForEachSeriesAndTheIdeal();
    void filesAreTheSameOnAnyNumberOfThreads();
    void bothFilesAreWritten();
    void badInputIsASentence_data();
    void badInputIsASentence();
};

void TestSweepCommand::pointsAreWhatSimulateSays()
{
    const program::Answer swept =
        sweep("--vary training.global_batch=16,32 --vary training.micro_batch=1,2 --json -");
    QCOMPARE(swept.exitCode, 0);
    const QJsonArray points = swept.json().value(QStringLiteral("points")).toArray();
    QCOMPARE(points.size(), 4);
    for (const auto &value : points) {
        const QJsonObject point = value.toObject();
        const QJsonObject values = point.value(QStringLiteral("values")).toObject();
        QStringList arguments = {QStringLiteral("simulate"), QStringLiteral("llama7b-pp4"),
                                 QStringLiteral("--json"), QStringLiteral("-")};
        for (const QString &path : values.keys())
            arguments += {QStringLiteral("--set"),
                          path + QStringLiteral("=%1").arg(values.value(path).toInt())};
        const QJsonObject alone = program::run(arguments).json();
        QCOMPARE(point.value(QStringLiteral("step_time")).toDouble(),
                 alone.value(QStringLiteral("step_time_s")).toDouble());
    }
}

void TestSweepCommand::theTableSaysWhatDoesNotRun()
{
    const program::Answer answer = sweep("--vary cluster.devices=1,4,3");
    QCOMPARE(answer.exitCode, 0);
    QVERIFY(answer.error.isEmpty());
    QVERIFY(answer.out.contains("Out of memory: needs "));
    QVERIFY(answer.out.contains("strong scaling"));
}

void TestSweepCommand::aMetricHasAColumnForEachSeriesAndTheIdeal()
{
    const program::Answer answer = sweep(
        "--vary cluster.devices=4..16x2 --vary parallel.split=pipeline,sharded --metric step_time");
    QCOMPARE(answer.exitCode, 0);
    const QList<QByteArray> lines = answer.out.split('\n');
    const auto head = std::ranges::find_if(
        lines, [](const QByteArray &line) { return line.startsWith("cluster.devices"); });
    QVERIFY(head != lines.end());
    QCOMPARE(head->simplified(), QByteArray("cluster.devices pipeline sharded ideal"));
}

void TestSweepCommand::filesAreTheSameOnAnyNumberOfThreads()
{
    const char *vary = "--vary cluster.devices=1..32x2 --vary parallel.split=data,pipeline ";
    const QByteArray one =
        sweep(QByteArray(QByteArray(vary) + "--csv - --threads 1").constData()).out;
    QVERIFY(one.count('\n') == 13); // six by two, and the head
    QCOMPARE(sweep(QByteArray(QByteArray(vary) + "--csv - --threads 8").constData()).out, one);
}

void TestSweepCommand::bothFilesAreWritten()
{
    const QTemporaryDir folder;
    const QByteArray csv = folder.filePath(QStringLiteral("a.csv")).toLocal8Bit();
    const QByteArray json = folder.filePath(QStringLiteral("a.json")).toLocal8Bit();
    const program::Answer answer = sweep(
        QByteArray("--vary cluster.devices=4,8 --csv " + csv + " --json " + json).constData());
    QCOMPARE(answer.exitCode, 0);
    QVERIFY(answer.out.isEmpty());
    for (const QByteArray &path : {csv, json}) {
        QFile file(QString::fromLocal8Bit(path));
        QVERIFY(file.open(QIODevice::ReadOnly) && file.readAll().size() > 100);
    }
}

void TestSweepCommand::badInputIsASentence_data()
{
    QTest::addColumn<QByteArray>("arguments");
    QTest::addColumn<QByteArray>("part");
    const auto row = [](const char *arguments, const char *part) {
        QTest::newRow(arguments) << QByteArray(arguments) << QByteArray(part);
    };
    row("", "--vary");
    row("--vary cluster.devices=8..1", "ends below its begin");
    row("--vary cluster.devices=1..100000000", "100,000,000 values");
    row("--vary cluster.devices=1..200 --vary training.micro_batch=1..100", "20,000 points");
    row("--vary cluster.devices=1..20 --points 10", "20 values");
    row("--vary cluster.devices=1 --points 0", "--points");
    row("--vary cluster.devices=1 --points 9999999", "--points");
    row("--vary cluster.device=1", "cluster.device");
    row("--vary nothing.here=1", "nothing");
    row("--vary cluster.devices=1 --metric speed", "samples_per_second");
    row("--vary cluster.devices=1 --scaling odd", "weak");
    row("--vary cluster.devices=1 --price -1", "--price");
    row("--vary cluster.devices=1 --csv - --json -", "standard output");
    row("--vary cluster.devices=1 --vary cluster.devices=2", "twice");
    row("--vary a=1 --vary b=1 --vary c=1", "one or two");
    row("--vary cluster.devices=1 --csv /nowhere/at/all.csv", "/nowhere/at/all.csv");
}

void TestSweepCommand::badInputIsASentence()
{
    QFETCH(QByteArray, arguments);
    QFETCH(QByteArray, part);
    const program::Answer answer = sweep(arguments.constData());
    QCOMPARE(answer.exitCode, 2);
    QVERIFY2(answer.isOneSentence(), answer.error.constData());
    QVERIFY2(answer.error.contains(part), answer.error.constData());
    QVERIFY(answer.out.isEmpty());
}

QTEST_GUILESS_MAIN(TestSweepCommand)
#include "tst_sweep_command.moc"
