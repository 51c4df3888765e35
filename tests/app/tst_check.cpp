// SPDX-License-Identifier: GPL-3.0-or-later
// check, schedule and validate from the outside: answers line by line, exit codes, round trips.
#include "tests/app/program.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using program::Answer;

class TestCheck : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void vectorsAreAnsweredLineByLine();
    void negativesAreAnsweredWithTheirClass();
    void anExportedCsvIsAcceptedAndRecognised();
    void costsOfTheCommandLineAreUsedWhereTheFileHasNone();
    void aWrongCsvIsOneSentenceWithFileAndLine();
    void manySchedulesOfWhichSomeAreWrongSaySo();
    void aFileOfAMillionLinesIsRefusedAtOnce();
    void linesBeforeACutOfAGzipAreAnswered();
    void optionsThatMeanNothingToAScheduleAreRefused();
    void aSearchedOrderIsRecognisedByItsCosts();
    void scheduleTakesCostsPerStageAndPairs();
    void publishedBubbleRatesAreReproduced();

private:
    [[nodiscard]] QString path(const char *name) const
    {
        return m_folder.filePath(QString::fromLatin1(name));
    }
    QTemporaryDir m_folder;
};

namespace {

QList<QJsonObject> lines(const QByteArray &text)
{
    QList<QJsonObject> all;
    for (const QByteArray &line : text.split('\n')) {
        if (!line.isEmpty())
            all.append(QJsonDocument::fromJson(line).object());
    }
    return all;
}

// The vectors have six digits.
bool isClose(const QJsonValue &ours, const QJsonValue &theirs)
{
    return ours.isDouble() && theirs.isDouble() &&
           qAbs(ours.toDouble() - theirs.toDouble()) <= 1e-6 * qMax(1., theirs.toDouble());
}

QStringList check(const QString &file)
{
    return {QStringLiteral("check"), file, QStringLiteral("--json"), QStringLiteral("-")};
}

const QString kData = QStringLiteral(PARALLARIUM_TEST_DATA);

} // namespace

void TestCheck::vectorsAreAnsweredLineByLine()
{
    const QString file = kData + QStringLiteral("/vectors/1F1B.jsonl");
    const Answer answer = program::run(check(file));
    QCOMPARE(answer.exitCode, 0);
    QCOMPARE(answer.error, QByteArray());
    const QList<QJsonObject> answers = lines(answer.out);
    const QList<QJsonObject> vectors = lines(program::read(file));
    QCOMPARE(answers.size(), vectors.size());
    for (qsizetype i = 0; i < answers.size(); ++i) {
        QCOMPARE(answers[i][QStringLiteral("id")], vectors[i][QStringLiteral("id")]);
        QVERIFY(answers[i][QStringLiteral("valid")].toBool());
        const QJsonArray found = answers[i][QStringLiteral("eval")].toArray();
        const QJsonArray expected = vectors[i][QStringLiteral("eval")].toArray();
        QCOMPARE(found.size(), expected.size());
        for (qsizetype set = 0; set < found.size(); ++set) {
            for (const char *value : {"makespan", "bubble_ratio", "max_span"})
                QVERIFY2(
                    isClose(found[set][QLatin1String(value)], expected[set][QLatin1String(value)]),
                    value);
            for (const char *list : {"busy", "idle_fraction", "span_idle"}) {
                const QJsonArray ours = found[set][QLatin1String(list)].toArray();
                const QJsonArray theirs = expected[set][QLatin1String(list)].toArray();
                QVERIFY(!theirs.isEmpty());
                QCOMPARE(ours.size(), theirs.size());
                for (qsizetype rank = 0; rank < ours.size(); ++rank)
                    QVERIFY2(isClose(ours[rank], theirs[rank]), list);
            }
        }
        QCOMPARE(answers[i][QStringLiteral("peak_activations")],
                 vectors[i][QStringLiteral("peak_activations")]);
    }
}

