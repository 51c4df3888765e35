// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/words/figure_texts.h"

#include "ui/words/text_of.h"

#include <QCoreApplication>

namespace ui {

namespace {

QString groupText(const core::FigureGroup &pair)
{
    return QCoreApplication::translate("Figures", "%1 of %2")
        .arg(textOf(pair.values[0]), textOf(pair.text(1)));
}

} // namespace

QString ofText(core::Bytes part, core::Bytes whole)
{
    return groupText(core::figuresTogether({part, whole}));
}

QString ofText(core::Nanos part, core::Nanos whole)
{
    return groupText(core::figuresTogether({part, whole}));
}

QString excessText(core::Bytes need, core::Bytes capacity)
{
    return groupText(core::figuresOfExcess(need, capacity));
}

} // namespace ui
