// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/recorded/kernel_kind.h"

#include <algorithm>

namespace core {
namespace {

char small(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

struct RuleRow
{
    KernelKind kind;
    std::string_view pattern;
};

// To add a rule: a row, before those that would take its names as well (CONTRIBUTING.md).
constexpr RuleRow kRows[] = {
    // NCCL and RCCL call their kernels alike; below them what other libraries exchange with.
    {KernelKind::Collective, "nccl*"},
    {KernelKind::Collective, "void nccl*"},
    {KernelKind::Collective, "rccl*"},
    {KernelKind::Collective, "*msccl*"},
    {KernelKind::Collective, "oneccl*"},
    {KernelKind::Collective, "hccl*"},
    {KernelKind::Collective, "hcom_*"}, // of HCCL, as torch_npu calls them
    {KernelKind::Collective, "gloo:*"},
    {KernelKind::Collective, "c10d::*"},
    {KernelKind::Collective, "*nvshmem*"},
    {KernelKind::Collective, "*rocshmem*"},
    {KernelKind::Collective, "*cross_device_reduce*"},
    // Operations of XLA, with their numbers.
    {KernelKind::Collective, "all-reduce*"},
    {KernelKind::Collective, "all-gather*"},
    {KernelKind::Collective, "reduce-scatter*"},
    {KernelKind::Collective, "all-to-all*"},
    {KernelKind::Collective, "ragged-all-to-all*"},
    {KernelKind::Collective, "collective-*"},
    {KernelKind::Copy, "memcpy*"},
    {KernelKind::Copy, "memset*"},
    {KernelKind::Copy, "copyhosttodevice*"},
    {KernelKind::Copy, "copydevicetohost*"},
    {KernelKind::Copy, "copydevicetodevice*"},
    {KernelKind::Copy, "fillbuffer*"},
    {KernelKind::Copy, "__amd_rocclr_copy*"},
    {KernelKind::Copy, "__amd_rocclr_fill*"},
    {KernelKind::Copy, "*direct_copy_kernel*"},
    {KernelKind::Copy, "*catarraybatchedcopy*"},
    {KernelKind::Copy, "copy.*"},
    {KernelKind::Copy, "copy-start*"},
    {KernelKind::Copy, "copy-done*"},
    {KernelKind::Copy, "aten::copy_"},
    {KernelKind::Copy, "aten::cat"},
    {KernelKind::Copy, "aten::fill_"},
    {KernelKind::Copy, "aten::zero_"},
    {KernelKind::Optimizer, "*multi_tensor_apply*"},
    {KernelKind::Optimizer, "*multitensorapply*"},
    {KernelKind::Optimizer, "*adam*"},
    {KernelKind::Optimizer, "*adagrad*"},
    {KernelKind::Optimizer, "*rmsprop*"},
    {KernelKind::Optimizer, "*fusedlamb*"},
    {KernelKind::Optimizer, "*fusedsgd*"},
    {KernelKind::Optimizer, "optimizer.*"},
    {KernelKind::Optimizer, "aten::_foreach_*"},
    {KernelKind::Attention, "*flash_*fwd*"},
    {KernelKind::Attention, "*flash_*bwd*"},
    {KernelKind::Attention, "*flashattn*"},
    {KernelKind::Attention, "*fmha*"},
    {KernelKind::Attention, "*attention*"},
    {KernelKind::Attention, "*attn_*"},
    {KernelKind::Attention, "*_attn*"},
    {KernelKind::Attention, "*sdpa*"},
    {KernelKind::Product, "*gemm*"},
    {KernelKind::Product, "*gemv*"},
    {KernelKind::Product, "cijk_*"},
    {KernelKind::Product, "custom_cijk_*"},
    {KernelKind::Product, "*wvsplitk*"},
    {KernelKind::Product, "nvjet_*"},
    {KernelKind::Product, "*cutlass*"},
    {KernelKind::Product, "*splitkreduce*"},
    {KernelKind::Product, "*xmma*"},
    {KernelKind::Product, "*matmul*"},
    {KernelKind::Product, "triton_*mm*"},
    {KernelKind::Product, "*convolution*"},
    {KernelKind::Product, "*implicit_con*"},
    {KernelKind::Product, "*winograd*"},
    {KernelKind::Product, "*dgrad*"},
    {KernelKind::Product, "*wgrad*"},
    {KernelKind::Product, "miopen*conv*"},
    {KernelKind::Product, "igemm_*"},
    {KernelKind::Product, "dot.*"},
    {KernelKind::Product, "aten::mm"},
    {KernelKind::Product, "aten::bmm"},
    {KernelKind::Product, "aten::addmm"},
    {KernelKind::Product, "aten::baddbmm"},
    {KernelKind::Product, "aten::linear"},
    {KernelKind::Product, "aten::dot"},
};

std::vector<KernelRule> rulesOfRows()
{
    std::vector<KernelRule> rules;
    for (const RuleRow &row : kRows)
        rules.push_back({std::string(row.pattern), row.kind});
    return rules;
}

} // namespace

const std::vector<KernelRule> &usualKernelRules()
{
    static const std::vector<KernelRule> rules = rulesOfRows();
    return rules;
}

// Goes back to the last star alone, which suffices where * is the only wild card.
bool matchesPattern(std::string_view text, std::string_view pattern)
{
    std::size_t at = 0;
    std::size_t in = 0;
    std::size_t star = std::string_view::npos;
    std::size_t starAt = 0;
    while (at < text.size()) {
        if (in < pattern.size() && pattern[in] == '*') {
            star = in++;
            starAt = at;
        } else if (in < pattern.size() && small(pattern[in]) == small(text[at])) {
            ++in;
            ++at;
        } else if (star != std::string_view::npos) {
            in = star + 1;
            at = ++starAt;
        } else {
            return false;
        }
    }
    return pattern.find_first_not_of('*', in) == std::string_view::npos;
}

KernelKind kindOf(std::string_view name, const std::vector<KernelRule> &rules)
{
    const auto rule = std::ranges::find_if(rules, [name](const KernelRule &candidate) {
        return matchesPattern(name, candidate.pattern);
    });
    return rule == rules.end() ? KernelKind::Other : rule->kind;
}

} // namespace core
