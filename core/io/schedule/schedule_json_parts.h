// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/json/json_value.h"
#include "core/io/schedule/schedule_json.h"

namespace core {

// Parts that documents about schedules share.
[[nodiscard]] JsonValue evaluationToJson(const EvaluatedCosts &evaluated);
[[nodiscard]] JsonValue peaksToJson(const PeakActivations &peaks);

} // namespace core
