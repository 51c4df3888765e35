// SPDX-License-Identifier: GPL-3.0-or-later
// Rows of a schedule as they are printed, and with numbers that cannot be right.
#include "core/io/schedule/check_schedule.h"
#include "core/io/schedule/schedule_file.h"
#include "core/io/schedule/schedule_json.h"
#include "core/schedule/validate_order.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <zlib.h>

namespace {

// The one schedule in a file with this content.
core::ReadSchedule readOne(const QByteArray &content)
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("schedules")));
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        return {};
    file.close();
    auto reader = core::ScheduleFile::open(file.fileName().toStdString());
    auto read = reader.value().next();
    return read && read.value() ? std::move(*read.value()) : core::ReadSchedule{};
}

} // namespace

class TestScheduleRows : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void printedRowsAreRead_data();
    void printedRowsAreRead();
    void otherNamesBeforeAColonAreNoRanks();
    void aWrongNumberIsNamedAtItsLineAndCostsNothing_data();
    void aWrongNumberIsNamedAtItsLineAndCostsNothing();
    void aNumberThatEveryStageWouldHaveToReachIsWrong();
    void whatIsUnpackedIsBounded_data();
    void whatIsUnpackedIsBounded();
};

// As Python prints lists and dictionaries of torch's actions, which have no quotation marks.
void TestScheduleRows::printedRowsAreRead_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("lists") << QByteArray("[0F0, 0F1, 0B0, 0B1]\n[1F0, 1B0, 1F1, 1B1]\n");
    QTest::newRow("list of lists")
        << QByteArray("[[0F0, 0F1, 0B0, 0B1],\n [1F0, 1B0, 1F1, 1B1]]\n");
    QTest::newRow("dictionary") << QByteArray(
        "{0: [0F0, 0F1, None, 0B0, 0B1], 1: [None, 1F0, 1B0, 1F1, 1B1]}\n");
    QTest::newRow("idle first") << QByteArray("[0F0, 0F1, 0B0, 0B1]\n[None, 1F0, 1B0, 1F1, 1B1]\n");
    QTest::newRow("named ranks") << QByteArray(
        "Rank 0: 0F0, 0F1, 0B0, 0B1\nRank 1: [1F0, 1B0, 1F1, 1B1]\n");
    QTest::newRow("texts") << QByteArray(
        "['0F0', '0F1', '0B0', '0B1']\n['1F0', '1B0', '1F1', '1B1']\n");
    QTest::newRow("communication")
        << QByteArray("[0UNSHARD, 0F0, 0SEND_F0, 0F1, 0B0, 0B1, 0RESHARD]\n"
                      "[1RECV_F0, 1F0, 1B0, 1F1, 1B1, 1REDUCE_GRAD]\n");
}

void TestScheduleRows::printedRowsAreRead()
{
    QFETCH(QByteArray, content);
    const auto read = readOne(content);
    QVERIFY2(bool(read.order), read.order ? "" : read.order.error().message.c_str());
    const auto plain = readOne("0F0,0F1,0B0,0B1\n1F0,1B0,1F1,1B1\n");
    QVERIFY(read.order.value().actions == plain.order.value().actions);
    QVERIFY(core::validateOrder(read.order.value()).none());
}

void TestScheduleRows::otherNamesBeforeAColonAreNoRanks()
{
    for (const char *text :
         {"deepspeed_config:\n  zero_stage: 3\n", "stage 0: 0F0,0B0\n", "x: 0F0\n"}) {
        const auto read = readOne(text);
        QVERIFY(!read.order);
        QVERIFY2(read.order.error().message.find(":1: ") != std::string::npos,
                 read.order.error().message.c_str());
    }
}

