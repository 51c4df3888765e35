// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/classroom/variant.h"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace core {

// How many questions of each level, and the seed by which a class gets the same paper.
struct PaperSpec
{
    std::array<int, kLevelCount> counts = {4, 3, 3}; // easy, medium, hard
    std::uint64_t seed = 1;
    bool otherNumbers = false; // of questions that can be asked with others
};

// How many questions of each level make up so many: four of ten easy, three medium, three hard.
[[nodiscard]] std::array<int, kLevelCount> levelsOf(int questions);
// The letter of an option: A for the first.
[[nodiscard]] inline char optionLetter(std::size_t option)
{
    return static_cast<char>('A' + option);
}

// Easy questions first; no question twice. Where the bank has fewer of a level, others fill their
// places; where it has fewer in all, all of them. Right answers are spread evenly over the letters.
[[nodiscard]] std::vector<AskedQuestion> makePaper(const Quiz &quiz, const PaperSpec &spec);
// One question, options shuffled by the seed.
[[nodiscard]] AskedQuestion asked(const Question &question, std::uint64_t seed);

// What a question is that has no answer: wrong in a test; a class that did not vote, or whose votes
// are level, was not wrong.
enum class Unanswered : std::uint8_t { Wrong, LeftOut };

// How many questions of a topic were answered, and rightly.
struct TopicResult
{
    std::string topic;
    std::string lesson; // of the first that was missed; empty: none was
    int asked = 0;
    int right = 0;
};

// In the order in which the topics come up. answers: chosen options; nothing is not right.
[[nodiscard]] std::vector<TopicResult> resultsByTopic(std::span<const AskedQuestion> paper,
                                                      std::span<const std::optional<int>> answers,
                                                      Unanswered unanswered = Unanswered::Wrong);

// A row per question: id, level, topic, question, its options, correct letter (RFC 4180).
[[nodiscard]] std::string paperCsv(std::span<const AskedQuestion> paper);

// A row per question: id, level, topic, question, answer, correct answer, right (RFC 4180); of one
// that is left out neither answer nor right.
[[nodiscard]] std::string resultsCsv(std::span<const AskedQuestion> paper,
                                     std::span<const std::optional<int>> answers,
                                     Unanswered unanswered = Unanswered::Wrong);

} // namespace core
