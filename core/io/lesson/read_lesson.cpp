// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/lesson/read_lesson.h"

#include "core/base/text.h"
#include "core/io/lesson/lesson_parts.h"
#include "core/lesson/lesson_controls.h"

#include <algorithm>
#include <set>

namespace core {
namespace {

constexpr NamedValue<StepKind> kStepKinds[] = {
    {"say", StepKind::Say},     {"do", StepKind::Do},   {"predict", StepKind::Predict},
    {"watch", StepKind::Watch}, {"ask", StepKind::Ask}, {"quiz", StepKind::Quiz},
};

// What a lesson may say that gives the answer away. All of it is covered, whatever it says.
constexpr std::string_view kTellers[] = {"future",  "headline", "kpis",  "busy",
                                         "minimap", "timeline", "charts"};
constexpr double kMostValues = 1000; // of a number that is predicted
constexpr int kMostPoints = 24;      // of a curve, each of which is simulated
constexpr std::size_t kMostSteps = 200;
constexpr std::size_t kMostQuestions = 100; // of a step

constexpr NamedValue<AnswerKind> kAnswerKinds[] = {
    {"choice", AnswerKind::Choice}, {"number", AnswerKind::Number}, {"curve", AnswerKind::Curve}};

void readChoice(JsonComplaints &complaints, ObjectReader &reader, Prediction &answer)
{
    takeOptions(complaints, reader, answer.options, answer.optionClaims);
    int correct = 0;
    (void)reader.require("correct", "It is the position of the correct option, from 0.");
    reader.take("correct", correct);
    answer.correct = correct;
    const auto count = static_cast<int>(answer.options.size());
    const std::set<std::string> different(answer.options.begin(), answer.options.end());
    if (count < 2 || answer.options.size() > kMostOptions)
        reader.complain(reader.node(), "options",
                        "must be 2 to " + std::to_string(kMostOptions) + " texts.");
    else if (different.size() < answer.options.size() || different.contains(""))
        reader.complain(reader.node(), "options",
                        "must differ from each other, and say something.");
    else if (correct < 0 || correct >= count)
        reader.complain(*reader.find("correct"), "correct",
                        "must be the position of an option, 0 to " + std::to_string(count - 1) +
                            ", not " + std::to_string(correct) + '.');
}

void readNumber(ObjectReader &reader, Prediction &answer)
{
    reader.take("from", answer.from);
    reader.take("to", answer.to);
    reader.take("step", answer.step);
    if (!(answer.from < answer.to) || !(answer.step > 0))
        reader.complain(reader.node(), "", "needs from below to, and a step above 0.");
    else if ((answer.to - answer.from) / answer.step > kMostValues)
        reader.complain(reader.node(), "", "has more than 1,000 steps: take a larger step.");
    if (!reader.take("correct", answer.correct))
        (void)reader.require("correct", "It is the number that is asked for.");
    else if (answer.correct < answer.from || answer.correct > answer.to)
        reader.complain(*reader.find("correct"), "correct", "must lie between from and to.");
}

void readCurve(ObjectReader &reader, Prediction &answer)
{
    (void)reader.require("vary", "It is the setting that changes.");
    reader.take("vary", answer.vary);
    reader.take("over", answer.over);
    takeTexts(reader, "labels", answer.labels);
    reader.take("given", answer.given);
    if (reader.require("metric", "It is what the curve shows."))
        takeMetric(reader, "metric", answer.truth);
    const auto count = static_cast<int>(answer.over.size());
    if (count < 3 || count > kMostPoints)
        reader.complain(reader.node(), "over",
                        "must hold 3 to " + std::to_string(kMostPoints) + " values.");
    for (const double value : answer.labels.empty() ? answer.over : std::vector<double>())
        answer.labels.push_back(plainNumber(value));
    if (answer.labels.size() != answer.over.size())
        reader.complain(reader.node(), "labels", "must be as many as the values of over.");
    if (answer.given < 0 || answer.given >= count)
        reader.complain(reader.node(), "given", "must leave a point to be drawn.");
}

Prediction readAnswer(JsonComplaints &complaints, const JsonNode &node)
{
    ObjectReader reader(complaints, node, "answer");
    Prediction answer;
    answer.line = node.line;
    (void)reader.require("type", "It is choice, number or curve.");
    reader.take<AnswerKind>("type", answer.kind, kAnswerKinds);
    reader.take("unit", answer.unit);
    if (answer.kind != AnswerKind::Curve)
        takeMetric(reader, "truth", answer.truth);
    switch (answer.kind) {
    case AnswerKind::Choice:
        readChoice(complaints, reader, answer);
        break;
    case AnswerKind::Number:
        readNumber(reader, answer);
        break;
    case AnswerKind::Curve:
        readCurve(reader, answer);
        break;
    }
    reader.finish();
    return answer;
}

void readHidden(ObjectReader &reader)
{
    std::vector<std::string> names;
    takeTexts(reader, "hide", names);
    for (const std::string &name : names) {
        if (std::ranges::find(kTellers, name) == std::end(kTellers))
            reader.complain(*reader.find("hide"), "hide",
                            "knows future, headline, busy, minimap, timeline and charts, not \"" +
                                name + "\".");
    }
}

void readAllowed(ObjectReader &reader, std::optional<std::vector<std::string>> &allowed)
{
    const JsonNode *node = reader.find("allow");
    if (node == nullptr)
        return;
    takeTexts(reader, "allow", allowed.emplace());
    for (const std::string &name : *allowed) {
        if (controlsOf(name).empty())
            reader.complain(*node, "allow",
                            "must name controls, such as \"devices\", \"strategy\" or "
                            "\"parallel.pipeline\", not \"" +
                                name + "\".");
    }
}

void readSpotlight(ObjectReader &reader, std::optional<Spotlight> &target)
{
    std::string text;
    if (!reader.take("spotlight", text))
        return;
    target = spotlightFrom(text);
    if (!target)
        reader.complain(*reader.find("spotlight"), "spotlight",
                        "must name what is shown, such as \"device:1\", \"link:1-2\", "
                        "\"headline\" or \"control:parallel.pipeline\", not \"" +
                            text + "\".");
}

// Keys that belong to one kind of step.
void readOfKind(JsonComplaints &complaints, ObjectReader &reader, LessonStep &step)
{
    switch (step.kind) {
    case StepKind::Predict:
        if (const JsonNode *answer = reader.require("answer", "It is what is asked for."))
            step.answer = readAnswer(complaints, *answer);
        readHidden(reader);
        break;
    case StepKind::Do:
        if (const JsonNode *until = reader.require("until", "It says when the step is done."))
            step.until = readConditions(complaints, *until);
        takeSettings(reader, "solution", step.solution);
        readAllowed(reader, step.allowed);
        break;
    case StepKind::Watch:
        takeMoment(reader, "to", step.to);
        break;
    case StepKind::Ask:
        reader.take("expected", step.expected);
        break;
    case StepKind::Quiz:
        (void)reader.require("from", "It names the questions.");
        takeTexts(reader, "from", step.questions);
        if (step.questions.size() > kMostQuestions)
            reader.complain(reader.node(), "from",
                            "must be " + std::to_string(kMostQuestions) + " questions at most.");
        break;
    case StepKind::Say:
        break;
    }
}

LessonStep readStep(JsonComplaints &complaints, const JsonNode &node)
{
    ObjectReader reader(complaints, node, "steps");
    LessonStep step;
    step.line = node.line;
    (void)reader.require("id", "Translations and links name the step by it.");
    reader.take("id", step.id);
    if (reader.require("kind", "It is say, do, predict, watch, ask or quiz."))
        reader.take<StepKind>("kind", step.kind, kStepKinds);
    if (step.kind != StepKind::Quiz)
        (void)reader.require("text", "It is what the step says.");
    reader.takeLines("text", step.text);
    takeSetUp(reader, step.setUp);
    takeMoment(reader, "at", step.at);
    readSpotlight(reader, step.spotlight);
    readOfKind(complaints, reader, step);
    reader.takeLines("after", step.after);
    reader.takeLines("hint", step.hint);
    reader.takeLines("note", step.note);
    reader.take("lines", step.markedLines);
    if (const JsonNode *claims = reader.find("claims"))
        step.claims = readClaims(complaints, *claims);
    reader.finish();
    return step;
}

void readMarks(JsonComplaints &complaints, const JsonNode &node, ProgramListing &listing)
{
    ObjectReader reader(complaints, node, "marks");
    reader.take("first", listing.first);
    reader.take("next", listing.next);
    reader.take("end", listing.end);
    reader.finish();
    for (const std::vector<int> *lines : {&listing.first, &listing.next, &listing.end}) {
        for (const int line : *lines) {
            if (line < 1 || line > static_cast<int>(listing.code.size()))
                complaints.add(node, "marks names line " + std::to_string(line) +
                                         ", which the listing does not have.");
        }
    }
}

void readListing(JsonComplaints &complaints, ObjectReader &parent, Lesson &lesson)
{
    const JsonNode *node = parent.find("listing");
    if (!node)
        return;
    ObjectReader reader(complaints, *node, "listing");
    lesson.listing = ProgramListing();
    (void)reader.require("code", "It is the lines of the program.");
    takeTexts(reader, "code", lesson.listing->code);
    if (const JsonNode *marks = reader.find("marks"))
        readMarks(complaints, *marks, *lesson.listing);
    reader.finish();
}

void readSteps(JsonComplaints &complaints, ObjectReader &reader, Lesson &lesson)
{
    const JsonNode *steps = reader.require("steps", "They are what the lesson is made of.");
    if (!steps)
        return;
    if (steps->kind != JsonNode::Kind::Array || steps->items.empty()) {
        reader.complain(*steps, "steps", "must be a list of one step at least.");
        return;
    }
    if (steps->items.size() > kMostSteps) {
        reader.complain(*steps, "steps",
                        "must be a list of " + std::to_string(kMostSteps) + " steps at most.");
        return;
    }
    std::set<std::string> ids;
    for (const JsonNode &node : steps->items) {
        lesson.steps.push_back(readStep(complaints, node));
        const LessonStep &step = lesson.steps.back();
        if (!ids.insert(step.id).second)
            complaints.add(node, "Two steps have the id \"" + step.id + "\"; each needs its own.");
        for (const int line : step.markedLines) {
            if (!lesson.listing || line < 1 || line > static_cast<int>(lesson.listing->code.size()))
                complaints.add(node, "lines names line " + std::to_string(line) +
                                         ", which the listing does not have.");
        }
    }
}

} // namespace

Result<Lesson> lessonFromJson(std::string_view text, std::string_view name)
{
    const Result<JsonNode> root = parseJsonTree(text, name);
    if (!root)
        return root.error();
    const std::vector<std::string> noSettings;
    JsonComplaints complaints(name, noSettings);
    if (!isOfFormat(complaints, root.value(), kLessonFormat, "A lesson"))
        return errorOf(complaints, name);
    ObjectReader reader(complaints, root.value(), "");
    Lesson lesson;
    (void)reader.find("format");
    (void)reader.require("id", "Links name the lesson by it.");
    reader.take("id", lesson.id);
    (void)reader.require("title", "The list of lessons shows it.");
    reader.take("title", lesson.title);
    reader.take("goal", lesson.goal);
    reader.take("minutes", lesson.minutes);
    (void)reader.require("scenario", "It is what the lesson shows.");
    reader.take("scenario", lesson.scenario);
    readListing(complaints, reader, lesson);
    readSteps(complaints, reader, lesson);
    reader.finish();
    if (complaints.any())
        return errorOf(complaints, name);
    return lesson;
}

} // namespace core
