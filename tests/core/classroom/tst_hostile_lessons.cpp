// SPDX-License-Identifier: GPL-3.0-or-later
// Files that somebody broke, on purpose or not: each is refused in one sentence that names the file
// and, where there is one, the line; nothing is simulated that its author could make endless.
#include "core/classroom/library.h"

#include <QElapsedTimer>
#include <QTest>

namespace {

QByteArray lessonWith(const QByteArray &steps, const QByteArray &more = {})
{
    return R"({"format": "lesson/1", "id": "a", "title": "A", "scenario": "tiny-3x2", )" + more +
           "\n\"steps\": [" + steps + "]}";
}

QByteArray stepWith(const QByteArray &more)
{
    return lessonWith(R"({"id": "s", "text": "t", )" + more + '}');
}

QByteArray quizWith(const QByteArray &more)
{
    return R"({"format": "quiz/1", "id": "a", "questions": [)"
           "\n{\"id\": \"q\", \"level\": \"easy\", \"text\": \"t\", " +
           more + "}]}";
}

QByteArray many(const QByteArray &text, int count, const QByteArray &between)
{
    return QList<QByteArray>(count, text).join(between);
}

} // namespace

class TestHostileLessons : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachIsRefusedInASentence_data();
    void eachIsRefusedInASentence();
    void whatIsOddButTrueIsTaken_data();
    void whatIsOddButTrueIsTaken();
    void anotherVersionIsCalledBy();
};

