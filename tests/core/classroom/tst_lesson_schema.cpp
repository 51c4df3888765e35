// SPDX-License-Identifier: GPL-3.0-or-later
// The schemas of lessons and quizzes have the keys that the readers know.
#include "core/io/file/files.h"
#include "core/io/lesson/read_lesson.h"
#include "core/io/lesson/read_quiz.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

namespace {

QStringList keysOfSchema(const QString &file, const QString &path)
{
    const std::string text =
        core::readFile(PARALLARIUM_SOURCE_DIR "/resources/schema/" + file.toStdString(),
                       core::kLargestLesson)
            .value();
    QJsonObject node = QJsonDocument::fromJson(QByteArray::fromStdString(text)).object();
    for (const QString &step : path.split(u'/', Qt::SkipEmptyParts))
        node = node[step].toObject();
    QStringList keys = node["properties"].toObject().keys();
    keys.sort();
    return keys;
}

// A refusal of an unknown key says which are known.
QStringList keysThatAreRead(const QString &document)
{
    const std::string text = document.toStdString();
    const core::Result<core::Lesson> lesson = core::lessonFromJson(text, "probe");
    const core::Result<core::Quiz> quiz = core::quizFromJson(text, "probe");
    const bool isQuiz = document.contains(QStringLiteral("quiz/1"));
    const QString refusal =
        QString::fromStdString(isQuiz ? quiz.error().message : lesson.error().message);
    QString known = refusal.section("Known keys are ", 1);
    known.chop(1);
    QStringList keys = known.split(QRegularExpression(", | and "), Qt::SkipEmptyParts);
    keys.sort();
    return keys;
}

} // namespace

class TestLessonSchema : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void itHasTheKeysThatAreRead_data();
    void itHasTheKeysThatAreRead();
    void aStepHasTheKeysOfAllKinds();
};

void TestLessonSchema::itHasTheKeysThatAreRead_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("path");     // in the schema
    QTest::addColumn<QString>("document"); // with a key that nobody knows
    const QString lesson = QStringLiteral("lesson-1.json");
    const QString quiz = QStringLiteral("quiz-1.json");
    const QString lessonWith = QStringLiteral(
        R"({"format": "lesson/1", "id": "a", "title": "A", "scenario": "tiny-3x2", "steps": [
            {"id": "s", "kind": "%1", "text": "t", %2}]})");
    QTest::newRow("lesson") << lesson << QString()
                            << QStringLiteral(R"({"format": "lesson/1", "id": "a", "title": "A",
                "scenario": "tiny-3x2", "steps": [{"id": "s", "kind": "say", "text": "t"}], "q": 1})");
    QTest::newRow("claim") << lesson << QStringLiteral("$defs/claim")
                           << lessonWith.arg(
                                  "say",
                                  R"("claims": [{"metric": "m", "op": "<", "value": 1, "q": 1}])");
    QTest::newRow("what a claim is compared with")
        << lesson << QStringLiteral("$defs/claim/properties/compared_with")
        << lessonWith.arg("say", R"("claims": [{"metric": "m", "value": 1,
                                     "compared_with": {"scenario": "tiny-3x2", "q": 1}}])");
    QTest::newRow("option") << quiz << QStringLiteral("$defs/option")
                            << QStringLiteral(R"({"format": "quiz/1", "id": "a", "questions": [
                {"id": "q1", "level": "easy", "text": "t", "correct": 0, "options": [
                    {"text": "1", "claims": [{"metric": "m", "value": 1}], "q": 1}]}]})");
    QTest::newRow("condition") << lesson << QStringLiteral("$defs/condition")
                               << lessonWith.arg(
                                      "do",
                                      R"("until": {"metric": "m", "op": "<", "value": 1, "q": 1})");
    QTest::newRow("quiz") << quiz << QString()
                          << QStringLiteral(R"({"format": "quiz/1", "id": "a", "questions": [
                {"id": "q1", "level": "easy", "text": "t", "options": ["1", "2"], "correct": 0}], "q": 1})");
    QTest::newRow("question") << quiz << QStringLiteral("$defs/question")
                              << QStringLiteral(R"({"format": "quiz/1", "id": "a", "questions": [
                {"id": "q1", "level": "easy", "text": "t", "options": ["1", "2"], "correct": 0, "q": 1}]})");
}

void TestLessonSchema::itHasTheKeysThatAreRead()
{
    QFETCH(QString, file);
    QFETCH(QString, path);
    QFETCH(QString, document);
    const QStringList read = keysThatAreRead(document);
    QVERIFY(!read.isEmpty());
    QCOMPARE(read, keysOfSchema(file, path));
}

// Each kind of step knows keys of its own; together they are those of the schema.
void TestLessonSchema::aStepHasTheKeysOfAllKinds()
{
    QStringList all;
    const std::pair<const char *, const char *> kinds[] = {
        {"say", ""},
        {"do", R"("until": {"metric": "m", "op": "<", "value": 1},)"},
        {"predict", R"("answer": {"type": "number", "correct": 1, "from": 0, "to": 2},)"},
        {"watch", ""},
        {"ask", ""},
        {"quiz", R"("from": ["q01"],)"}};
    for (const auto &[kind, needed] : kinds) {
        const QString document =
            QStringLiteral(
                R"({"format": "lesson/1", "id": "a", "title": "A", "scenario": "tiny-3x2",
                "steps": [{"id": "s", "kind": "%1", "text": "t", %2 "q": 1}]})")
                .arg(QLatin1String(kind), QLatin1String(needed));
        for (const QString &key : keysThatAreRead(document)) {
            if (!all.contains(key))
                all.append(key);
        }
    }
    all.sort();
    QCOMPARE(all, keysOfSchema(QStringLiteral("lesson-1.json"), QStringLiteral("$defs/step")));
}

QTEST_APPLESS_MAIN(TestLessonSchema)
#include "tst_lesson_schema.moc"
