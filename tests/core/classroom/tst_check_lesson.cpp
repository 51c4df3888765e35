// SPDX-License-Identifier: GPL-3.0-or-later
// Lessons and quizzes held against the simulator: what is true passes, what was planted is found.
#include "core/classroom/library.h"
#include "core/io/lesson/read_lesson.h"
#include "core/presets/builtin_scenarios.h"
#include "tests/core/classroom/planted.h"

#include <QDir>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

namespace {

// The example of docs/lessons.md and UX.md: four GPUs take turns, free of links.
const QString kLesson = QStringLiteral(
    R"json({ "format": "lesson/1", "id": "waiting", "title": "Why do GPUs wait?", "minutes": 8,
  "goal": "Explain idle time when a model is split by layers.",
  "scenario": "naive-4",
  "steps": [
    { "id": "s1", "kind": "say", "text": "The model is cut into four parts.", "spotlight": "device:1", "at": "event:F1.0.start" },
    { "id": "s2", "kind": "predict", "text": "How much of the time is each GPU busy?",
      "answer": { "type": "choice", "options": ["About 25 %", "About 50 %", "About 75 %", "Nearly all"], "truth": "metric:busy.mean", "correct": 0 },
      "hide": ["future", "kpis"], "note": "Ask for a show of hands first." },
    { "id": "s3", "kind": "do", "text": "Raise micro-batches until idle time is below 40 %.",
      "until": { "metric": "idle.mean", "op": "<", "value": 0.4 }, "allow": ["microbatches", "strategy"],
      "solution": ["parallel.schedule=gpipe", "training.micro_batch=4"], "hint": "Pipeline first." },
    { "id": "s4", "kind": "say", "text": "All 24 layers are still there.", "claims": [ { "shown": "24", "metric": "2 * 12" } ] },
    { "id": "s5", "kind": "quiz", "from": ["q02"] } ] })json");

const QString kQuiz = QStringLiteral(R"json({ "format": "quiz/1", "id": "own", "title": "Own",
  "questions": [
    { "id": "o1", "level": "easy", "topic": "waiting", "text": "Four GPUs take turns. How busy is each?",
      "options": ["100 %", "75 %", "50 %", "25 %"], "correct": 3, "fixed": true, "why": "One of four at a time.",
      "scenario": "round-naive-4", "at": "end", "truth": "devices.0.busy_s / step_time_s",
      "vary": { "p": [2, 8] },
      "variant": { "text": "{p} GPUs take turns. How busy is each?", "set": ["cluster.devices={p}", "parallel.pipeline={p}"],
                   "unit": "%", "wrong": ["1", "1 - 1 / p / p", "0.6 / p"] } } ] })json");

// In the lesson.
constexpr const char *kChoice =
    R"("type": "choice", "options": ["About 25 %", "About 50 %", "About 75 %", "Nearly all"], "truth": "metric:busy.mean", "correct": 0)";

} // namespace

class TestCheckLesson : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aTrueLessonPasses();
    void plantedMistakesAreFound_data();
    void plantedMistakesAreFound();
    void whatCanNeverHoldIsFound_data();
    void whatCanNeverHoldIsFound();
    void whatDoesNotRunIsNotWatched();
    void aLessonReadsNoFileOfOthers_data();
    void aLessonReadsNoFileOfOthers();
    void aCurveNamesItsPoints();
    void aTrueQuizPasses();
    void plantedWrongAnswersAreFound_data();
    void plantedWrongAnswersAreFound();
    void everyComplaintIsTold();
};

void TestCheckLesson::aTrueLessonPasses()
{
    for (const core::Error &error : complaintsAbout(kLesson))
        QFAIL(error.message.c_str());
}

