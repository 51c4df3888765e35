// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/validation/published_bubble.h"
#include "core/validation/validation.h"

#include <string>
#include <vector>

namespace core {

// {"groups": [{group, rows, mean_abs_error, max_abs_error, agree}], "rows": [{id, group,
// published, predicted, error, …}]}; errors are differences of two rates.
[[nodiscard]] std::string publishedBubblesToJson(const std::vector<PublishedBubble> &bubbles);

// {"groups": [{group, rows, mean_abs_error, median_abs_error, max_abs_error, bias,
// memory_mean_abs_error, skipped}], "devices" and "kinds": the same by card and by layout,
// "rows": [{id, group, published, predicted, error, memory_published_gb, memory_predicted_gb,
// note}]}; errors are fractions, times seconds. A row that cannot be modelled says why in
// "problem". "warnings", if there are notes: what of the table was not read.
[[nodiscard]] std::string validationToJson(const Validation &validation,
                                           const std::vector<std::string> &notes = {});

} // namespace core
