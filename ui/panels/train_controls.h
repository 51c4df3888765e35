// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/live/network/samples.h"
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

// What the entries of the list of data that ask for a file or a folder ask for: "text" or "idx".
// Empty: it is no such entry.
[[nodiscard]] QString askedData(const QString &id);

// To learn these samples, which are called "text:FILE" or "idx:FOLDER". A network that cannot read
// them gives way to the first choice for data of their kind, as wide as they are.
[[nodiscard]] core::TrainSpec withSamples(core::TrainSpec train, const QString &data,
                                          const core::live::SampleSource &samples);

// Workers, micro-batches, link speed and the slow worker as in Explore, in the words of workers.
[[nodiscard]] QList<SliderSpec> trainSliderSpecs();

// The list of schedules, as in Explore.
[[nodiscard]] ChooserSpec trainScheduleSpec();

// Under the switches: what sharing gradients, and adding them without rounding, lead to here.
[[nodiscard]] QString sharingNote(const core::Scenario &scenario);
[[nodiscard]] QString exactSumsNote(const core::Scenario &scenario);

[[nodiscard]] ValueScale learningRates();
[[nodiscard]] QString learningRateText(double rate); // "0.20"

} // namespace ui
