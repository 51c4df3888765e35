// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/recorded/kernel_rule_lines.h"

#include "core/base/text.h"

#include <algorithm>

namespace core {
namespace {

std::string_view trimmed(std::string_view text)
{
    const std::size_t first = text.find_first_not_of(" \t\r");
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

std::string kindsText()
{
    std::vector<std::string> ids;
    for (const KernelKindName &kind : kKernelKinds)
        ids.emplace_back(kind.id);
    return joinWithAnd(ids);
}

Result<KernelRule> ruleOf(std::string_view line)
{
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos)
        return Error{"There is no colon between a kind and a pattern, as in \"product: *gemm*\"."};
    const std::string_view id = trimmed(line.substr(0, colon));
    const std::string_view pattern = trimmed(line.substr(colon + 1));
    const auto *const kind = std::ranges::find(kKernelKinds, id, &KernelKindName::id);
    if (kind == kKernelKinds.end())
        return Error{'"' + std::string(id) + "\" is no kind: there are " + kindsText() + '.'};
    if (pattern.empty())
        return Error{"Behind the colon a pattern is needed, in which * stands for anything."};
    return KernelRule{std::string(pattern), kind->kind};
}

} // namespace

std::string linesOfRules(const std::vector<KernelRule> &rules)
{
    std::string text;
    for (const KernelRule &rule : rules)
        text += std::string(idOf(rule.kind)) + ": " + rule.pattern + '\n';
    return text;
}

Result<std::vector<KernelRule>> rulesOfLines(std::string_view text)
{
    std::vector<KernelRule> rules;
    for (int number = 1; !text.empty(); ++number) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view line = trimmed(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
        if (line.empty())
            continue;
        Result<KernelRule> rule = ruleOf(line);
        if (!rule)
            return Error{"Line " + std::to_string(number) + ": " + rule.error().message};
        rules.push_back(std::move(rule).value());
    }
    return rules;
}

} // namespace core
