// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/answer/simulate_request.h"

#include <cstddef>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace core {

// The answer to one line of requests.
struct LineAnswer
{
    std::string text; // JSON on one line, with its end
    bool failed = false;
};

// The parallarium-result/1 document of the scenario that the line asks for (scenarioRequested()),
// with the id of the request as its first member; or {"id": …, "error": sentence, "line": N}.
[[nodiscard]] LineAnswer answerLine(std::string_view text, int line, const DocumentPlace &place,
                                    const std::vector<std::string> &settings = {},
                                    const std::stop_token &stop = {});

// What is answered to a line that was not even read.
[[nodiscard]] LineAnswer refuseLine(const std::string &sentence, int line);

constexpr std::size_t kLongestRequest = 1u << 20; // bytes: a scenario with its own layers has few

} // namespace core
