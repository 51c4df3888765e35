// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/launch/megatron_values.h"

#include "core/base/text.h"
#include "core/io/json/json_reader.h"

#include <charconv>

namespace core {

std::optional<std::int64_t> pythonInteger(std::string_view text)
{
    std::string digits;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool between = i > 0 && i + 1 < text.size() && text[i - 1] != '_';
        if (text[i] != '_' || !between)
            digits.push_back(text[i]);
    }
    if (digits.starts_with('+'))
        digits.erase(0, 1);
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (digits.empty() || error != std::errc() || end != digits.data() + digits.size())
        return {};
    return number;
}

std::string_view MegatronValues::firstOf(std::initializer_list<std::string_view> flags) const
{
    for (const std::string_view flag : flags) {
        if (has(flag))
            return flag;
    }
    return {};
}

const MegatronArguments::Given *MegatronValues::given(std::string_view flag)
{
    const MegatronArguments::Given *given = m_arguments.find(flag);
    if (!given)
        return nullptr;
    for (const std::string &name : given->unset)
        m_sheet.ask({.about = LaunchQuestion::About::Variable, .name = name, .line = given->line});
    if (!given->unset.empty())
        return nullptr;
    if (given->unknown) {
        complain(flag, "The value of " + std::string(flag) +
                           " is only known when the script runs: set it to a number.");
        return nullptr;
    }
    return given;
}

std::optional<std::int64_t> MegatronValues::countIn(std::string_view flag, std::int64_t least)
{
    constexpr std::int64_t most = 1'000'000'000'000'000;
    const MegatronArguments::Given *at = given(flag);
    if (!at)
        return {};
    if (at->values.empty()) {
        complain(flag, std::string(flag) + " has no value, but needs a number.");
        return {};
    }
    const std::optional<std::int64_t> number = pythonInteger(at->values.front());
    if (!number)
        complain(flag, std::string(flag) + " is \"" + at->values.front() +
                           "\", but must be a whole number.");
    else if (*number < least || *number > most)
        complain(flag, std::string(flag) + " is " + figureOfCount(*number) +
                           ", but must be at least " + figureOfCount(least) + '.');
    else
        return number;
    return {};
}

std::int64_t MegatronValues::count(std::string_view flag, std::int64_t otherwise,
                                   std::int64_t least)
{
    return countIn(flag, least).value_or(otherwise);
}

std::string MegatronValues::word(std::string_view flag)
{
    const MegatronArguments::Given *at = given(flag);
    if (!at)
        return {};
    if (at->values.empty()) {
        complain(flag, std::string(flag) + " has no value.");
        return {};
    }
    return lowerCase(at->values.front());
}

std::string MegatronValues::word(std::string_view flag, std::string_view otherwise)
{
    std::string text = word(flag);
    return text.empty() ? std::string(otherwise) : text;
}

std::vector<std::string> MegatronValues::texts(std::string_view flag)
{
    const MegatronArguments::Given *at = given(flag);
    return at ? at->values : std::vector<std::string>();
}

void MegatronValues::complainAt(int line, const std::string &sentence)
{
    if (!m_error)
        m_error = m_sheet.refuse(line, sentence);
}

bool isNarrowType(std::string_view type)
{
    return type.ends_with("bf16") || type.ends_with("fp16") || type.ends_with("bfloat16") ||
           type.ends_with("float16");
}

} // namespace core
