// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/program/compile.h"

#include "core/live/program/gradient_program.h"
#include "core/live/program/visit_program.h"

#include <set>

namespace core::live {
namespace {

// An update has the gradients at hand and clears them in passing. Where they are kept, others read
// them too, or more of them are here than are updated, the first of a step replace those of the
// step before.
void beginSums(Program &program, const Layout &layout)
{
    const bool clears = !layout.keepGradients && layout.shards == 0 && !borrowsGradients(layout);
    std::set<int> begun; // units
    for (Instruction &instruction : program) {
        if (instruction.code == Code::Update)
            instruction.clears = clears;
        else if (instruction.code == Code::BackwardWeight)
            instruction.begins = !clears && begun.insert(instruction.unit).second;
    }
}

Program programOf(const Layout &layout, const GradientOrder &order, int device)
{
    Program program;
    const Holding holding = holdingOf(layout, device);
    GradientProgram gradients(layout, holding, order, device);
    gradients.afterVisits(program, 0);
    const auto &actions = layout.order.actions[static_cast<std::size_t>(layout.rankOf(device))];
    for (std::size_t i = 0; i < actions.size(); ++i) {
        writeVisit(program, layout, device, actions[i]);
        gradients.afterVisits(program, i + 1);
    }
    gradients.atEnd(program);
    beginSums(program, layout);
    return program;
}

} // namespace

std::vector<Program> compile(const Layout &layout)
{
    const GradientOrder order(layout.order);
    std::vector<Program> programs;
    for (int device = 0; device < layout.devices(); ++device)
        programs.push_back(programOf(layout, order, device));
    return programs;
}

} // namespace core::live
