// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace core {

// What a kernel, or an operator of the host, is for.
enum class KernelKind : std::uint8_t { Product, Attention, Collective, Copy, Optimizer, Other };
constexpr int kKernelKindCount = 6;

struct KernelKindName
{
    KernelKind kind;
    std::string_view id; // in files and options, and what it is called
};
constexpr std::array<KernelKindName, kKernelKindCount> kKernelKinds = {
    {{KernelKind::Product, "product"},
     {KernelKind::Attention, "attention"},
     {KernelKind::Collective, "collective"},
     {KernelKind::Copy, "copy"},
     {KernelKind::Optimizer, "optimizer"},
     {KernelKind::Other, "other"}}};
[[nodiscard]] constexpr std::string_view idOf(KernelKind kind)
{
    return kKernelKinds[static_cast<std::size_t>(kind)].id;
}

// Names that belong to a kind: a pattern, in which * stands for anything and capitals do not
// matter, matches the whole name.
struct KernelRule
{
    std::string pattern;
    KernelKind kind = KernelKind::Other;

    bool operator==(const KernelRule &) const = default;
};

// In this order: the first that matches decides, and what none matches is Other. Names of NVIDIA
// and AMD kernels and of the operators of PyTorch on the host.
[[nodiscard]] const std::vector<KernelRule> &usualKernelRules();

[[nodiscard]] KernelKind kindOf(std::string_view name, const std::vector<KernelRule> &rules);

// Whether the whole text is as the pattern says.
[[nodiscard]] bool matchesPattern(std::string_view text, std::string_view pattern);

} // namespace core
