// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/scenario.h"

#include <QList>
#include <QString>

#include <string>

namespace ui {

// A setting that two scenarios do not have alike: "Precision", "bf16", "fp8". Values that say
// nothing apart, as two lists, are left out.
struct SettingTexts
{
    std::string path; // "training.precision"
    QString name;
    QString first = {};
    QString second = {};
    bool areNames = false; // "A100 · 80 GB", which need not be told what they are of
};

// All of them, what weighs most first. Links that not both of them use do not count.
[[nodiscard]] QList<SettingTexts> differentSettings(const core::Scenario &first,
                                                    const core::Scenario &second);

// "precision (bf16, fp8) and GPUs (8, 16)"; of very many the first ones, and how many more.
[[nodiscard]] QString differencesText(const QList<SettingTexts> &differences);
// Every one on a line of its own: "Precision: A bf16, B fp8".
[[nodiscard]] QString differenceLines(const QList<SettingTexts> &differences);

} // namespace ui
