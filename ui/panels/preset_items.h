// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/controls/choice_box.h"
#include "ui/words/kind_words.h"
#include "ui/words/text_of.h"

#include <QCoreApplication>

namespace ui {

// Lists of the rows of a preset table.
struct PresetWords
{
    Q_DECLARE_TR_FUNCTIONS(Controls)
};

// A row says so if one of its numbers lacks a published source.
template <class Presets>
QList<ChoiceBox::Item> presetItems(const Presets &presets)
{
    QList<ChoiceBox::Item> items;
    for (const auto &preset : presets) {
        const QString source = PresetWords::tr("Source: %1").arg(textOf(preset.source));
        items.append({textOf(preset.id), titleOf(preset),
                      preset.verified ? QString() : PresetWords::tr("unverified"), source});
    }
    return items;
}

// The row of the preset, or its title marked as changed.
template <class Preset>
ChoiceBox::Item currentPreset(const Preset &used, const Preset *preset)
{
    const QString title = titleOf(used);
    if (preset != nullptr && *preset == used)
        return {textOf(used.id), title, {}, {}};
    return {{}, preset != nullptr ? PresetWords::tr("%1, changed").arg(title) : title, {}, {}};
}

} // namespace ui