void TestCheck::negativesAreAnsweredWithTheirClass()
{
    const QString file = kData + QStringLiteral("/negative/negative.jsonl");
    const Answer answer = program::run(check(file));
    QCOMPARE(answer.exitCode, 2);
    QVERIFY2(answer.isOneSentence() || answer.error.trimmed().endsWith(')'), answer.error);
    QVERIFY(answer.error.contains("136 schedules"));
    const QList<QJsonObject> answers = lines(answer.out);
    const QList<QJsonObject> vectors = lines(program::read(file));
    QCOMPARE(answers.size(), vectors.size());
    for (qsizetype i = 0; i < answers.size(); ++i) {
        QVERIFY(!answers[i][QStringLiteral("valid")].toBool(true));
        QCOMPARE(answers[i][QStringLiteral("errors")][0][QStringLiteral("code")],
                 vectors[i][QStringLiteral("expect_first")]);
    }
}

void TestCheck::anExportedCsvIsAcceptedAndRecognised()
{
    const QString csv = path("1f1b.csv");
    QCOMPARE(
        program::run({QStringLiteral("schedule"), QStringLiteral("1f1b"), QStringLiteral("--ranks"),
                      QStringLiteral("4"), QStringLiteral("--micro-batches"), QStringLiteral("8"),
                      QStringLiteral("--csv"), csv})
            .exitCode,
        0);
    const Answer answer = program::run({QStringLiteral("check"), csv});
    QCOMPARE(answer.exitCode, 0);
    QVERIFY2(answer.out.contains("1f1b.csv: valid. This is 1F1B."), answer.out);
    QVERIFY(answer.out.contains("makespan 33,")); // 3 (m + p - 1)
}

// GPipe on 2 ranks with 2 micro-batches: (m + p - 1)(F + B) + 2 (p - 1) c = 3 x 6 + 2 x 0.5.
void TestCheck::costsOfTheCommandLineAreUsedWhereTheFileHasNone()
{
    const QString csv = path("gpipe.csv");
    QVERIFY(program::write(csv, "0F0,0F1,0B0,0B1\n1F0,1F1,1B0,1B1\n"));
    const Answer answer =
        program::run(check(csv) + QStringList{QStringLiteral("--costs"), QStringLiteral("F=2,B=4"),
                                              QStringLiteral("--hop"), QStringLiteral("0.5")});
    QCOMPARE(answer.exitCode, 0);
    QCOMPARE(answer.json()[QStringLiteral("eval")][0][QStringLiteral("makespan")].toDouble(), 19.0);
}

void TestCheck::aWrongCsvIsOneSentenceWithFileAndLine()
{
    const QString csv = path("wrong.csv");
    for (const auto &[content, words] :
         {std::pair<QByteArray, QByteArray>("0F0,0B0\n1F0,1Q0\n", ":2: SYNTAX: "),
          {"0F0,0B0\n1F0\n", ":2: MISSING_B: "},
          {"0F0,0B0,0B0\n", ":1: DUPLICATE: "},
          {"0F0,0F1,0B0,0B1\n1B0,1F0,1F1,1B1\n", ":2: B_BEFORE_F: "}}) {
        QVERIFY(program::write(csv, content));
        const Answer answer = program::run({QStringLiteral("check"), csv});
        QCOMPARE(answer.exitCode, 2);
        QVERIFY2(answer.isOneSentence(), answer.error);
        QVERIFY2(answer.error.contains(words), answer.error);
        QVERIFY2(!answer.out.contains(words), answer.out); // said once
        QVERIFY2(!answer.out.contains(" \n"), answer.out);
    }
    const Answer missing = program::run({QStringLiteral("check"), path("nothing.csv")});
    QCOMPARE(missing.exitCode, 2);
    QVERIFY(missing.isOneSentence());
    QCOMPARE(missing.out, QByteArray());
}

