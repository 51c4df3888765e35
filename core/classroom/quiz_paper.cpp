// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/classroom/quiz_paper.h"

#include "core/classroom/seeded_draw.h"

#include <algorithm>
#include <iterator>
#include <numeric>
#include <span>

namespace core {
namespace {

constexpr const char *kLevelNames[kLevelCount] = {"easy", "medium", "hard"};

// In this order; what is right goes along.
void putInOrder(AskedQuestion &question, const std::vector<std::size_t> &order)
{
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

void shuffleOptions(AskedQuestion &question, SeededDraw &draw)
{
    if (question.fixed)
        return;
    std::vector<std::size_t> order(question.options.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    draw.shuffle(order);
    putInOrder(question, order);
}

// The right answers of a paper stand at each letter about as often: whoever always takes the same
// one gains nothing. Options in a fixed order, such as numbers, stay where they are.
void spreadAnswers(std::vector<AskedQuestion> &paper, SeededDraw &draw)
{
    std::vector<std::size_t> free;
    std::vector<int> uses;
    const auto use = [&uses](int letter) {
        uses.resize(std::max(uses.size(), static_cast<std::size_t>(letter) + 1));
        ++uses[static_cast<std::size_t>(letter)];
    };
    for (std::size_t i = 0; i < paper.size(); ++i) {
        if (paper[i].fixed)
            use(paper[i].correct);
        else
            free.push_back(i);
    }
    draw.shuffle(free); // so that the order of the questions tells nothing
    for (const std::size_t i : free) {
        AskedQuestion &question = paper[i];
        const std::size_t options = question.options.size();
        uses.resize(std::max(uses.size(), options));
        const std::span<const int> own = std::span(uses).first(options);
        std::vector<std::size_t> rarest;
        for (std::size_t letter = 0; letter < options; ++letter) {
            if (own[letter] == *std::ranges::min_element(own))
                rarest.push_back(letter);
        }
        const std::size_t letter = draw.oneOf(rarest);
        std::vector<std::size_t> order(options);
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::swap(order[letter], order[static_cast<std::size_t>(question.correct)]);
        putInOrder(question, order);
        use(question.correct);
    }
}

// What the scene of one shows may be what another of its topic asks: none follows the other where
// one of its level can stand between.
void partTopics(std::vector<AskedQuestion> &paper)
{
    for (std::size_t i = 1; i < paper.size(); ++i) {
        const auto at = paper.begin() + static_cast<std::ptrdiff_t>(i);
        const AskedQuestion &before = *std::prev(at);
        const Level level = at->level;
        const auto other = std::find_if(at, paper.end(), [&](const AskedQuestion &each) {
            return each.level == level && each.topic != before.topic;
        });
        if (other != paper.end())
            std::rotate(at, other, std::next(other));
    }
}

// Where the bank has too few of a level, the others fill its places, the easier ones first.
std::array<std::size_t, kLevelCount>
countsWithin(const std::array<std::size_t, kLevelCount> &available, const PaperSpec &spec)
{
    std::array<std::size_t, kLevelCount> counts = {};
    std::size_t missing = 0;
    for (std::size_t level = 0; level < kLevelCount; ++level) {
        const auto wanted = static_cast<std::size_t>(std::max(0, spec.counts[level]));
        counts[level] = std::min(available[level], wanted);
        missing += wanted - counts[level];
    }
    for (std::size_t level = 0; level < kLevelCount; ++level) {
        const std::size_t more = std::min(missing, available[level] - counts[level]);
        counts[level] += more;
        missing -= more;
    }
    return counts;
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
    std::array<std::vector<const Question *>, kLevelCount> pools;
    for (const Question &question : quiz.questions)
        pools[static_cast<std::size_t>(question.level)].push_back(&question);
    std::array<std::size_t, kLevelCount> available = {};
    std::ranges::transform(pools, available.begin(), [](const auto &pool) { return pool.size(); });
    const std::array<std::size_t, kLevelCount> counts = countsWithin(available, spec);
    std::vector<AskedQuestion> paper;
    for (std::size_t level = 0; level < kLevelCount; ++level) {
        draw.shuffle(pools[level]);
        pools[level].resize(counts[level]);
        for (const Question *question : pools[level])
            paper.push_back(drawn(*question, draw, spec.otherNumbers));
    }
    partTopics(paper);
    spreadAnswers(paper, draw);
    return paper;
}

AskedQuestion asked(const Question &question, std::uint64_t seed)
{
    SeededDraw draw(seed);
    return drawn(question, draw, false);
}

std::vector<TopicResult> resultsByTopic(std::span<const AskedQuestion> paper,
                                        std::span<const std::optional<int>> answers,
                                        Unanswered unanswered)
{
    std::vector<TopicResult> results;
    for (std::size_t i = 0; i < paper.size(); ++i) {
        if (unanswered == Unanswered::LeftOut && (i >= answers.size() || !answers[i]))
            continue;
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
                       std::span<const std::optional<int>> answers, Unanswered unanswered)
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
                (!answer && unanswered == Unanswered::LeftOut ? ""
                 : isRight(question, answer)                  ? "yes"
                                                              : "no") +
                "\r\n";
    }
    return text;
}

} // namespace core
