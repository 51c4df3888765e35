// SPDX-License-Identifier: GPL-3.0-or-later
// Schedules as files: torch's CSV and the vector form, what is inferred, and what is refused.
#include "core/io/schedule/check_schedule.h"
#include "core/io/schedule/costs_text.h"
#include "core/schedule/recompute.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <zlib.h>

using core::ReadSchedule;
using core::ScheduleOrder;

class TestScheduleFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyScheduleIsReadBackFromItsCsv_data();
    void everyScheduleIsReadBackFromItsCsv();
    void everyScheduleIsReadBackFromItsVector_data() { everyScheduleIsReadBackFromItsCsv_data(); }
    void everyScheduleIsReadBackFromItsVector();
    void communicationIsSkippedAndSaid();
    void torchsEarlierNotationIsRead();
    void recomputationIsReadBack();
    void plainGzipListsAndDocumentsAreTheSame();
    void aRankWithoutActionsKeepsItsPlace();
    void whatCannotBeReadNamesItsLine_data();
    void whatCannotBeReadNamesItsLine();
    void aBadLineDoesNotHideTheNextOne();
    void aBrokenFirstLineDoesNotHideTheNextOne();
    void oneWeightGradientTooManyIsNoOtherNotation();
    void microBatchesThatAreDeclaredMustBeRun();
    void damagedGzipIsAnError();
    void everyEvaluationOfAVectorIsReproduced_data();
    void everyEvaluationOfAVectorIsReproduced();
    void costsAreReadPerStage();

private:
    // All that a file with this content holds.
    std::vector<ReadSchedule> readAll(const QByteArray &content);
    core::CheckedSchedule checkOne(const QByteArray &content);

    QTemporaryDir m_folder;
};

namespace {

QByteArray bytes(const std::string &text)
{
    return QByteArray::fromStdString(text);
}

void compareOrders(const ScheduleOrder &read, const ScheduleOrder &made)
{
    QCOMPARE(read.ranks, made.ranks);
    QCOMPARE(read.stages, made.stages);
    QCOMPARE(read.microBatches, made.microBatches);
    QCOMPARE(read.chunks, made.chunks);
    QVERIFY(read.actions == made.actions);
    for (int stage = 0; stage < made.stages; ++stage) {
        for (int microBatch = 0; microBatch < made.microBatches; ++microBatch)
            QCOMPARE(read.rankOf(stage, microBatch), made.rankOf(stage, microBatch));
    }
}

} // namespace

std::vector<ReadSchedule> TestScheduleFile::readAll(const QByteArray &content)
{
    const QString path = m_folder.filePath(QStringLiteral("schedules"));
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        return {};
    file.close();
    std::vector<ReadSchedule> all;
    auto reader = core::ScheduleFile::open(path.toStdString());
    while (reader) {
        auto read = reader.value().next();
        if (!read) {
            all.emplace_back().order = read.error();
            break;
        }
        if (!read.value())
            break;
        all.push_back(std::move(*read.value()));
    }
    return all;
}

core::CheckedSchedule TestScheduleFile::checkOne(const QByteArray &content)
{
    std::vector<ReadSchedule> all = readAll(content);
    return core::checkSchedule(std::move(all.front()),
                               m_folder.filePath(QStringLiteral("schedules")).toStdString(), {});
}

void TestScheduleFile::everyScheduleIsReadBackFromItsCsv_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<int>("ranks");
    QTest::addColumn<int>("microBatches");
    for (const core::ScheduleEntry &entry : core::schedules()) {
        for (const auto &[ranks, microBatches] : {std::pair(2, 4), {4, 8}, {4, 9}, {6, 12}}) {
            const QString id = QString::fromLatin1(entry.id.data());
            QTest::addRow("%s %d %d", qPrintable(id), ranks, microBatches)
                << id << ranks << microBatches;
        }
    }
}

void TestScheduleFile::everyScheduleIsReadBackFromItsCsv()
{
    QFETCH(QString, id);
    QFETCH(int, ranks);
    QFETCH(int, microBatches);
    const auto made =
        core::makeOrder(id.toStdString(), {.ranks = ranks, .microBatches = microBatches});
    if (!made)
        return; // refused for its shape
    const QByteArray csv = bytes(core::scheduleToCsv(made.value()));
    const std::vector<ReadSchedule> read = readAll(csv);
    QCOMPARE(read.size(), std::size_t(1));
    QVERIFY(bool(read[0].order));
    compareOrders(read[0].order.value(), made.value());
    QCOMPARE(bytes(core::scheduleToCsv(read[0].order.value())), csv);
    QVERIFY(core::validateOrder(read[0].order.value()).none());
}

