// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QMenu;
class QString;

namespace ui {

// A heading for the choices below it. Qt's menu sections show no title once a style sheet is set.
void addMenuHeading(QMenu &menu, const QString &text);

} // namespace ui
