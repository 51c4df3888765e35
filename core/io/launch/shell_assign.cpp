// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/launch/shell_arithmetic.h"
#include "core/io/launch/shell_context.h"

#include <algorithm>
#include <cstdlib>

namespace core::shell {
namespace {

constexpr std::int64_t kLargestIndex = 100'000;

std::int64_t indexOf(const Text &text)
{
    return std::clamp<std::int64_t>(std::atoll(text.plain().c_str()), 0, kLargestIndex);
}

// NNODES=$1 and NGPUS=$(…) are asked for by the names that people know.
bool isNameless(const Text &value)
{
    const std::vector<std::string> names = value.unsetNames();
    return value.isNothing() && std::ranges::all_of(names, [](const std::string &name) {
               return name.find_first_not_of("0123456789") == std::string::npos;
           });
}

void assignArray(Shell &shell, const Assignment &assignment)
{
    std::vector<std::pair<std::optional<Text>, Text>> elements;
    for (const Element &element : assignment.elements) {
        if (element.key) {
            elements.push_back(
                {shell.expander.text(*element.key), shell.expander.text(element.value)});
            continue;
        }
        for (Text &word : shell.expander.words(std::span(&element.value, 1)))
            elements.push_back({std::nullopt, std::move(word)});
    }
    Variable &variable = shell.state.variables[assignment.name];
    if (!assignment.appends) {
        variable.elements.clear();
        variable.named.clear();
    }
    std::int64_t next = variable.elements.empty() ? 0 : variable.elements.rbegin()->first + 1;
    for (auto &[key, value] : elements) {
        shell.reading.budget.spend(value.size() + sizeof(Text));
        if (variable.isNamed && key) {
            variable.named[key->plain()] = std::move(value);
            continue;
        }
        if (key)
            next = indexOf(arithmetic(*key, shell.state));
        variable.elements[next++] = std::move(value);
    }
}

} // namespace

Text known(const Shell &shell, const std::string &name, Text value)
{
    if (!value.isNothing())
        return value;
    const int line = value.lineAt(0);
    const auto given = shell.reading.environment.find(name);
    if (given != shell.reading.environment.end())
        return Text::at(given->second, line);
    if (!isNameless(value))
        return value;
    if (value.isUnknown())
        shell.reading.result.computed.insert(name);
    return Text::unset(name, line);
}

void assign(Shell &shell, const Assignment &assignment)
{
    if (assignment.isArray)
        return assignArray(shell, assignment);
    Text value = known(shell, assignment.name, shell.expander.text(assignment.value));
    Variable &variable = shell.state.variables[assignment.name];
    const Text index = assignment.index ? shell.expander.text(*assignment.index) : Text();
    Text &target = variable.isNamed  ? variable.named[index.plain()]
                   : index.isEmpty() ? variable.elements[0]
                                     : variable.elements[indexOf(arithmetic(index, shell.state))];
    if (assignment.appends) {
        shell.reading.budget.spend(target.size() + value.size());
        target.add(value);
    } else {
        target = std::move(value);
    }
}

} // namespace core::shell
