// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/charts/breakdown_bar.h"

#include "core/base/figure_group.h"
#include "core/base/text.h"
#include "ui/paint/primitives.h"
#include "ui/paint/timeline/busy_painter.h"
#include "ui/paint/timeline/step_parts.h"
#include "ui/words/text_of.h"

#include <QPainter>

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>

namespace ui {

namespace {

constexpr double kBarTop = 4;
constexpr double kBarHeight = 14;
constexpr double kSide = 16;
constexpr double kLegendTop = 22;
constexpr double kLine = 18;
constexpr double kBottom = 4;
constexpr double kMarker = 10;
constexpr double kMarkerRoom = 15;
constexpr double kEntryGap = 14;

double shareOf(core::Nanos time, core::Nanos step)
{
    return static_cast<double>(time.count) / static_cast<double>(step.count);
}

// The nearest in the unit and with the decimals of these; of a part that is not zero: "< 0.001 s"
// where the figure would be.
QString partTimeText(const core::FigureGroup &times, core::Nanos time)
{
    const std::int64_t steps = std::llround(core::seconds(time) / times.step);
    const double unit = std::pow(10, times.decimals);
    const std::string value =
        core::figureOfDecimals(static_cast<double>(std::max<std::int64_t>(1, steps)) / unit,
                               times.decimals) +
        ' ' + times.unit;
    return steps > 0 ? textOf(value) : QStringLiteral("< %1").arg(textOf(value));
}

// Mean over the devices, capped at the total.
core::Nanos blamedIdle(const core::Snapshot &snapshot)
{
    double blamed = 0;
    for (std::size_t i = 0; i < snapshot.metrics.rows.size(); ++i) {
        const core::RowMetrics &row = snapshot.metrics.rows[i];
        for (const core::IdleCause cause : {core::IdleCause::Link, core::IdleCause::Straggler})
            blamed += static_cast<double>(row.idle[static_cast<std::size_t>(cause)].count) *
                      static_cast<double>(snapshot.plan.rows[i].devices.size());
    }
    const auto mean = static_cast<std::int64_t>(blamed / std::max(1, snapshot.deviceCount()));
    return std::min(core::Nanos{mean}, snapshot.metrics.breakdown.idle);
}

} // namespace

std::vector<BreakdownPart> breakdownParts(const core::Snapshot &snapshot)
{
    const core::Breakdown &breakdown = snapshot.metrics.breakdown;
    const core::Nanos blamed = blamedIdle(snapshot);
    std::vector<BreakdownPart> parts;
    for (const StepPart part : kStepParts)
        parts.push_back({stepPartName(part), breakdown.*part, lookOf(part).colour});
    parts.push_back({BreakdownBar::tr("idle"), breakdown.idle - blamed, &Theme::idleHatch,
                     LegendSwatch::Hatched});
    parts.push_back({blamedIdleText(snapshot), blamed, &Theme::problem, LegendSwatch::Blamed});
    std::erase_if(parts, [](const BreakdownPart &part) { return part.time.count == 0; });
    return parts;
}

namespace {

// Idle time is split in two that add up to its headline: what the first loses by rounding the other
// one gets.
void splitIdle(std::vector<std::int64_t> &tenths, const std::vector<BreakdownPart> &parts,
               core::Nanos step)
{
    core::Nanos idle;
    for (const BreakdownPart &part : parts)
        idle += part.swatch == LegendSwatch::Solid ? core::Nanos{} : part.time;
    const auto of = [&parts](LegendSwatch swatch) {
        return static_cast<std::size_t>(std::ranges::find(parts, swatch, &BreakdownPart::swatch) -
                                        parts.begin());
    };
    const std::size_t plain = of(LegendSwatch::Hatched);
    const std::size_t blamed = of(LegendSwatch::Blamed);
    if (plain == parts.size() || blamed == parts.size())
        return;
    const std::int64_t sum = std::llround(1000 * shareOf(idle, step));
    const auto lost = [&](std::size_t i) {
        return 1000 * shareOf(parts[i].time, step) - static_cast<double>(tenths[i]);
    };
    const std::int64_t left = sum - tenths[plain] - tenths[blamed];
    const bool toPlain = (lost(plain) > lost(blamed)) == (left > 0);
    tenths[toPlain ? plain : blamed] += left;
}

// In tenths of a percent.
std::vector<std::int64_t> tenthsOf(const std::vector<BreakdownPart> &parts, core::Nanos step)
{
    std::vector<std::int64_t> tenths;
    for (const BreakdownPart &part : parts)
        tenths.push_back(std::llround(1000 * shareOf(part.time, step)));
    splitIdle(tenths, parts, step);
    return tenths;
}

QString tenthsText(double share, std::int64_t tenths)
{
    if (share < 0.0005 || tenths == 0) // none is left of it in an idle time that is smaller
        return QStringLiteral("< 0.1 %");
    return textOf(tenths == std::llround(1000 * share)
                      ? core::shareInTenths(share)
                      : core::figureOfDecimals(static_cast<double>(tenths) / 10, 1) + " %");
}

} // namespace

std::vector<QString> breakdownFigures(const std::vector<BreakdownPart> &parts)
{
    std::vector<core::Nanos> each;
    core::Nanos step;
    for (const BreakdownPart &part : parts) {
        each.push_back(part.time);
        step += part.time;
    }
    const core::FigureGroup times = core::figuresOfSum(each);
    const std::vector<std::int64_t> tenths = tenthsOf(parts, step);
    std::vector<QString> figures;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const double share = shareOf(each[i], step);
        figures.push_back(QStringLiteral("%1 · %2").arg(tenthsText(share, tenths[i]),
                                                        partTimeText(times, each[i])));
    }
    return figures;
}

