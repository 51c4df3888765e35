// SPDX-License-Identifier: GPL-3.0-or-later
// Many scenarios in one run: an answer a line, equal to that of a run of its own.
#include "tests/app/program.h"

#include <QTemporaryDir>
#include <QTest>

using program::Answer;

class TestSimulateLines : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void answersEqualThoseOfSingleRuns();
    void eachAnswerComesBeforeTheNextQuestion();
    void aLineThatFailsDoesNotEndTheRun();
    void wrongRequestsSayWhatIsWrong_data();
    void wrongRequestsSayWhatIsWrong();
    void aLineWithoutAnEndIsNotKept();
    void pathsAreThoseOfTheFile();
    void settingsHoldForAllLines();
    void optionsWithoutEffectAreRefused();
    void withoutFileOrLinesItSaysSo();

private:
    QString file(const char *name) const { return m_folder.filePath(QString::fromUtf8(name)); }
    [[nodiscard]] Answer answer(const QByteArray &requests, const QStringList &more = {}) const;

    QTemporaryDir m_folder;
};

namespace {

QList<QJsonObject> objects(const QByteArray &text)
{
    QList<QJsonObject> all;
    for (const QByteArray &line : text.split('\n')) {
        if (!line.isEmpty())
            all << QJsonDocument::fromJson(line).object();
    }
    return all;
}

// Without what the clock said.
QJsonObject withoutTimes(QJsonObject result)
{
    result.remove(QStringLiteral("elapsed_s"));
    return result;
}

QJsonObject single(const char *arguments)
{
    const QByteArray command = QByteArray("simulate ") + arguments + " --json -";
    return withoutTimes(program::run(command.constData()).json());
}

} // namespace

Answer TestSimulateLines::answer(const QByteArray &requests, const QStringList &more) const
{
    const QString path = file("requests.jsonl");
    if (!program::write(path, requests))
        return {};
    return program::run(QStringList{QStringLiteral("simulate"), QStringLiteral("--lines"), path} +
                        more);
}

void TestSimulateLines::answersEqualThoseOfSingleRuns()
{
    const QByteArray document =
        QJsonDocument::fromJson(program::read(QStringLiteral(
                                    PARALLARIUM_SOURCE_DIR "/resources/scenarios/gpipe-4-8.json")))
            .toJson(QJsonDocument::Compact);
    const Answer all = answer("{\"scenario\": \"1f1b-4-8\"}\n"
                              "{\"id\": \"second\", \"scenario\": \"llama7b-pp4\", \"set\": "
                              "{\"training.micro_batch\": 2, \"parallel.schedule\": \"gpipe\"}}\n"
                              "\n" +
                              document + "\n{\"id\": 4, \"scenario\": " + document +
                              ", \"set\": {\"cluster.device.memory_gb\": 0.001}}");
    QCOMPARE(all.error, QByteArray());
    QCOMPARE(all.exitCode, 0);
    QList<QJsonObject> answers = objects(all.out);
    QCOMPARE(answers.size(), 4);
    QCOMPARE(answers[1].take(QStringLiteral("id")), QJsonValue(QStringLiteral("second")));
    QCOMPARE(answers[3].take(QStringLiteral("id")), QJsonValue(4));
    QCOMPARE(withoutTimes(answers[0]), single("1f1b-4-8"));
    QCOMPARE(withoutTimes(answers[1]),
             single("llama7b-pp4 --set training.micro_batch=2 --set parallel.schedule=gpipe"));
    QCOMPARE(withoutTimes(answers[2]), single("gpipe-4-8"));
    QVERIFY(!answers[3][QStringLiteral("fits")].toBool());
}

