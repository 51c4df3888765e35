// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/paint/look.h"

#include <QPainter>

#include <string_view>

namespace ui {

// The cells of a fingerprint, as large as fits.
void paintFingerprint(QPainter &painter, const QRectF &area, std::string_view digits,
                      const Look &look);

} // namespace ui
