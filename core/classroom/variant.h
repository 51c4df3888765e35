// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/classroom/set_ups.h"
#include "core/lesson/quiz.h"

#include <string>
#include <utility>
#include <vector>

namespace core {

// A question as it is put: the options in the order in which they are shown.
struct AskedQuestion
{
    std::string id;
    Level level = Level::Easy;
    std::string topic;
    std::string lesson;
    std::string text;
    std::vector<std::string> options;
    std::vector<std::string> misconceptions; // as the options; or empty
    int correct = 0;
    bool fixed = false;
    std::string why;
    SetUp setUp;
    std::optional<MomentText> at;
};

// What is drawn for the names of a variant.
using VariantNumbers = std::vector<std::pair<std::string, double>>;

// As it stands in the bank.
[[nodiscard]] AskedQuestion asItStands(const Question &question);

// Every choice of numbers, the first name changing slowest; at most a thousand.
[[nodiscard]] std::vector<VariantNumbers> allNumbersOf(const QuestionVariant &variant);
[[nodiscard]] std::string numbersText(const VariantNumbers &numbers); // "p = 4, m = 8"

// The question with these numbers: the simulator gives the answer, expressions of the numbers the
// other options, in order of size. Error: it does not run, or two options would read the same.
[[nodiscard]] Result<AskedQuestion> variantOf(const Question &question,
                                              const VariantNumbers &numbers, SetUps &setUps);

} // namespace core
