// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/words/figure_texts.h"

#include "ui/words/text_of.h"

#include <QCoreApplication>

namespace ui {

namespace {

QString pairText(const QString &part, const QString &whole)
{
    return QCoreApplication::translate("Figures", "%1 of %2").arg(part, whole);
}

} // namespace

QString ofText(core::Bytes part, core::Bytes capacity)
{
    const core::PartOfCapacity both = core::partOfCapacity(part, capacity);
    return pairText(textOf(both.part.text()), textOf(both.capacity.text()));
}

QString ofText(core::Nanos part, core::Nanos whole)
{
    const core::FigureGroup both = core::figuresTogether({part, whole});
    return pairText(textOf(both.values[0]), textOf(both.text(1)));
}

} // namespace ui