void TestScheduleFile::everyScheduleIsReadBackFromItsVector()
{
    QFETCH(QString, id);
    QFETCH(int, ranks);
    QFETCH(int, microBatches);
    const auto made =
        core::makeOrder(id.toStdString(), {.ranks = ranks, .microBatches = microBatches});
    if (!made)
        return;
    core::ScheduleReport report{.order = made.value(),
                                .evaluations = {},
                                .peaks = core::peakActivations(made.value()),
                                .generate = {},
                                .evaluate = {}};
    const core::UnitCosts costs = {.forward = {1.5}, .hop = {0.25}, .pair = core::PairRule::Max};
    report.evaluations.push_back({"set", costs, core::evaluate(made.value(), costs).value()});
    const std::vector<ReadSchedule> read = readAll(bytes(core::scheduleToJson(report)));
    QCOMPARE(read.size(), std::size_t(1));
    QVERIFY(bool(read[0].order));
    compareOrders(read[0].order.value(), made.value());
    QCOMPARE(read[0].order.value().schedule, id.toStdString());
    QVERIFY(read[0].costs.front().costs == costs);
    QCOMPARE(read[0].costs.front().name, "set");
}

// As torch's _add_send_recv writes it, here for GPipe with 2 ranks and 1 micro-batch.
void TestScheduleFile::communicationIsSkippedAndSaid()
{
    const auto checked = checkOne("0UNSHARD,0F0,0SEND_F0,0RECV_B0,0B0,0REDUCE_GRAD,0RESHARD\n"
                                  "1UNSHARD,1RECV_F0,1F0,1B0,1SEND_B0,1REDUCE_GRAD,1RESHARD\n");
    QVERIFY(checked.valid());
    QCOMPARE(checked.order.stages, 2);
    QCOMPARE(checked.order.actions[0].size(), std::size_t(2));
    QCOMPARE(checked.order.notes.size(), std::size_t(1));
    QVERIFY(checked.order.notes[0].find("(10)") != std::string::npos);
}

// B was the backward for the input and BW the full one.
void TestScheduleFile::torchsEarlierNotationIsRead()
{
    const auto checked = checkOne("0F0,0F1,0BW0,0BW1\n1F0,1B0,1W0,1F1,1B1,1W1\n");
    QVERIFY(checked.valid());
    QCOMPARE(checked.order.actions[0][2].op, core::Op::Backward);
    QCOMPARE(checked.order.actions[1][1].op, core::Op::BackwardInput);
    QCOMPARE(checked.order.notes.size(), std::size_t(1));
}

void TestScheduleFile::recomputationIsReadBack()
{
    const auto order =
        core::withRecompute(core::makeOrder("gpipe", {.ranks = 2, .microBatches = 3}).value());
    const auto read = readAll(bytes(core::scheduleToCsv(order)));
    QVERIFY(read[0].order.value().actions == order.actions);
    QVERIFY(core::validateOrder(read[0].order.value()).none());
}

void TestScheduleFile::plainGzipListsAndDocumentsAreTheSame()
{
    const QByteArray one = R"({"id": "a", "ranks": ["0F0 0B0"]})";
    const QByteArray document = "{\n \"id\": \"a\",\n \"ranks\": [\"0F0 0B0\"]\n}\n";
    const QString packed = m_folder.filePath(QStringLiteral("packed.gz"));
    gzFile file = ::gzopen(qPrintable(packed), "wb");
    QVERIFY(file && ::gzwrite(file, one.constData(), unsigned(one.size())) == one.size());
    ::gzclose(file);
    QFile raw(packed);
    QVERIFY(raw.open(QIODevice::ReadOnly));
    for (const QByteArray &content : {one, document, "[" + one + ",\n" + one + "]",
                                      one + "\n\n" + one, "\xEF\xBB\xBF" + one, raw.readAll()}) {
        const auto read = readAll(content);
        QVERIFY(!read.empty());
        for (const ReadSchedule &each : read) {
            QCOMPARE(each.id, "a");
            QVERIFY(bool(each.order));
            QCOMPARE(each.order.value().actions[0].size(), std::size_t(2));
        }
    }
    QCOMPARE(readAll("[" + one + "," + one + "]").size(), std::size_t(2));
}

// The blank line is rank 1; blank lines at the end are nobody.
void TestScheduleFile::aRankWithoutActionsKeepsItsPlace()
{
    const auto checked = checkOne("0F0,0B0\n\n2F0,2B0\n\n\n");
    QCOMPARE(checked.order.ranks, 3);
    QVERIFY(!checked.valid());
    QCOMPARE(checked.complaints[0].code, "MISSING_F"); // of stage 1
    QCOMPARE(checked.complaints[0].rank, 1);
    QCOMPARE(checked.complaints[0].line, 2);
}

