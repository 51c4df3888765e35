// SPDX-License-Identifier: GPL-3.0-or-later
// Answers in words: options are statements about results of the simulator, and exactly the one that
// is marked as correct must be true.
#include "core/classroom/check_lesson.h"
#include "core/classroom/check_quiz.h"
#include "core/classroom/library.h"
#include "tests/core/classroom/planted.h"

#include <QTest>

#include <algorithm>

namespace {

// Four stages that take turns on one batch of 32 samples, with free links: 2.304 s. As GPipe with 8
// micro-batches each GPU is busy in 8 slots of 11.
const QString kQuiz = QStringLiteral(R"json({ "format": "quiz/1", "id": "own", "questions": [
  { "id": "o1", "level": "easy", "text": "Taking turns becomes GPipe. What happens?",
    "scenario": "round-naive-4", "set": ["training.micro_batch=32"], "correct": 1,
    "options": [
      { "text": "The step takes as long as before",
        "claims": [ { "metric": "step_time_s", "op": ">=", "value": 1, "scenario": "round-gpipe-4", "compared_with": {} } ] },
      { "text": "The step gets shorter, and all is kept longer",
        "claims": [ { "metric": "step_time_s", "value": 0.34375, "scenario": "round-gpipe-4", "compared_with": {} },
                    { "metric": "devices.0.in_flight_peak", "op": ">", "value": 1, "scenario": "round-gpipe-4", "compared_with": {} } ] },
      { "text": "It becomes data parallel",
        "claims": [ { "metric": "scenario.parallel.data", "op": ">", "value": 1, "scenario": "round-gpipe-4" } ] } ] } ] })json");

// About a line from the first on, and before the next.
bool hasComplaint(const std::vector<core::Error> &complaints, int first, int next)
{
    return std::ranges::any_of(complaints, [=](const core::Error &complaint) {
        return complaint.line >= first && complaint.line < next;
    });
}

} // namespace

class TestQuizAnswers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyAnswerIsProved();
    void aWrongMarkIsFound_data();
    void aWrongMarkIsFound();
    void aWrongMarkOfALessonIsFound_data() { aWrongMarkIsFound_data(); }
    void aWrongMarkOfALessonIsFound();
    void anAuthorsWordsAreTried();
    void whatIsWrongInThemIsFound_data();
    void whatIsWrongInThemIsFound();
};

// By a figure or by what each option says.
void TestQuizAnswers::everyAnswerIsProved()
{
    QCOMPARE(core::unprovedAnswers(core::builtinQuiz()), std::vector<int>());
    core::Quiz quiz = core::builtinQuiz();
    quiz.questions[4].optionClaims.clear();
    QCOMPARE(core::unprovedAnswers(quiz), std::vector<int>{quiz.questions[4].line});
}

void TestQuizAnswers::aWrongMarkIsFound_data()
{
    QTest::addColumn<int>("further");
    for (const int further : {1, 2, 3})
        QTest::addRow("the option %d further", further) << further;
}

// Of every question of the program, whichever of its options is marked instead.
void TestQuizAnswers::aWrongMarkIsFound()
{
    QFETCH(int, further);
    core::Quiz quiz = core::builtinQuiz();
    for (core::Question &question : quiz.questions) {
        question.correct = (question.correct + further) % static_cast<int>(question.options.size());
        question.claims.clear();
        question.variant.reset();
    }
    const std::vector<core::Error> complaints = core::checkQuiz(quiz, "quiz", {});
    for (std::size_t i = 0; i < quiz.questions.size(); ++i) {
        const int next = i + 1 < quiz.questions.size() ? quiz.questions[i + 1].line : 9999;
        QVERIFY2(hasComplaint(complaints, quiz.questions[i].line, next),
                 quiz.questions[i].id.c_str());
    }
}

// Whatever is predicted by choice: but what copies learn, and what a listing prints, is no result
// of the simulator.
void TestQuizAnswers::aWrongMarkOfALessonIsFound()
{
    QFETCH(int, further);
    int proved = 0;
    for (core::Lesson lesson : core::builtinLessons()) {
        for (core::LessonStep &step : lesson.steps) {
            step.claims.clear();
            step.questions.clear();
            if (!step.answer || step.answer->options.empty())
                continue;
            if (step.answer->truth.empty() && step.answer->optionClaims.empty()) {
                step.answer.reset();
                continue;
            }
            ++proved;
            const auto count = static_cast<int>(step.answer->options.size());
            step.answer->correct =
                (static_cast<int>(step.answer->correct) + 1 + further % (count - 1)) % count;
        }
        const std::vector<core::Error> complaints = core::checkLesson(lesson, {lesson.id, {}, {}});
        for (std::size_t i = 0; i < lesson.steps.size(); ++i) {
            const core::LessonStep &step = lesson.steps[i];
            const bool isFound =
                hasComplaint(complaints, step.line,
                             i + 1 < lesson.steps.size() ? lesson.steps[i + 1].line : 999);
            const bool isWrong = step.answer && !step.answer->options.empty();
            QVERIFY2(isFound == isWrong, (lesson.id + ' ' + step.id).c_str());
        }
    }
    QVERIFY(proved >= 20);
}

void TestQuizAnswers::anAuthorsWordsAreTried()
{
    for (const core::Error &error : complaintsAbout(kQuiz))
        QFAIL(error.message.c_str());
}

void TestQuizAnswers::whatIsWrongInThemIsFound_data()
{
    addPlantedColumns();
    const auto row = addPlanted;
    row("another one is marked", "\"correct\": 1", "\"correct\": 0", 6,
        "\"The step takes as long as before\" is marked as correct. step_time_s divided by that of "
        "compared_with >= 1 is claimed, but it is 0.34375.");
    row("the marked one claims too much", "0.34375", "0.25", 8,
        "compared_with is claimed to be 0.25, but is 0.34375");
    row("its second claim is wrong", "in_flight_peak\", \"op\": \">\"",
        "in_flight_peak\", \"op\": \"<\"", 9, "longer\" is marked as correct");
    row("another one is right as well", "\"op\": \">=\", \"value\": 1,",
        "\"op\": \"<\", \"value\": 1,", 6, "is marked as wrong, but all that it claims is so");
    row("a name that is none", "\"scenario.parallel.data\"", "\"scenario.parallel.date\"", 11,
        "no metric \"scenario.parallel.date\"");
    row("nothing to compare with", "\"step_time_s\", \"op\"",
        "\"devices.0.idle_s.link - devices.0.idle_s.link\", \"op\"", 6,
        "is 0 in the set-up of compared_with");
    row("a text that is compared", "\"metric\": \"step_time_s\", \"value\": 0.34375",
        "\"metric\": \"scenario.parallel.schedule\", \"op\": \"==\", \"value\": \"gpipe\"", 8,
        "compares numbers");
    row("no figure", "\"op\": \">=\", \"value\": 1,", "\"shown\": \"much\",", 6,
        "\"much\" is not a figure");
    row("an option that claims nothing", "{ \"text\": \"It becomes data parallel\",",
        "\"Nothing\", { \"text\": \"It becomes data parallel\",", 10,
        "must all say what they claim");
    row("no claim at all",
        "[ { \"metric\": \"scenario.parallel.data\", \"op\": \">\", \"value\": 1, "
        "\"scenario\": \"round-gpipe-4\" } ]",
        "[]", 11, "one claim at least");
}

void TestQuizAnswers::whatIsWrongInThemIsFound()
{
    findPlanted(kQuiz);
}

QTEST_GUILESS_MAIN(TestQuizAnswers)
#include "tst_quiz_answers.moc"
