// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/program/compile.h"

#include "core/live/program/gradient_program.h"
#include "core/live/program/visit_program.h"

namespace core::live {
namespace {

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
