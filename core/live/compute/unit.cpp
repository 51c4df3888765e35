// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/compute/unit.h"

#include "core/live/compute/block_unit.h"
#include "core/live/compute/dense_unit.h"
#include "core/live/compute/ends.h"

namespace core::live {

template <class Real>
std::unique_ptr<Unit<Real>> makeUnit(const NetworkSpec &network, int unit, int partner,
                                     int partners)
{
    if (network.kind == NetworkKind::Mlp)
        return std::make_unique<DenseUnit<Real>>(network, unit, partner, partners);
    if (unit == 0)
        return std::make_unique<EmbeddingUnit<Real>>(network);
    if (unit <= network.layers)
        return std::make_unique<BlockUnit<Real>>(network, unit, partner, partners);
    return std::make_unique<HeadUnit<Real>>(network);
}

template <class Real>
void release(UnitState<Real> &state, Workspace<Real> &space)
{
    for (Buffer<Real> *buffer :
         {&state.input, &state.output, &state.part, &state.outputGradient, &state.inputGradient})
        space.give(std::move(*buffer));
    for (std::vector<Buffer<Real>> *list : {&state.kept, &state.gradients}) {
        for (Buffer<Real> &buffer : *list)
            space.give(std::move(buffer));
        list->clear();
    }
}

template std::unique_ptr<Unit<float>> makeUnit(const NetworkSpec &, int, int, int);
template std::unique_ptr<Unit<double>> makeUnit(const NetworkSpec &, int, int, int);
template void release(UnitState<float> &, Workspace<float> &);
template void release(UnitState<double> &, Workspace<double> &);

} // namespace core::live
