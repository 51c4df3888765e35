// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/launch/launch.h"

#include "core/base/text.h"
#include "core/io/launch/launch_formats.h"
#include "core/scenario/check.h"
#include "core/scenario/title.h"

#include <algorithm>
#include <utility>

namespace core {
namespace {

using About = LaunchQuestion::About;

// "GQA and NNODES are not set: give --env GQA=… --env NNODES=…"
std::string questionAboutVariables(const LaunchSheet &sheet)
{
    std::vector<std::string> names;
    std::string options;
    for (const LaunchQuestion &question : sheet.questions()) {
        if (question.about != About::Variable)
            continue;
        names.push_back(question.name);
        options += " --env " + question.name + "=…";
    }
    if (names.empty())
        return {};
    return sheet.whatIsMissing(names) + ": give" + options;
}

std::string questionAbout(const LaunchQuestion &question)
{
    switch (question.about) {
    case About::Devices:
        return "how many devices it starts on is not in the file: give --set cluster.devices=…";
    case About::Vocabulary:
        return "the size of the vocabulary is not in the file: give "
               "--set model.transformer.vocab=…";
    case About::Model:
        return (question.why.empty() ? "the model is not in the file" : question.why) +
               ": give --model with an id or a config.json";
    case About::Variable:
        break;
    }
    return {};
}

// All that is missing, in one sentence.
std::string sentenceOf(const LaunchSheet &sheet)
{
    const std::vector<LaunchQuestion> &questions = sheet.questions();
    std::string sentence = questionAboutVariables(sheet);
    for (const LaunchQuestion &question : questions) {
        const std::string other = questionAbout(question);
        if (!other.empty())
            sentence += (sentence.empty() ? "" : "; ") + other;
    }
    if (sentence.front() >= 'a' && sentence.front() <= 'z' &&
        questions.front().about != About::Variable)
        sentence.front() = static_cast<char>(sentence.front() - 'a' + 'A');
    return sentence + '.';
}

Result<LaunchReading> finished(LaunchSheet &sheet)
{
    Scenario &scenario = sheet.scenario;
    if (scenario.title.empty())
        scenario.title = derivedTitle(scenario);
    if (const std::optional<Complaint> complaint = firstComplaint(scenario))
        return sheet.refuse(sheet.lineOf(complaint->path), complaint->message);
    return LaunchReading{std::move(scenario), sheet.framework, sheet.notes()};
}

// The file must start as many trainings as the user counts; empty: it does.
std::string faultOfChoice(const LaunchSheet &sheet)
{
    const std::int64_t asked = sheet.answers().training.value_or(1);
    const auto count = static_cast<std::int64_t>(sheet.trainings());
    if (asked >= 1 && asked <= count)
        return {};
    return "--training is " + figureOfCount(asked) + ", but the file starts " +
           (count == 1 ? "one training." : figureOfCount(count) + " trainings, counted from 1.");
}

Error withAsides(const Error &refusal, const LaunchSheet &sheet)
{
    return {refusal.message + sheet.asides()};
}

// Editors of Windows put a mark of three bytes before a text in UTF-8.
LaunchFile withoutMark(LaunchFile file)
{
    constexpr std::string_view mark = "\xEF\xBB\xBF";
    if (file.text.starts_with(mark))
        file.text.remove_prefix(mark.size());
    return file;
}

} // namespace

bool isLaunchFile(const LaunchFile &file)
{
    return launchFormatOf(withoutMark(file)) != nullptr;
}

LaunchOutcome readLaunch(const LaunchFile &marked, const LaunchAnswers &answers,
                         const Scenario &base)
{
    const LaunchFile file = withoutMark(marked);
    const LaunchFormat *format = launchFormatOf(file);
    if (!format)
        return {errorAt(file.name, 1, "This is no configuration of a framework that is known."),
                {}};
    LaunchSheet sheet(file, answers, base);
    const Status read = format->read(sheet);
    if (const std::string fault = faultOfChoice(sheet); !fault.empty())
        return {sheet.refuse(1, fault), {}};
    if (!read)
        return {withAsides(read.error(), sheet), {}};
    if (const std::vector<LaunchQuestion> &questions = sheet.questions(); !questions.empty()) {
        const Error asked = sheet.refuse(questions.front().line, sentenceOf(sheet));
        // No script sets a model or a vocabulary.
        const bool mayBeSet = std::ranges::any_of(questions, [](const LaunchQuestion &question) {
            return question.about == About::Variable || question.about == About::Devices;
        });
        return {mayBeSet ? withAsides(asked, sheet) : asked, questions};
    }
    Result<LaunchReading> reading = finished(sheet);
    return {reading ? std::move(reading) : withAsides(reading.error(), sheet), {}};
}

std::string textOfNote(const LaunchNote &note, std::string_view name)
{
    const std::string place =
        note.line > 0 ? std::string(name) + ':' + std::to_string(note.line) : std::string(name);
    return place + ": " + note.text;
}

} // namespace core
