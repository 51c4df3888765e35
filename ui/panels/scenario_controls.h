// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/wish.h"
#include "ui/controls/choice_box.h"
#include "ui/controls/value_scale.h"

#include <QList>
#include <QString>

#include <optional>

namespace ui {

// The tables of the left panel: what each control shows of a scenario and how it changes it. To add
// a control: a row here. They hold no widgets.

enum class ControlGroup { Split, Batch, Hardware, More };

struct ControlContext
{
    const core::Scenario &scenario;
    std::optional<int> selectedDevice;
    core::BatchPart follows = core::BatchPart::Count;
};

struct SliderSpec
{
    QString id; // also the key under which a drag becomes one undo step
    ControlGroup group;
    QString label;
    QString undoText;
    QString toolTip;
    ValueScale (*scale)(const ControlContext &);
    double (*value)(const ControlContext &);
    QString (*text)(const ControlContext &, double value);
    std::optional<double> (*parse)(const QString &text); // null: plain numbers
    bool (*visible)(const core::Scenario &);
    // The setting it asks for; others give way to it.
    std::optional<core::Setting> setting = {};
    // Or how it changes a scenario, where nothing has to give way.
    core::Scenario (*apply)(const ControlContext &, double value) = nullptr;
    // Range of numbers that may be typed, also beyond the stops; 0 and 0: the range of the stops.
    // For settings see rangeOf().
    double least = 0;
    double most = 0;
    bool whole = false; // whole numbers only
    // Why the scenario has no such choice: the control stays grey and says so. Empty: it has.
    QString (*impossible)(const core::Scenario &) = nullptr;
};

struct ChooserSpec
{
    QString id;
    ControlGroup group;
    QString title;  // for screen readers
    QString prefix; // "Schedule: "
    QString undoText;
    QList<ChoiceBox::Item> items;
    // Id of the row that the scenario shows, and the text to show where it is not that of a row.
    ChoiceBox::Item (*current)(const core::Scenario &);
    core::Scenario (*apply)(const core::Scenario &, const QString &id);
    bool (*visible)(const core::Scenario &);
    QString help = {}; // what it is, at length
    // What a row asks for, where others may have to give way.
    std::optional<core::Setting> setting = {};
    std::int64_t (*asked)(const QString &id) = nullptr;
    QString (*impossible)(const core::Scenario &) = nullptr; // as of a slider
};

struct StrategySpec
{
    QString id;
    core::Strategy strategy;
    QString title;
    QString toolTip;
};

[[nodiscard]] QList<StrategySpec> strategySpecs();
[[nodiscard]] QList<SliderSpec> sliderSpecs();
[[nodiscard]] QList<ChooserSpec> chooserSpecs();
// Parts of the two: what belongs to schedules.
[[nodiscard]] QList<SliderSpec> scheduleSliderSpecs();
[[nodiscard]] QList<ChooserSpec> scheduleChooserSpecs();

// Where states are kept, and whose software runs.
[[nodiscard]] QList<SliderSpec> stateSliderSpecs();
[[nodiscard]] QList<ChooserSpec> stateChooserSpecs();

// And the degrees of every split.
[[nodiscard]] QList<SliderSpec> degreeSliderSpecs();
[[nodiscard]] QList<ChooserSpec> degreeChooserSpecs();

// By id and name, those of all controls that the scenario has, in sight or under "More".
struct ControlTitle
{
    QString id;
    QString title;
    QString otherNames; // that engineers know it by: "FSDP"
};
[[nodiscard]] QList<ControlTitle> controlsOf(const core::Scenario &scenario);

// The device that "Slow GPU" acts on: the selected one, else the slow one, else one in the
// middle.
[[nodiscard]] int deviceToSlow(const ControlContext &context);

} // namespace ui
