// SPDX-License-Identifier: GPL-3.0-or-later
// Papers that are drawn from the bank, and what is made of the answers.
#include "core/classroom/library.h"
#include "core/classroom/quiz_paper.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <set>

namespace {

core::Question question(const std::string &id, core::Level level, const std::string &topic)
{
    core::Question made;
    made.id = id;
    made.level = level;
    made.topic = topic;
    made.lesson = "lesson of " + topic;
    made.text = "Which, \"" + id + "\"?";
    made.options = {id + " right", id + " b", id + " c", id + " d"};
    made.misconceptions = {"", "thinks b", "thinks c", "thinks d"};
    return made;
}

core::Quiz bank()
{
    core::Quiz quiz;
    for (int level = 0; level < core::kLevelCount; ++level) {
        for (int i = 0; i < 6; ++i)
            quiz.questions.push_back(
                question(std::string(1, static_cast<char>('a' + level)) + std::to_string(i),
                         static_cast<core::Level>(level), i % 2 == 0 ? "even" : "odd"));
    }
    return quiz;
}

std::string textOf(const std::vector<core::AskedQuestion> &paper)
{
    std::string text;
    for (const core::AskedQuestion &asked : paper) {
        text += asked.id;
        for (const std::string &option : asked.options)
            text += '|' + option;
    }
    return text;
}

} // namespace

class TestQuizPaper : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aPaperHasFourEasyThreeMediumThreeHard();
    void aSeedIsAPaper();
    void aTopicFollowsItselfOnlyWhereNoOtherIsLeft();
    void everyPlaceOfTheAnswerIsAsLikely();
    void aPaperHasAsManyAsWereAskedFor();
    void noLetterIsABetterGuess();
    void theLongestIsNoBetterGuess();
    void fixedOptionsKeepTheirOrder();
    void misconceptionsGoWithTheirOptions();
    void resultsAreCountedByTopic();
    void resultsAreACsvTable();
};

void TestQuizPaper::aPaperHasFourEasyThreeMediumThreeHard()
{
    const std::vector<core::AskedQuestion> paper = core::makePaper(bank(), {});
    std::array<int, 3> counts = {};
    std::set<std::string> ids;
    for (const core::AskedQuestion &asked : paper) {
        ++counts[static_cast<std::size_t>(asked.level)];
        ids.insert(asked.id);
    }
    QCOMPARE(counts, (std::array{4, 3, 3}));
    QCOMPARE(ids.size(), std::size_t{10});
    QVERIFY(std::ranges::is_sorted(paper, {}, &core::AskedQuestion::level));
    // More than there are: all of them.
    QCOMPARE(core::makePaper(bank(), {.counts = {9, 9, 9}, .seed = 1}).size(), std::size_t{18});
}

void TestQuizPaper::aSeedIsAPaper()
{
    const std::string first = textOf(core::makePaper(bank(), {.seed = 7}));
    QCOMPARE(textOf(core::makePaper(bank(), {.seed = 7})), first);
    QVERIFY(textOf(core::makePaper(bank(), {.seed = 8})) != first);
}

// The scene of one would tell the next.
void TestQuizPaper::aTopicFollowsItselfOnlyWhereNoOtherIsLeft()
{
    for (std::uint64_t seed = 0; seed < 100; ++seed) {
        const auto paper =
            core::makePaper(core::builtinQuiz(), {.counts = {6, 5, 4}, .seed = seed});
        for (std::size_t i = 1; i < paper.size(); ++i) {
            for (std::size_t j = i; j < paper.size(); ++j) {
                const bool couldPart =
                    paper[j].level == paper[i].level && paper[j].topic != paper[i - 1].topic;
                QVERIFY(paper[i].topic != paper[i - 1].topic || !couldPart);
            }
        }
    }
}

void TestQuizPaper::everyPlaceOfTheAnswerIsAsLikely()
{
    std::array<int, 4> places = {};
    for (std::uint64_t seed = 0; seed < 400; ++seed) {
        for (const core::AskedQuestion &asked : core::makePaper(bank(), {.seed = seed})) {
            QCOMPARE(asked.options[static_cast<std::size_t>(asked.correct)], asked.id + " right");
            ++places[static_cast<std::size_t>(asked.correct)];
        }
    }
    // 4,000 answers in four places: 1,000 each, standard deviation 27.
    for (const int count : places)
        QVERIFY2(count > 1000 - 5 * 27 && count < 1000 + 5 * 27,
                 qPrintable(QString::number(count)));
}

// However many: a bank that runs out of one level fills up with the others.
void TestQuizPaper::aPaperHasAsManyAsWereAskedFor()
{
    const core::Quiz &quiz = core::builtinQuiz();
    const auto all = static_cast<int>(quiz.questions.size());
    for (int wanted = 1; wanted <= all + 20; ++wanted) {
        const auto paper = core::makePaper(quiz, {.counts = core::levelsOf(wanted), .seed = 5});
        QCOMPARE(static_cast<int>(paper.size()), std::min(wanted, all));
        std::set<std::string> ids;
        for (const core::AskedQuestion &asked : paper)
            ids.insert(asked.id);
        QCOMPARE(ids.size(), paper.size());
        QVERIFY(std::ranges::is_sorted(paper, {}, &core::AskedQuestion::level));
    }
}

