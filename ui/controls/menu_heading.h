// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QMenu;
class QString;

namespace ui {

// A line that says what the choices below it are about. The sections of Qt show no title in menus
// that have a style sheet.
void addMenuHeading(QMenu &menu, const QString &text);

} // namespace ui
