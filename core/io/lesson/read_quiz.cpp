// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/lesson/read_quiz.h"

#include "core/io/lesson/lesson_parts.h"

#include <algorithm>
#include <set>

namespace core {
namespace {

constexpr NamedValue<Level> kLevels[] = {
    {"easy", Level::Easy}, {"medium", Level::Medium}, {"hard", Level::Hard}};

void readVary(JsonComplaints &complaints, ObjectReader &parent, QuestionVariant &variant)
{
    const JsonNode *node = parent.find("vary");
    if (!node)
        return;
    ObjectReader reader(complaints, *node, "vary");
    for (const JsonNode &member : node->items) {
        std::vector<double> values;
        reader.take(member.key, values);
        if (values.empty())
            reader.complain(member, member.key, "must be a list of numbers.");
        variant.vary.emplace_back(member.key, std::move(values));
    }
}

void readVariant(JsonComplaints &complaints, ObjectReader &parent, Question &question)
{
    const JsonNode *node = parent.find("variant");
    if (!node) {
        if (const JsonNode *vary = parent.find("vary"))
            parent.complain(*vary, "vary", "needs a variant, which says what changes.");
        return;
    }
    ObjectReader reader(complaints, *node, "variant");
    QuestionVariant variant;
    (void)reader.require("text", "It is the question, with names in braces.");
    reader.take("text", variant.text);
    takeSettings(reader, "set", variant.settings);
    reader.take("unit", variant.unit);
    (void)reader.require("wrong", "They are the other options, as expressions.");
    takeTexts(reader, "wrong", variant.wrong);
    reader.finish();
    readVary(complaints, parent, variant);
    if (variant.vary.empty())
        parent.complain(*node, "variant", "needs vary, which says what its names may be.");
    if (question.truth.empty())
        parent.complain(*node, "variant", "needs truth, the metric that answers it.");
    question.variant = std::move(variant);
}

void readOptions(JsonComplaints &complaints, ObjectReader &reader, Question &question)
{
    const JsonNode *options = reader.require("options", "One of them is the answer.");
    takeOptions(complaints, reader, question.options, question.optionClaims);
    takeTexts(reader, "misconceptions", question.misconceptions);
    (void)reader.require("correct", "It is the position of the correct option, from 0.");
    reader.take("correct", question.correct);
    reader.take("fixed", question.fixed);
    if (!options || !reader.find("correct"))
        return;
    const std::size_t count = question.options.size();
    if (count < 2 || count > kMostOptions)
        reader.complain(*options, "options",
                        "must be 2 to " + std::to_string(kMostOptions) + " texts.");
    else if (std::set<std::string>(question.options.begin(), question.options.end()).size() < count)
        reader.complain(*options, "options", "must differ from each other.");
    else if (question.correct < 0 || question.correct >= static_cast<int>(count))
        reader.complain(*reader.find("correct"), "correct",
                        "must be the position of an option, 0 to " + std::to_string(count - 1) +
                            ", not " + std::to_string(question.correct) + '.');
    if (!question.misconceptions.empty() && question.misconceptions.size() != count)
        reader.complain(reader.node(), "misconceptions", "must be as many as the options.");
}

Question readQuestion(JsonComplaints &complaints, const JsonNode &node)
{
    ObjectReader reader(complaints, node, "questions");
    Question question;
    question.line = node.line;
    (void)reader.require("id", "Lessons name the question by it.");
    reader.take("id", question.id);
    (void)reader.require("level", "It is easy, medium or hard.");
    reader.take<Level>("level", question.level, kLevels);
    reader.take("topic", question.topic);
    reader.take("lesson", question.lesson);
    (void)reader.require("text", "It is the question.");
    reader.take("text", question.text);
    readOptions(complaints, reader, question);
    reader.take("why", question.why);
    takeSetUp(reader, question.setUp);
    takeMoment(reader, "at", question.at);
    takeMetric(reader, "truth", question.truth);
    if (const JsonNode *claims = reader.find("claims"))
        question.claims = readClaims(complaints, *claims);
    readVariant(complaints, reader, question);
    reader.finish();
    return question;
}

void readQuestions(JsonComplaints &complaints, ObjectReader &reader, Quiz &quiz)
{
    const JsonNode *questions = reader.require("questions", "They are what the quiz is made of.");
    if (!questions)
        return;
    if (questions->kind != JsonNode::Kind::Array || questions->items.empty()) {
        reader.complain(*questions, "questions", "must be a list of one question at least.");
        return;
    }
    std::set<std::string> ids;
    for (const JsonNode &node : questions->items) {
        quiz.questions.push_back(readQuestion(complaints, node));
        if (!ids.insert(quiz.questions.back().id).second)
            complaints.add(node, "Two questions have the id \"" + quiz.questions.back().id +
                                     "\"; each needs its own.");
    }
}

} // namespace

Result<Quiz> quizFromJson(std::string_view text, std::string_view name)
{
    const Result<JsonNode> root = parseJsonTree(text, name);
    if (!root)
        return root.error();
    const std::vector<std::string> noSettings;
    JsonComplaints complaints(name, noSettings);
    if (!isOfFormat(complaints, root.value(), kQuizFormat, "A quiz"))
        return errorOf(complaints, name);
    ObjectReader reader(complaints, root.value(), "");
    Quiz quiz;
    (void)reader.find("format");
    (void)reader.require("id", "Links name the quiz by it.");
    reader.take("id", quiz.id);
    reader.take("title", quiz.title);
    readQuestions(complaints, reader, quiz);
    reader.finish();
    if (complaints.any())
        return errorOf(complaints, name);
    return quiz;
}

} // namespace core
