// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRectF>

#include <array>
#include <string_view>
#include <vector>

namespace ui {

// A fingerprint of weights is a row of hexadecimal digits. As a picture it has six by two cells,
// each of one of four shades: two fingerprints that differ look different at a glance, as all cells
// follow from all digits.
constexpr int kFingerprintColumns = 6;
constexpr int kFingerprintRows = 2;
constexpr int kFingerprintShades = 4;

[[nodiscard]] std::array<int, kFingerprintColumns * kFingerprintRows>
fingerprintShades(std::string_view digits);
// Row by row, on whole pixels.
[[nodiscard]] std::vector<QRectF> fingerprintCells(const QRectF &area, double scale);

} // namespace ui
