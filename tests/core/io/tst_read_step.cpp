// SPDX-License-Identifier: GPL-3.0-or-later
// Steps that were exported for other viewers, read back: they are the steps that were exported.
#include "core/analysis/memory_steps.h"
#include "core/analysis/recording.h"
#include "core/analysis/snapshot.h"
#include "core/io/exchange/read_step.h"
#include "core/io/exchange/write_exchange.h"
#include "core/io/file/files.h"
#include "core/io/scenario/scenario_json.h"
#include "core/sim/trace_builder.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <vector>

class TestReadStep : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatWasExportedIsReadBack_data();
    void whatWasExportedIsReadBack();
    void aChromeTraceHasMemoryAndSizesToo();
    void aChangedFileIsOneSentence_data();
    void aChangedFileIsOneSentence();
    void filesOfOthersAreNone();
    void noByteEndsTheProgram();
    void aNameWithQuotesIsOneField();

private:
    // Of a scenario, in a file of this name.
    core::SnapshotPtr write(const char *scenario, const char *name)
    {
        const core::SnapshotPtr snapshot = core::run(core::loadScenario(scenario).value()).value();
        const std::string path = pathOf(name);
        const core::Written done =
            core::writeExchange(path, *core::exchangeFormatOf(path), *snapshot, "a title");
        return done ? snapshot : nullptr;
    }
    [[nodiscard]] std::string pathOf(const char *name) const
    {
        return m_folder.filePath(QLatin1String(name)).toStdString();
    }

    QTemporaryDir m_folder;
};

namespace {

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

void compareSpans(const core::Trace &back, const core::Trace &trace)
{
    const std::vector<std::size_t> spans = spansByRow(trace);
    const std::vector<std::size_t> same = spansByRow(back);
    QCOMPARE(same.size(), spans.size());
    for (std::size_t i = 0; i < spans.size(); ++i) {
        const core::Span was = trace.span(spans[i]);
        const core::Span is = back.span(same[i]);
        QCOMPARE(is.begin, was.begin);
        QCOMPARE(is.end, was.end);
        QCOMPARE(is.tag.kind, was.tag.kind);
        QCOMPARE(is.tag.cause, was.tag.cause);
        if (core::opOf(was.tag.kind))
            QCOMPARE(is.tag.microBatch, was.tag.microBatch);
    }
}

void compareTransfers(const core::Trace &back, const core::Trace &trace)
{
    for (std::size_t row = 0; row < trace.rows.size(); ++row) {
        QCOMPARE(back.transfers[row].size(), trace.transfers[row].size());
        for (std::size_t i = 0; i < trace.transfers[row].size(); ++i) {
            const core::Transfer &was = trace.transfers[row][i];
            const core::Transfer &is = back.transfers[row][i];
            QCOMPARE(is.begin, was.begin);
            QCOMPARE(is.end, was.end);
            QCOMPARE(is.toRow, was.toRow);
            QCOMPARE(is.microBatch, was.microBatch);
            QCOMPARE(is.gradient, was.gradient);
        }
    }
}

} // namespace

void TestReadStep::whatWasExportedIsReadBack_data()
{
    QTest::addColumn<QByteArray>("scenario");
    QTest::addColumn<QByteArray>("name");
    // A pipeline, one with a slow device, replicas with rings, and weight gradients apart.
    for (const char *scenario :
         {"1f1b-4-8", "pp4-straggler", "dp-90-3", "zb-h2-4-8", "dualpipe-4-8"}) {
        for (const char *name : {"step.json", "step.json.gz", "step.pftrace", "step.pftrace.gz"}) {
            QTest::addRow("%s %s", scenario, name) << QByteArray(scenario) << QByteArray(name);
        }
    }
}

void TestReadStep::whatWasExportedIsReadBack()
{
    QFETCH(QByteArray, scenario);
    QFETCH(QByteArray, name);
    const core::SnapshotPtr snapshot = write(scenario, name);
    QVERIFY(snapshot);
    QVERIFY(core::isStepFile(pathOf(name)));
    const core::Result<core::Recording> read = core::readStep(pathOf(name));
    QVERIFY2(read, read ? "" : read.error().message.c_str());
    QCOMPARE(read.value().title, std::string("a title"));
    const core::Trace &back = read.value().trace;
    QCOMPARE(back.stop, snapshot->trace.stop);
    compareSpans(back, snapshot->trace);
    compareTransfers(back, snapshot->trace);
    QCOMPARE(back.collectives.size(), snapshot->trace.collectives.size());
    for (std::size_t i = 0; i < back.collectives.size(); ++i) {
        QCOMPARE(back.collectives[i].begin, snapshot->trace.collectives[i].begin);
        QCOMPARE(back.collectives[i].end, snapshot->trace.collectives[i].end);
        QCOMPARE(back.collectives[i].bucket, snapshot->trace.collectives[i].bucket);
    }
}

