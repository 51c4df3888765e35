// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/words/figure_texts.h"

#include "core/base/text.h"
#include "ui/words/text_of.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>
#include <cmath>
#include <utility>

namespace ui {

namespace {

constexpr QChar kWordJoiner(0x2060); // no line ends at it

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

// "tokens/" at the end of a line and "s" on the next is what a slash allows.
QString withUnbrokenFigures(const QString &text)
{
    static const QRegularExpression gap(
        QStringLiteral("(?<=\\d) (?=(?:%|[mµn]?s|[kMGT]?B(?:/s)?)(?!\\w))"));
    static const QRegularExpression perSecond(QStringLiteral("(?<=\\w)/(?=s(?!\\w))"));
    return QString(text)
        .replace(gap, QString(QChar::Nbsp))
        .replace(perSecond, u'/' + QString(kWordJoiner));
}

QString stretchText(core::Nanos begin, core::Nanos end, core::Nanos step)
{
    constexpr std::pair<const char *, double> units[] = {
        {"s", 1e9}, {"ms", 1e6}, {"µs", 1e3}, {"ns", 1}};
    const core::Figure whole = core::figureOf(step);
    const auto unit = std::ranges::find_if(
        units, [&whole](const auto &each) { return whole.unit == each.first; });
    const double size = unit == std::end(units) ? 1 : unit->second;
    const double length = static_cast<double>((end - begin).count) / size;
    const int most = static_cast<int>(std::lround(std::log10(size))); // no part of a nanosecond
    const int wanted =
        length > 0 ? static_cast<int>(std::ceil(1 - std::log10(length) - 1e-9)) : most;
    const int decimals = std::clamp(wanted, 0, most);
    const auto figure = [size, decimals](core::Nanos time) {
        return decimalsText(static_cast<double>(time.count) / size, decimals);
    };
    return QCoreApplication::translate("Figures", "from %1 to %2 of %3")
        .arg(figure(begin), figure(end), textOf(whole.text()));
}

QString samplesText(std::int64_t count)
{
    return count == 1 ? QCoreApplication::translate("Figures", "1 sample")
                      : QCoreApplication::translate("Figures", "%1 samples").arg(countText(count));
}

// What would be rounded to nothing.
constexpr double kLeastTenth = 0.0005;

QString useText(double share)
{
    return share > 0 && share < kLeastTenth ? QCoreApplication::translate("Figures", "< 0.1 %")
                                            : textOf(core::shareInTenths(share));
}

} // namespace ui
