// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/launch/recognised_model.h"

#include "core/base/text.h"
#include "core/io/json/json_reader.h"
#include "core/presets/presets.h"

#include <algorithm>

namespace core {

std::optional<Complaint> complaintAboutSizes(const TransformerSpec &spec)
{
    Scenario scenario;
    scenario.model.shape = spec;
    return complaintAboutModel(scenario);
}

ModelSpec recognisedModel(const TransformerSpec &spec)
{
    for (const ModelSpec &preset : modelPresets()) {
        const TransformerSpec *known = preset.transformer();
        if (!known)
            continue;
        if (*known == spec)
            return preset;
        TransformerSpec same = *known;
        if (spec.expertFfn == spec.ffn && same.expertFfn == 0)
            same.expertFfn = spec.expertFfn; // said, and the same
        same.flashAttention = spec.flashAttention;
        if (same == spec) {
            ModelSpec model = preset;
            model.id.clear();
            model.shape = spec;
            return model;
        }
    }
    ModelSpec model;
    model.shape = spec;
    model.title = complaintAboutSizes(spec)
                      ? "Model"
                      : "Model with " + figureOfParameters(parameterCount(model)) + " parameters";
    return model;
}

const ModelSpec *modelNamed(const std::string &path)
{
    std::string name = lowerCase(path.substr(path.rfind('/') + 1));
    for (const std::string_view end : {"-hf", "-instruct", "-chat", "-base"}) {
        if (name.ends_with(end))
            name.resize(name.size() - end.size());
    }
    if (name.starts_with("meta-"))
        name.erase(0, 5);
    // Releases of the same sizes.
    constexpr std::pair<std::string_view, std::string_view> same[] = {
        {"qwen2.5-7b", "qwen2-7b"},
        {"mistral-7b-v0.1", "mistral-7b"},
        {"mixtral-8x7b-v0.1", "mixtral-8x7b"},
        {"llama-3.1-8b", "llama-3-8b"},
        {"llama-3.1-70b", "llama-3-70b"},
        {"llama-3.3-70b", "llama-3-70b"},
        {"deepseek-v3.1", "deepseek-v3"},
        {"deepseek-r1", "deepseek-v3"},
        {"gpt2", "gpt2-124m"},
        {"gpt2-medium", "gpt2-355m"},
        {"gpt2-large", "gpt2-774m"},
        {"gpt2-xl", "gpt2-1.5b"},
        {"bloom", "bloom-176b"}};
    const auto *known =
        std::ranges::find(same, name, &std::pair<std::string_view, std::string_view>::first);
    return findModel(known == std::end(same) ? name : std::string(known->second));
}

} // namespace core
