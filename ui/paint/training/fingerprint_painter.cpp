// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/paint/training/fingerprint_painter.h"

#include "ui/layout/training/fingerprint_cells.h"
#include "ui/paint/primitives.h"

namespace ui {

void paintFingerprint(QPainter &painter, const QRectF &area, std::string_view digits,
                      const Look &look)
{
    const Theme &theme = look.theme;
    const std::array<QColor, kFingerprintShades> colours = {theme.memWeights, theme.memGrads,
                                                            theme.memOptim, theme.memActs};
    const auto shades = fingerprintShades(digits);
    const std::vector<QRectF> cells = fingerprintCells(area, look.scale);
    for (std::size_t i = 0; i < cells.size(); ++i)
        drawRounded(painter, cells[i], look.px(1.5), colours[static_cast<std::size_t>(shades[i])]);
}

} // namespace ui