void TestScheduleFile::whatCannotBeReadNamesItsLine_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<int>("line");
    QTest::addColumn<QByteArray>("words");
    const auto add = [](const char *name, const QByteArray &content, int line,
                        const QByteArray &words) {
        QTest::newRow(name) << content << line << words;
    };
    add("empty", "", 1, "empty");
    add("not an action", "0F0,0B0\n1F0,1X0\n", 2, "1X0");
    add("no micro-batch", "0F0,0B\n", 1, "0B");
    add("half a pair", "(0F0;0B0\n", 1, "(0F0");
    add("three in a pair", "(0F0;0B0;0F1)\n", 1, "0F1");
    add("negative stage", "-1F0\n", 1, "-1F0");
    add("other text", "name,value\n", 1, "name");
    add("huge stage", "0F0,99999999999999999999F0\n", 1, "65,535");
    add("huge micro-batch", "0F0,0F99999999999999999999\n", 1, "16,000,000");
    add("only communication", "0SEND_F0\n", 1, "no actions");
    add("JSON cut off", "{\"ranks\": [\"0F0\"", 1, "too early");
    add("no ranks", "{\"id\": \"a\"}", 1, "ranks");
    add("rank is a number", "{\"ranks\": [1]}", 1, "the number 1");
    add("wrong p", "{\"p\": 2, \"ranks\": [\"0F0 0B0\"]}", 1, "\"p\"");
    add("route beyond the ranks", "{\"m\": 1, \"ranks\": [\"0F0 0B0\"], \"routes\": [[1]]}", 1,
        "from 0 to 0");
    add("huge m", "{\"m\": 4000000000, \"ranks\": [\"0F0\"], \"routes\": [[0]]}", 1, "\"m\"");
    add("short mb_route", "{\"m\": 2, \"ranks\": [\"0F0\"], \"routes\": [[0]], \"mb_route\": [0]}",
        1, "mb_route");
    add("ragged routes", "{\"m\": 2, \"ranks\": [\"0F0\"], \"routes\": [[0], [0, 0]]}", 1, "route");
    add("costs are text", "{\"ranks\": [\"0F0 0B0\"], \"eval\": [{\"costs\": {\"F\": \"1\"}}]}", 1,
        "\"F\"");
    add("not UTF-8", "{\"id\": \"\xff\", \"ranks\": [\"0F0 0B0\"]}", 1, "UTF-8");
}

void TestScheduleFile::whatCannotBeReadNamesItsLine()
{
    QFETCH(QByteArray, content);
    QFETCH(int, line);
    QFETCH(QByteArray, words);
    const auto read = readAll(content);
    QCOMPARE(read.size(), std::size_t(1));
    QVERIFY(!read[0].order);
    const QByteArray message = bytes(read[0].order.error().message);
    QVERIFY2(message.contains(words), message);
    QVERIFY2(message.contains("schedules:" + QByteArray::number(line) + ": "), message);
}

void TestScheduleFile::aBadLineDoesNotHideTheNextOne()
{
    const auto read = readAll("{\"ranks\": [\"0F0 0B0\"]}\n{\"ranks\": 3}\n{oops}\n"
                              "{\"ranks\": [\"0F0 0B0\"]}\n");
    QCOMPARE(read.size(), std::size_t(4));
    QVERIFY(read[0].order && !read[1].order && !read[2].order && read[3].order);
    QCOMPARE(read[3].line, 4);
}

void TestScheduleFile::aBrokenFirstLineDoesNotHideTheNextOne()
{
    const std::vector<ReadSchedule> read = readAll("{\"ranks\"\n{\"ranks\": [\"0F0 0B0\"]}\n");
    QCOMPARE(read.size(), std::size_t{2});
    QVERIFY(!read[0].order);
    QVERIFY(read[0].order.error().message.find(":1: ") != std::string::npos);
    QVERIFY(bool(read[1].order));
    QCOMPARE(read[1].line, 2);
}

// A full backward makes the weight gradient too: the W is what is wrong, in either form.
void TestScheduleFile::oneWeightGradientTooManyIsNoOtherNotation()
{
    for (const char *text : {"0F0,0F1,0B0,0W0,0B1\n", "{\"ranks\": [\"0F0 0F1 0B0 0W0 0B1\"]}\n",
                             "{\"ranks\": [\"0F0 0B0 0W0\"]}\n"}) {
        const core::CheckedSchedule checked = checkOne(text);
        QCOMPARE(checked.complaints.size(), std::size_t{1});
        QCOMPARE(checked.complaints.front().code, std::string("W_BEFORE_I"));
    }
}

void TestScheduleFile::microBatchesThatAreDeclaredMustBeRun()
{
    const core::CheckedSchedule checked = checkOne("{\"m\": 2, \"ranks\": [\"0F0 0B0\"]}\n");
    QCOMPARE(checked.complaints.size(), std::size_t{2}); // MISSING_F and MISSING_B of the second
    QVERIFY(!readAll("{\"stages\": 3, \"ranks\": [\"0F0 0B0\"]}\n").front().order);
}

