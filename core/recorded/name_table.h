// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/recorded/kernel_kind.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace core {

struct TextHash
{
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const
    {
        return std::hash<std::string_view>()(text);
    }
};
// Numbers by text; looked up, never walked through, so its order does not matter.
using TextNumbers = std::unordered_map<std::string, std::uint32_t, TextHash, std::equal_to<>>;

// The names of kernels, each once, with its kind.
class NameTable
{
public:
    static constexpr std::size_t kLongestName = 4096; // bytes; longer ones are cut

    explicit NameTable(std::vector<KernelRule> rules = usualKernelRules())
        : m_rules(std::move(rules))
    {}

    // The number of a name, the same for the same text.
    std::uint32_t numberOf(std::string_view name);
    [[nodiscard]] const std::string &name(std::uint32_t number) const { return m_names[number]; }
    [[nodiscard]] KernelKind kind(std::uint32_t number) const { return m_kinds[number]; }
    [[nodiscard]] std::size_t size() const { return m_names.size(); }

private:
    std::vector<KernelRule> m_rules;
    std::vector<std::string> m_names;
    std::vector<KernelKind> m_kinds;
    TextNumbers m_numbers;
};

} // namespace core
