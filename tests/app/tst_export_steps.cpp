// SPDX-License-Identifier: GPL-3.0-or-later
// Steps written for other programs: what is in the files is what is in the trace.
#include "core/analysis/snapshot.h"
#include "core/io/scenario/scenario_json.h"
#include "tests/app/program.h"

#include <QMap>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <set>
#include <vector>

using program::Answer;

class TestExportSteps : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aChromeTraceHasTheSpansAndTheFlows_data();
    void aChromeTraceHasTheSpansAndTheFlows();
    void onATrackNothingOverlaps();
    void aPerfettoTraceDecodes_data();
    void aPerfettoTraceDecodes();
    void theTableOfSpansHasALineForEach();
    void theTableOfMetricsAddsUpToTheStep();
    void packedIsTheSame();
    void aRecordedStepIsWrittenToo();
    void wrongFilesAreOneSentence_data();
    void wrongFilesAreOneSentence();
};

namespace {

// A pipeline, one with a slow device, replicas with rings, and weight gradients apart.
constexpr const char *kScenarios[] = {"1f1b-4-8", "pp4-straggler", "dp-90-3", "zb-h2-4-8"};

void addScenarios()
{
    QTest::addColumn<QString>("scenario");
    for (const char *scenario : kScenarios)
        QTest::newRow(scenario) << QString::fromLatin1(scenario);
}

core::SnapshotPtr snapshotOf(const QString &scenario)
{
    return core::run(core::loadScenario(scenario.toStdString()).value()).value();
}

QByteArray written(const QString &scenario, const QString &option, const QString &suffix)
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("step") + suffix);
    const Answer answer = program::run({QStringLiteral("export"), scenario, option, path});
    if (answer.exitCode != 0)
        qWarning("%s", answer.error.constData());
    return program::read(path);
}

qsizetype transfersIn(const core::Trace &trace)
{
    qsizetype count = 0;
    for (const auto &sent : trace.transfers)
        count += static_cast<qsizetype>(sent.size());
    return count;
}

// Row after row, as a file has them; the columns of a trace have them as they were made.
std::vector<std::size_t> spansByRow(const core::Trace &trace)
{
    std::vector<std::size_t> spans;
    for (const core::Trace::RowRange &row : trace.rows) {
        for (std::size_t i = row.first; i < row.first + row.count; ++i)
            spans.push_back(i);
    }
    return spans;
}

std::int64_t nanosOf(const QJsonValue &micros)
{
    return std::llround(micros.toDouble() * 1000);
}

} // namespace

void TestExportSteps::aChromeTraceHasTheSpansAndTheFlows_data()
{
    addScenarios();
}

void TestExportSteps::aChromeTraceHasTheSpansAndTheFlows()
{
    QFETCH(QString, scenario);
    const core::SnapshotPtr snapshot = snapshotOf(scenario);
    const core::Trace &trace = snapshot->trace;
    const QJsonDocument document = QJsonDocument::fromJson(
        written(scenario, QStringLiteral("--trace"), QStringLiteral(".json")));
    const QJsonArray events = document.object()[QStringLiteral("traceEvents")].toArray();
    std::vector<std::int64_t> lengths;
    std::vector<std::int64_t> expected;
    qsizetype transfers = 0;
    qsizetype collectives = 0;
    QMap<qint64, std::int64_t> flowBegins;
    QMap<qint64, std::int64_t> flowEnds;
    qsizetype counters = 0;
    for (const QJsonValue &value : events) {
        const QJsonObject event = value.toObject();
        const QString kind = event[QStringLiteral("ph")].toString();
        const QString category = event[QStringLiteral("cat")].toString();
        const qint64 id = event[QStringLiteral("id")].toInteger();
        counters += kind == QStringLiteral("C") ? 1 : 0;
        if (kind == QStringLiteral("s"))
            flowBegins[id] = nanosOf(event[QStringLiteral("ts")]);
        if (kind == QStringLiteral("f"))
            flowEnds[id] = nanosOf(event[QStringLiteral("ts")]);
        if (kind != QStringLiteral("X"))
            continue;
        if (category == QStringLiteral("transfer"))
            ++transfers;
        else if (category == QStringLiteral("collective"))
            ++collectives;
        else
            lengths.push_back(nanosOf(event[QStringLiteral("dur")]));
    }
    for (const std::size_t i : spansByRow(trace))
        expected.push_back(trace.end[i] - trace.begin[i]);
    QVERIFY(lengths == expected);
    QCOMPARE(transfers, transfersIn(trace));
    QCOMPARE(collectives, static_cast<qsizetype>(trace.collectives.size()));
    QCOMPARE(flowBegins.size(), transfersIn(trace));
    QCOMPARE(flowBegins.keys(), flowEnds.keys());
    // Each flow is as long as its transfer.
    std::multiset<std::pair<std::int64_t, std::int64_t>> flows;
    for (auto flow = flowBegins.begin(); flow != flowBegins.end(); ++flow)
        flows.insert({flow.value(), flowEnds[flow.key()]});
    std::multiset<std::pair<std::int64_t, std::int64_t>> sent;
    for (const auto &row : trace.transfers) {
        for (const core::Transfer &one : row)
            sent.insert({one.begin, one.end});
    }
    QVERIFY(flows == sent);
    QVERIFY(counters > 0);
}

