// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/classroom/quiz_paper.h"

#include "core/classroom/seeded_draw.h"

#include <algorithm>
#include <numeric>

namespace core {
namespace {

constexpr const char *kLevelNames[kLevelCount] = {"easy", "medium", "hard"};

void shuffleOptions(AskedQuestion &question, SeededDraw &draw)
{
    if (question.fixed)
        return;
    std::vector<std::size_t> order(question.options.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    draw.shuffle(order);
    AskedQuestion shuffled = question;
    for (std::size_t i = 0; i < order.size(); ++i) {
        shuffled.options[i] = question.options[order[i]];
        if (!question.misconceptions.empty())
            shuffled.misconceptions[i] = question.misconceptions[order[i]];
        if (static_cast<int>(order[i]) == question.correct)
            shuffled.correct = static_cast<int>(i);
    }
    question = std::move(shuffled);
}

AskedQuestion drawn(const Question &question, SeededDraw &draw, bool otherNumbers)
{
    AskedQuestion asked = asItStands(question);
    if (otherNumbers && question.variant) {
        const std::vector<VariantNumbers> numbers = allNumbersOf(*question.variant);
        SetUps setUps("");
        Result<AskedQuestion> variant = variantOf(question, draw.oneOf(numbers), setUps);
        if (variant)
            asked = std::move(variant).value();
    }
    shuffleOptions(asked, draw);
    return asked;
}

std::string quoted(const std::string &text)
{
    std::string field = "\"";
    for (const char letter : text)
        field += letter == '"' ? std::string("\"\"") : std::string(1, letter);
    return field + '"';
}

bool isRight(const AskedQuestion &question, const std::optional<int> &answer)
{
    return answer && *answer == question.correct;
}

} // namespace

std::vector<AskedQuestion> makePaper(const Quiz &quiz, const PaperSpec &spec)
{
    SeededDraw draw(spec.seed);
    std::vector<AskedQuestion> paper;
    for (int level = 0; level < kLevelCount; ++level) {
        std::vector<const Question *> pool;
        for (const Question &question : quiz.questions) {
            if (static_cast<int>(question.level) == level)
                pool.push_back(&question);
        }
        draw.shuffle(pool);
        const auto wanted =
            static_cast<std::size_t>(std::max(0, spec.counts[static_cast<std::size_t>(level)]));
        pool.resize(std::min(pool.size(), wanted));
        for (const Question *question : pool)
            paper.push_back(drawn(*question, draw, spec.otherNumbers));
    }
    return paper;
}

AskedQuestion asked(const Question &question, std::uint64_t seed)
{
    SeededDraw draw(seed);
    return drawn(question, draw, false);
}

std::vector<TopicResult> resultsByTopic(std::span<const AskedQuestion> paper,
                                        std::span<const std::optional<int>> answers)
{
    std::vector<TopicResult> results;
    for (std::size_t i = 0; i < paper.size(); ++i) {
        auto topic = std::ranges::find(results, paper[i].topic, &TopicResult::topic);
        if (topic == results.end())
            topic = results.insert(topic,
                                   {.topic = paper[i].topic, .lesson = {}, .asked = 0, .right = 0});
        ++topic->asked;
        if (i < answers.size() && isRight(paper[i], answers[i]))
            ++topic->right;
        else if (topic->lesson.empty())
            topic->lesson = paper[i].lesson;
    }
    return results;
}

std::array<int, kLevelCount> levelsOf(int questions)
{
    const int easy = (questions * 4 + 5) / 10;
    const int medium = (questions * 3 + 5) / 10;
    return {easy, medium, questions - easy - medium};
}

std::string paperCsv(std::span<const AskedQuestion> paper)
{
    std::size_t most = 0;
    for (const AskedQuestion &question : paper)
        most = std::max(most, question.options.size());
    std::string text = "id,level,topic,question";
    for (std::size_t i = 0; i < most; ++i)
        text += std::string(",") + optionLetter(i);
    text += ",correct\r\n";
    for (const AskedQuestion &question : paper) {
        text += question.id + ',' + kLevelNames[static_cast<std::size_t>(question.level)] + ',' +
                quoted(question.topic) + ',' + quoted(question.text);
        for (std::size_t i = 0; i < most; ++i)
            text += ',' + (i < question.options.size() ? quoted(question.options[i]) : "");
        text +=
            std::string(",") + optionLetter(static_cast<std::size_t>(question.correct)) + "\r\n";
    }
    return text;
}

std::string resultsCsv(std::span<const AskedQuestion> paper,
                       std::span<const std::optional<int>> answers)
{
    std::string text = "id,level,topic,question,answer,correct,right\r\n";
    for (std::size_t i = 0; i < paper.size(); ++i) {
        const AskedQuestion &question = paper[i];
        const std::optional<int> answer = i < answers.size() ? answers[i] : std::nullopt;
        const bool known =
            answer && *answer >= 0 && *answer < static_cast<int>(question.options.size());
        text += question.id + ',' + kLevelNames[static_cast<std::size_t>(question.level)] + ',' +
                quoted(question.topic) + ',' + quoted(question.text) + ',' +
                (known ? quoted(question.options[static_cast<std::size_t>(*answer)]) : "") + ',' +
                quoted(question.options[static_cast<std::size_t>(question.correct)]) + ',' +
                (isRight(question, answer) ? "yes" : "no") + "\r\n";
    }
    return text;
}

} // namespace core
