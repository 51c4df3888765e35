// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/panels/scenario_controls.h"

#include <initializer_list>
#include <optional>

class QRect;
class QWidget;

namespace ui {

class CheckBox;
class PushButton;
class TileGroup;
class ValueSlider;
struct Look;

// The list of a row of the table, with nothing chosen yet.
[[nodiscard]] ChoiceBox *boxOf(const ChooserSpec &spec);

// Names and tips of what stands in the panel.
void dress(ValueSlider &slider, const SliderSpec &spec);
void dress(PushButton &more);
void dress(CheckBox &overlap);

// The ways of splitting the work.
void fillTiles(TileGroup &tiles);
[[nodiscard]] std::optional<StrategySpec> strategyNamed(const QString &tile);
[[nodiscard]] QString tileOf(const core::Scenario &scenario);

// Text at the foot of the panel, beside the button there.
void paintBeside(QWidget &panel, const QWidget &button, const QRect &footer, const QString &text,
                 const Look &look);

// Of what stands in a column only the widgets of these names, and those around one. What does not
// come and go with the scenario is shown again when it is named.
void showJust(const QWidget &column, const QStringList &ids,
              std::initializer_list<QWidget *> always);

} // namespace ui
