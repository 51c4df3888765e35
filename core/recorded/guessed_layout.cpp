// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/recorded/guessed_layout.h"

#include "core/recorded/collective_operation.h"
#include "core/scenario/wish.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string_view>

namespace core {
namespace {

enum class Role : std::uint8_t { None, Data, Sharded, Tensor, Pipeline, Context, Expert };
constexpr int kRoleCount = 7;

struct RoleWord
{
    std::string_view word; // of a description, in small letters
    Role role;
};
// In this order: "TENSOR_MODEL_PARALLEL_GROUP", "DATA_PARALLEL_GROUP_WITH_CP" (Megatron-LM,
// core/parallel_state.py), "mesh_dp_shard", "mesh_pp" (torchtitan), "fsdp", "zero".
constexpr std::array<RoleWord, 14> kRoleWords = {{{"embedding", Role::None},
                                                  {"expert", Role::Expert},
                                                  {"ep", Role::Expert},
                                                  {"fsdp", Role::Sharded},
                                                  {"shard", Role::Sharded},
                                                  {"zero", Role::Sharded},
                                                  {"data", Role::Data},
                                                  {"dp", Role::Data},
                                                  {"tensor", Role::Tensor},
                                                  {"tp", Role::Tensor},
                                                  {"pipeline", Role::Pipeline},
                                                  {"pp", Role::Pipeline},
                                                  {"context", Role::Context},
                                                  {"cp", Role::Context}}};

constexpr std::array<std::string_view, kRoleCount> kSharedBy = {
    "nothing that was recognized",
    "gradients of replicas",
    "the states of replicas",
    "parts of layers (tensor parallel)",
    "activations of pipeline stages",
    "parts of sequences (context parallel)",
    "tokens of experts (expert parallel)"};

std::vector<std::string> wordsOf(std::string_view text)
{
    std::vector<std::string> words(1);
    for (const char c : text) {
        const auto letter = static_cast<unsigned char>(c);
        if (std::isalpha(letter))
            words.back() += static_cast<char>(std::tolower(letter));
        else if (!words.back().empty())
            words.emplace_back();
    }
    return words;
}

std::optional<Role> describedRole(std::string_view description)
{
    const std::vector<std::string> words = wordsOf(description);
    for (const RoleWord &row : kRoleWords) {
        if (std::ranges::find(words, row.word) != words.end())
            return row.role;
    }
    return {};
}

// Calls of one rank in a group, by operation.
struct Use
{
    std::array<std::int64_t, kUnknownOperation + 1> calls = {};
    std::int64_t steps = 1;

