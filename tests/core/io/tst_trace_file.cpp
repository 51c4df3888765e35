// SPDX-License-Identifier: GPL-3.0-or-later
// Trace files: what was written is read back as it was.
#include "tests/core/io/made_trace.h"
#include "tests/core/toy_scenario.h"

#include "core/analysis/link_use.h"
#include "core/analysis/memory_steps.h"
#include "core/io/file/files.h"
#include "core/io/scenario/scenario_json.h"
#include "core/io/trace/read_trace.h"
#include "core/io/trace/write_trace.h"

#include <QFile>
#include <QTest>

using core::Recording;
using core::Trace;

namespace {

core::SnapshotPtr simulated(core::Scenario scenario)
{
    const core::Result<core::SnapshotPtr> made = core::run(scenario);
    return made ? made.value() : nullptr;
}

// Spans of both may lie at other places of their columns.
QString spanDifference(const Trace &a, const Trace &b)
{
    for (std::size_t row = 0; row < a.rows.size(); ++row) {
        if (a.rows[row].count != b.rows[row].count)
            return QStringLiteral("row %1 has another number of spans").arg(row);
        for (std::size_t i = 0; i < a.rows[row].count; ++i) {
            const std::size_t first = a.rows[row].first + i;
            const std::size_t second = b.rows[row].first + i;
            const core::Span x = a.span(first);
            const core::Span y = b.span(second);
            const std::string *name = a.nameOf(first);
            const std::string *other = b.nameOf(second);
            if (x.begin != y.begin || x.end != y.end || x.tag.kind != y.tag.kind ||
                x.tag.cause != y.tag.cause || x.tag.stage != y.tag.stage ||
                x.tag.microBatch != y.tag.microBatch || x.wait != y.wait ||
                (name == nullptr) != (other == nullptr) || (name && *name != *other))
                return QStringLiteral("span %1 of row %2").arg(i).arg(row);
        }
    }
    return {};
}

QString waitDifference(const Trace &a, const Trace &b)
{
    for (std::size_t row = 0; row < a.waits.size(); ++row) {
        if (a.waits[row].size() != b.waits[row].size())
            return QStringLiteral("row %1 has another number of waits").arg(row);
        for (std::size_t i = 0; i < a.waits[row].size(); ++i) {
            const core::WaitDetail &x = a.waits[row][i];
            const core::WaitDetail &y = b.waits[row][i];
            if (x.begin != y.begin || x.end != y.end || x.link != y.link ||
                x.awaitedRow != y.awaitedRow || x.microBatch != y.microBatch ||
                x.forGradient != y.forGradient || x.cut != y.cut)
                return QStringLiteral("wait %1 of row %2").arg(i).arg(row);
        }
    }
    return {};
}

QString messageDifference(const Trace &a, const Trace &b)
{
    for (std::size_t row = 0; row < a.transfers.size(); ++row) {
        if (a.transfers[row].size() != b.transfers[row].size())
            return QStringLiteral("row %1 has another number of messages").arg(row);
        for (std::size_t i = 0; i < a.transfers[row].size(); ++i) {
            const core::Transfer &x = a.transfers[row][i];
            const core::Transfer &y = b.transfers[row][i];
            if (x.begin != y.begin || x.end != y.end || x.microBatch != y.microBatch ||
                x.fromRow != y.fromRow || x.toRow != y.toRow || x.stage != y.stage ||
                x.gradient != y.gradient)
                return QStringLiteral("message %1 of row %2").arg(i).arg(row);
        }
    }
    if (a.collectives.size() != b.collectives.size())
        return QStringLiteral("number of collectives");
    for (std::size_t i = 0; i < a.collectives.size(); ++i) {
        const core::Collective &x = a.collectives[i];
        const core::Collective &y = b.collectives[i];
        if (x.begin != y.begin || x.end != y.end || x.group != y.group || x.bucket != y.bucket ||
            x.sent != y.sent)
            return QStringLiteral("collective %1").arg(i);
    }
    return {};
}

// Empty: they are the same in every number. Sizes of messages and memory are compared elsewhere.
QString difference(const Trace &a, const Trace &b)
{
    if (a.rows.size() != b.rows.size())
        return QStringLiteral("number of rows");
    if (a.stop != b.stop || a.optimizerBegin != b.optimizerBegin || a.completed != b.completed ||
        a.diagnosis != b.diagnosis || a.shape != b.shape)
        return QStringLiteral("the step");
    if (a.info != b.info)
        return QStringLiteral("whom rows stand for");
    if (a.idle != b.idle)
        return QStringLiteral("idle time by cause");
    for (const QString &found :
         {spanDifference(a, b), waitDifference(a, b), messageDifference(a, b)}) {
        if (!found.isEmpty())
            return found;
    }
    return {};
}

} // namespace

class TestTraceFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsWrittenIsReadBack();
    void simulatedTracesComeBackInEveryNumber_data();
    void simulatedTracesComeBackInEveryNumber();
    void packedFilesAreTheSameAndAlwaysTheSameBytes();
    void theScenarioComesWithTheTrace();
    void manyRowsComeBack();
    void manyEntriesOfARowComeBack();
    void theExampleOfTheGuideIsRead();

private:
    [[nodiscard]] std::string writtenText(const Recording &recording)
    {
        if (!core::writeTrace(m_folder.path("written.json"), recording))
            return {};
        return core::readFile(m_folder.path("written.json"), std::size_t{64} << 20).value();
    }

    made::TraceFolder m_folder;
};

void TestTraceFile::whatIsWrittenIsReadBack()
{
    const Recording written = made::everything();
    QVERIFY(!written.trace.completed); // nothing of it was refused
    QVERIFY(core::writeTrace(m_folder.path("all.json"), written));
    QVERIFY(core::isTraceFile(m_folder.path("all.json")));
    const core::Result<Recording> read = core::readTrace(m_folder.path("all.json"));
    QVERIFY2(read, read ? "" : read.error().message.c_str());
    QCOMPARE(difference(written.trace, read.value().trace), QString());
    QCOMPARE(read.value().title, written.title);
    QCOMPARE(read.value().rowOfDevice, written.rowOfDevice);
    QCOMPARE(read.value().trace.memory, written.trace.memory);
    QCOMPARE(read.value().trace.transferBytes, written.trace.transferBytes);
    QVERIFY(!read.value().scenario);
    // Once more gives the same text.
    QCOMPARE(writtenText(read.value()), writtenText(written));
}

void TestTraceFile::simulatedTracesComeBackInEveryNumber_data()
{
    QTest::addColumn<QString>("schedule");
    QTest::addColumn<int>("replicas");
    QTest::addColumn<double>("slow");
    QTest::addColumn<bool>("cut");
    for (const core::ScheduleEntry &entry : core::schedules())
        QTest::newRow(std::string(entry.id).c_str())
            << QString::fromStdString(std::string(entry.id)) << 1 << 1.0 << false;
    QTest::newRow("replicas, one slow") << QStringLiteral("1f1b") << 3 << 0.5 << false;
    QTest::newRow("a cut link") << QStringLiteral("1f1b") << 1 << 1.0 << true;
}

void TestTraceFile::simulatedTracesComeBackInEveryNumber()
{
    QFETCH(const QString, schedule);
    QFETCH(const int, replicas);
    QFETCH(const double, slow);
    QFETCH(const bool, cut);
    core::Scenario scenario = toy::pipeline(schedule.toStdString().c_str(), 4, 8 * replicas);
    scenario.cluster.devices = 4 * replicas;
    scenario.parallel.data = replicas;
    scenario.cluster.intraLink.bandwidth = 1e9;
    if (slow < 1)
        scenario.faults.devices = {{.device = 1, .speed = slow}};
    if (cut)
        scenario.faults.links = {{.from = 1, .to = 2, .down = true}};
    const core::SnapshotPtr snapshot = simulated(scenario);
    QVERIFY(snapshot);
    QVERIFY(core::writeTrace(m_folder.path("simulated.json.gz"), *snapshot));
    const core::Result<Recording> read = core::readTrace(m_folder.path("simulated.json.gz"));
    QVERIFY2(read, read ? "" : read.error().message.c_str());
    const Trace &trace = read.value().trace;
    QCOMPARE(difference(snapshot->trace, trace), QString());
    // What the plan says of a simulated trace stands in the file.
    for (std::size_t row = 0; row < trace.rows.size(); ++row) {
        QCOMPARE(trace.memory[row], core::memorySteps(*snapshot, int(row)));
        for (std::size_t i = 0; i < trace.transfers[row].size(); ++i)
            QCOMPARE(trace.transferBytes[row][i],
                     core::transferSize(snapshot->plan, trace.transfers[row][i]).count);
    }
}

void TestTraceFile::packedFilesAreTheSameAndAlwaysTheSameBytes()
{
    const core::SnapshotPtr snapshot = simulated(toy::pipeline("1f1b", 4, 64));
    QVERIFY(snapshot);
    const auto bytes = [this](const char *name) {
        return core::readFile(m_folder.path(name), std::size_t{64} << 20).value();
    };
    QVERIFY(core::writeTrace(m_folder.path("a.json"), *snapshot));
    QVERIFY(core::writeTrace(m_folder.path("a.json.gz"), *snapshot));
    QVERIFY(core::writeTrace(m_folder.path("b.json.gz"), *snapshot));
    QCOMPARE(bytes("a.json.gz"), bytes("b.json.gz"));
    QVERIFY(bytes("a.json.gz").size() < bytes("a.json").size() / 2);
    QCOMPARE(difference(core::readTrace(m_folder.path("a.json")).value().trace,
                        core::readTrace(m_folder.path("a.json.gz")).value().trace),
             QString());
    QVERIFY(core::isTraceFile(m_folder.path("a.json.gz")));
}

