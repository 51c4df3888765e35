// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lesson/claim.h"
#include "core/lesson/moment_text.h"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace core {

enum class Level : std::uint8_t { Easy, Medium, Hard };
constexpr int kLevelCount = 3;

// The same question with other numbers. Names in braces, {p}, are replaced in its text and its
// settings; the simulator works out the answer, and expressions of the names the wrong options.
struct QuestionVariant
{
    std::string text;
    std::vector<std::string> settings;
    std::string unit; // of the options; "%": they are shares
    std::vector<std::string> wrong;
    std::vector<std::pair<std::string, std::vector<double>>> vary; // name and what it may be
};

struct Question
{
    std::string id;
    Level level = Level::Easy;
    std::string topic;
    std::string lesson; // where it is taught
    std::string text;
    std::vector<std::string> options;
    std::vector<std::string> misconceptions; // per option: what thinks who chooses it; or empty
    OptionClaims optionClaims;               // per option, or empty
    int correct = 0;
    bool fixed = false; // the options keep their order
    std::string why;
    SetUp setUp; // that proves it
    std::optional<MomentText> at;
    std::string truth; // a metric, that the correct option prints
    std::vector<Claim> claims;
    std::optional<QuestionVariant> variant;
    int line = 0; // of the file
};

struct Quiz
{
    std::string id;
    std::string title;
    std::vector<Question> questions;
};

} // namespace core