void TestHostileLessons::eachIsRefusedInASentence_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("says");
    const auto row = [](const char *name, const QByteArray &text, const char *says) {
        QTest::newRow(name) << text << QByteArray(says);
    };
    const QByteArray say = R"({"id": "s", "kind": "say", "text": "t"})";
    const QByteArray until =
        R"("kind": "do", "until": {"metric": "visits", "op": "==", "value": 8})";
    const QByteArray predict = R"("kind": "predict", "answer": )";
    row("cut off", lessonWith(say).chopped(5), "ends too early");
    row("very deep", "{\"format\": \"lesson/1\", \"steps\": " + QByteArray(100'000, '['), "deep");
    row("a control character", lessonWith(say).replace("\"A\"", QByteArray("\"A\0\"", 4)),
        "zero byte");
    row("not UTF-8", lessonWith(say).replace("\"A\"", "\"\xdc\""), "UTF-8");
    row("no steps", lessonWith({}), "one step at least");
    row("steps that are none", lessonWith(say).replace("[{", "{\"a\": [{").replace("}]", "}]}"),
        "list");
    row("very many steps", lessonWith(many(say, 5000, ",")), "200 steps at most");
    row("too large", lessonWith(say) + QByteArray(2 << 20, ' '), "1 MiB at most");
    row("the same id twice", lessonWith(say + ',' + say), "each needs its own");
    row("a key twice", lessonWith(say).replace("\"title\"", "\"id\""), "given twice");
    row("an unknown key", stepWith(R"("kind": "say", "knid": 1)"), "knid");
    row("an unknown kind", stepWith(R"("kind": "sing")"), "kind");
    row("no number", stepWith(R"("kind": "say", "at": NaN)"), "NaN");
    row("minutes beyond all", lessonWith(say, "\"minutes\": -99999999999999999999,"), "too large");
    row("endless steps of a number",
        stepWith(
            predict +
            R"({"type": "number", "from": -1e308, "to": 1e308, "step": 1e-300, "correct": 0})"),
        "1,000 steps");
    row("thousands of options",
        stepWith(predict + "{\"type\": \"choice\", \"correct\": 0, \"options\": [" +
                 many("\"x\"", 5000, ",") + "]}"),
        "2 to 8 texts");
    row("equal options",
        stepWith(predict + R"({"type": "choice", "correct": 0, "options": ["x", "x"]})"), "differ");
    row("an option that is none",
        stepWith(predict + R"({"type": "choice", "correct": 2, "options": ["x", "y"]})"),
        "position");
    row("a curve of thousands of runs",
        stepWith(
            predict +
            R"({"type": "curve", "vary": "training.global_batch", "metric": "visits", "given": 1, "over": [)" +
            many("3", 20'000, ",") + "]}"),
        "3 to 24 values");
    row("a million devices", stepWith(R"("kind": "say", "set": ["cluster.devices=1048576"])"),
        "262,144");
    row("an endless expression",
        stepWith(R"("kind": "do", "until": {"op": "<", "value": 1, "metric": ")" +
                 QByteArray(50'000, '(') + "1" + QByteArray(50'000, ')') + "\"}"),
        "1,000 or less");
    row("a division by nothing",
        stepWith(R"("kind": "do", "until": {"op": "<", "value": 1, "metric": "1/0"})"),
        "divides by 0");
    row("a condition that holds already",
        stepWith(R"("kind": "do", "until": {"metric": "visits", "op": "==", "value": 6})"),
        "before anything is done");
    row("a file of the system", lessonWith(say).replace("tiny-3x2", "/etc/passwd"), "outside");
    row("a file further up", lessonWith(say).replace("tiny-3x2", "../../x"), "outside");
    row("a device that never ends", lessonWith(say).replace("tiny-3x2", "/dev/zero"), "outside");
    row("a title written backwards",
        lessonWith(say).replace("\"A\"", "\"\xe2\x80\xae"
                                         "A\""),
        "control character");
    row("a spotlight beyond all",
        stepWith(R"("kind": "say", "spotlight": "device:99999999999999999999")"), "spotlight");
    row("a moment before the begin", stepWith(R"("kind": "say", "at": "-18 %")"), "moment");
    row("an event of no stage", stepWith(R"("kind": "say", "at": "event:F-1.0.start")"), "moment");
    row("a control that is none", stepWith(until + R"(, "allow": ["moon"])"), "must name controls");
    row("controls that are no list", stepWith(until + R"(, "allow": {"a": 1})"), "list of texts");
    row("a line that is none",
        lessonWith(say, R"("listing": {"code": [], "marks": {"first": [0]}},)"), "line 0");
    row("thousands of questions",
        stepWith(R"("kind": "quiz", "from": [)" + many("\"q01\"", 100'000, ",") + ']'),
        "100 questions at most");
    row("a quiz without questions", R"({"format": "quiz/1", "id": "a", "questions": []})",
        "one question at least");
    row("an answer that is none", quizWith(R"("options": ["a", "b"], "correct": 7)"), "position");
    row("a variant of nothing",
        quizWith(R"("options": ["6", "5"], "correct": 0, "scenario": "tiny-3x2", "truth": "visits",
            "vary": {"p": [0]}, "variant": {"text": "{p}", "set": ["cluster.devices={p}"], "wrong": ["1", "2"]})"),
        "With p = 0");
}

void TestHostileLessons::eachIsRefusedInASentence()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, says);
    QVERIFY(core::isClassroomFile(text.toStdString()));
    QElapsedTimer timer;
    timer.start();
    const std::vector<core::Error> complaints =
        core::checkClassroomFile("bad.json", text.toStdString());
    QVERIFY2(timer.elapsed() < 5000, qPrintable(QString::number(timer.elapsed())));
    QVERIFY(!complaints.empty());
    const QByteArray message = QByteArray::fromStdString(complaints.front().message);
    QVERIFY2(message.startsWith("bad.json:"), message.left(300));
    QVERIFY2(message.contains(says), message.left(300));
    QVERIFY2(message.size() < 1000, message.left(300));
}

void TestHostileLessons::whatIsOddButTrueIsTaken_data()
{
    QTest::addColumn<QByteArray>("text");
    const QByteArray say = R"({"id": "s", "kind": "say", "text": "%"})";
    QTest::newRow("a byte order mark") << "\xef\xbb\xbf" + lessonWith(say);
    QTest::newRow("markup and places for numbers")
        << lessonWith(QByteArray(say).replace('%', "<h1>big</h1> &amp; %1 %n <img src='x'>"));
    QTest::newRow("a very long word")
        << lessonWith(QByteArray(say).replace('%', QByteArray(20'000, 'x')));
}

void TestHostileLessons::whatIsOddButTrueIsTaken()
{
    QFETCH(QByteArray, text);
    for (const core::Error &error : core::checkClassroomFile("odd.json", text.toStdString()))
        QFAIL(error.message.c_str());
}

void TestHostileLessons::anotherVersionIsCalledBy()
{
    for (const char *format : {"lesson/2", "quiz/2"}) {
        const std::string text = lessonWith(R"({"id": "s", "kind": "say", "text": "t"})")
                                     .replace("lesson/1", format)
                                     .toStdString();
        QVERIFY(core::isClassroomFile(text));
        const std::vector<core::Error> complaints = core::checkClassroomFile("new.json", text);
        QVERIFY(!complaints.empty());
        QVERIFY2(complaints.front().message.find("begins with \"format\"") != std::string::npos,
                 complaints.front().message.c_str());
    }
}

QTEST_GUILESS_MAIN(TestHostileLessons)
#include "tst_hostile_lessons.moc"
