// SPDX-License-Identifier: GPL-3.0-or-later
// The lessons and questions of the program: all that they say is true, and each figure is proved.
#include "core/analysis/visits.h"
#include "core/classroom/check_lesson.h"
#include "core/classroom/check_quiz.h"
#include "core/classroom/library.h"
#include "core/classroom/set_ups.h"

#include <QRegularExpression>
#include <QTest>

#include <set>

namespace {

int wordsIn(const std::string &text)
{
    return static_cast<int>(
        QString::fromStdString(text)
            .split(QRegularExpression(QStringLiteral("\\s+")), Qt::SkipEmptyParts)
            .size());
}

// Figures with a unit, which follow from a run: "27.3 %", "2.304 s", "18.4 GB".
QStringList figuresIn(const std::string &text)
{
    static const QRegularExpression figure(
        QStringLiteral("\\d[\\d,]*(?:\\.\\d+)? (?:%|s|ms|µs|GB|MB|TB)(?![\\w/])"));
    QStringList figures;
    auto found = figure.globalMatch(QString::fromStdString(text));
    while (found.hasNext())
        figures.append(found.next().captured());
    return figures;
}

bool isClaimed(const QString &figure, const std::vector<core::Claim> &claims)
{
    return std::ranges::any_of(claims, [&](const core::Claim &claim) {
        return QString::fromStdString(claim.shown).contains(figure);
    });
}

} // namespace

class TestBuiltinLessons : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyLessonIsTrue_data();
    void everyLessonIsTrue();
    void everyQuestionIsTrue();
    void textsAreShort();
    void everyFigureIsClaimed();
    void everyQuestionNamesALesson();
    void twoEntriesAreListedWhereLesson9SaysSo();
};

void TestBuiltinLessons::everyLessonIsTrue_data()
{
    QTest::addColumn<int>("index");
    for (std::size_t i = 0; i < core::builtinLessons().size(); ++i)
        QTest::newRow(core::builtinLessons()[i].id.c_str()) << static_cast<int>(i);
}

void TestBuiltinLessons::everyLessonIsTrue()
{
    QFETCH(int, index);
    const core::Lesson &lesson = core::builtinLessons()[static_cast<std::size_t>(index)];
    core::LessonPlace place = {lesson.id, {}, {}};
    for (const core::Question &question : core::builtinQuiz().questions)
        place.questions.insert(question.id);
    for (const core::Error &error : core::checkLesson(lesson, place))
        QFAIL(error.message.c_str());
}

void TestBuiltinLessons::everyQuestionIsTrue()
{
    for (const core::Error &error : core::checkQuiz(core::builtinQuiz(), "basics", {}))
        QFAIL(error.message.c_str());
}

void TestBuiltinLessons::textsAreShort()
{
    constexpr int most = 60; // words that a class reads at a glance
    for (const core::Lesson &lesson : core::builtinLessons()) {
        for (const core::LessonStep &step : lesson.steps) {
            QVERIFY2(wordsIn(step.text) <= most, (lesson.id + ' ' + step.id).c_str());
            QVERIFY2(wordsIn(step.after) <= most, (lesson.id + ' ' + step.id).c_str());
        }
    }
}

void TestBuiltinLessons::everyFigureIsClaimed()
{
    for (const core::Lesson &lesson : core::builtinLessons()) {
        for (const core::LessonStep &step : lesson.steps) {
            for (const QString &figure : figuresIn(step.text + ' ' + step.after))
                QVERIFY2(
                    isClaimed(figure, step.claims),
                    qPrintable(QString::fromStdString(lesson.id + ' ' + step.id + ": ") + figure));
        }
    }
}

void TestBuiltinLessons::everyQuestionNamesALesson()
{
    for (const core::Question &question : core::builtinQuiz().questions)
        QVERIFY2(core::findBuiltinLesson(question.lesson), question.id.c_str());
}

// A moment later the third visit has begun, and batch 2 has seen layer A.
void TestBuiltinLessons::twoEntriesAreListedWhereLesson9SaysSo()
{
    const core::Lesson &lesson = *core::findBuiltinLesson("batches-in-code");
    const auto step = std::ranges::find(lesson.steps, "batch-two", &core::LessonStep::id);
    QVERIFY(step != lesson.steps.end());
    const core::SetUp setUp =
        core::setUpOf(lesson, static_cast<std::size_t>(step - lesson.steps.begin()));
    const core::SnapshotPtr snapshot = core::run(core::scenarioOf(setUp, {}).value()).value();
    const core::Nanos moment = core::momentOf(*snapshot, *step->at).value();
    const auto begun = [&](const core::Visit &visit) { return visit.begin <= moment; };
    QCOMPARE(std::ranges::count_if(core::visits(*snapshot), begun), 2);
}

QTEST_GUILESS_MAIN(TestBuiltinLessons)
#include "tst_builtin_lessons.moc"
