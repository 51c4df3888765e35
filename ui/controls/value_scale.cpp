// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/value_scale.h"

#include <QLocale>
#include <QRegularExpression>
#include <Qt>

#include <algorithm>
#include <array>
#include <cmath>

namespace ui {

namespace {

double position(const ValueScale &scale, std::size_t stop)
{
    if (scale.spread == ValueScale::Spread::Even)
        return static_cast<double>(stop) / static_cast<double>(scale.stops.size() - 1);
    const double first = std::log(scale.stops.front());
    return (std::log(scale.stops[stop]) - first) / (std::log(scale.stops.back()) - first);
}

double prefixFactor(QChar prefix)
{
    switch (prefix.toUpper().unicode()) {
    case u'K':
        return 1e3;
    case u'M':
        return 1e6;
    case u'G':
        return 1e9;
    case u'T':
        return 1e12;
    default:
        return 0;
    }
}

} // namespace

double positionOf(const ValueScale &scale, double value)
{
    const std::vector<double> &stops = scale.stops;
    if (stops.size() < 2 || value <= stops.front())
        return 0;
    if (value >= stops.back())
        return 1;
    const auto above = std::upper_bound(stops.begin(), stops.end(), value);
    const std::size_t right = static_cast<std::size_t>(above - stops.begin());
    const std::size_t left = right - 1;
    const double share = scale.spread == ValueScale::Spread::Even
                             ? (value - stops[left]) / (stops[right] - stops[left])
                             : std::log(value / stops[left]) / std::log(stops[right] / stops[left]);
    return std::lerp(position(scale, left), position(scale, right), share);
}

double stopNear(const ValueScale &scale, double wanted)
{
    double best = scale.stops.empty() ? 0 : scale.stops.front();
    double distance = 2;
    for (std::size_t i = 0; i < scale.stops.size() && scale.stops.size() > 1; ++i) {
        const double away = std::abs(position(scale, i) - wanted);
        if (away < distance) {
            distance = away;
            best = scale.stops[i];
        }
    }
    return best;
}

double stepped(const ValueScale &scale, double value, int steps)
{
    const std::vector<double> &stops = scale.stops;
    if (stops.empty() || steps == 0)
        return value;
    // From between two stops, the first step goes to the next stop on that side.
    const auto at = steps > 0 ? std::upper_bound(stops.begin(), stops.end(), value)
                              : std::lower_bound(stops.begin(), stops.end(), value);
    const auto index = (at - stops.begin()) + (steps > 0 ? steps - 1 : steps);
    const auto last = static_cast<std::ptrdiff_t>(stops.size()) - 1;
    return stops[static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(index, 0, last))];
}

ValueScale logarithmicScale(double first, double last)
{
    constexpr std::array<double, 8> steps = {1, 1.5, 2, 3, 4, 5, 6, 8};
    ValueScale scale{{first}, ValueScale::Spread::Logarithmic};
    for (int power = static_cast<int>(std::floor(std::log10(first))); std::pow(10, power) <= last;
         ++power) {
        for (const double step : steps) {
            const double value = step * std::pow(10, power);
            // A little slack: powers of ten are not exact.
            if (value > first * 1.000001 && value < last * 0.999999)
                scale.stops.push_back(value);
        }
    }
    scale.stops.push_back(last);
    return scale;
}

std::optional<double> parseQuantity(const QString &text, double defaultUnit)
{
    static const QRegularExpression pattern(
        QStringLiteral("^\\s*([0-9][0-9.,'\\s]*(?:[eE][+-]?[0-9]+)?)\\s*(\\D*)$"));
    const QRegularExpressionMatch match = pattern.match(text);
    if (!match.hasMatch())
        return std::nullopt;
    QString number = match.captured(1);
    number.remove(QLatin1Char(' ')).remove(QLatin1Char('\''));
    bool ok = false;
    double value = QLocale::c().toDouble(number, &ok);
    if (!ok)
        value = QLocale().toDouble(number, &ok);
    const QString unit = match.captured(2).trimmed();
    const double factor = unit.isEmpty() ? 0 : prefixFactor(unit.front());
    value *= factor > 0 && defaultUnit > 1 ? factor : defaultUnit;
    if (!ok || !std::isfinite(value) || value < 0)
        return std::nullopt;
    return value;
}

std::optional<double> targetOfKey(const ValueScale &scale, double value, int key, bool reversed)
{
    const int page = std::max<int>(3, static_cast<int>(scale.stops.size() / 6));
    switch (key) {
    case Qt::Key_Right:
        return stepped(scale, value, reversed ? -1 : 1);
    case Qt::Key_Left:
        return stepped(scale, value, reversed ? 1 : -1);
    case Qt::Key_Up:
        return stepped(scale, value, 1);
    case Qt::Key_Down:
        return stepped(scale, value, -1);
    case Qt::Key_PageUp:
        return stepped(scale, value, page);
    case Qt::Key_PageDown:
        return stepped(scale, value, -page);
    case Qt::Key_Home:
        return scale.stops.front();
    case Qt::Key_End:
        return scale.stops.back();
    default:
        return std::nullopt;
    }
}

} // namespace ui