BreakdownBar::BreakdownBar(QWidget *parent) : QWidget(parent)
{
    setAccessibleName(tr("Where the step goes"));
    setWhatsThis(tr("What the step is spent on, averaged over all GPUs."));
}

void BreakdownBar::setSnapshot(const core::SnapshotPtr &snapshot)
{
    m_parts.clear();
    m_step = {};
    if (snapshot && snapshot->metrics.step.count > 0) {
        m_parts = breakdownParts(*snapshot);
        m_step = snapshot->metrics.breakdown.total();
    }
    m_figures = breakdownFigures(m_parts);
    QStringList lines;
    for (std::size_t i = 0; i < m_parts.size(); ++i)
        lines.append(QStringLiteral("%1: %2").arg(m_parts[i].name, m_figures[i]));
    setToolTip(lines.join(QLatin1Char('\n')));
    setAccessibleDescription(lines.join(QStringLiteral(", ")));
    update();
}

void BreakdownBar::setLook(const Look &look)
{
    m_look = look;
    update();
}

QSize BreakdownBar::sizeHint() const
{
    const int usual = m_look.ipx(340);
    return {usual, heightFor(usual, m_look.ipx(1000))};
}

// In the order of their size, not yet placed.
std::vector<BreakdownBar::Entry> BreakdownBar::entries() const
{
    std::vector<std::size_t> largestFirst(m_parts.size());
    std::iota(largestFirst.begin(), largestFirst.end(), std::size_t{0});
    std::ranges::stable_sort(largestFirst, std::greater(),
                             [this](std::size_t i) { return m_parts[i].time.count; });
    std::vector<Entry> entries;
    for (const std::size_t i : largestFirst)
        entries.push_back({{},
                           m_parts[i].name + QChar::Space + m_figures[i],
                           m_parts[i].colour,
                           m_parts[i].swatch});
    return entries;
}

// Line by line; if the entries do not fit, the last line counts the rest.
std::vector<BreakdownBar::Entry> BreakdownBar::flow(int width, int mostLines) const
{
    const QFontMetricsF metrics(m_look.font(TextRole::Caption));
    const double side = m_look.px(kSide);
    const double room = width - 2 * side;
    const double line = m_look.px(kLine);
    std::vector<Entry> placed;
    QPointF at(side, m_look.px(kLegendTop));
    for (Entry &entry : entries()) {
        const double wide =
            std::min(room, m_look.px(kMarkerRoom) + metrics.horizontalAdvance(entry.text) + 1);
        if (at.x() > side && at.x() + wide > side + room)
            at = {side, at.y() + line};
        entry.area = QRectF(at, QSizeF(wide, line));
        at.rx() += wide + m_look.px(kEntryGap);
        placed.push_back(entry);
    }
    const double end = m_look.px(kLegendTop) + mostLines * line - line / 2;
    const auto cut =
        std::ranges::find_if(placed, [end](const Entry &entry) { return entry.area.top() > end; });
    if (cut == placed.end() || cut == placed.begin())
        return placed;
    const auto left = placed.end() - cut + 1;
    Entry &last = *std::prev(cut);
    last.text = tr("and %1 more").arg(left);
    last.colour = nullptr;
    placed.erase(cut, placed.end());
    return placed;
}

int BreakdownBar::heightFor(int width, int mostHeight) const
{
    if (m_parts.empty())
        return 0;
    const double fixed = m_look.px(kLegendTop + kBottom);
    const int lines = static_cast<int>((mostHeight - fixed) / m_look.px(kLine));
    if (lines < 1)
        return 0;
    return qCeil(flow(width, lines).back().area.bottom() + m_look.px(kBottom));
}

std::vector<BreakdownBar::Entry> BreakdownBar::legend(int width, int height) const
{
    const double room = height - m_look.px(kLegendTop + kBottom);
    return flow(width, std::max(1, qRound(room / m_look.px(kLine))));
}

// The patterns of the bars of the GPUs.
QBrush BreakdownBar::brushOf(QColor Theme::*colour, LegendSwatch swatch) const
{
    if (swatch == LegendSwatch::Hatched)
        return idleHatchBrush(m_look, devicePixelRatioF());
    if (swatch == LegendSwatch::Blamed)
        return blamedBrush(m_look, devicePixelRatioF());
    return m_look.theme.*colour;
}

void BreakdownBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_look.theme.surface);
    const double side = m_look.px(kSide);
    const double room = width() - 2 * side;
    double left = side;
    for (const BreakdownPart &part : m_parts) {
        const double share = shareOf(part.time, m_step);
        painter.fillRect(QRectF(left, m_look.px(kBarTop), share * room, m_look.px(kBarHeight)),
                         brushOf(part.colour, part.swatch));
        left += share * room;
    }
    painter.setFont(m_look.font(TextRole::Caption));
    for (const Entry &entry : legend(width(), height())) {
        QRectF text = entry.area;
        if (entry.colour != nullptr) {
            const double size = m_look.px(kMarker);
            painter.fillRect(QRectF(text.left(), text.center().y() - size / 2, size, size),
                             brushOf(entry.colour, entry.swatch));
            text.setLeft(text.left() + m_look.px(kMarkerRoom));
        }
        painter.setPen(m_look.theme.text2);
        painter.drawText(
            text, Qt::AlignLeft | Qt::AlignVCenter,
            painter.fontMetrics().elidedText(entry.text, Qt::ElideRight, qCeil(text.width())));
    }
}

} // namespace ui
