// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cost/collective_price.h"
#include "core/cost/operation.h"

#include <vector>

namespace core {

// What the prices of a layer were added up from, noted where they are: those who price tell it when
// there is one. Prices do not depend on it.
class OperationLog
{
public:
    void add(const Operation &operation);
    // So many alike.
    void product(OperationName name, LayerPass pass, const GemmShape &shape, const Machine &machine,
                 CostPart part = CostPart::Matrix, double count = 1);
    // So many alike, which move this many bytes each.
    void kernels(OperationName name, LayerPass pass, double count, double bytes,
                 const Machine &machine, CostPart part = CostPart::MemoryBound);
    // So many alike, of arrays of this many bytes in full; by the rules of collective_price.h.
    struct Collectives
    {
        OperationName name;
        CostPart part;
        LayerPass pass;
        double count = 1;
        double bytes = 0;
        Members members = {};
    };
    void allReduces(const Collectives &each, const Fabric &fabric);
    // Or reduce-scatters, where those are priced as the same bytes over the same ring.
    void allGathers(const Collectives &each, const Fabric &fabric,
                    CollectiveKind kind = CollectiveKind::AllGather);

    // What a recomputation makes again of the forward pass: all, or what belongs to one part.
    void recomputeAll();
    void recomputeAllBut(const OperationLog &skipped); // what it has of the forward pass
    void recompute(CostPart part, double share = 1);
    void recompute(OperationName name);
    void recompute(const OperationLog &other); // its forward pass

    [[nodiscard]] const std::vector<Operation> &operations() const { return m_operations; }

private:
    std::vector<Operation> m_operations;
};

// Adds up element-wise kernels, and tells the log of them, if there is one.
class KernelSum
{
public:
    KernelSum(const Machine &machine, OperationLog *log, CostPart part = CostPart::MemoryBound);

    // So many alike, which move this many bytes each.
    void forward(OperationName name, double count, double bytes);
    void input(OperationName name, double count, double bytes);

    [[nodiscard]] double forwardSeconds() const { return m_forward; }
    [[nodiscard]] double inputSeconds() const { return m_input; }

private:
    const Machine &m_machine;
    OperationLog *m_log;
    CostPart m_part;
    double m_forward = 0;
    double m_input = 0;
};

} // namespace core
