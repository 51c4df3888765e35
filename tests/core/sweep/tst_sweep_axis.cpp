// SPDX-License-Identifier: GPL-3.0-or-later
// What --vary may say, value by value.
#include "core/sweep/sweep_axis.h"

#include <QTest>

namespace {

QStringList valuesOf(const char *text)
{
    const core::Result<core::SweepAxis> axis = core::axisFrom(text);
    QStringList values;
    if (!axis)
        return {QString::fromStdString(axis.error().message)};
    for (const std::string &value : axis.value().values)
        values.append(QString::fromStdString(value));
    return values;
}

} // namespace

class TestSweepAxis : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void valuesAreThoseThatAreWritten_data();
    void valuesAreThoseThatAreWritten();
    void whatIsWrongIsSaid_data();
    void whatIsWrongIsSaid();
    void hugeRangesAreCountedAndNotMade();
    void theTextOfAnAxisReadsBackAsIt();
    void everySettingReadsWhatItWrites();
};

void TestSweepAxis::valuesAreThoseThatAreWritten_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("values");
    const auto row = [](const char *text, const char *values) {
        QTest::newRow(text) << QByteArray(text) << QString::fromLatin1(values);
    };
    row("cluster.devices=1..16x2", "1 2 4 8 16");
    row("cluster.devices=1..1000x2", "1 2 4 8 16 32 64 128 256 512");
    row("cluster.devices=3..100x3", "3 9 27 81");
    row("parallel.data=1..8+1", "1 2 3 4 5 6 7 8");
    row("parallel.data=1..8+3", "1 4 7");
    row("parallel.data=2..5", "2 3 4 5");
    row("parallel.data=4..4", "4");
    row("training.micro_batch=1,2,4", "1 2 4");
    row("training.micro_batch=1,2,1", "1 2");
    row("training.micro_batch=1,2..8x2,12", "1 2 4 8 12");
    row("parallel.schedule=1f1b,gpipe", "1f1b gpipe");
    row("parallel.sharding=none,zero3", "none zero3");
    row("parallel.split=data,pipeline", "data pipeline");
    row("cluster.memory_gb=0.1..0.3+0.1", "0.1 0.2 0.30000000000000004");
    row("cluster.memory_gb=1..2x1.5", "1 1.5");
    row("parallel.partition=[1,3],[2,2]", "[1,3] [2,2]");
    row("title=\"a, b\",c", "\"a, b\" c");
    row("parallel.overlap=true,false", "true false");
}

void TestSweepAxis::valuesAreThoseThatAreWritten()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, values);
    QCOMPARE(valuesOf(text).join(u' '), values);
}

void TestSweepAxis::whatIsWrongIsSaid_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("part");
    const auto row = [](const char *text, const char *part) {
        QTest::newRow(*text ? text : "nothing") << QByteArray(text) << QString::fromLatin1(part);
    };
    row("", "PATH=VALUES");
    row("cluster.devices", "PATH=VALUES");
    row("cluster.devices=", "PATH=VALUES");
    row("=1,2", "PATH=VALUES");
    row("cluster.devices=1,,2", "missing between the commas");
    row("cluster.devices=1,", "missing between the commas");
    row("cluster.devices=8..1", "ends below its begin");
    row("cluster.devices=1..8x1", "never ends");
    row("cluster.devices=0..8x2", "never ends");
    row("cluster.devices=1..8+0", "never ends");
    row("cluster.devices=1..8+-1", "never ends");
    row("cluster.devices=1..", "is no range");
    row("cluster.devices=..8", "is no range");
    row("cluster.devices=1..nanx2", "is no range");
    row("cluster.devices=1..8xx", "is no range");
    row("cluster.devices=0", "whole number from 1 on");
    row("cluster.devices=1.5", "whole number from 1 on");
    row("cluster.devices=many", "whole number from 1 on");
    row("cluster.devices=99999999999999999999", "whole number from 1 on");
    row("parallel.schedule=gpip", "Did you mean \"gpipe\"?");
    row("parallel.sharding=zero4", "There are none, zero1, zero2, zero3.");
    row("parallel.split=hybrid", "There are data, layers, pipeline, tensor, sharded.");
}

void TestSweepAxis::whatIsWrongIsSaid()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, part);
    const core::Result<core::SweepAxis> axis = core::axisFrom(text.toStdString());
    QVERIFY(!axis);
    const QString message = QString::fromStdString(axis.error().message);
    QVERIFY2(message.contains(part), qPrintable(message));
    QVERIFY2(message.startsWith(QStringLiteral("--vary ")) && message.endsWith(u'.'),
             qPrintable(message));
}

void TestSweepAxis::hugeRangesAreCountedAndNotMade()
{
    const auto messageOf = [](const char *text) {
        return QString::fromStdString(core::axisFrom(text).error().message);
    };
    // One from the first to the last of them: 10,001 values.
    QVERIFY(messageOf("cluster.devices=1..10001").contains(QStringLiteral("10,001 values")));
    QVERIFY(messageOf("cluster.devices=1..10001").contains(QStringLiteral("--points 10001")));
    QVERIFY(core::axisFrom("cluster.devices=1..10000"));
    QVERIFY(core::axisFrom("cluster.devices=1..10001", 10'001));
    QVERIFY(messageOf("cluster.devices=1..1000000000").contains(QStringLiteral("1,000,000,000 v")));
    QVERIFY(messageOf("cluster.devices=0..1000000000+0.5")
                .contains(QStringLiteral("2,000,000,001 values")));
    QVERIFY(messageOf("cluster.devices=1..9e99").contains(QStringLiteral("values")));
    std::string many = "cluster.devices=1..9e99"; // more together than 64 bits count
    for (int i = 0; i < 20'000; ++i)
        many += ",1..9e99";
    QVERIFY(messageOf(many.c_str()).contains(QStringLiteral("values, and")));
    QVERIFY(!messageOf(many.c_str()).contains(u'-' + QStringLiteral("9")));
    QVERIFY(
        messageOf("cluster.memory_gb=1e-300..1e300x1.0000001").contains(QStringLiteral("values")));
    QVERIFY(!messageOf("cluster.devices=1..9e99").contains(QStringLiteral("--points")));
    // A window has no options.
    const core::Result<core::SweepAxis> inWindow =
        core::axisFrom("cluster.devices=1..10001", 400, core::SweepAsker::Fields);
    const std::string &message = inWindow.error().message;
    QVERIFY2(message.starts_with("GPUs: ") && message.find("--") == std::string::npos,
             message.c_str());
}

void TestSweepAxis::theTextOfAnAxisReadsBackAsIt()
{
    for (const char *text : {"cluster.devices=1..1024x2", "parallel.partition=[1,3],[2,2]",
                             "parallel.schedule=1f1b,gpipe"}) {
        const core::SweepAxis axis = core::axisFrom(text).value();
        QCOMPARE(core::axisFrom(core::textOf(axis)).value(), axis);
    }
}

void TestSweepAxis::everySettingReadsWhatItWrites()
{
    for (const core::SweptSetting &swept : core::sweptSettings()) {
        for (const std::int64_t value : {1, 2, 3})
            QCOMPARE(core::sweptValue(swept, core::sweptText(swept, value)).value(), value);
    }
}

QTEST_APPLESS_MAIN(TestSweepAxis)
#include "tst_sweep_axis.moc"
