// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/panels/scenario_controls.h"

class QWidget;

namespace ui {

class TileGroup;

// The list of a row of the table, with nothing chosen yet.
[[nodiscard]] ChoiceBox *boxOf(const ChooserSpec &spec);

// The ways of splitting the work.
void fillTiles(TileGroup &tiles);

// Of what stands in a column only the widgets of these names, and those around one.
void hideAllBut(const QWidget &column, const QStringList &ids);

} // namespace ui
