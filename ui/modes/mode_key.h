// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QShortcut>

namespace ui {

// A key that counts while the mode, or something in it, has the keyboard.
template <typename Act>
QShortcut *addModeKey(QWidget &mode, const QKeySequence &keys, Act act)
{
    auto *shortcut = new QShortcut(keys, &mode);
    shortcut->setContext(Qt::WidgetWithChildrenShortcut);
    QObject::connect(shortcut, &QShortcut::activated, &mode, act);
    return shortcut;
}

} // namespace ui
