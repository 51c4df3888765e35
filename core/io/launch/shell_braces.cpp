// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/launch/shell_braces.h"

#include "core/io/launch/shell_state.h"

#include <algorithm>
#include <cstdlib>

namespace core::shell {
namespace {

constexpr std::int64_t kMostWords = 1000;

// 1..4, 4..1
std::vector<Text> counted(std::string_view range, int line)
{
    const std::size_t dots = range.find("..");
    const std::optional<std::int64_t> first = numberIn(range.substr(0, dots));
    const std::optional<std::int64_t> last = numberIn(range.substr(dots + 2));
    std::vector<Text> words;
    if (!first || !last || *first < -kMostWords || *first > kMostWords ||
        std::abs(*last - *first) >= kMostWords)
        return words;
    const std::int64_t step = *first <= *last ? 1 : -1;
    for (std::int64_t next = *first; next != *last + step; next += step)
        words.push_back(Text::at(std::to_string(next), line));
    return words;
}

// a,b,c
std::vector<Text> listed(const Text &list)
{
    std::vector<Text> words;
    for (std::size_t at = 0; at <= list.size();) {
        const std::size_t end = std::min(list.bytes().find(',', at), list.size());
        words.push_back(list.part(at, end - at));
        at = end + 1;
    }
    return words;
}

} // namespace

std::vector<Text> unbraced(const Text &word)
{
    const std::string &bytes = word.bytes();
    if (bytes.size() < 4 || bytes.front() != '{' || bytes.back() != '}')
        return {};
    const Text inner = word.part(1, bytes.size() - 2);
    if (inner.bytes().find_first_of("{}'\"$`\\") != std::string::npos)
        return {};
    std::vector<Text> words;
    if (inner.bytes().find(',') != std::string::npos)
        words = listed(inner);
    else if (inner.bytes().find("..") != std::string::npos)
        words = counted(inner.bytes(), word.lineAt(0));
    return words;
}

} // namespace core::shell