void TestCheck::manySchedulesOfWhichSomeAreWrongSaySo()
{
    const QString file = path("some.jsonl");
    QVERIFY(program::write(file, "{\"id\": \"a\", \"ranks\": [\"0F0 0B0\"]}\n"
                                 "{\"id\": \"b\", \"ranks\": [\"0B0 0F0\"]}\n"
                                 "no JSON\n"));
    const Answer answer = program::run(check(file));
    QCOMPARE(answer.exitCode, 2);
    const QList<QJsonObject> answers = lines(answer.out);
    QCOMPARE(answers.size(), 3);
    QVERIFY(answers[0][QStringLiteral("valid")].toBool());
    QCOMPARE(answers[2][QStringLiteral("errors")][0][QStringLiteral("code")].toString(),
             QStringLiteral("SYNTAX"));
    QVERIFY2(answer.error.contains(":2: B_BEFORE_F: ") && answer.error.contains("first of 2"),
             answer.error);
}

void TestCheck::aFileOfAMillionLinesIsRefusedAtOnce()
{
    const QString csv = path("million.csv");
    QVERIFY(program::write(csv, QByteArray("0F0,0B0\n").repeated(1'000'000)));
    const Answer answer = program::run({QStringLiteral("check"), csv}, {.memory = 512u << 20});
    QCOMPARE(answer.exitCode, 2);
    QVERIFY2(answer.error.contains(":65536: SYNTAX: "), answer.error);
}

void TestCheck::linesBeforeACutOfAGzipAreAnswered()
{
    const QString whole = path("whole.jsonl");
    QVERIFY(program::write(whole, "{\"ranks\": [\"0F0 0B0\"], \"id\": \"a\"}\n"
                                  "{\"ranks\": [\"0F0 0B0\"], \"id\": \"b\"}\n"
                                  "{\"ranks\": [\"0F0 0B0\"], \"id\": \"qwertzuiopyxcvbnm\"}\n"));
    QProcess gzip;
    gzip.start(QStringLiteral("gzip"), {QStringLiteral("-c"), whole});
    if (!gzip.waitForFinished())
        QSKIP("There is no gzip.");
    const QByteArray packed = gzip.readAllStandardOutput();
    const QString cut = path("cut.jsonl.gz");
    constexpr int trailer = 8; // bytes of a gzip file after its data
    QVERIFY(program::write(cut, packed.left(packed.size() - trailer - 5)));
    const Answer answer = program::run(check(cut));
    QCOMPARE(answer.exitCode, 2);
    QCOMPARE(lines(answer.out).size(), 2);
    QVERIFY2(answer.isOneSentence() && answer.error.contains(":3: "), answer.error);
    QVERIFY2(answer.error.contains("truncated"), answer.error);
}

void TestCheck::optionsThatMeanNothingToAScheduleAreRefused()
{
    for (const auto &[options, known] : {std::pair{"1f1b --memory-limit 2", "zb-auto and zbv-auto"},
                                         {"zb-h1 --memory-limit 3", "zb-auto and zbv-auto"},
                                         {"looped-bfs --group 4", "interleaved and interleaved-zb"},
                                         {"zb-auto --group 4", "interleaved and interleaved-zb"}}) {
        const QByteArray command =
            QByteArray("schedule ") + options + " --ranks 4 --micro-batches 8";
        const Answer answer = program::run(command.constData());
        QCOMPARE(answer.exitCode, 2);
        QVERIFY2(answer.isOneSentence() && answer.error.contains(known), answer.error);
        QCOMPARE(answer.out, QByteArray());
    }
    QCOMPARE(program::run("schedule zb-auto --memory-limit 5 --ranks 4 --micro-batches 8").exitCode,
             0);
    // In a scenario the value stays while the schedule changes: a warning says it is not used.
    const Answer warned = program::run("simulate 1f1b-4-8 --set parallel.memory_limit=3 --json -");
    QCOMPARE(warned.exitCode, 0);
    const QJsonArray warnings = warned.json()[QStringLiteral("warnings")].toArray();
    QVERIFY(std::ranges::any_of(warnings, [](const QJsonValue &each) {
        return each.toString().contains(QStringLiteral("has no effect on 1F1B"));
    }));
}

