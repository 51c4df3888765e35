// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/similar_names.h"

#include <algorithm>
#include <numeric>
#include <utility>
#include <vector>

namespace core {
namespace {

constexpr std::size_t kLongestWord = 60; // bytes; longer ones are no misspelt names
constexpr std::size_t kLeastPart = 3;    // letters that tell something about a name

struct UsualName
{
    std::string_view said;
    std::string_view meant;
};
// What PyTorch, Megatron and people call what is chosen here by another name.
constexpr UsualName kUsualNames[] = {
    {"fsdp", "zero3"},
    {"full-shard", "zero3"},
    {"hybrid-shard", "zero3"},
    {"shard-grad-op", "zero2"},
    {"ddp", "none"},
    {"no-shard", "none"},
    {"adamw", "adam"},
    {"half", "fp16"},
    {"float16", "fp16"},
    {"bfloat16", "bf16"},
    {"float32", "fp32"},
    {"seq", "sequence"},
    {"seq-len", "sequence"},
    {"seq-length", "sequence"},
    {"max-seq-len", "sequence"},
    {"tp", "tensor"},
    {"pp", "pipeline"},
    {"dp", "data"},
    {"cp", "context"},
    {"ep", "expert"},
    {"gbs", "global_batch"},
    {"mbs", "micro_batch"},
    {"gpus", "devices"},
    {"gpu", "device"},
    {"zero", "sharding"},
    {"infiniband", "ib-ndr"},
};

// Without what people do not care about: capitals, and which sign joins two words.
std::string plain(std::string_view word)
{
    std::string text = lowerCase(word);
    std::ranges::replace_if(
        text, [](char c) { return c == '_' || c == ' '; }, '-');
    return text;
}

// Is it what the name begins with, or one of its words?
bool isPartOf(std::string_view word, std::string_view name)
{
    if (word.size() < kLeastPart)
        return false;
    const std::size_t at = name.find(word);
    return at == 0 || (at != std::string_view::npos && name[at - 1] == '-' &&
                       (at + word.size() == name.size() || name[at + word.size()] == '-'));
}

std::string_view usualName(std::string_view word, std::span<const std::string_view> candidates)
{
    for (const UsualName &usual : kUsualNames) {
        const auto meant = std::ranges::find(candidates, usual.meant);
        if (usual.said == word && meant != candidates.end())
            return *meant;
    }
    return {};
}

} // namespace

std::string lowerCase(std::string_view text)
{
    std::string lower(text);
    for (char &c : lower)
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return lower;
}

std::size_t lettersApart(std::string_view a, std::string_view b)
{
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i < a.size(); ++i) {
        std::size_t diagonal = row[0]++;
        for (std::size_t j = 0; j < b.size(); ++j) {
            const std::size_t replaced = diagonal + (a[i] == b[j] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({replaced, row[j] + 1, diagonal + 1});
        }
    }
    return row.back();
}

std::size_t slipBetween(std::string_view a, std::string_view b)
{
    constexpr std::size_t shortest = 8;  // letters; below, two of them are another word
    constexpr std::size_t longest = 200; // no name is longer
    const auto [shorter, longer] = std::minmax({a.size(), b.size()});
    if (shorter < shortest || longer >= longest || longer - shorter >= kNoSlip)
        return kNoSlip;
    return std::min(lettersApart(a, b), kNoSlip);
}

std::string_view nearest(std::string_view word, std::span<const std::string_view> candidates)
{
    if (word.empty() || word.size() > kLongestWord)
        return {};
    const std::string said = plain(word);
    if (const std::string_view usual = usualName(said, candidates); !usual.empty())
        return usual;
    std::string_view best;
    std::size_t least = std::max<std::size_t>(2, said.size() / 2); // half of it may be wrong
    for (const std::string_view candidate : candidates) {
        const std::string name = plain(candidate);
        std::size_t distance = lettersApart(said, name);
        if (isPartOf(said, name))
            distance = std::min<std::size_t>(distance, 1);
        if (distance < least) {
            least = distance;
            best = candidate;
        }
    }
    return best;
}

} // namespace core