// Of one paper, and of all of them: numbers stand in their own order, and the rest makes up for it.
void TestQuizPaper::noLetterIsABetterGuess()
{
    const core::Quiz &quiz = core::builtinQuiz();
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        std::array<int, 4> places = {};
        const auto paper = core::makePaper(
            quiz,
            {.counts = core::levelsOf(static_cast<int>(quiz.questions.size())), .seed = seed});
        for (const core::AskedQuestion &asked : paper)
            ++places[static_cast<std::size_t>(asked.correct)];
        const auto [least, most] = std::ranges::minmax(places);
        QVERIFY2(most - least <= 1, qPrintable(QString::number(most - least)));
    }
}

// Chance is a quarter: of 41 questions 10, with a standard deviation of 2.8.
void TestQuizPaper::theLongestIsNoBetterGuess()
{
    int longest = 0;
    for (const core::Question &question : core::builtinQuiz().questions) {
        const auto right = static_cast<std::size_t>(question.correct);
        bool isLongest = true;
        for (std::size_t i = 0; i < question.options.size(); ++i)
            isLongest = isLongest &&
                        (i == right || question.options[i].size() < question.options[right].size());
        longest += isLongest ? 1 : 0;
    }
    const auto questions = static_cast<double>(core::builtinQuiz().questions.size());
    const double deviation = std::sqrt(questions * 3) / 4;
    QVERIFY2(std::abs(longest - questions / 4) <= deviation, qPrintable(QString::number(longest)));
}

void TestQuizPaper::fixedOptionsKeepTheirOrder()
{
    core::Question fixed = question("n", core::Level::Easy, "numbers");
    fixed.fixed = true;
    for (std::uint64_t seed = 0; seed < 50; ++seed)
        QCOMPARE(core::asked(fixed, seed).options, fixed.options);
}

void TestQuizPaper::misconceptionsGoWithTheirOptions()
{
    for (std::uint64_t seed = 0; seed < 50; ++seed) {
        const core::AskedQuestion asked =
            core::asked(question("m", core::Level::Easy, "topic"), seed);
        for (std::size_t i = 0; i < asked.options.size(); ++i) {
            const std::string &option = asked.options[i];
            const std::string expected =
                option == "m right" ? "" : "thinks " + option.substr(option.size() - 1);
            QCOMPARE(asked.misconceptions[i], expected);
        }
    }
}

void TestQuizPaper::resultsAreCountedByTopic()
{
    std::vector<core::AskedQuestion> paper;
    for (const char *topic : {"waiting", "memory", "waiting", "memory"})
        paper.push_back(core::asItStands(question(topic, core::Level::Easy, topic)));
    // Right, wrong, not answered, right.
    const std::vector<std::optional<int>> answers = {0, 2, std::nullopt, 0};
    const std::vector<core::TopicResult> results = core::resultsByTopic(paper, answers);
    QCOMPARE(results.size(), std::size_t{2});
    QCOMPARE(results[0].topic, std::string("waiting"));
    QCOMPARE(results[0].asked, 2);
    QCOMPARE(results[0].right, 1);
    QCOMPARE(results[0].lesson, std::string("lesson of waiting"));
    QCOMPARE(results[1].right, 1);
    QCOMPARE(results[1].lesson, std::string("lesson of memory"));
    const auto ofClass = core::resultsByTopic(paper, answers, core::Unanswered::LeftOut);
    QCOMPARE(ofClass[0].asked, 1);
    QCOMPARE(ofClass[0].right, 1);
    QVERIFY(ofClass[0].lesson.empty());
    QCOMPARE(ofClass[1].asked, 2);
}

void TestQuizPaper::resultsAreACsvTable()
{
    const std::vector<core::AskedQuestion> paper = {
        core::asItStands(question("q", core::Level::Hard, "memory"))};
    const std::vector<std::optional<int>> answers = {1};
    QCOMPARE(core::resultsCsv(paper, answers),
             std::string("id,level,topic,question,answer,correct,right\r\n"
                         "q,hard,\"memory\",\"Which, \"\"q\"\"?\",\"q b\",\"q right\",no\r\n"));
    const std::vector<std::optional<int>> none(1);
    QVERIFY(core::resultsCsv(paper, none).ends_with(",,\"q right\",no\r\n"));
    QVERIFY(
        core::resultsCsv(paper, none, core::Unanswered::LeftOut).ends_with(",,\"q right\",\r\n"));
}

QTEST_GUILESS_MAIN(TestQuizPaper)
#include "tst_quiz_paper.moc"