// 1F1B of 2 ranks and 2 micro-batches with one number too large: cells that nothing in the file can
// fill are neither counted nor searched.
void TestScheduleRows::aWrongNumberIsNamedAtItsLineAndCostsNothing_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("words");
    QTest::newRow("micro-batch") << QByteArray("0F0,0F1,0B0,0B1\n1F0,1B0,1F1,1B4000000\n")
                                 << "MB_RANGE"
                                 << "Rank 1 runs 1B4000000, but there are only 2 micro-batches";
    // As many as there are actions: the first number that none of them can have.
    QTest::newRow("barely") << QByteArray("0F0,0F1,0B0,0B1\n1F0,1B0,1F1,8B1\n") << "STAGE_RANGE"
                            << "Rank 1 runs 8B1, but there are only 2 stages";
    QTest::newRow("stage") << QByteArray("0F0,0F1,0B0,0B1\n1F0,1B0,1F1,60000B1\n") << "STAGE_RANGE"
                           << "Rank 1 runs 60000B1, but there are only 2 stages";
}

void TestScheduleRows::aWrongNumberIsNamedAtItsLineAndCostsNothing()
{
    QFETCH(QByteArray, content);
    QFETCH(QString, code);
    QFETCH(QString, words);
    const auto checked = core::checkSchedule(readOne(content), "schedules", {});
    QVERIFY(!checked.valid());
    QCOMPARE(checked.order.microBatches, 2);
    QCOMPARE(checked.order.stages, 2);
    QCOMPARE(checked.complaintCount, 2); // the number, and the action that it stands in place of
    QCOMPARE(QString::fromUtf8(checked.complaints[0].code.data()), code);
    QVERIFY2(checked.complaints[0].message.starts_with(words.toStdString()),
             checked.complaints[0].message.c_str());
    QCOMPARE(checked.complaints[0].line, 2);
    QCOMPARE(checked.complaints[1].code, "MISSING_B");
}

// 4 stages of 1,000 micro-batches are 8,000 actions; with 2,000 of them there would be 16,000.
void TestScheduleRows::aNumberThatEveryStageWouldHaveToReachIsWrong()
{
    const core::ScheduleOrder order =
        core::makeOrder("gpipe", {.ranks = 4, .microBatches = 1000}).value();
    QByteArray text = QByteArray::fromStdString(core::scheduleToCsv(order));
    text.replace("2F999,", "2F5999,");
    const auto checked = core::checkSchedule(readOne(text), "schedules", {});
    QCOMPARE(checked.order.microBatches, 1000);
    QCOMPARE(checked.complaints[0].code, "MB_RANGE");
    QCOMPARE(checked.complaints[0].line, 3);
}

// Deflate packs 1,000 times and more what repeats; schedules (tests/data/vectors) 3 to 9 times.
void TestScheduleRows::whatIsUnpackedIsBounded_data()
{
    QTest::addColumn<QByteArray>("piece");
    QTest::addColumn<int>("count");
    QTest::addColumn<QByteArray>("words");
    QTest::newRow("blank lines") << QByteArray(1 << 20, '\n') << 64
                                 << QByteArray("1,000,000 consecutive blank lines");
    QTest::newRow("blanks") << QByteArray(1 << 20, ' ') << 128 << QByteArray("times its size");
    QTest::newRow("one action") << QByteArray("0F0,").repeated(1 << 18) << 128
                                << QByteArray("times its size");
}

void TestScheduleRows::whatIsUnpackedIsBounded()
{
    QFETCH(QByteArray, piece);
    QFETCH(int, count);
    QFETCH(QByteArray, words);
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("packed.csv.gz"));
    gzFile file = ::gzopen(qPrintable(path), "wb1");
    QVERIFY(file);
    for (int i = 0; i < count; ++i)
        QCOMPARE(::gzwrite(file, piece.constData(), unsigned(piece.size())), piece.size());
    ::gzclose(file);
    auto reader = core::ScheduleFile::open(path.toStdString());
    const auto read = reader.value().next();
    QVERIFY(!read);
    QVERIFY2(read.error().message.find(words.toStdString()) != std::string::npos,
             read.error().message.c_str());
}

QTEST_APPLESS_MAIN(TestScheduleRows)
#include "tst_schedule_rows.moc"