    [[nodiscard]] std::int64_t of(std::string_view id) const
    {
        const auto *const found =
            std::ranges::find(kCollectiveOperations, id, &CollectiveOperation::id);
        return calls[static_cast<std::size_t>(found - kCollectiveOperations.begin())];
    }
};

// Of each group, by the rank that calls it most.
std::vector<Use> usesOf(const RecordedRun &run)
{
    std::vector<Use> uses(run.groups.size());
    std::vector<std::int64_t> most(run.groups.size(), 0);
    for (const RecordedRank &rank : run.ranks) {
        std::vector<Use> own(run.groups.size());
        std::vector<std::int64_t> sum(run.groups.size(), 0);
        for (const CollectiveCall &call : rank.calls) {
            ++own[call.group].calls[call.operation];
            ++sum[call.group];
        }
        for (std::size_t group = 0; group < own.size(); ++group) {
            if (sum[group] <= most[group])
                continue;
            most[group] = sum[group];
            uses[group] = own[group];
            uses[group].steps = std::max<std::int64_t>(1, std::ssize(rank.steps));
        }
    }
    return uses;
}

bool areNeighbours(const std::vector<int> &ranks)
{
    return ranks.back() - ranks.front() == static_cast<int>(ranks.size()) - 1;
}

Role usedRole(const ProcessGroup &group, const Use &use, int devices)
{
    // Layers are exchanged several times a step each, gradients once in buckets.
    constexpr std::int64_t kOften = 16;
    if (use.of("send") + use.of("receive") + use.of("send-receive") > 0)
        return Role::Pipeline;
    if (use.of("all-to-all") > 0)
        return Role::Expert;
    const bool all = static_cast<int>(group.ranks.size()) == devices;
    const std::int64_t gathered = use.of("all-gather") + use.of("reduce-scatter");
    const std::int64_t summed = use.of("all-reduce");
    const bool often = gathered + summed >= kOften * use.steps;
    if (!all && often && areNeighbours(group.ranks))
        return Role::Tensor;
    if (gathered > 0)
        return Role::Sharded;
    return summed > 0 ? Role::Data : Role::None;
}

// Parameters are gathered for forward and for backward, gradients scattered once.
Sharding shardingOf(const Use &use, bool described)
{
    const std::int64_t gathered = use.of("all-gather");
    const bool twice = 2 * gathered >= 3 * use.of("reduce-scatter");
    return described || twice ? Sharding::Zero3 : Sharding::Zero1;
}

int devicesOf(const RecordedRun &run)
{
    int devices = static_cast<int>(run.ranks.size());
    for (const RecordedRank &rank : run.ranks)
        devices = std::max(devices, rank.worldSize);
    for (std::size_t i = 0; i < run.groups.size(); ++i) {
        if (!run.groups[i].ranks.empty())
            devices = std::max(devices, run.groups[i].ranks.back() + 1);
    }
    return devices;
}

std::string reasonOf(const ProcessGroup &group, Role role, bool described)
{
    const std::string name =
        described ? '"' + group.description + '"' : std::string("A group without a description");
    return name + " of " + std::to_string(group.ranks.size()) + " ranks exchanges " +
           std::string(kSharedBy[static_cast<std::size_t>(role)]) + '.';
}

} // namespace

std::optional<GuessedLayout> guessLayout(const RecordedRun &run)
{
    GuessedLayout layout;
    layout.devices = devicesOf(run);
    const std::vector<Use> uses = usesOf(run);
    std::array<int, kRoleCount> size = {};
    size.fill(1);
    for (std::size_t i = 0; i < run.groups.size(); ++i) {
        const ProcessGroup &group = run.groups[i];
        if (group.ranks.size() < 2)
            continue;
        const std::optional<Role> described = describedRole(group.description);
        const Role role = described ? *described : usedRole(group, uses[i], layout.devices);
        int &largest = size[static_cast<std::size_t>(role)];
        if (role == Role::None || static_cast<int>(group.ranks.size()) <= largest)
            continue;
        if (largest == 1)
            layout.reasons.push_back(reasonOf(group, role, described.has_value()));
        largest = static_cast<int>(group.ranks.size());
        if (role == Role::Sharded)
            layout.sharding = shardingOf(uses[i], described.has_value());
    }
    const auto sizeOf = [&size](Role role) { return size[static_cast<std::size_t>(role)]; };
    layout.tensor = sizeOf(Role::Tensor);
    layout.pipeline = sizeOf(Role::Pipeline);
    layout.context = sizeOf(Role::Context);
    layout.expert = sizeOf(Role::Expert);
    const int replica = layout.tensor * layout.pipeline * layout.context;
    if (layout.reasons.empty() || layout.devices % replica != 0)
        return {};
    layout.data = layout.devices / replica;
    return layout;
}

Scenario withLayout(const Scenario &scenario, const GuessedLayout &layout)
{
    Wish wish = wishFor(scenario);
    const std::array<std::pair<Setting, std::int64_t>, 7> asked = {
        {{Setting::Devices, layout.devices},
         {Setting::Tensor, layout.tensor},
         {Setting::Pipeline, layout.pipeline},
         {Setting::Context, layout.context},
         {Setting::Data, layout.data},
         {Setting::Expert, layout.expert},
         {Setting::Sharding, static_cast<std::int64_t>(layout.sharding)}}};
    for (const auto &[setting, value] : asked)
        wish = asking(wish, setting, value);
    return complete(wish).scenario;
}

} // namespace core