// A viewer takes what begins within another event of its track for a part of that.
void TestExportSteps::onATrackNothingOverlaps()
{
    for (const char *scenario : kScenarios) {
        const QJsonDocument document = QJsonDocument::fromJson(written(
            QString::fromLatin1(scenario), QStringLiteral("--trace"), QStringLiteral(".json")));
        QMap<std::pair<qint64, qint64>, std::int64_t> ends;
        for (const QJsonValue &value : document.object()[QStringLiteral("traceEvents")].toArray()) {
            const QJsonObject event = value.toObject();
            if (event[QStringLiteral("ph")].toString() != QStringLiteral("X"))
                continue;
            std::int64_t &end = ends[{event[QStringLiteral("pid")].toInteger(),
                                      event[QStringLiteral("tid")].toInteger()}];
            const std::int64_t begin = nanosOf(event[QStringLiteral("ts")]);
            QVERIFY2(begin >= end, scenario);
            end = begin + nanosOf(event[QStringLiteral("dur")]);
        }
    }
}

void TestExportSteps::aPerfettoTraceDecodes_data()
{
    addScenarios();
}

// With the numbers of protos/perfetto/trace: 9 is the type of a track event (1 begins a slice, 2
// ends it, 4 counts), 47 a flow that begins and 48 one that ends.
void TestExportSteps::aPerfettoTraceDecodes()
{
    QFETCH(QString, scenario);
    const QString protoc = QStandardPaths::findExecutable(QStringLiteral("protoc"));
    if (protoc.isEmpty())
        QSKIP("protoc (package protobuf-compiler) is not installed.");
    const core::SnapshotPtr snapshot = snapshotOf(scenario);
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("step.pftrace"));
    QVERIFY(program::write(
        path, written(scenario, QStringLiteral("--trace"), QStringLiteral(".pftrace"))));
    QProcess process;
    process.setStandardInputFile(path);
    process.start(protoc, {QStringLiteral("--decode_raw")});
    QVERIFY(process.waitForFinished());
    QCOMPARE(process.exitCode(), 0);
    const QByteArray text = process.readAllStandardOutput();
    const auto lasting = static_cast<qsizetype>(snapshot->trace.spanCount()) +
                         transfersIn(snapshot->trace) +
                         static_cast<qsizetype>(snapshot->trace.collectives.size());
    QCOMPARE(text.count("    9: 1\n"), lasting);
    QCOMPARE(text.count("    9: 2\n"), lasting);
    QCOMPARE(text.count("    47: 0x"), transfersIn(snapshot->trace));
    QCOMPARE(text.count("    48: 0x"), transfersIn(snapshot->trace));
    QVERIFY(text.count("    9: 4\n") > 0);
    // Times are those of the trace: the end of the step among them.
    const QByteArray stop = QByteArray::number(qlonglong(snapshot->trace.stop));
    QVERIFY(text.contains(QByteArray("  8: " + stop + '\n')));
}

void TestExportSteps::theTableOfSpansHasALineForEach()
{
    for (const char *scenario : kScenarios) {
        const core::SnapshotPtr snapshot = snapshotOf(QString::fromLatin1(scenario));
        const core::Trace &trace = snapshot->trace;
        QList<QByteArray> lines = written(QString::fromLatin1(scenario), QStringLiteral("--trace"),
                                          QStringLiteral(".csv"))
                                      .split('\n');
        QVERIFY(lines.takeLast().isEmpty());
        QVERIFY(lines.takeFirst().startsWith("row,device,stream,begin_ns,end_ns,kind,"));
        QCOMPARE(lines.size(), static_cast<qsizetype>(trace.spanCount()));
        qsizetype line = 0;
        for (const std::size_t i : spansByRow(trace)) {
            const QList<QByteArray> fields = lines[line++].split(',');
            QCOMPARE(fields.size(), 10);
            QCOMPARE(fields[3].toLongLong(), qlonglong(trace.begin[i]));
            QCOMPARE(fields[4].toLongLong(), qlonglong(trace.end[i]));
        }
    }
}

