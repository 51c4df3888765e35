// SPDX-License-Identifier: GPL-3.0-or-later
// Traces of a profiler that are damaged, hostile or strange: a sentence, or mended and said so.
#include "tests/core/recorded/made_chrome.h"

#include "core/recorded/recorded_facts.h"
#include "core/recorded/recorded_trace.h"

#include <QTest>

#include <algorithm>
#include <random>

using made::Events;

namespace {

std::string workEvent(const std::string &time, const std::string &length,
                      const std::string &name = "gemm", const std::string &stream = "7")
{
    return R"({"ph": "X", "cat": "kernel", "name": ")" + name + R"(", "pid": 0, "tid": )" + stream +
           R"(, "ts": )" + time + R"(, "dur": )" + length + "}";
}

bool hasNote(const core::RecordedRun &run, const char *text)
{
    return std::ranges::any_of(run.notes, [text](const std::string &note) {
        return note.find(text) != std::string::npos;
    });
}

} // namespace

class TestProfiledDamage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsNoTraceIsRefusedWithTheLine_data();
    void whatIsNoTraceIsRefusedWithTheLine();
    void everyCutIsRefusedOrReadWhole();
    void noDamageDoesHarm();
    void whatCannotBeIsMendedAndToldSo();
    void textsThatWereNotEscapedAreMended();
    void aFewEventsThatAreNotJsonAreLeftOut();
    void anAmdTraceWithoutStreamsAndCorrelationsIsRead();
    void aListNeedsNoEnd();
    void aDocumentMaySayAnythingBesideItsEvents();
    void aHundredThousandStreamsAreRead();
    void anEventOfAnyLengthDoesNotFillTheMemory();
    void namesAreKeptShort();
    void readingCanBeStopped();

private:
    made::ChromeFolder m_folder;
};

void TestProfiledDamage::whatIsNoTraceIsRefusedWithTheLine_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("says");
    const auto add = [](const char *name, const std::string &text, const char *says) {
        QTest::newRow(name) << QByteArray::fromStdString(text) << QString::fromLatin1(says);
    };
    const std::string head = "{\"traceEvents\": [\n";
    add("empty", "", ":1: The file is empty");
    add("white space", " \n ", "The file is empty");
    add("text", "hello", ":1: This is not a trace");
    add("database", std::string("SQLite format 3\0\x10", 17), ":1: This is a database");
    add("no events", "{\"a\": 1}", "There are no events in it");
    add("nothing that lasts", head + R"({"ph": "i", "name": "a", "ts": 1})" + "]}",
        "None of the 1 events");
    add("an empty list", "[]", "There are no events in it");
    add("cut in an event", head + workEvent("1", "2") + ",\n{\"ph\": \"X\", ",
        ":3: The trace is cut off");
    add("cut in a text", head + R"({"ph": "X", "na)", ":2: The trace is cut off");
    add("cut in the list", head + workEvent("1", "2"), "The trace is cut off");
    add("cut behind the list", head + workEvent("1", "2") + "]", "The trace is cut off");
    add("cut in a name", "{\"trace", "The trace is cut off");
    add("no comma", head + workEvent("1", "2") + "\n" + workEvent("3", "4") + "]}",
        ":3: This is not JSON: a comma is missing");
    add("no colon", "{\"traceEvents\" []}", "a colon must stand");
    add("no name", "{1: 2}", "a name in quotation marks");
    add("no object", head + "[1, 2]]}", ":2: The event that begins here is not JSON");
    add("no colon in an event", head + R"({"ph" "X"}]})", ":2: The event that begins here");
    add("the other bracket", head + R"({"args": [1, 2}]})", ":2: This is not JSON: } closes");
    add("too deep", head + R"({"args": )" + std::string(100, '[') + std::string(100, ']') + "}]}",
        "nested more than 64 deep");
}

