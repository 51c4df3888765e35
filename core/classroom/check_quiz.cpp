// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/classroom/check_quiz.h"

#include "core/base/similar_names.h"
#include "core/classroom/library.h"
#include "core/classroom/proof.h"
#include "core/classroom/variant.h"

namespace core {
namespace {

void checkVariants(Complaints &complaints, SetUps &setUps, const Question &question)
{
    for (const VariantNumbers &numbers : allNumbersOf(*question.variant)) {
        const Result<AskedQuestion> asked = variantOf(question, numbers, setUps);
        if (!asked) {
            complaints.add(question.line,
                           "With " + numbersText(numbers) + ": " + asked.error().message);
            return;
        }
    }
}

// Where a miss leads.
void checkLessonOf(Complaints &complaints, const Question &question)
{
    if (question.lesson.empty() || findBuiltinLesson(question.lesson))
        return;
    std::vector<std::string_view> ids;
    for (const Lesson &lesson : builtinLessons())
        ids.push_back(lesson.id);
    const std::string_view like = nearest(question.lesson, ids);
    complaints.add(question.line,
                   "There is no lesson \"" + question.lesson + "\"" +
                       (like.empty() ? std::string(": \"parallarium list lessons\" names them.")
                                     : ". Did you mean \"" + std::string(like) + "\"?"));
}

void checkQuestion(Complaints &complaints, SetUps &setUps, const Question &question)
{
    std::vector<std::string> texts = question.options;
    texts.insert(texts.end(), {question.text, question.why});
    texts.insert(texts.end(), question.misconceptions.begin(), question.misconceptions.end());
    for (const Claim &claim : question.claims)
        checkClaim(complaints, setUps, claim, question.setUp, texts);
    checkOptions(complaints, setUps, question.options, question.optionClaims, question.correct,
                 question.setUp);
    checkLessonOf(complaints, question);
    if (question.setUp.scenario.empty()) {
        if (!question.truth.empty() || question.at)
            complaints.add(question.line, "truth and at need a scenario that they are about.");
        return;
    }
    const Result<Measured> &measured = setUps.of(question.setUp);
    if (!measured) {
        complaints.add(question.line, measured.error().message);
        return;
    }
    if (question.at) {
        const Result<Nanos> time = momentOf(measured.value().snapshot(), *question.at);
        if (!time)
            complaints.add(question.line, time.error().message);
    }
    if (question.truth.empty())
        return;
    const Result<double> truth = measured.value().value(question.truth);
    if (!truth) {
        complaints.add(question.line, truth.error().message);
        return;
    }
    checkChoice(complaints, question.line, question.options, question.correct, truth.value());
    if (question.variant)
        checkVariants(complaints, setUps, question);
}

} // namespace

std::vector<Error> checkQuiz(const Quiz &quiz, const std::string &file, const std::string &folder)
{
    Complaints complaints(file);
    SetUps setUps(folder);
    for (const Question &question : quiz.questions)
        checkQuestion(complaints, setUps, question);
    return complaints.take();
}

std::vector<int> unprovedAnswers(const Quiz &quiz)
{
    std::vector<int> lines;
    for (const Question &question : quiz.questions) {
        if (question.truth.empty() && question.optionClaims.empty())
            lines.push_back(question.line);
    }
    return lines;
}

} // namespace core
