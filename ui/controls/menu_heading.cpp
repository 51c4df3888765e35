// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/menu_heading.h"

#include <QFontMetrics>
#include <QLabel>
#include <QMenu>
#include <QWidgetAction>

namespace ui {

void addMenuHeading(QMenu &menu, const QString &text)
{
    auto *label = new QLabel(text);
    QFont font = menu.font();
    font.setWeight(QFont::DemiBold);
    label->setFont(font);
    label->setTextFormat(Qt::PlainText);
    QPalette palette = label->palette(); // no choice, but not faint either
    palette.setColor(QPalette::Disabled, QPalette::WindowText,
                     palette.color(QPalette::Active, QPalette::WindowText));
    label->setPalette(palette);
    const int line = QFontMetrics(font).height();
    label->setContentsMargins(line * 2 / 3, line / 3, line * 2 / 3, line / 4);
    auto *heading = new QWidgetAction(&menu);
    heading->setDefaultWidget(label);
    heading->setText(text); // for screen readers
    heading->setEnabled(false);
    menu.addAction(heading);
}

} // namespace ui
