// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/blame_text.h"

#include "core/base/text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

namespace app {
namespace {

constexpr std::size_t kMostParts = 5;
constexpr std::size_t kMostConstants = 4;

std::string percent(double share)
{
    std::array<char, 32> text = {};
    std::snprintf(text.data(), text.size(), "%+.1f %%", 100 * share);
    return text.data();
}

std::string headOf(const core::ValidatedRun &run)
{
    std::array<char, 160> text = {};
    if (run.published > 0)
        std::snprintf(text.data(), text.size(), ": published %.4f s, predicted %.4f s, %s",
                      run.published, run.predicted, percent(run.error()).c_str());
    else
        std::snprintf(text.data(), text.size(), ": predicted %.4f s", run.predicted);
    return run.id + text.data() + (run.note.empty() ? "" : "  (" + run.note + ')') + '\n';
}

std::string textOf(const core::BlamedPart &part)
{
    return part.name + ' ' + core::shareInTenths(part.share);
}

// "gemm_efficiency (0.9) -6.1 %, wants +5.0 %"; more than the constant twice over is no answer.
std::string textOf(const core::BlamedConstant &constant)
{
    std::array<char, 32> value = {};
    std::snprintf(value.data(), value.size(), "%.4g", constant.value);
    std::string text = constant.name + " (" + value.data() + ") " + percent(constant.effect);
    const bool answers = constant.needed != 0 && std::abs(constant.needed) < 1;
    return answers ? text + ", wants " + percent(constant.needed) : text;
}

template <class List>
std::string firstOf(const List &list, std::size_t most, const char *between)
{
    std::string text;
    for (std::size_t i = 0; i < std::min(most, list.size()); ++i)
        text += (i > 0 ? between : "") + textOf(list[i]);
    return text;
}

std::string textOf(const core::BlamedRun &blamed)
{
    if (!blamed.run.problem.empty())
        return blamed.run.id + ": " + blamed.run.problem + '\n';
    std::string text = headOf(blamed.run);
    if (!blamed.parts.empty())
        text += "    made of   " + firstOf(blamed.parts, kMostParts, ", ") + '\n';
    if (!blamed.constants.empty())
        text += "    moved by  " + firstOf(blamed.constants, kMostConstants, "; ") + '\n';
    return text;
}

} // namespace

std::string blameText(const std::vector<core::BlamedRun> &runs)
{
    std::string text;
    for (const core::BlamedRun &run : runs)
        text += textOf(run);
    return text +
           "Worst first. Behind each constant: its value, what 10 % more of it does to the step, "
           "and by how much it alone would have to change (docs/MODEL.md says what it is).\n";
}

} // namespace app
