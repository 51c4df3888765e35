// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/launch/stage_layout.h"

#include "core/scenario/check.h"

#include <algorithm>
#include <charconv>
#include <string>

namespace core {
namespace {

constexpr std::size_t kLongest = 2 * kMaxLayers;

// A count behind a star; 0: there is none that can be.
std::size_t timesAt(std::string_view text, std::size_t &at)
{
    if (at >= text.size() || text[at] != '*')
        return 1;
    std::size_t times = 0;
    const char *begin = text.data() + at + 1;
    const auto [end, error] = std::from_chars(begin, text.data() + text.size(), times);
    if (error != std::errc() || times > kLongest)
        return 0;
    at = static_cast<std::size_t>(end - text.data());
    return times;
}

// (x)*n and c*n written out; nothing: not well formed, or too long.
std::optional<std::string> unfolded(std::string_view text)
{
    std::string all;
    for (std::size_t at = 0; at < text.size();) {
        std::string_view part = text.substr(at, 1);
        if (text[at] == '(') {
            const std::size_t end = text.find(')', at);
            if (end == std::string_view::npos)
                return {};
            part = text.substr(at + 1, end - at - 1);
            at = end + 1;
        } else {
            ++at;
        }
        const std::size_t times = timesAt(text, at);
        if (times == 0 || all.size() + times * part.size() > kLongest)
            return {};
        for (std::size_t i = 0; i < times; ++i)
            all += part;
    }
    return all;
}

} // namespace

std::optional<std::vector<int>> stageLayout(std::string_view layout)
{
    std::string signs(layout.substr(0, std::min(layout.size(), kLongest)));
    std::erase_if(signs, [](char sign) { return sign == ',' || sign == ' '; });
    const std::optional<std::string> all = unfolded(signs);
    if (!all || all->find_first_not_of("EtmLl|") != std::string::npos)
        return {};
    std::vector<int> layers(1, 0);
    for (const char sign : *all) {
        if (sign == '|')
            layers.push_back(0);
        else if (sign == 't')
            ++layers.back();
    }
    return layers;
}

} // namespace core
