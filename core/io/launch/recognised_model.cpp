// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/launch/recognised_model.h"

#include "core/base/text.h"
#include "core/presets/presets.h"

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

} // namespace core
