// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/train_spec.h"
#include "ui/panels/scenario_controls.h"

namespace ui {

// The tables of the left panel of mode Train. To add a network: a row in train_controls.cpp.

// What is chosen from a list, in order: network, data, optimizer. They change the section "train".
struct TrainChooserSpec
{
    QString id;
    QString title;
    QString prefix;
    QString undoText;
    QString help;
    // Those that the scenario can have.
    QList<ChoiceBox::Item> (*items)(const core::TrainSpec &train);
    ChoiceBox::Item (*current)(const core::TrainSpec &train);
    core::TrainSpec (*apply)(core::TrainSpec train, const QString &id);
};
[[nodiscard]] QList<TrainChooserSpec> trainChooserSpecs();

// Workers, micro-batches, link speed and the slow worker as in Explore, in the words of workers.
[[nodiscard]] QList<SliderSpec> trainSliderSpecs();

// The list of schedules, as in Explore.
[[nodiscard]] ChooserSpec trainScheduleSpec();

[[nodiscard]] ValueScale learningRates();
[[nodiscard]] QString learningRateText(double rate); // "0.20"

} // namespace ui
