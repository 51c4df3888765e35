// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/program/compile.h"

#include "core/live/program/gradient_program.h"
#include "core/live/program/visit_program.h"

namespace core::live {
namespace {

Program programOf(const Layout &layout, int device)
{
    Program program;
    program.push_back({.code = Code::Clear});
    const Holding holding = holdingOf(layout, device);
    GradientProgram gradients(layout, holding, device);
    const auto &actions = layout.order.actions[static_cast<std::size_t>(layout.rankOf(device))];
    for (std::size_t i = 0; i < actions.size(); ++i) {
        writeVisit(program, layout, device, actions[i]);
        gradients.afterVisit(program, i);
    }
    gradients.atEnd(program);
    return program;
}

} // namespace

std::vector<Program> compile(const Layout &layout)
{
    std::vector<Program> programs;
    for (int device = 0; device < layout.devices(); ++device)
        programs.push_back(programOf(layout, device));
    return programs;
}

} // namespace core::live
