// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace ui {

// Keys that mean something in one mode alone. They stay: remote controls send some of them, and
// others are the numbers of what is chosen.
struct FixedKeys
{
    QString group; // the mode
    QString text;
    QString keys;
};
[[nodiscard]] QList<FixedKeys> fixedKeys();

} // namespace ui
