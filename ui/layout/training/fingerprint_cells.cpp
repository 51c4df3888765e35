// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/layout/training/fingerprint_cells.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace ui {

namespace {

constexpr double kGap = 2; // logical pixels

// FNV-1a over the digits, its bits spread by a multiplication: one digit moves all of them.
std::uint64_t mixedBits(std::string_view digits)
{
    std::uint64_t hash = 0xcbf29ce484222325ULL;
    for (const char digit : digits)
        hash = (hash ^ static_cast<unsigned char>(digit)) * 0x100000001b3ULL;
    hash ^= hash >> 32;
    hash *= 0xd6e8feb86659fd93ULL;
    return hash ^ (hash >> 32);
}

} // namespace

std::array<int, kFingerprintColumns * kFingerprintRows> fingerprintShades(std::string_view digits)
{
    std::array<int, kFingerprintColumns * kFingerprintRows> shades{};
    std::uint64_t bits = mixedBits(digits);
    for (int &shade : shades) {
        shade = static_cast<int>(bits % kFingerprintShades);
        bits /= kFingerprintShades;
    }
    return shades;
}

std::vector<QRectF> fingerprintCells(const QRectF &area, double scale)
{
    const double gap = std::max(1.0, std::round(kGap * scale));
    const double side =
        std::floor(std::min((area.width() - gap * (kFingerprintColumns - 1)) / kFingerprintColumns,
                            (area.height() - gap * (kFingerprintRows - 1)) / kFingerprintRows));
    std::vector<QRectF> cells;
    const double left = std::round(area.left());
    const double top = std::round(area.center().y() - side - gap / 2);
    for (int row = 0; row < kFingerprintRows; ++row) {
        for (int column = 0; column < kFingerprintColumns; ++column)
            cells.emplace_back(left + column * (side + gap), top + row * (side + gap), side, side);
    }
    return cells;
}

} // namespace ui
