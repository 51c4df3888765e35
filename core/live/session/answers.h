// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/live/network/samples.h"
#include "core/live/run/evaluate.h"
#include "core/live/session/learned.h"

#include <optional>
#include <string>
#include <string_view>

namespace core::live {

// Images of width x height pixels, if that is a square; else 0.
[[nodiscard]] int imageWidth(const Table &table);

[[nodiscard]] std::optional<TestAnswers> testAnswersOf(Evaluator<float> &evaluator,
                                                       const Table &table);
[[nodiscard]] std::vector<ImageAnswer> imageAnswersOf(Evaluator<float> &evaluator,
                                                      const Table &table, int count);
[[nodiscard]] PlaneAnswer planeAnswerOf(Evaluator<float> &evaluator, const Table &table, int side);
// Byte by byte: each drawn by its probability to the power of 1 / temperature; 0: the likeliest.
[[nodiscard]] std::string textBehind(Evaluator<float> &evaluator, std::string_view prompt,
                                     int bytes, double temperature, std::uint64_t seed);

} // namespace core::live
