// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/words/figure_texts.h"

#include "core/base/text.h"
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

QString samplesText(std::int64_t count)
{
    return count == 1 ? QCoreApplication::translate("Figures", "1 sample")
                      : QCoreApplication::translate("Figures", "%1 samples").arg(countText(count));
}

QString useText(double share)
{
    return share > 0 && share < 0.001 ? QCoreApplication::translate("Figures", "< 0.1 %")
                                      : textOf(core::figureOfShare(share));
}

} // namespace ui
