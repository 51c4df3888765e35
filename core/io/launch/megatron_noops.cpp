// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/launch/megatron_noops.h"

#include "core/base/text.h"
#include "core/scenario/check.h"

#include <algorithm>
#include <utility>

namespace core {
namespace {

constexpr std::string_view kNoops = "--noop-layers"; // of MindSpeed

} // namespace

// A log prints them as a set: "{47, 62, 63}".
std::vector<std::int64_t> megatronNoopLayers(MegatronValues &values)
{
    std::string list;
    for (const std::string &word : values.texts(kNoops))
        list += word + ',';
    std::erase_if(list,
                  [](char c) { return std::string_view("{}[]\" ").find(c) != std::string::npos; });
    const std::int64_t all = values.count("--num-layers", kMaxLayers);
    std::vector<std::int64_t> layers;
    for (std::string_view rest = list; !rest.empty();) {
        const std::string_view word = rest.substr(0, rest.find(','));
        rest.remove_prefix(std::min(rest.size(), word.size() + 1));
        const std::optional<std::int64_t> layer = pythonInteger(word);
        if (layer && *layer >= all)
            values.complain(kNoops, std::string(kNoops) + " names layer " + figureOfCount(*layer) +
                                        ", but the " + figureOfCount(all) +
                                        " layers go from 0 to " + figureOfCount(all - 1) +
                                        ", as MindSpeed needs.");
        else if (layer && *layer >= 0 && std::ranges::find(layers, *layer) == layers.end())
            layers.push_back(*layer);
        else if (!word.empty() && word != "None")
            values.complain(kNoops, std::string(kNoops) + " names \"" + std::string(word) +
                                        "\", but must name layers from 0 on, once each.");
    }
    return layers;
}

std::vector<int> withoutNoops(MegatronValues &values, const std::vector<int> &partition,
                              const std::vector<std::int64_t> &idle)
{
    std::vector<int> left = partition;
    for (const std::int64_t layer : idle) {
        std::int64_t end = 0;
        for (std::size_t stage = 0; stage < partition.size(); ++stage) {
            const std::int64_t begin = std::exchange(end, end + partition[stage]);
            if (layer >= begin && layer < end)
                --left[stage];
        }
    }
    if (std::ranges::any_of(left, [](int layers) { return layers < 1; }))
        values.complain(kNoops, "A stage has nothing but " + std::string(kNoops) +
                                    ": every stage needs a layer in the simulation.");
    return left;
}

} // namespace core
