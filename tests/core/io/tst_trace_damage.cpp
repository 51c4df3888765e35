// SPDX-License-Identifier: GPL-3.0-or-later
// Trace files that are damaged, hostile or not wanted any more.
#include "tests/core/io/made_trace.h"

#include "core/io/trace/read_trace.h"
#include "core/io/trace/write_trace.h"

#include <QTest>

#include <random>

using core::Recording;
using core::Trace;

class TestTraceDamage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void damagedFilesAreRefusedWithTheLine_data();
    void damagedFilesAreRefusedWithTheLine();
    void noDamageDoesHarm();
    void readingCanBeStopped();

private:
    made::TraceFolder m_folder;
};

void TestTraceDamage::damagedFilesAreRefusedWithTheLine_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("says");
    const QByteArray head = R"({"format":"parallarium-trace/1","unit":"ns","stop":10})"
                            "\n";
    const QByteArray row = R"({"row":0,"devices":[0]})"
                           "\n";
    const QByteArray end = R"({"end":true})"
                           "\n";
    const auto add = [&](const char *name, const QByteArray &text, const char *says) {
        QTest::newRow(name) << text << QString::fromLatin1(says);
    };
    add("empty", "", ":1: The file is empty");
    add("another format", R"({"format":"parallarium-trace/2"})", ":1: format must be");
    add("another unit", R"({"format":"parallarium-trace/1","unit":"us","stop":1})", ":1: unit");
    add("no end", head + row, "cut off");
    add("no row", head + end, "holds nothing");
    add("no devices", head + R"({"row":0,"devices":[]})", ":2: row.devices must name");
    add("rows out of order", head + R"({"row":1,"devices":[0]})", ":2: row.row must be");
    add("a device that cannot be", head + R"({"row":0,"devices":[262144]})", ":2: row.devices");
    add("spans of no row", head + row + R"({"spans":1,"kind":"F","length":[1]})",
        ":3: spans.spans");
    add("overlong", head + row + R"({"spans":0,"kind":"FF","length":[8,3]})", ":3: spans.length");
    add("negative", head + row + R"({"spans":0,"kind":"F","length":[-1]})", ":3: spans.length");
    add("no number", head + row + R"({"spans":0,"kind":"F","length":[0.5]})", ":3: spans.length");
    add("uneven", head + row + R"({"spans":0,"kind":"FF","length":[1]})", "has 1 entries");
    add("a letter", head + row + R"({"spans":0,"kind":"FZ","length":[1,1]})",
        ":3: spans.kind letter 1");
    add("no name", head + row + R"({"spans":0,"kind":"X","length":[1],"name":[0]})",
        ":3: spans.name");
    add("no wait", head + row + R"({"spans":0,"kind":"F","length":[1],"wait":[0],"awaited":"a"})",
        ":3: spans.length");
    add("waits in disorder",
        head + row + R"({"spans":0,"kind":"pp","length":[1,1],"wait":[1,0],"awaited":"aa"})",
        ":3: spans.wait");
    add("unknown key", head + row + R"({"spans":0,"kind":"F","length":[1],"colour":1})", "colour");
    add("unknown line", head + row + R"({"colours":1})", ":3: A line of a trace holds");
    add("message to nobody",
        head + row + R"({"transfers":0,"to":[1],"begin":[0],"end":[1],"what":"a"})",
        ":3: transfers.to");
    add("message back in time",
        head + row + R"({"transfers":0,"to":[0],"begin":[2],"end":[1],"what":"a"})",
        ":3: transfers.end");
    add("memory back in time", head + row + R"({"memory":0,"time":[2,1]})", ":3: memory.time");
    add("late row",
        head + row + R"({"spans":0,"kind":"F","length":[1]})" + "\n" + R"({"row":1,"devices":[1]})",
        ":4: row.row must stand before");
    add("no JSON", head + "row 0\n", ":2: ");
    add("no object", head + "[1]\n", ":2: A line of a trace is an object");
}

void TestTraceDamage::damagedFilesAreRefusedWithTheLine()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QString, says);
    const core::Result<Recording> read = m_folder.readBack(text.toStdString());
    QVERIFY(!read);
    const QString message = QString::fromStdString(read.error().message);
    QVERIFY2(message.contains(says), qPrintable(message));
}

// Many files with bytes changed, taken away or doubled: each is read or refused with a
// sentence, and a trace that was read tiles its step.
void TestTraceDamage::noDamageDoesHarm()
{
    QVERIFY(core::writeTrace(m_folder.path("whole.json"), made::everything()));
    const std::string whole =
        core::readFile(m_folder.path("whole.json"), std::size_t{1} << 20).value();
    std::mt19937 random(20'261'128);
    const auto below = [&random](std::size_t bound) { return random() % bound; };
    int readAnyway = 0;
    for (int round = 0; round < 400; ++round) {
        std::string text = whole;
        for (std::size_t change = 0; change <= below(3); ++change) {
            const std::size_t at = below(text.size());
            const std::size_t size = std::min(text.size() - at, 1 + below(20));
            constexpr std::string_view kBytes = "0123456789-.eE[]{},:\"FBfdp \n\xff";
            switch (below(4)) {
            case 0:
                text[at] = kBytes[below(kBytes.size())];
                break;
            case 1:
                text.erase(at, size);
                break;
            case 2:
                text.insert(at, text.substr(at, size));
                break;
            default:
                text.resize(at + 1);
            }
        }
        const core::Result<Recording> read = m_folder.readBack(text);
        if (!read) {
            QVERIFY(!read.error().message.empty());
            continue;
        }
        ++readAnyway;
        const Trace &trace = read.value().trace;
        for (std::size_t row = 0; row < trace.rows.size(); ++row) {
            std::int64_t at = 0;
            for (std::size_t i = 0; i < trace.rows[row].count; ++i) {
                const core::Span span = trace.span(trace.rows[row].first + i);
                QCOMPARE(span.begin, at);
                QVERIFY(span.end >= span.begin);
                QVERIFY(span.wait < static_cast<std::int32_t>(trace.waits[row].size()));
                at = span.end;
            }
            QCOMPARE(at, trace.stop);
        }
    }
    QVERIFY(readAnyway < 360);
    QVERIFY(readAnyway > 0); // so that what is read is looked at
}

void TestTraceDamage::readingCanBeStopped()
{
    QVERIFY(core::writeTrace(m_folder.path("all.json"), made::everything()));
    std::stop_source stop;
    stop.request_stop();
    const core::Result<Recording> read =
        core::readTrace(m_folder.path("all.json"), {.stop = stop.get_token()});
    QVERIFY(!read);
    QVERIFY(read.error().message.find("stopped") != std::string::npos);
}

QTEST_GUILESS_MAIN(TestTraceDamage)
#include "tst_trace_damage.moc"