// Kinds of work with the time of waiting are the whole step, and its causes are all of that.
void TestExportSteps::theTableOfMetricsAddsUpToTheStep()
{
    constexpr int kFirst = 6; // column of a kind
    for (const char *scenario : kScenarios) {
        const core::SnapshotPtr snapshot = snapshotOf(QString::fromLatin1(scenario));
        QList<QByteArray> lines = written(QString::fromLatin1(scenario),
                                          QStringLiteral("--metrics"), QStringLiteral(".csv"))
                                      .split('\n');
        QVERIFY(lines.takeLast().isEmpty());
        const QList<QByteArray> names = lines.takeFirst().split(',');
        const qsizetype idle = names.indexOf("waiting_ns");
        QVERIFY(idle > 0);
        QCOMPARE(lines.size(), static_cast<qsizetype>(snapshot->trace.rows.size()));
        for (qsizetype row = 0; row < lines.size(); ++row) {
            const QList<QByteArray> fields = lines[row].split(',');
            QCOMPARE(fields.size(), names.size());
            qlonglong sum = 0;
            for (int i = 0; i < core::kSpanKindCount; ++i)
                sum += fields[kFirst + i].toLongLong();
            QCOMPARE(sum, qlonglong(snapshot->trace.stop));
            qlonglong causes = 0;
            for (int i = 0; i < core::kIdleCauseCount; ++i)
                causes += fields[kFirst + core::kSpanKindCount + i].toLongLong();
            QCOMPARE(causes, fields[idle].toLongLong());
            QCOMPARE(
                fields.last().toLongLong(),
                qlonglong(snapshot->metrics.rows[static_cast<std::size_t>(row)].peakMemory.count));
        }
    }
}

void TestExportSteps::packedIsTheSame()
{
    const QString scenario = QStringLiteral("1f1b-4-8");
    for (const char *suffix : {".json", ".pftrace", ".csv"}) {
        const QString plain = QString::fromLatin1(suffix);
        const QByteArray packed =
            written(scenario, QStringLiteral("--trace"), plain + QStringLiteral(".gz"));
        QVERIFY(packed.startsWith("\x1f\x8b"));
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("step.gz"));
        QVERIFY(program::write(path, packed));
        const Answer unpacked =
            program::runProgram(QStringLiteral("gzip"), {QStringLiteral("-dc"), path});
        QCOMPARE(unpacked.out, written(scenario, QStringLiteral("--trace"), plain));
    }
}

void TestExportSteps::aRecordedStepIsWrittenToo()
{
    const QTemporaryDir folder;
    const QString recorded = folder.filePath(QStringLiteral("step.json.gz"));
    QCOMPARE(program::run({QStringLiteral("simulate"), QStringLiteral("1f1b-4-8"),
                           QStringLiteral("--trace"), recorded})
                 .exitCode,
             0);
    QCOMPARE(
        written(recorded, QStringLiteral("--trace"), QStringLiteral(".csv")),
        written(QStringLiteral("1f1b-4-8"), QStringLiteral("--trace"), QStringLiteral(".csv")));
}

void TestExportSteps::wrongFilesAreOneSentence_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<int>("exitCode");
    const auto add = [](const char *name, const char *options, int exitCode) {
        QTest::newRow(name) << QString::fromLatin1(options).split(QLatin1Char(' ')) << exitCode;
    };
    add("no format", "--trace step.xyz", 2);
    add("nothing asked for", "--set training.micro_batch=4", 2);
    add("no folder", "--trace /no/such/folder/step.json", 2);
    add("a picture without a view", "--out x.png", 2);
    add("a view without a file", "--view scene", 2);
    add("a full disk", "--metrics /dev/full", 1);
}

void TestExportSteps::wrongFilesAreOneSentence()
{
    QFETCH(QStringList, options);
    QFETCH(int, exitCode);
    const Answer answer =
        program::run(QStringList{QStringLiteral("export"), QStringLiteral("naive-4")} + options);
    QCOMPARE(answer.exitCode, exitCode);
    QVERIFY2(answer.isOneSentence(), answer.error.constData());
}

QTEST_MAIN(TestExportSteps)
#include "tst_export_steps.moc"
