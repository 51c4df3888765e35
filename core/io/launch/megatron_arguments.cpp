// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/launch/megatron_arguments.h"

#include "core/base/text.h"
#include "core/io/launch/megatron_flags.h"

#include <algorithm>

namespace core {
namespace {

using Takes = MegatronFlag::Takes;

// --deepspeed_config is --deepspeed-config: every argument has one spelling here.
std::string spelled(std::string_view flag)
{
    std::string name(flag);
    std::ranges::replace(name, '_', '-');
    return name;
}

bool isFlag(const ShellWord &word)
{
    return word.text.starts_with("--") && word.text.size() > 2;
}

bool isNothing(const ShellWord &word)
{
    return word.text.empty() && !word.unset.empty();
}

// Unset variables at the end of what a flag takes are arguments that could have been added.
void addWord(LaunchSheet &sheet, MegatronArguments::Given &given, const ShellWord &word,
             std::size_t room)
{
    if (given.values.size() < room) {
        given.values.push_back(word.text);
        given.unknown = given.unknown || word.unknown;
        given.unset.insert(given.unset.end(), word.unset.begin(), word.unset.end());
        if (given.values.size() == 1 && word.line > 0)
            given.line = word.line;
    } else if (isNothing(word)) {
        sheet.tell(word.line, sheet.whatIsMissing(word.unset) + ", and adds nothing.");
    } else {
        given.surplus.push_back(word.text);
    }
}

std::size_t roomOf(const MegatronFlag *flag)
{
    constexpr std::size_t many = 100'000;
    if (!flag || flag->takes == Takes::Many)
        return many;
    return flag->takes == Takes::One ? 1 : 0;
}

} // namespace

void MegatronArguments::set(std::string_view flag, Given given)
{
    m_given[spelled(flag)] = std::move(given);
}

void MegatronArguments::remove(std::string_view flag)
{
    m_given.erase(spelled(flag));
}

const MegatronArguments::Given *MegatronArguments::find(std::string_view flag) const
{
    const auto found = m_given.find(flag);
    return found == m_given.end() ? nullptr : &found->second;
}

int MegatronArguments::lineOf(std::string_view flag) const
{
    const Given *given = find(flag);
    return given ? given->line : 0;
}

MegatronArguments megatronArgumentsOf(LaunchSheet &sheet, const std::vector<ShellWord> &words)
{
    MegatronArguments arguments;
    for (std::size_t i = 0; i < words.size();) {
        const ShellWord &word = words[i++];
        if (!isFlag(word)) {
            if (isNothing(word))
                sheet.tell(word.line, sheet.whatIsMissing(word.unset) + ", and adds nothing.");
            continue;
        }
        const std::size_t sign = word.text.find('=');
        const std::string name = spelled(word.text.substr(0, sign));
        const std::size_t room = roomOf(findMegatronFlag(name));
        MegatronArguments::Given given{.values = {}, .line = word.line};
        if (sign != std::string::npos) {
            ShellWord value = word;
            value.text = word.text.substr(sign + 1);
            addWord(sheet, given, value, std::max<std::size_t>(room, 1));
        }
        for (; i < words.size() && !isFlag(words[i]); ++i)
            addWord(sheet, given, words[i], sign == std::string::npos ? room : 0);
        arguments.set(name, std::move(given)); // of argparse, the last one holds
    }
    return arguments;
}

} // namespace core
