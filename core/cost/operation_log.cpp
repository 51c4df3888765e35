// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cost/operation_log.h"

#include <algorithm>

namespace core {

void OperationLog::add(const Operation &operation)
{
    m_operations.push_back(operation);
}

void OperationLog::product(OperationName name, LayerPass pass, const GemmShape &shape,
                           const Machine &machine, CostPart part, double count)
{
    const Tiling tiling = tilingOf(shape, machine);
    add({.name = name,
         .part = part,
         .pass = pass,
         .count = count,
         .seconds = count * gemmSeconds(shape, machine),
         .flops = count * 2 * shape.m * shape.n * shape.k * shape.batch,
         .bytes = count * gemmBytes(shape, machine),
         .shape = shape,
         .tiles = tiling.tiles,
         .tileRows = tiling.rows,
         .tileColumns = tiling.columns,
         .narrow = machine.element < 2});
}

void OperationLog::kernels(OperationName name, LayerPass pass, double count, double bytes,
                           const Machine &machine, CostPart part)
{
    add({.name = name,
         .part = part,
         .pass = pass,
         .count = count,
         .seconds = count * touchSeconds(bytes, machine),
         .bytes = count * bytes});
}

namespace {

Operation collective(const OperationLog::Collectives &each, CollectiveKind kind, double seconds,
                     double latency)
{
    const double n = each.members.devices;
    const double passes = kind == CollectiveKind::AllReduce ? 2 : 1;
    return {.name = each.name,
            .part = each.part,
            .pass = each.pass,
            .count = each.count,
            .seconds = each.count * seconds,
            .bytes = each.count * passes * (n - 1) / n * each.bytes,
            .way = {.kind = kind,
                    .devices = n,
                    .nodes = each.members.nodes(),
                    .latency = each.count * latency}};
}

} // namespace

// The latency is what the same collective would take that carries nothing.
void OperationLog::allReduces(const Collectives &each, const Fabric &fabric)
{
    const AllReducePrice price =
        allReducePrice(AllReduce::Quickest, each.bytes, each.members, fabric);
    Operation row = collective(each, CollectiveKind::AllReduce, price.seconds,
                               allReducePrice(price.algorithm, 0, each.members, fabric).seconds);
    row.way.algorithm = price.algorithm;
    add(row);
}

void OperationLog::allGathers(const Collectives &each, const Fabric &fabric, CollectiveKind kind)
{
    add(collective(each, kind, allGatherSeconds(each.bytes, each.members, fabric),
                   allGatherSeconds(0, each.members, fabric)));
}

void OperationLog::recomputeAll()
{
    recompute(OperationLog(*this));
}

void OperationLog::recomputeAllBut(const OperationLog &skipped)
{
    recomputeAll();
    for (const Operation &skip : skipped.m_operations) {
        const auto row = std::ranges::find_if(m_operations, [&skip](const Operation &each) {
            return each.pass == LayerPass::Recompute && each.name == skip.name &&
                   each.bytes * skip.count == skip.bytes * each.count;
        });
        if (skip.pass != LayerPass::Forward || row == m_operations.end())
            continue;
        if (row->count > skip.count)
            row->multiply(1 - skip.count / row->count);
        else
            m_operations.erase(row);
    }
}

void OperationLog::recompute(CostPart part, double share)
{
    OperationLog some;
    for (const Operation &operation : m_operations) {
        if (operation.part != part)
            continue;
        some.add(operation);
        some.m_operations.back().multiply(share);
    }
    recompute(some);
}

void OperationLog::recompute(OperationName name)
{
    OperationLog some;
    for (const Operation &operation : m_operations) {
        if (operation.name == name)
            some.add(operation);
    }
    recompute(some);
}

void OperationLog::recompute(const OperationLog &other)
{
    for (const Operation &operation : other.m_operations) {
        if (operation.pass != LayerPass::Forward)
            continue;
        m_operations.push_back(operation);
        m_operations.back().pass = LayerPass::Recompute;
    }
}

KernelSum::KernelSum(const Machine &machine, OperationLog *log, CostPart part)
    : m_machine(machine), m_log(log), m_part(part)
{}

void KernelSum::forward(OperationName name, double count, double bytes)
{
    m_forward += count * touchSeconds(bytes, m_machine);
    if (m_log)
        m_log->kernels(name, LayerPass::Forward, count, bytes, m_machine, m_part);
}

void KernelSum::input(OperationName name, double count, double bytes)
{
    m_input += count * touchSeconds(bytes, m_machine);
    if (m_log)
        m_log->kernels(name, LayerPass::Input, count, bytes, m_machine, m_part);
}

} // namespace core
