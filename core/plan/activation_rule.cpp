// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/activation_rule.h"

namespace core {
namespace {

Bytes freedByInput(SplitMemory rule, Bytes kept)
{
    switch (rule) {
    case SplitMemory::Half:
        return {kept.count / 2};
    case SplitMemory::UntilInput:
        return kept;
    case SplitMemory::UntilWeight:
        break;
    }
    return {};
}

} // namespace

ActivationChange activationChange(const Plan &plan, Op op, int stage)
{
    const StagePlan &at = plan.stages[static_cast<std::size_t>(stage)];
    const Bytes none;
    if (!plan.training) // nothing outlives the visit that made it
        return {
            .atBegin = at.transient, .atEnd = none - at.transient, .keeps = true, .frees = true};
    // Already there if it was recomputed before.
    const Bytes transient = plan.recomputes ? none : at.transient;
    const bool untilInput = plan.splitMemory == SplitMemory::UntilInput;
    const Bytes byInput = freedByInput(plan.splitMemory, at.kept);
    switch (op) {
    case Op::Forward:
        return {.atBegin = at.kept + at.keptUntilInput, .keeps = true};
    case Op::Recompute:
        return {.atBegin = at.transient};
    case Op::Backward:
        return {.atBegin = transient,
                .atEnd = none - at.transient - at.kept - at.keptUntilInput,
                .frees = true};
    case Op::BackwardInput:
        return {.atBegin = transient,
                .atEnd = none - at.transient - byInput - at.keptUntilInput,
                .frees = untilInput};
    case Op::BackwardWeight:
        return {.atEnd = byInput - at.kept, .frees = !untilInput};
    }
    return {};
}

} // namespace core
