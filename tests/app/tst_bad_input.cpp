// SPDX-License-Identifier: GPL-3.0-or-later
// Input that cannot be right: exit code 2, one sentence with file and line, nothing written,
// memory bounded (every run of the program here may use 1 GiB of address space).
#include "tests/app/program.h"

#include <QTemporaryDir>
#include <QTest>

using program::Answer;

class TestBadInput : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void wrongFilesAreOneSentenceWithTheLine_data();
    void wrongFilesAreOneSentenceWithTheLine();
    void whatIsNoFileIsOneSentence_data();
    void whatIsNoFileIsOneSentence();
    void wrongOptionsAreOneSentence_data();
    void wrongOptionsAreOneSentence();
    void theLargestScenariosStayWithinBounds_data();
    void theLargestScenariosStayWithinBounds();

private:
    QTemporaryDir m_folder;
};

namespace {

// Line 1 is the format; the part under test stands in line 3.
QByteArray scenarioWith(const QByteArray &line3)
{
    return "{ \"format\": \"parallarium-scenario/1\",\n  \"title\": \"t\",\n  " + line3 + "\n}\n";
}

QByteArray clusterWith(const QByteArray &text)
{
    return scenarioWith("\"model\": \"toy-24\", \"cluster\": {\"device\": \"a100-80g\", " + text +
                        "}");
}

QByteArray trainingWith(const QByteArray &text)
{
    return scenarioWith("\"model\": \"toy-24\", \"cluster\": {\"device\": \"a100-80g\"}, "
                        "\"training\": {" +
                        text + "}");
}

QByteArray parallelWith(const QByteArray &text)
{
    return scenarioWith("\"model\": \"toy-24\", \"cluster\": {\"device\": \"a100-80g\", "
                        "\"devices\": 4}, \"parallel\": {" +
                        text + "}");
}

QByteArray nested(char open, int depth)
{
    return scenarioWith("\"model\": " + QByteArray(depth, open));
}

void add(const char *name, const QByteArray &content, int line = 3)
{
    QTest::newRow(name) << content << line;
}

void addWrongText()
{
    add("empty", "", 0);
    add("blank", "\n\n  \n", 0);
    add("truncated", scenarioWith("\"model\": \"toy"), 3);
    add("truncated after a key", "{ \"format\":", 1);
    add("not UTF-8", scenarioWith("\"model\": \"\xff\xfe\""));
    add("overlong UTF-8", scenarioWith("\"model\": \"\xc0\xaf\""));
    add("half a surrogate", scenarioWith("\"model\": \"\\ud800\""));
    add("a zero byte", scenarioWith(QByteArray("\"model\": \"a\0b\"", 14)));
    add("binary", QByteArray(4096, '\x90'), 0);
    add("UTF-16", QByteArray("\xff\xfe{\0\n\0}\0", 8), 0);
    add("10000 arrays deep", nested('[', 10'000));
    add("a million arrays deep", nested('[', 1'000'000));
    add("10000 objects deep", scenarioWith("\"model\": " + QByteArray("{\"a\":").repeated(10'000)));
    add("an array", "[1, 2]", 1);
    add("a number", "7", 1);
    add("null", "null", 1);
    add("two documents", scenarioWith("\"model\": \"toy-24\"") + "{}", 5);
    add("a comment", scenarioWith("// no\n\"model\": \"toy-24\""));
    add("a trailing comma", scenarioWith("\"model\": \"toy-24\","), 4);
    add("a key twice", scenarioWith("\"model\": \"toy-24\", \"model\": \"toy-24\""));
}

void addWrongKeysAndTypes()
{
    add("unknown key", scenarioWith("\"modell\": \"toy-24\""));
    add("unknown key inside", clusterWith("\"device_count\": 4"));
    add("an unknown key of a million letters",
        scenarioWith('"' + QByteArray(1'000'000, 'x') + "\": 1"));
    add("another format", "{\n \"format\": \"parallarium-scenario/2\" }", 2);
    add("no model", scenarioWith("\"cluster\": {}"), 0);
    add("unknown model", scenarioWith("\"model\": \"gpt-9\""));
    add("unknown device", scenarioWith("\"model\": \"toy-24\", \"cluster\": {\"device\": \"a\"}"));
    add("unknown link", clusterWith("\"intra_link\": \"rope\""));
    add("unknown schedule", parallelWith("\"schedule\": \"2f2b\""));
    add("model null", scenarioWith("\"model\": null"));
    add("cluster a list", scenarioWith("\"model\": \"toy-24\", \"cluster\": []"));
    add("devices a text", clusterWith("\"devices\": \"4\""));
    add("devices a fraction", clusterWith("\"devices\": 4.5"));
    add("devices true", clusterWith("\"devices\": true"));
    add("overlap a number", parallelWith("\"overlap\": 1"));
    add("partition a number", parallelWith("\"partition\": 4"));
    add("faults an object", scenarioWith("\"model\": \"toy-24\", \"faults\": {}"));
    add("a title with a control character",
        scenarioWith("\"model\": \"toy-24\", \"title\": \"\\u001b[31m\""));
    add("a title of a million letters",
        scenarioWith("\"model\": \"toy-24\", \"title\": \"" + QByteArray(1'000'000, 'x') + '"'));
    add("a fault of nothing", scenarioWith("\"model\": \"toy-24\", \"faults\": [{}]"));
}

void addWrongNumbers()
{
    for (const char *devices :
         {"1000000000", "1e9", "0", "-4", "1e308", "-1e308", "NaN", "Infinity", "1e400",
          "99999999999999999999999", "4294967297", "0x10", "01"})
        add(qPrintable(QStringLiteral("devices ") + QLatin1String(devices)),
            clusterWith(QByteArray("\"devices\": ") + devices));
    for (const char *batch : {"0", "-1", "1e308", "9223372036854775807", "1e18"})
        add(qPrintable(QStringLiteral("batch ") + QLatin1String(batch)),
            trainingWith(QByteArray("\"global_batch\": ") + batch));
    add("micro-batch of 0", trainingWith("\"micro_batch\": 0"));
    add("micro-batch over the batch", trainingWith("\"global_batch\": 4, \"micro_batch\": 8"));
    add("batch not divisible", trainingWith("\"global_batch\": 7, \"micro_batch\": 4"));
    add("sequence of 1e308", trainingWith("\"sequence\": 1e308"));
    add("pipeline of 0", parallelWith("\"pipeline\": 0"));
    add("degrees over the devices", parallelWith("\"pipeline\": 3"));
    add("more stages than layers", scenarioWith("\"model\": \"tiny-2\", \"cluster\": {\"device\": "
                                                "\"a100-80g\", \"devices\": 4}, \"parallel\": "
                                                "{\"pipeline\": 4}"));
    add("an all-reduce of no kind", parallelWith("\"data\": 4, \"all_reduce\": \"star\""));
    add("buckets of 0 bytes", parallelWith("\"data\": 4, \"bucket_bytes\": 0"));
    add("buckets of -1 bytes", parallelWith("\"data\": 4, \"bucket_bytes\": -1"));
    add("a partition of the wrong sum", parallelWith("\"pipeline\": 4, \"partition\": [1,1,1,1]"));
    for (const char *value : {"0", "-1", "1e308", "1e-308"})
        add(qPrintable(QStringLiteral("a link of ") + QLatin1String(value) +
                       QStringLiteral(" GB/s")),
            clusterWith(QByteArray("\"intra_link\": {\"base\": \"nvlink3\", \"gbps\": ") + value +
                        "}"));
    for (const char *fault :
         {"{\"device\": 4, \"speed\": 0.5}", "{\"device\": -1, \"speed\": 0.5}",
          "{\"device\": 0, \"speed\": 0}", "{\"device\": 0, \"speed\": -2}",
          "{\"device\": 0, \"speed\": 1e308}", "{\"device\": 0, \"speed\": 1e-308}",
          "{\"link\": [0], \"down\": true}", "{\"link\": [0, 0], \"down\": true}",
          "{\"link\": [0, 9], \"down\": true}", "{\"link\": [0, 1], \"bandwidth\": 0}"})
        add(fault, scenarioWith("\"model\": \"toy-24\", \"cluster\": {\"device\": \"a100-80g\", "
                                "\"devices\": 4}, \"parallel\": {\"pipeline\": 4}, \"faults\": [" +
                                QByteArray(fault) + "]"));
    add("a transformer of 1e18", scenarioWith("\"model\": {\"transformer\": {\"hidden\": "
                                              "1000000000000000000, \"layers\": 4, \"heads\": 4, "
                                              "\"vocab\": 100}}"));
    add("heads that do not divide", scenarioWith("\"model\": {\"transformer\": {\"hidden\": 10, "
                                                 "\"layers\": 4, \"heads\": 4, \"vocab\": 100}}"));
    add("no layers", scenarioWith("\"model\": {\"layers\": []}"));
    add("a layer of -1 FLOP", scenarioWith("\"model\": {\"layers\": [{\"name\": \"a\", "
                                           "\"parameters\": 1, \"forward_flops\": -1, "
                                           "\"activation_bytes\": 1, \"output_bytes\": 1}]}"));
    add("a layer of 1e308 FLOP", scenarioWith("\"model\": {\"layers\": [{\"name\": \"a\", "
                                              "\"parameters\": 1, \"forward_flops\": 1e308, "
                                              "\"activation_bytes\": 1, \"output_bytes\": 1}]}"));
}

} // namespace

void TestBadInput::wrongFilesAreOneSentenceWithTheLine_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<int>("line"); // 0: the whole file is meant, any line
    addWrongText();
    addWrongKeysAndTypes();
    addWrongNumbers();
}

void TestBadInput::wrongFilesAreOneSentenceWithTheLine()
{
    QFETCH(QByteArray, content);
    QFETCH(int, line);
    const QString file = m_folder.filePath(QStringLiteral("scenario.json"));
    const QString target = m_folder.filePath(QStringLiteral("result.json"));
    QVERIFY(program::write(file, content));
    for (const QString &json : {QStringLiteral("-"), target}) {
        const Answer answer =
            program::run({QStringLiteral("simulate"), file, QStringLiteral("--json"), json});
        QVERIFY2(answer.exitCode == 2, answer.error.constData());
        QCOMPARE(answer.out, QByteArray());
        QVERIFY2(answer.isOneSentence(), answer.error.left(400).constData());
        QVERIFY2(answer.error.size() < 1000, "The sentence is too long.");
        const QByteArray where =
            file.toUtf8() + ':' + (line > 0 ? QByteArray::number(line) + ": " : QByteArray());
        QVERIFY2(answer.error.startsWith(where), answer.error.constData());
        QVERIFY(!QFile::exists(target));
    }
    QCOMPARE(program::read(file), content);
}

void TestBadInput::whatIsNoFileIsOneSentence_data()
{
    QTest::addColumn<QString>("path");
    QTest::newRow("missing") << m_folder.filePath(QStringLiteral("missing.json"));
    QTest::newRow("a directory") << m_folder.path();
    QTest::newRow("in a file") << QStringLiteral(PARALLARIUM_PROGRAM "/scenario.json");
    QTest::newRow("endless") << QStringLiteral("/dev/zero");
    QTest::newRow("nothing") << QStringLiteral("/dev/null");
    QTest::newRow("a program") << QStringLiteral(PARALLARIUM_PROGRAM);
    QTest::newRow("no name") << QString();
    QTest::newRow("a long name") << QString(5000, QLatin1Char('a'));
    QTest::newRow("an unknown id") << QStringLiteral("1f1b-4-9");
}

void TestBadInput::whatIsNoFileIsOneSentence()
{
    QFETCH(QString, path);
    for (const QStringList &command :
         {QStringList{QStringLiteral("simulate"), path},
          QStringList{QStringLiteral("export"), path, QStringLiteral("--view"),
                      QStringLiteral("scene"), QStringLiteral("--out"), QStringLiteral("-")}}) {
        const Answer answer = program::run(command);
        QVERIFY2(answer.exitCode == 2, answer.error.constData());
        QCOMPARE(answer.out, QByteArray());
        QVERIFY2(answer.isOneSentence(), answer.error.constData());
    }
}

void TestBadInput::wrongOptionsAreOneSentence_data()
{
    QTest::addColumn<QStringList>("arguments");
    const auto add = [](const char *arguments) {
        QTest::newRow(arguments) << QString::fromLatin1(arguments).split(QLatin1Char(' '));
    };
    for (const char *ranks : {"0", "-1", "1e9", "1000000000", "99999999999", "nan", "4.5", "x", ""})
        QTest::addRow("ranks %s", ranks)
            << QStringList{QStringLiteral("schedule"),        QStringLiteral("1f1b"),
                           QStringLiteral("--ranks"),         QString::fromLatin1(ranks),
                           QStringLiteral("--micro-batches"), QStringLiteral("8")};
    for (const char *count : {"0", "-1", "1000000000", "1e308"})
        QTest::addRow("micro-batches %s", count)
            << QStringList{QStringLiteral("schedule"),        QStringLiteral("gpipe"),
                           QStringLiteral("--ranks"),         QStringLiteral("4"),
                           QStringLiteral("--micro-batches"), QString::fromLatin1(count)};
    add("schedule 2f2b --ranks 4 --micro-batches 8");
    add("schedule 1f1b --ranks 4");
    add("schedule 1f1b --ranks 4 --micro-batches 8 --chunks 0");
    add("schedule 1f1b --ranks 4 --micro-batches 8 --costs F");
    add("schedule 1f1b --ranks 4 --micro-batches 8 --costs F=-1");
    add("schedule 1f1b --ranks 4 --micro-batches 8 --costs F=nan");
    add("schedule 1f1b --ranks 4 --micro-batches 8 --costs F=inf");
    add("schedule 1f1b --ranks 4 --micro-batches 8 --costs F=1e308");
    add("schedule 1f1b --ranks 4 --micro-batches 8 --costs X=1");
    add("schedule 1f1b --ranks 4 --micro-batches 8 --hop -1");
    add("schedule 1f1b --ranks 4 --micro-batches 8 --hop nan");
    add("schedule 1f1b --ranks 4 --micro-batches 8 --hop 1e308");
    add("schedule 1f1b --ranks 4 --micro-batches 8 --json - --csv -");
    add("export naive-4 --view timeline --mode train --steps 3 --out picture.png");
    add("export naive-4 --view timeline --mode explore --out picture.png");
    add("export naive-4 --view window --steps 3 --out picture.png");
    add("live train-digits-1 --steps 0");
    add("live train-digits-1 --steps -1");
    add("simulate");
    add("simulate naive-4 --json - --events -");
    add("simulate naive-4 --lines --json -");
    add("simulate naive-4 --unknown");
    add("simulate naive-4 --set");
    add("simulate naive-4 --set nothing");
    add("simulate naive-4 --set =4");
    add("simulate naive-4 --set cluster.devices=");
    add("simulate naive-4 --set cluster.devices=0");
    add("simulate naive-4 --set cluster.devices=1e9");
    add("simulate naive-4 --set cluster.devices.x=1");
    add("simulate naive-4 --set cluster.wheels=1");
    add("simulate naive-4 --set faults=[[[");
    add("simulate naive-4 --set faults.0.speed=3");
    add("simulate naive-4 --json "); // an empty name
    add("simulate naive-4 --events ");
    add("simulate naive-4 --events x.foo");
    add("simulate naive-4 --trace x.txt");
    add("simulate naive-4 --operations x.xml");
    add("cost naive-4 --steps 10 --price 0");
    add("cost naive-4 --steps 10 --watts 0");
    add("cost naive-4 --tokens nan");
    add("export naive-4 --view scene --out x.png --at ");
    add("list");
    add("list planets");
    add("dance");
    add("--dance");
}

void TestBadInput::wrongOptionsAreOneSentence()
{
    QFETCH(QStringList, arguments);
    const Answer answer = program::run(arguments);
    QVERIFY2(answer.exitCode == 2, answer.error.constData());
    QCOMPARE(answer.out, QByteArray());
    QVERIFY2(answer.isOneSentence(), answer.error.constData());
}

// Either refused with a sentence or done; never killed.
void TestBadInput::theLargestScenariosStayWithinBounds_data()
{
    QTest::addColumn<QStringList>("settings");
    const auto set = [](const QStringList &values) {
        QStringList arguments;
        for (const QString &value : values)
            arguments += {QStringLiteral("--set"), value};
        return arguments;
    };
    QTest::newRow("many micro-batches") << set({QStringLiteral("training.global_batch=1000000000"),
                                                QStringLiteral("training.micro_batch=1")});
    QTest::newRow("many micro-batches in one step")
        << set({QStringLiteral("training.global_batch=4194304"),
                QStringLiteral("training.micro_batch=1")});
    QTest::newRow("more micro-batches than there is memory for")
        << set({QStringLiteral("training.global_batch=1500000"),
                QStringLiteral("training.micro_batch=1")});
    QTest::newRow("1024 copies") << set(
        {QStringLiteral("cluster.devices=1024"), QStringLiteral("parallel.pipeline=1"),
         QStringLiteral("parallel.data=1024"), QStringLiteral("training.global_batch=1024"),
         QStringLiteral("training.micro_batch=1"), QStringLiteral("parallel.bucket_bytes=1")});
    QTest::newRow("a kernel for every byte")
        << set({QStringLiteral("cluster.devices=4"), QStringLiteral("parallel.pipeline=1"),
                QStringLiteral("parallel.data=4"), QStringLiteral("model=gpt3-175b"),
                QStringLiteral("training.global_batch=128"),
                QStringLiteral("cluster.device={\"base\": \"a100-80g\", \"memory_gb\": 1000000}"),
                QStringLiteral("parallel.bucket_bytes=1")});
}

void TestBadInput::theLargestScenariosStayWithinBounds()
{
    QFETCH(QStringList, settings);
    const Answer answer =
        program::run(QStringList{QStringLiteral("simulate"), QStringLiteral("naive-4")} + settings);
    QVERIFY2(answer.exitCode == 0 || answer.exitCode == 2, answer.error.constData());
    if (answer.exitCode == 2)
        QVERIFY2(answer.isOneSentence(), answer.error.constData());
    qInfo("%s", answer.exitCode == 2 ? answer.error.trimmed().constData() : "Done.");
}

QTEST_GUILESS_MAIN(TestBadInput)
#include "tst_bad_input.moc"
