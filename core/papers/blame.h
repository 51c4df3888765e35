// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/validation/validation.h"

#include <string>
#include <vector>

namespace core {

// A part of a predicted step.
struct BlamedPart
{
    std::string name; // "matrix products"
    double share = 0; // of the step, mean over devices; all of them sum to 1
};

// A constant of the prices, by its name in docs/MODEL.md and scenario files.
struct BlamedConstant
{
    std::string name;  // "gemm_efficiency", "device.sustained_share", "inter_link.gbps"
    double value = 0;  // in the unit of scenario files
    double effect = 0; // on the step, as a fraction of it, of 10 % more
    double needed = 0; // by how much, as a fraction, it alone would have to change; 0: unknown
};

// What a prediction is made of and what moves it: where to look when it is wrong.
struct BlamedRun
{
    ValidatedRun run;
    std::vector<BlamedPart> parts;         // largest first
    std::vector<BlamedConstant> constants; // that move it, by the size of their effect
};

// A run that is predicted is planned some forty times more; others have neither list.
[[nodiscard]] BlamedRun blame(const PublishedRun &run);

// The worst first; those without an error last, in their order.
void sortWorstFirst(std::vector<BlamedRun> &runs);

} // namespace core