void TestScheduleFile::damagedGzipIsAnError()
{
    const QString path = m_folder.filePath(QStringLiteral("cut.gz"));
    gzFile file = ::gzopen(qPrintable(path), "wb");
    for (int i = 0; i < 1000; ++i)
        ::gzprintf(file, "{\"id\": \"%d\", \"ranks\": [\"0F0 0B%d\"]}\n", i, i * i);
    ::gzclose(file);
    QFile packed(path);
    QVERIFY(packed.resize(packed.size() / 2));
    auto reader = core::ScheduleFile::open(path.toStdString());
    QVERIFY(bool(reader));
    while (true) {
        auto read = reader.value().next();
        if (!read) {
            QVERIFY(read.error().message.find("gzip") != std::string::npos);
            break;
        }
        QVERIFY(read.value().has_value());
    }
}

void TestScheduleFile::everyEvaluationOfAVectorIsReproduced_data()
{
    QTest::addColumn<QByteArray>("line");
    const QDir folder(QStringLiteral(PARALLARIUM_TEST_DATA "/vectors"));
    for (const QString &name : folder.entryList({QStringLiteral("*.jsonl")})) {
        QFile file(folder.filePath(name));
        QVERIFY(file.open(QIODevice::ReadOnly));
        while (!file.atEnd()) {
            const QByteArray line = file.readLine();
            const QJsonObject vector = QJsonDocument::fromJson(line).object();
            QTest::newRow(qPrintable(vector[QStringLiteral("id")].toString())) << line;
        }
    }
}

// The files are rounded to six decimals.
void TestScheduleFile::everyEvaluationOfAVectorIsReproduced()
{
    QFETCH(QByteArray, line);
    const auto checked = checkOne(line);
    QVERIFY2(checked.valid(), qPrintable(QString::fromStdString(core::checkedToText(checked))));
    const QJsonObject answer =
        QJsonDocument::fromJson(bytes(core::checkedToJson(checked))).object();
    const QJsonObject vector = QJsonDocument::fromJson(line).object();
    QCOMPARE(answer[QStringLiteral("peak_activations")],
             vector[QStringLiteral("peak_activations")]);
    const QJsonArray expected = vector[QStringLiteral("eval")].toArray();
    const QJsonArray got = answer[QStringLiteral("eval")].toArray();
    QCOMPARE(got.size(), expected.size());
    const auto close = [](const QJsonValue &a, const QJsonValue &b) {
        return std::abs(a.toDouble() - b.toDouble()) <= 0.51e-6;
    };
    for (qsizetype set = 0; set < got.size(); ++set) {
        for (const char *key : {"makespan", "bubble_ratio", "max_span"})
            QVERIFY(close(got[set][QLatin1String(key)], expected[set][QLatin1String(key)]));
        for (const char *key : {"busy", "idle_fraction", "span_idle"}) {
            const QJsonArray list = expected[set][QLatin1String(key)].toArray();
            for (qsizetype rank = 0; rank < list.size(); ++rank)
                QVERIFY(close(got[set][QLatin1String(key)][rank], list[rank]));
        }
    }
}

void TestScheduleFile::costsAreReadPerStage()
{
    const auto costs =
        core::costsFromText({.costs = "F=1:2.5,I=3", .hop = "0.1:0.2", .pair = "0.75"});
    QVERIFY(bool(costs));
    QCOMPARE(costs.value().forward, (std::vector<double>{1, 2.5}));
    QCOMPARE(costs.value().input, (std::vector<double>{3}));
    QCOMPARE(costs.value().weight, (std::vector<double>{1}));
    QCOMPARE(costs.value().hop, (std::vector<double>{0.1, 0.2}));
    QCOMPARE(costs.value().pair, core::PairRule::Factor);
    for (const char *wrong : {"F", "F=", "F=1:", "F=:1", "F=-1", "F=nan", "F=inf", "F=1e999", "X=1",
                              "F=1;I=1", "F=1 2"})
        QVERIFY2(!core::costsFromText({.costs = wrong, .hop = {}, .pair = {}}), wrong);
    for (const char *wrong : {"-1", "nan", "1:", "x"})
        QVERIFY2(!core::costsFromText({.costs = {}, .hop = wrong, .pair = {}}), wrong);
    for (const char *wrong : {"1.5", "-0.1", "min"})
        QVERIFY2(!core::costsFromText({.costs = {}, .hop = {}, .pair = wrong}), wrong);
}

QTEST_APPLESS_MAIN(TestScheduleFile)
#include "tst_schedule_file.moc"