void TestSimulateLines::eachAnswerComesBeforeTheNextQuestion()
{
    QProcess process;
    process.start(QStringLiteral(PARALLARIUM_PROGRAM),
                  {QStringLiteral("simulate"), QStringLiteral("--lines")});
    for (const int microBatch : {1, 2, 4}) {
        process.write("{\"scenario\": \"llama7b-pp4\", \"set\": {\"training.micro_batch\": " +
                      QByteArray::number(microBatch) + "}}\n");
        while (!process.canReadLine())
            QVERIFY(process.waitForReadyRead(60'000));
        const QJsonObject result = QJsonDocument::fromJson(process.readLine()).object();
        QCOMPARE(result[QStringLiteral("scenario")][QStringLiteral("training")]
                       [QStringLiteral("micro_batch")]
                           .toInt(),
                 microBatch);
    }
    process.closeWriteChannel();
    QVERIFY(process.waitForFinished(60'000));
    QCOMPARE(process.exitCode(), 0);
}

void TestSimulateLines::aLineThatFailsDoesNotEndTheRun()
{
    const Answer all = answer("{\"scenario\": \"1f1b-4-8\"}\n"
                              "{\"scenario\": \"1f1b-4-9\", \"id\": 17}\n"
                              "not JSON\n"
                              "{\"scenario\": \"gpipe-4-8\"}\n");
    QCOMPARE(all.exitCode, 2);
    QVERIFY2(all.isOneSentence(), all.error.constData());
    QVERIFY2(all.error.contains("2 of 4 lines"), all.error.constData());
    const QList<QJsonObject> answers = objects(all.out);
    QCOMPARE(answers.size(), 4);
    for (const qsizetype good : {0, 3})
        QVERIFY(answers[good].contains(QStringLiteral("step_time_s")));
    QCOMPARE(answers[1].keys(),
             QStringList({QStringLiteral("error"), QStringLiteral("id"), QStringLiteral("line")}));
    QCOMPARE(answers[1][QStringLiteral("id")].toInt(), 17);
    QCOMPARE(answers[1][QStringLiteral("line")].toInt(), 2);
    QVERIFY(answers[1][QStringLiteral("error")].toString().contains(QStringLiteral("1f1b-4-8")));
    QCOMPARE(answers[2][QStringLiteral("line")].toInt(), 3);
    QVERIFY(answers[2][QStringLiteral("error")].toString().contains(
        QStringLiteral("requests.jsonl:3: ")));
}

void TestSimulateLines::wrongRequestsSayWhatIsWrong_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<QString>("says");
    const auto row = [](const char *name, const char *request, const char *says) {
        QTest::newRow(name) << QByteArray(request) << QString::fromUtf8(says);
    };
    row("a list", "[1]", "must be an object");
    row("nothing in it", "{}", "model is missing");
    row("another key", R"({"scenario": "1f1b-4-8", "sets": {}})", "set");
    row("a number for a scenario", R"({"scenario": 3})", "the id of a built-in scenario");
    row("standard input", R"({"scenario": "-"})", "the id of a built-in scenario");
    row("settings in a list", R"({"scenario": "1f1b-4-8", "set": ["a=b"]})", "must be an object");
    row("an id that is an object", R"({"scenario": "1f1b-4-8", "id": {"a": 1}})", "id is");
    row("a path that is none", R"({"scenario": "1f1b-4-8", "set": {"a..b": 1}})",
        "set a..b=1: The path");
    row("a value that cannot be", R"({"scenario": "1f1b-4-8", "set": {"training.micro_batch": 0}})",
        "set training.micro_batch=0: ");
    row("a document with an unknown key", R"({"model": "llama-2-7b", "trainig": {}})",
        "requests.jsonl:1: ");
    row("a folder", R"({"scenario": "/"})", "directory");
}

void TestSimulateLines::wrongRequestsSayWhatIsWrong()
{
    QFETCH(QByteArray, request);
    QFETCH(QString, says);
    const Answer all = answer(request + '\n');
    QCOMPARE(all.exitCode, 2);
    const QString error = objects(all.out).value(0)[QStringLiteral("error")].toString();
    QVERIFY2(error.contains(says), qPrintable(error));
    QVERIFY2(!error.contains(QStringLiteral("--set")), qPrintable(error));
}

void TestSimulateLines::aLineWithoutAnEndIsNotKept()
{
    // Twice as much as the program may have of memory.
    constexpr rlim_t memory = 256u << 20;
    const QString path = file("long.jsonl");
    QFile large(path);
    QVERIFY(large.open(QIODevice::WriteOnly));
    QVERIFY(large.resize(2 * qint64(memory))); // zero bytes, which take no room on the disk
    QVERIFY(large.seek(large.size()));
    large.write("\n{\"scenario\": \"1f1b-4-8\"}\n");
    large.close();
    const Answer all =
        program::run(QStringList{QStringLiteral("simulate"), QStringLiteral("--lines"), path},
                     {.memory = memory});
    QCOMPARE(all.exitCode, 2);
    const QList<QJsonObject> answers = objects(all.out);
    QCOMPARE(answers.size(), 2);
    QVERIFY(answers[0][QStringLiteral("error")].toString().contains(
        QStringLiteral("long.jsonl:1: The line is longer than")));
    QVERIFY(answers[1].contains(QStringLiteral("step_time_s")));
}

void TestSimulateLines::pathsAreThoseOfTheFile()
{
    QVERIFY(program::write(file("own.json"),
                           program::read(QStringLiteral(PARALLARIUM_SOURCE_DIR
                                                        "/resources/scenarios/gpipe-4-8.json"))));
    const Answer all = answer("{\"scenario\": \"own.json\"}\n");
    QCOMPARE(all.error, QByteArray());
    QCOMPARE(withoutTimes(objects(all.out).value(0)), single("gpipe-4-8"));
}

void TestSimulateLines::settingsHoldForAllLines()
{
    const Answer all = answer("{\"scenario\": \"llama7b-pp4\"}\n"
                              "{\"scenario\": \"llama7b-pp4\", \"set\": "
                              "{\"training.micro_batch\": 2}}\n",
                              {QStringLiteral("--set"), QStringLiteral("training.micro_batch=1")});
    QCOMPARE(all.exitCode, 0);
    const QList<QJsonObject> answers = objects(all.out);
    QCOMPARE(withoutTimes(answers.value(0)), single("llama7b-pp4 --set training.micro_batch=1"));
    // The later one holds.
    QCOMPARE(withoutTimes(answers.value(1)), single("llama7b-pp4 --set training.micro_batch=2"));
}

void TestSimulateLines::optionsWithoutEffectAreRefused()
{
    for (const char *option : {"--json", "--events", "--trace", "--overlay"}) {
        const Answer refused =
            answer("{\"scenario\": \"1f1b-4-8\"}\n", {QString::fromLatin1(option), file("other")});
        QCOMPARE(refused.exitCode, 2);
        QCOMPARE(refused.out, QByteArray());
        QVERIFY2(refused.isOneSentence(), refused.error.constData());
    }
}

void TestSimulateLines::withoutFileOrLinesItSaysSo()
{
    const Answer refused = program::run("simulate");
    QCOMPARE(refused.exitCode, 2);
    QVERIFY2(refused.isOneSentence(), refused.error.constData());
    QVERIFY2(refused.error.contains("FILE"), refused.error.constData());
}

QTEST_GUILESS_MAIN(TestSimulateLines)
#include "tst_simulate_lines.moc"
