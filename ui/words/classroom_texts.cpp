// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/words/classroom_texts.h"

#include "core/scenario/title.h"
#include "ui/words/kind_words.h"
#include "ui/words/text_of.h"

#include <QCoreApplication>

namespace ui {

namespace {

// Contexts as in packaging/translations/resource_texts.py.
constexpr const char *kLesson = "Lesson";
constexpr const char *kQuiz = "Quiz";
constexpr const char *kScenario = "Scenario";

void translate(const char *context, std::string &text)
{
    if (!text.empty())
        text = QCoreApplication::translate(context, text.c_str()).toStdString();
}

void translate(const char *context, std::vector<std::string> &texts)
{
    for (std::string &text : texts)
        translate(context, text);
}

} // namespace

core::Lesson inLanguage(core::Lesson lesson)
{
    translate(kLesson, lesson.title);
    translate(kLesson, lesson.goal);
    for (core::LessonStep &step : lesson.steps) {
        for (std::string *text : {&step.text, &step.after, &step.hint, &step.note, &step.expected})
            translate(kLesson, *text);
        if (step.answer) {
            translate(kLesson, step.answer->options);
            translate(kLesson, step.answer->labels);
            translate(kLesson, step.answer->unit);
        }
    }
    return lesson;
}

core::Question inLanguage(core::Question question)
{
    translate(kQuiz, question.text);
    translate(kQuiz, question.why);
    translate(kQuiz, question.options);
    translate(kQuiz, question.misconceptions);
    if (question.variant) {
        translate(kQuiz, question.variant->text);
        translate(kQuiz, question.variant->unit);
    }
    return question;
}

core::Quiz inLanguage(core::Quiz quiz)
{
    translate(kQuiz, quiz.title);
    for (core::Question &question : quiz.questions)
        question = inLanguage(std::move(question));
    return quiz;
}

QString levelText(core::Level level)
{
    switch (level) {
    case core::Level::Easy:
        return QCoreApplication::translate("QuestionCard", "easy");
    case core::Level::Medium:
        return QCoreApplication::translate("QuestionCard", "medium");
    case core::Level::Hard:
        return QCoreApplication::translate("QuestionCard", "hard");
    }
    return {};
}

QString titleInLanguage(const core::Scenario &scenario)
{
    if (scenario.title != core::derivedTitle(scenario))
        return QCoreApplication::translate(kScenario, scenario.title.c_str());
    const int devices = scenario.cluster.devices;
    const auto on = [&](const char *one, const char *several) {
        const QString text = QCoreApplication::translate(kScenario, devices == 1 ? one : several);
        return devices == 1 ? text.arg(titleOf(scenario.model))
                            : text.arg(titleOf(scenario.model), countText(devices));
    };
    return scenario.train ? on(QT_TRANSLATE_NOOP("Scenario", "%1 on 1 worker"),
                               QT_TRANSLATE_NOOP("Scenario", "%1 on %2 workers"))
                          : on(QT_TRANSLATE_NOOP("Scenario", "%1 on 1 GPU"),
                               QT_TRANSLATE_NOOP("Scenario", "%1 on %2 GPUs"));
}

QString titleOfRecording(const std::string &title)
{
    return QCoreApplication::translate(kScenario, title.c_str());
}

} // namespace ui
