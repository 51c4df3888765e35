// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/validation/run_kind.h"

#include "core/base/text.h"

namespace core {

std::string runKind(const Scenario &scenario)
{
    const ParallelSpec &parallel = scenario.parallel;
    std::vector<std::string> kinds;
    const auto add = [&](bool is, const char *kind) {
        if (is)
            kinds.emplace_back(kind);
    };
    add(parallel.tensor > 1, "tensor");
    add(parallel.context > 1, "context");
    add(parallel.expert > 1, "expert");
    add(parallel.pipeline > 1, "pipeline");
    std::string words = kinds.empty() ? "data parallel" : joinWithAnd(kinds) + " parallel";
    if (gathersLayers(scenario))
        words += ", fully sharded";
    return scenario.model.transformer() != nullptr ? words : words + ", no transformer";
}

} // namespace core