// The search fills other gaps at these costs than at equal ones.
void TestCheck::aSearchedOrderIsRecognisedByItsCosts()
{
    const QString csv = path("auto.csv");
    const QStringList costs = {QStringLiteral("--costs"), QStringLiteral("F=5,I=6,W=4"),
                               QStringLiteral("--hop"), QStringLiteral("1")};
    const QStringList make = {QStringLiteral("schedule"),        QStringLiteral("zb-auto"),
                              QStringLiteral("--ranks"),         QStringLiteral("4"),
                              QStringLiteral("--micro-batches"), QStringLiteral("12"),
                              QStringLiteral("--memory-limit"),  QStringLiteral("8"),
                              QStringLiteral("--csv"),           csv};
    QCOMPARE(program::run(make + costs).exitCode, 0);
    const Answer answer = program::run(check(csv) + costs);
    const QJsonValue recognised = answer.json()[QStringLiteral("recognised")];
    QVERIFY2(recognised[QStringLiteral("exact")].toBool(), answer.out);
    QCOMPARE(recognised[QStringLiteral("schedule")].toString(), QStringLiteral("zb-auto"));
}

// Two stages of different length on one path: m = 1 runs F0 F1 B1 B0 one after the other.
void TestCheck::scheduleTakesCostsPerStageAndPairs()
{
    const Answer plain = program::run("schedule gpipe --ranks 2 --micro-batches 1 --costs "
                                      "F=1:2,B=3:4 --hop 0.25 --json -");
    QCOMPARE(plain.exitCode, 0);
    QCOMPARE(plain.json()[QStringLiteral("eval")][0][QStringLiteral("makespan")].toDouble(), 10.5);
    // With a recomputation (at the cost of F) before each backward; that of stage 0 hides in its
    // wait for the gradient.
    const Answer again = program::run("schedule gpipe --ranks 2 --micro-batches 1 --costs "
                                      "F=1:2,B=3:4 --hop 0.25 --recompute --json -");
    QCOMPARE(again.json()[QStringLiteral("eval")][0][QStringLiteral("makespan")].toDouble(), 12.5);
    QCOMPARE(again.json()[QStringLiteral("ranks")][0].toString(), QStringLiteral("0F0 0R0 0B0"));
    const Answer wrong =
        program::run("schedule gpipe --ranks 2 --micro-batches 1 --costs F=1:2:3 --json -");
    QCOMPARE(wrong.exitCode, 2);
    QVERIFY(wrong.isOneSentence());
    for (const char *option : {"--pair 2", "--pair min", "--hop 1:x", "--hop 1:2:3"}) {
        const QByteArray command =
            QByteArray("schedule gpipe --ranks 2 --micro-batches 1 ") + option;
        const Answer refused = program::run(command.constData());
        QCOMPARE(refused.exitCode, 2);
        QVERIFY2(refused.isOneSentence(), refused.error);
    }
}

void TestCheck::publishedBubbleRatesAreReproduced()
{
    const Answer text = program::run("validate --schedules");
    QCOMPARE(text.exitCode, 0);
    QVERIFY2(text.out.contains("entries match to 0.0001"), text.out);
    QVERIFY2(!text.out.contains("DIFFERENT"), text.out);
    const Answer json = program::run("validate --schedules --json -");
    QCOMPARE(json.json()[QStringLiteral("rows")].toArray().size(), 117);
    // Without a file: the tables of papers that the program carries.
    const Answer papers = program::run("validate --json -");
    QCOMPARE(papers.exitCode, 0);
    QCOMPARE(papers.json()[QStringLiteral("rows")].toArray().size(), 7 + 6 + 32);
    QCOMPARE(program::run("validate nothing.csv").exitCode, 2);
}

QTEST_GUILESS_MAIN(TestCheck)
#include "tst_check.moc"