void TestProfiledDamage::whatIsNoTraceIsRefusedWithTheLine()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, says);
    const auto read = m_folder.readText(text.toStdString());
    QVERIFY(!read);
    const QString message = QString::fromStdString(read.error().message);
    QVERIFY2(message.contains(says), qPrintable(message));
    QVERIFY(message.startsWith(QString::fromStdString(m_folder.path("text.json"))));
    QVERIFY(!message.contains(QLatin1Char('\n')));
    QVERIFY2(message.endsWith(QLatin1Char('.')), qPrintable(message));
}

void TestProfiledDamage::everyCutIsRefusedOrReadWhole()
{
    Events events;
    events.step(1, 0, 50'000).kernel("ge\\\"mm", 7, 0, 10'000, 20'000);
    const std::string whole = events.document(made::ofRank(3));
    for (std::size_t size = 0; size < whole.size(); ++size)
        QVERIFY2(!m_folder.readText(whole.substr(0, size)), std::to_string(size).c_str());
    QVERIFY(m_folder.readText(whole));
}

// The same damage in every run: reading ends, with a sentence or with facts that add up.
void TestProfiledDamage::noDamageDoesHarm()
{
    Events events;
    events.step(1, 0, 50'000)
        .kernel("gemm", 7, 0, 10'000, 20'000)
        .kernel("ncclKernel_AllReduce", 20, 0, 15'000, 30'000)
        .add(R"({"ph": "C", "name": "power", "pid": 0, "ts": 1, "args": {"watts": 300}})");
    const std::string whole = events.document(made::ofRank(3));
    std::mt19937 random(20261129);
    for (int trial = 0; trial < 2000; ++trial) {
        std::string damaged = whole;
        for (int change = 0; change < 3; ++change)
            damaged[random() % damaged.size()] = static_cast<char>(random() % 256);
        const auto read = m_folder.readText(damaged);
        if (!read) {
            QVERIFY(!read.error().message.empty());
            continue;
        }
        const core::RecordedFacts facts = core::factsOf(read.value().run, read.value().matches);
        for (const core::RankFacts &rank : facts.ranks) {
            for (const core::StreamFacts &stream : rank.streams) {
                std::int64_t sum = 0;
                for (const std::int64_t time : stream.busy)
                    sum += time;
                for (const std::int64_t time : stream.idle)
                    sum += time;
                QCOMPARE(sum, rank.window.length());
            }
        }
    }
}

void TestProfiledDamage::whatCannotBeIsMendedAndToldSo()
{
    Events events;
    events.add(workEvent("10", "10"))
        .add(workEvent("15", "10")) // begins 5 us before the one ahead ends
        .add(workEvent("100", "-5"))
        .add(workEvent("NaN", "5"))
        .add(workEvent("200", "Infinity"))
        .add(workEvent("1e300", "1"))
        .add(R"({"ph": "X", "cat": "kernel", "name": "a", "pid": 0, "tid": 7, "ts": 30, "dur": 1,)"
             R"( "args": {"est. achieved occupancy %": nan, "stream": "7", "device": -inf}})");
    const auto read = m_folder.readText(events.document());
    QVERIFY2(read, read ? "" : read.error().message.c_str());
    const core::RecordedRank &rank = read.value().run.ranks.at(0);
    QCOMPARE(rank.mended.overlapping, 1);
    QCOMPARE(rank.mended.overlap, 5'000);
    QCOMPARE(rank.mended.negative, 1);
    QCOMPARE(rank.mended.untimed, 3);
    QVERIFY(hasNote(read.value().run, "Cut, by 5.00 µs in all: 1 kernel that begins"));
    QVERIFY(hasNote(read.value().run, "Left out: 1 event of negative length"));
    QVERIFY(hasNote(read.value().run, "Left out: 3 events with no time"));
    QCOMPARE(rank.streams.size(), std::size_t(1));
    const std::vector<core::RecordedSpan> &spans = rank.streams[0].spans;
    QCOMPARE(spans.size(), std::size_t(3));
    QCOMPARE(spans[1].begin, 20'000);
    QCOMPARE(spans[1].end, 25'000);
}

static std::string onlyName(const core::RecordedRun &run)
{
    return std::string(run.names.name(run.ranks.at(0).streams.at(0).spans.at(0).name));
}

// As profilers have written them: line breaks, paths of Windows and texts in other code pages. Of
// numbers in quotation marks they are numbers.
void TestProfiledDamage::textsThatWereNotEscapedAreMended()
{
    const std::pair<std::string, std::string> names[] = {
        {"a\nb", "a b"},
        {"a\tb", "a b"},
        {"C:\\\\x", "C:\\x"},
        {"C:\\Users\\x", "C:\\Users\\x"},
        {"\\u12", "\\u12"},
        {"caf\xe9", "caf?"},
        {"\xff\xfe\xc3\xa9", "??\xc3\xa9"}, // é stays
    };
    for (const auto &[written, wanted] : names) {
        const auto read = m_folder.readText("[" + workEvent("\"10.5\"", "\"2\"", written) + "]");
        QVERIFY2(read, read ? "" : read.error().message.c_str());
        const core::RecordedRun &run = read.value().run;
        QCOMPARE(onlyName(run), wanted);
        QCOMPARE(run.ranks.at(0).streams.at(0).spans.at(0).begin, std::int64_t(10'500));
        QVERIFY(!hasNote(run, "not written as JSON"));
    }
}

// A quotation mark within a name (pytorch issue 113001).
void TestProfiledDamage::aFewEventsThatAreNotJsonAreLeftOut()
{
    const std::string broken = workEvent("0", "1", "Library(\"_inductor_test\", \"IMPL\")");
    std::string list = broken;
    for (int i = 0; i < 40; ++i)
        list += ",\n" + workEvent(std::to_string(10 + 2 * i), "1");
    const auto read = m_folder.readText("[" + list + ", " + broken + "]");
    QVERIFY2(read, read ? "" : read.error().message.c_str());
    QVERIFY(hasNote(read.value().run, "Left out: 2 events not written as JSON"));
    QCOMPARE(read.value().run.ranks.at(0).streams.at(0).spans.size(), std::size_t(40));
    const auto refused = m_folder.readText("[" + list + ", " + broken + ", " + broken + "]");
    QVERIFY(!refused);
    QVERIFY(refused.error().message.find(":1: The event that begins here is not JSON") !=
            std::string::npos);
}

// As ROCm 5 wrote it (pytorch issues 97167 and 130560): queues are threads, copies are kernels,
// barriers are kernels named Marker, numbers are texts, and nothing names a stream.
void TestProfiledDamage::anAmdTraceWithoutStreamsAndCorrelationsIsRead()
{
    const auto event = [](const char *name, int thread, int begin, int end) {
        return R"({"ph": "X", "cat": "kernel", "name": ")" + std::string(name) +
               R"(", "pid": 2, "tid": )" + std::to_string(thread) + R"(, "ts": )" +
               std::to_string(begin) + R"(, "dur": )" + std::to_string(end - begin) +
               R"(, "args": {"External id": "5", "bytes": NaN, "pitch": inf}})";
    };
    Events events;
    events.add(event("Cijk_Ailk_Bljk", 0, 0, 40))
        .add(event("Marker", 0, 10, 70))
        .add(event("CopyHostToDevice", 1, 20, 50))
        .add(event("void at::native::elementwise", 0, 60, 70));
    const auto read = m_folder.readText(events.document());
    QVERIFY2(read, read ? "" : read.error().message.c_str());
    const core::RecordedFacts facts = core::factsOf(read.value().run, {});
    const core::RankFacts &rank = facts.ranks.at(0);
    QCOMPARE(rank.streams.size(), std::size_t(2));
    QCOMPARE(rank.devices.size(), std::size_t(1));
    QCOMPARE(rank.devices[0].computing, std::int64_t(50'000));
    QCOMPARE(rank.streams[0].busy[std::size_t(core::KernelKind::Product)], std::int64_t(40'000));
    QCOMPARE(rank.streams[0].busy[std::size_t(core::KernelKind::Other)], std::int64_t(10'000));
    QCOMPARE(rank.streams[1].busy[std::size_t(core::KernelKind::Copy)], std::int64_t(30'000));
    QCOMPARE(read.value().run.ranks.at(0).mended.overlapping, std::int64_t(0));
}

// "The ] at the end of the JSON Array Format is optional" (Trace Event Format, Google 2016).
void TestProfiledDamage::aListNeedsNoEnd()
{
    QVERIFY(m_folder.readText('[' + workEvent("1", "2")));
    QVERIFY(m_folder.readText('[' + workEvent("1", "2") + ",\n"));
    QVERIFY(!m_folder.readText('[' + workEvent("1", "2") + ",\n{"));
}

void TestProfiledDamage::aDocumentMaySayAnythingBesideItsEvents()
{
    const std::string frames = "\"stackFrames\": {\"a\": \"" + std::string(5u << 20, 'x') + "\"}";
    const std::string text = "\xEF\xBB\xBF{\"a\": [1, {\"b\": \"]}\"}], " + frames +
                             ", \"traceEvents\": [" + workEvent("1", "2") +
                             "], \"n\": null, \"distributedInfo\": {\"rank\": 5}}";
    const auto read = m_folder.readText(text);
    QVERIFY2(read, read ? "" : read.error().message.c_str());
    QCOMPARE(read.value().run.ranks.at(0).rank, 5);
}

void TestProfiledDamage::aHundredThousandStreamsAreRead()
{
    constexpr int kStreams = 100'000;
    std::string text = "[";
    for (int stream = 0; stream < kStreams; ++stream)
        text += (stream > 0 ? "," : "") +
                workEvent(std::to_string(stream), "1.5", "gemm", std::to_string(stream));
    const auto read = m_folder.readText(text + "]");
    QVERIFY(read);
    QCOMPARE(read.value().run.ranks.at(0).streams.size(), std::size_t(kStreams));
    const core::RecordedFacts facts = core::factsOf(read.value().run, {});
    QCOMPARE(facts.ranks.at(0).devices.at(0).computing, (kStreams - 1) * 1'000LL + 1'500);
    QCOMPARE(core::recordingOfRun(read.value().run).trace.rows.size(), std::size_t(kStreams));
}

void TestProfiledDamage::anEventOfAnyLengthDoesNotFillTheMemory()
{
    const auto read =
        m_folder.readText("[" + workEvent("1", "2", std::string(70u << 20, 'x')) + "]");
    QVERIFY(!read);
    QVERIFY(read.error().message.find("An event is longer than") != std::string::npos);
}

void TestProfiledDamage::namesAreKeptShort()
{
    std::string name(core::NameTable::kLongestName - 1, 'x');
    name += "µ"; // its two bytes stand across the limit
    const auto read = m_folder.readText("[" + workEvent("1", "2", name) + "]");
    QVERIFY(read);
    QCOMPARE(read.value().run.names.name(0).size(), core::NameTable::kLongestName - 1);
}

void TestProfiledDamage::readingCanBeStopped()
{
    QVERIFY(m_folder.write("stop.json", "[" + workEvent("1", "2") + "]"));
    std::stop_source source;
    source.request_stop();
    const std::string path = m_folder.path("stop.json");
    const auto read =
        core::readRecordedRun({&path, 1}, core::usualKernelRules(), {.stop = source.get_token()});
    QVERIFY(!read);
    QVERIFY(read.error().message.ends_with("Reading was stopped."));
}

QTEST_GUILESS_MAIN(TestProfiledDamage)
#include "tst_profiled_damage.moc"
