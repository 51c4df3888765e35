// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/export/drawing.h"

#include <QByteArray>

#include <string>

namespace ui {

// Formats that scale: shapes, and text as text. Both carry the scenario in their metadata, and the
// same drawing gives the same bytes.
[[nodiscard]] core::Result<QByteArray> writeSvg(const Drawing &drawing);
// One page of the size of the picture; its fonts are in the file.
[[nodiscard]] core::Result<QByteArray> writePdf(const Drawing &drawing);

// The scenario as it stands in a file, with every field: presets may get better numbers, an old
// picture keeps its own. Empty if there is none.
[[nodiscard]] std::string carriedText(const Drawing &drawing);

// While it lives QPdfWriter writes the same file each time: else its fonts come in the order of a
// hash table.
class SteadyPdf
{
public:
    SteadyPdf();
    ~SteadyPdf();
    SteadyPdf(const SteadyPdf &) = delete;
    SteadyPdf &operator=(const SteadyPdf &) = delete;
};
// QPdfWriter writes the time of day, but the same picture is to have the same bytes. Blanks keep
// every offset of the file where it was.
void blankCreationDate(QByteArray &pdf);

} // namespace ui