void TestCheckLesson::plantedMistakesAreFound_data()
{
    addPlantedColumns();
    const auto row = addPlanted;
    row("wrong option", "\"correct\": 0", "\"correct\": 1", 7, "nearest to \"About 25 %\"");
    row("option that is not there", "\"correct\": 0", "\"correct\": 4", 7, "position of an option");
    row("unknown metric", "metric:busy.mean", "metric:busy.maen", 7, "no metric \"busy.maen\"");
    row("no such device", "device:1", "device:4", 5, "there are 4, counted from 0");
    row("no such event", "event:F1.0.start", "event:F1.7.start", 5, "no forward pass");
    row("can never hold", "\"value\": 0.4", "\"value\": 0", 10, "does not bring what is asked for");
    row("very many options", kChoice,
        "\"type\": \"choice\", \"options\": [\"1\", \"2\", \"3\", \"4\", \"5\", \"6\", \"7\", "
        "\"8\", \"9\"], \"correct\": 0",
        7, "must be 2 to 8 texts");
    row("an option that says nothing", "\"Nearly all\"", "\"\"", 7, "say something");
    row("unknown control", "\"microbatches\"", "\"microbaches\"", 10, "must name controls");
    row("holds already", "\"op\": \"<\"", "\"op\": \">\"", 9, "holds before anything is done");
    row("solution is not enough", "micro_batch=4", "micro_batch=32", 10, "does not bring");
    row("solution cannot run", "micro_batch=4", "micro_batch=5", 9, "micro_batch");
    row("wrong figure", "\"shown\": \"24\"", "\"shown\": \"25\"", 12, "\"25\" is said, but");
    row("figure in no text", "All 24 layers", "All layers", 12, "stands in no text");
    row("unknown question", "q02", "q99", 13, "no question \"q99\"");
    row("unknown scenario", "\"naive-4\"", "\"naive-5\"", 5, "naive-4");
    row("file outside", "\"naive-4\"", "\"../secret\"", 5, "outside of the lesson's folder");
    row("settings that name a file", "parallel.schedule=gpipe", "model.hf_config_file=x", 9,
        "name no files");
    row("number in very many steps", kChoice,
        "\"type\": \"number\", \"from\": 0, \"to\": 100, \"step\": 0.05, \"correct\": 25, "
        "\"unit\": \"%\"",
        7, "more than 1,000 steps");
    row("unknown key", "\"hint\"", "\"hnit\"", 11, "hnit");
    row("unknown kind", "\"kind\": \"do\"", "\"kind\": \"dance\"", 9, "dance");
    row("same id twice", "\"id\": \"s2\"", "\"id\": \"s1\"", 6, "Two steps have the id \"s1\"");
    row("condition without a metric", "\"metric\": \"idle.mean\", ", "", 10, "metric");
    row("bad spotlight", "device:1", "moon", 5, "must name what is shown");
    row("not JSON", "\"steps\": [", "\"steps\": ", 6, "not JSON");
}

void TestCheckLesson::plantedMistakesAreFound()
{
    findPlanted(kLesson);
}

// Without a solution, which would prove it.
void TestCheckLesson::whatCanNeverHoldIsFound_data()
{
    QTest::addColumn<QString>("until");
    QTest::addColumn<QString>("says"); // empty: it may hold
    const auto row = [](const char *name, const char *until, const char *says) {
        QTest::newRow(name) << QString::fromUtf8(until) << QString::fromUtf8(says);
    };
    row("a time below nothing", R"({"metric": "step_time_s", "op": "<", "value": 0})",
        "step_time_s is never below 0");
    row("memory that is negative", R"({"metric": "peak_memory", "op": "==", "value": -8})",
        "peak_memory is never below 0");
    row("a share of more than all", R"({"metric": "busy.mean", "op": ">=", "value": 1.01})",
        "busy.mean is a share");
    row("the whole share", R"({"metric": "busy.mean", "op": ">=", "value": 1})", "");
    row("a difference may be negative",
        R"({"metric": "devices.1.busy_s - devices.0.busy_s", "op": "<", "value": -1e-6})", "");
    row("two that contradict",
        R"([{"metric": "step_time_s", "op": ">", "value": 2}, {"metric": "step_time_s", "op": "<=", "value": 2}])",
        "all that is asked of it at once");
    row("two that leave one value",
        R"([{"metric": "step_time_s", "op": ">=", "value": 2}, {"metric": "step_time_s", "op": "<=", "value": 2}])",
        "");
    row("a schedule that is none",
        R"({"metric": "scenario.parallel.schedule", "op": "==", "value": "gpip"})", "gpipe");
    row("a sharding that is none",
        R"({"metric": "scenario.parallel.sharding", "op": "==", "value": "zero4"})", "zero");
    row("a schedule that only needs other settings too",
        R"({"metric": "scenario.parallel.schedule", "op": "==", "value": "dualpipe"})", "");
}

void TestCheckLesson::whatCanNeverHoldIsFound()
{
    QFETCH(QString, until);
    QFETCH(QString, says);
    const QString lesson = QStringLiteral(R"json({ "format": "lesson/1", "id": "a", "title": "A",
  "scenario": "naive-4", "steps": [
    { "id": "s", "kind": "do", "text": "t",
      "until": %1 } ] })json")
                               .arg(until);
    const std::vector<core::Error> complaints = complaintsAbout(lesson);
    if (says.isEmpty()) {
        for (const core::Error &error : complaints)
            QFAIL(error.message.c_str());
        return;
    }
    QCOMPARE(complaints.size(), std::size_t{1});
    const QString message = QString::fromStdString(complaints.front().message);
    QVERIFY2(message.startsWith(QStringLiteral("planted.json:4: ")), qPrintable(message));
    QVERIFY2(message.contains(says), qPrintable(message));
}

// Three copies of Llama-2 7B need 150 of 80 GB each.
void TestCheckLesson::whatDoesNotRunIsNotWatched()
{
    const auto complaints =
        complaintsAbout(QStringLiteral(R"json({ "format": "lesson/1", "id": "a", "title": "A",
  "scenario": "llama7b-dp3-80", "steps": [
    { "id": "s", "kind": "watch", "text": "t", "at": "start", "to": "end" } ] })json"));
    QVERIFY(!complaints.empty());
    const QString message = QString::fromStdString(complaints.front().message);
    QVERIFY2(message.startsWith(QStringLiteral("planted.json:3: Nothing runs")) &&
                 message.contains(QStringLiteral("150 GB")) &&
                 message.contains(QStringLiteral("80 GB")),
             qPrintable(message));
}