void TestTraceFile::theScenarioComesWithTheTrace()
{
    const core::Result<core::Scenario> scenario = core::loadScenario("llama7b-pp4");
    QVERIFY(scenario);
    const core::SnapshotPtr snapshot = simulated(scenario.value());
    QVERIFY(snapshot);
    QVERIFY(core::writeTrace(m_folder.path("s.json"), *snapshot));
    const core::Result<Recording> read = core::readTrace(m_folder.path("s.json"));
    QVERIFY(read);
    QVERIFY(read.value().scenario);
    const core::SnapshotPtr again = simulated(*read.value().scenario);
    QCOMPARE(again->metrics.step, snapshot->metrics.step);
}

void TestTraceFile::manyRowsComeBack()
{
    constexpr int rows = 80'000;
    core::TraceBuilder builder;
    for (int row = 0; row < rows; ++row)
        (void)builder.addRow({.devices = {row}, .replicas = {row}, .replicaClass = row});
    for (int row = 0; row < rows; ++row) {
        QVERIFY(builder.add(
            row, {.begin = 0, .end = row + 1, .tag = {.kind = core::SpanKind::Forward}}));
        QVERIFY(builder.addTransfer({.begin = 0, .end = 1, .fromRow = row, .toRow = rows - 1 - row},
                                    {8}));
    }
    Recording recording;
    recording.trace = builder.close();
    QVERIFY(core::writeTrace(m_folder.path("many.json.gz"), recording));
    const core::Result<Recording> read = core::readTrace(m_folder.path("many.json.gz"));
    QVERIFY2(read, read ? "" : read.error().message.c_str());
    QCOMPARE(difference(recording.trace, read.value().trace), QString());
    QCOMPARE(read.value().rowOfDevice.size(), std::size_t(rows));
    QCOMPARE(read.value().rowOfDevice.back(), rows - 1);
}

// More than a line holds, of each kind of entry; the last lines are full, or hold one.
void TestTraceFile::manyEntriesOfARowComeBack()
{
    for (const int count : {20'000, 40'000, 40'001}) {
        core::TraceBuilder builder;
        (void)builder.addRow({.devices = {0}, .replicas = {0}});
        for (int i = 0; i < count; ++i) {
            const core::SpanTag tag = {.microBatch = std::uint32_t(i),
                                       .kind = core::SpanKind::Forward};
            QVERIFY(builder.add(0, {.begin = 3 * i, .end = 3 * i + 3, .tag = tag}));
            QVERIFY(builder.addTransfer({.begin = 3 * i, .end = 3 * i + 1}, {i}));
            QVERIFY(builder.addCollective({.begin = 3 * i, .end = 3 * i + 2, .sent = {i}}));
            core::MemoryStep step;
            step.time = {3 * i};
            step.parts.parameters = {i + 1};
            QVERIFY(builder.addMemory(0, step));
        }
        Recording recording;
        recording.trace = builder.close();
        QVERIFY(core::writeTrace(m_folder.path("long.json"), recording));
        const core::Result<Recording> read = core::readTrace(m_folder.path("long.json"));
        QVERIFY2(read, read ? "" : read.error().message.c_str());
        QCOMPARE(read.value().trace.rows[0].count, std::size_t(count));
        QCOMPARE(difference(recording.trace, read.value().trace), QString());
    }
}

// Two workers, one micro-batch: forward, forward, backward, backward, with half a microsecond each
// way.
void TestTraceFile::theExampleOfTheGuideIsRead()
{
    QFile guide(QStringLiteral(PARALLARIUM_SOURCE_DIR "/docs/traces.md"));
    QVERIFY(guide.open(QIODevice::ReadOnly));
    const QByteArray text = guide.readAll();
    const auto begin = text.indexOf("```json\n") + 8;
    const core::Result<Recording> read =
        m_folder.readBack(text.mid(begin, text.indexOf("```", begin) - begin).toStdString());
    QVERIFY2(read, read ? "" : read.error().message.c_str());
    const Trace &trace = read.value().trace;
    QCOMPARE(trace.info[1].label, std::string("Worker 2"));
    QCOMPARE(trace.rows[0].count, std::size_t(3));
    QCOMPARE(trace.rows[1].count, std::size_t(4)); // and idle to the end
    const core::WaitDetail wait = trace.waits[0][0];
    QCOMPARE(wait.begin, std::int64_t(2000));
    QCOMPARE(wait.end, trace.transfers[1][0].end); // the gradient that comes back
    QVERIFY(wait.forGradient && !wait.cut);
    QCOMPARE(trace.transferBytes[1][0], std::int64_t(4096));
}

QTEST_GUILESS_MAIN(TestTraceFile)
#include "tst_trace_file.moc"
