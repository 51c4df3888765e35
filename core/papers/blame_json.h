// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/papers/blame.h"

namespace core {

// {"rows": [{id, group, published, predicted, error, note, "parts": [{name, share}], "constants":
// [{name, value, effect_of_10_percent, change_needed}]}]} in the order given; errors, shares and
// effects are fractions, times seconds. A row that cannot be modelled says why in "problem".
// "warnings", if there are notes: what of the table was not read.
[[nodiscard]] std::string blameToJson(const std::vector<BlamedRun> &runs,
                                      const std::vector<std::string> &notes = {});

} // namespace core