void TestReadStep::aChromeTraceHasMemoryAndSizesToo()
{
    const core::SnapshotPtr snapshot = write("zb-h2-4-8", "whole.json");
    QVERIFY(snapshot);
    const core::Result<core::Recording> read = core::readStep(pathOf("whole.json"));
    QVERIFY(read);
    const core::Trace &trace = snapshot->trace;
    const core::Trace &back = read.value().trace;
    QVERIFY(back.shape == trace.shape);
    for (std::size_t row = 0; row < trace.rows.size(); ++row) {
        QVERIFY(back.info[row].devices == trace.info[row].devices);
        QCOMPARE(back.info[row].replicaClass, trace.info[row].replicaClass);
        QVERIFY(back.memory[row] == core::memorySteps(*snapshot, static_cast<int>(row)));
        for (std::size_t i = 0; i < trace.transfers[row].size(); ++i)
            QCOMPARE(back.transfers[row][i].stage, trace.transfers[row][i].stage);
    }
}

void TestReadStep::aChangedFileIsOneSentence_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    QTest::newRow("negative length") << QByteArray("\"dur\":") << QByteArray("\"dur\":-");
    QTest::newRow("no such kind") << QByteArray("\"cat\":\"forward\"")
                                  << QByteArray("\"cat\":\"forwards\"");
    QTest::newRow("no such device")
        << QByteArray("\"devices\":[0]") << QByteArray("\"devices\":[-1]");
    QTest::newRow("messages that end nowhere")
        << QByteArray("\"ph\":\"f\"") << QByteArray("\"ph\":\"g\"");
    QTest::newRow("no rows") << QByteArray("\"devices\"") << QByteArray("\"device\"");
    QTest::newRow("no JSON") << QByteArray("\"ph\":\"X\"") << QByteArray("\"ph\":X");
}

void TestReadStep::aChangedFileIsOneSentence()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, after);
    QVERIFY(write("1f1b-4-8", "changed.json"));
    QFile file(QString::fromStdString(pathOf("changed.json")));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QByteArray text = file.readAll();
    file.close();
    QVERIFY(text.contains(before));
    text.replace(before, after);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(text) == text.size());
    file.close();
    const core::Result<core::Recording> read = core::readStep(pathOf("changed.json"));
    QVERIFY(!read);
    QVERIFY2(read.error().message.find("changed.json") != std::string::npos,
             read.error().message.c_str());
}

void TestReadStep::filesOfOthersAreNone()
{
    // Cut off: neither half a document nor half a packet is a step.
    for (const char *name : {"cut.json", "cut.pftrace"}) {
        QVERIFY(write("1f1b-4-8", name));
        QFile file(QString::fromStdString(pathOf(name)));
        QVERIFY(file.resize(file.size() / 3));
        QVERIFY(!core::readStep(pathOf(name)));
    }
    // The last: a tab is the tag of field 1, but of another wire type.
    for (const char *bytes : {"", "\n", "{}", "\n\x02", "PK\x03\x04", "\n\xff\xff\xff\xff\xff",
                              "0F0\t0F1\t0B0\t0B1\n", "\t12345678", "\x0d\x31\x32\x33\x34"}) {
        QFile file(QString::fromStdString(pathOf("other.pftrace")));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) >= 0);
        file.close();
        QVERIFY2(!core::isStepFile(pathOf("other.pftrace")), bytes);
    }
}

// Each of the first bytes as each number: whatever it makes of the fields, the file is read or
// refused.
void TestReadStep::noByteEndsTheProgram()
{
    QVERIFY(write("1f1b-4-8", "whole.pftrace"));
    const std::string whole = core::readFile(pathOf("whole.pftrace"), 10'000'000).value();
    const std::string path = pathOf("damaged.pftrace");
    int refused = 0;
    const std::size_t step = whole.size() / 200;
    for (std::size_t at = 0; at < whole.size(); at += at < 200 ? 1 : step) {
        for (const int byte : {0, 8, 9, 13, 64, 127, 255}) {
            std::string damaged = whole;
            damaged[at] = static_cast<char>(byte);
            QFile file(QString::fromStdString(path));
            QVERIFY(file.open(QIODevice::WriteOnly));
            QCOMPARE(file.write(damaged.data(), static_cast<qint64>(damaged.size())),
                     static_cast<qint64>(damaged.size()));
            file.close();
            refused += core::isStepFile(path) && core::readStep(path) ? 0 : 1;
        }
    }
    QVERIFY(refused > 0);
}

// RFC 4180, section 2: a field with a quote stands in quotes, and the quote twice.
void TestReadStep::aNameWithQuotesIsOneField()
{
    core::TraceBuilder builder;
    const int row = builder.addRow({.devices = {0}, .replicas = {0}});
    const std::uint32_t name = builder.nameOf("the \"large\" product");
    QVERIFY(
        builder.add(row, {.begin = 0, .end = 10, .tag = {.kind = core::SpanKind::Product}}, name));
    const core::Recording recording = core::recordingOf("a title", builder.close(), {});
    const std::string path = pathOf("quotes.csv");
    QVERIFY(bool(core::writeExchange(path, *core::exchangeFormatOf(path), recording, "a title")));
    const std::string table = core::readFile(path, 10'000).value();
    QVERIFY2(table.ends_with(",\"the \"\"large\"\" product\"\n"), table.c_str());
}

QTEST_GUILESS_MAIN(TestReadStep)
#include "tst_read_step.moc"