void TestCheckLesson::aLessonReadsNoFileOfOthers_data()
{
    QTest::addColumn<QString>("named");
    QTest::addColumn<bool>("isRead");
    QTest::newRow("beside the lesson") << QStringLiteral("own.json") << true;
    QTest::newRow("above it") << QStringLiteral("../own.json") << false;
    QTest::newRow("by its whole path") << QStringLiteral("/own.json") << false;
    QTest::newRow("through a link") << QStringLiteral("link.json") << false;
    QTest::newRow("a folder") << QStringLiteral("folder.json") << false;
}

void TestCheckLesson::aLessonReadsNoFileOfOthers()
{
    QFETCH(QString, named);
    QFETCH(bool, isRead);
    const QTemporaryDir above;
    const QDir lessons(above.filePath(QStringLiteral("lessons")));
    QVERIFY(QDir(above.path()).mkpath(QStringLiteral("lessons/folder.json")));
    for (const QString &path : {above.filePath(QStringLiteral("own.json")),
                                lessons.filePath(QStringLiteral("own.json"))}) {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        const std::string_view scenario = core::findBuiltinScenario("naive-4")->json;
        file.write(scenario.data(), static_cast<qint64>(scenario.size()));
    }
    QVERIFY(QFile::link(above.filePath(QStringLiteral("own.json")),
                        lessons.filePath(QStringLiteral("link.json"))));
    QString text = kLesson;
    text.replace(QStringLiteral("\"naive-4\""), '"' + named + '"');
    const auto complaints = core::checkClassroomFile(
        lessons.filePath(QStringLiteral("lesson.json")).toStdString(), text.toStdString());
    QCOMPARE(complaints.empty(), isRead);
}

void TestCheckLesson::aCurveNamesItsPoints()
{
    QString text = kLesson;
    text.replace(QString::fromUtf8(kChoice),
                 QStringLiteral(R"("type": "curve", "vary": "training.micro_batch",
                                   "over": [8, 4, 2], "metric": "idle.mean", "given": 1)"));
    const auto lesson = core::lessonFromJson(text.toStdString(), "lesson.json");
    QVERIFY2(lesson, lesson ? "" : lesson.error().message.c_str());
    QCOMPARE(lesson.value().steps[1].answer->labels, (std::vector<std::string>{"8", "4", "2"}));
}

void TestCheckLesson::aTrueQuizPasses()
{
    for (const core::Error &error : complaintsAbout(kQuiz))
        QFAIL(error.message.c_str());
}

void TestCheckLesson::plantedWrongAnswersAreFound_data()
{
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    QTest::addColumn<QString>("says");
    QTest::newRow("wrong option") << "\"correct\": 3"
                                  << "\"correct\": 1"
                                  << "nearest to \"25 %\"";
    QTest::newRow("two options alike in a variant") << "\"0.6 / p\""
                                                    << "\"1 / p\""
                                                    << "two options are the same";
    QTest::newRow("name that is not varied") << "\"0.6 / p\""
                                             << "\"0.6 / q\""
                                             << "\"q\" is none";
    QTest::newRow("variant that cannot run") << "\"p\": [2, 8]"
                                             << "\"p\": [2, 48]"
                                             << "p = 48";
    QTest::newRow("options alike") << "\"75 %\""
                                   << "\"50 %\""
                                   << "must differ";
    QTest::newRow("level") << "\"easy\""
                           << "\"trivial\""
                           << "trivial";
    QTest::newRow("a lesson that is none") << "\"topic\": \"waiting\""
                                           << "\"topic\": \"waiting\", \"lesson\": \"waitin\""
                                           << "Did you mean \"waiting\"?";
    QTest::newRow("no moment") << "\"end\""
                               << "\"later\""
                               << "must be a moment";
}

void TestCheckLesson::plantedWrongAnswersAreFound()
{
    QFETCH(QString, from);
    QFETCH(QString, to);
    QFETCH(QString, says);
    QString text = kQuiz;
    QVERIFY(text.contains(from));
    text.replace(text.indexOf(from), from.size(), to);
    const std::vector<core::Error> complaints = complaintsAbout(text);
    QVERIFY(!complaints.empty());
    const QString message = QString::fromStdString(complaints.front().message);
    QVERIFY2(message.contains(says), qPrintable(message));
    QVERIFY(complaints.front().line > 0);
}

void TestCheckLesson::everyComplaintIsTold()
{
    QString text = kLesson;
    text.replace(QStringLiteral("\"correct\": 0"), QStringLiteral("\"correct\": 2"));
    text.replace(QStringLiteral("\"shown\": \"24\""), QStringLiteral("\"shown\": \"23\""));
    text.replace(QStringLiteral("q02"), QStringLiteral("q99"));
    const std::vector<core::Error> complaints = complaintsAbout(text);
    std::vector<int> lines;
    for (const core::Error &complaint : complaints)
        lines.push_back(complaint.line);
    // The figure 23 is neither true nor in the text.
    QCOMPARE(lines, (std::vector{7, 12, 12, 13}));
}

QTEST_GUILESS_MAIN(TestCheckLesson)
#include "tst_check_lesson.moc"
