// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/paint/timeline/busy_painter.h"

#include "core/base/text.h"
#include "ui/paint/primitives.h"
#include "ui/paint/timeline/cell_fill.h"
#include "ui/paint/timeline/step_parts.h"
#include "ui/paint/timeline/timeline_painter.h"
#include "ui/paint/timeline/timeline_rows.h"
#include "ui/words/work_words.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace ui {

namespace {

// Logical pixels at scale 1, as in the pictures.
constexpr double kTallestBusyRow = 38;
constexpr double kBarHeight = 18;
constexpr double kSideMargin = 16;
constexpr double kBusyLabelGap = 12;
constexpr double kShareWidth = 48;

class BusyWords
{
    Q_DECLARE_TR_FUNCTIONS(BusyBars)
};

QString shareText(double share)
{
    return QString::fromStdString(core::shareInTenths(share));
}

QString partName(const BusyPart &part)
{
    return part.work == nullptr ? idleCauseText(part.cause) : stepPartName(part.work);
}

bool isProblem(const BusyPart &part)
{
    return part.work == nullptr &&
           (part.cause == core::IdleCause::Link || part.cause == core::IdleCause::Straggler);
}

QBrush partBrush(const BusyPart &part, const Look &look, double ratio)
{
    if (isProblem(part))
        return blamedBrush(look, ratio);
    if (part.work == nullptr)
        return idleHatchBrush(look, ratio);
    const StepPartLook own = lookOf(part.work);
    if (own.swatch == LegendSwatch::Striped)
        return recomputeBrush(look, ratio);
    const QColor colour = look.theme.*own.colour;
    return own.swatch == LegendSwatch::Chevrons ? syncBrush(colour, look, ratio) : QBrush(colour);
}

// The name inside its part, on a plain patch, where there is room for it.
void paintPartName(QPainter &painter, const BusyPart &part, const QRectF &rect, const Look &look)
{
    if (part.work != nullptr)
        return;
    const QString text = partName(part);
    painter.setFont(look.font(TextRole::Caption, 11));
    const QFontMetricsF metrics(painter.font());
    const double width = metrics.horizontalAdvance(text) + look.px(8);
    if (rect.width() < width + look.px(10))
        return;
    const QRectF patch(rect.center().x() - width / 2, rect.top() + look.px(1.5), width,
                       rect.height() - look.px(3));
    const QColor ground = isProblem(part) ? look.theme.problemSoft : look.theme.idle;
    drawRounded(painter, patch, look.px(3), ground);
    painter.setPen(isProblem(part) ? look.theme.problemText : look.theme.text2);
    painter.drawText(patch, Qt::AlignCenter, text);
}

void paintBar(QPainter &painter, const BusyBar &bar, const QRectF &rect, const Look &look)
{
    const double ratio = painter.device() != nullptr ? painter.device()->devicePixelRatioF() : 1.0;
    QPainterPath outline;
    outline.addRoundedRect(rect, look.px(3.5), look.px(3.5));
    const double gap = look.px(1);
    for (const BusyPart &part : bar.parts) {
        QRectF area(rect.left() + part.from * rect.width(), rect.top(),
                    (part.to - part.from) * rect.width(), rect.height());
        const bool idle = part.work == nullptr && part.from > 0;
        if (idle && area.width() > 3 * gap)
            area.setLeft(area.left() + gap);
        QPainterPath piece;
        piece.addRect(area);
        painter.setPen(Qt::NoPen);
        painter.setBrush(partBrush(part, look, ratio));
        painter.drawPath(outline.intersected(piece));
        paintPartName(painter, part, area, look);
    }
}

} // namespace

QBrush blamedBrush(const Look &look, double devicePixelRatio)
{
    return hatchBrush(look.theme.problemSoft, look.theme.problem, look, devicePixelRatio);
}

QString busyBarText(const BusyBar &bar)
{
    QString text =
        timelineLabel(bar.row) + u' ' + BusyWords::tr("· busy %1").arg(shareText(bar.busyShare));
    for (const BusyPart &part : bar.parts) {
        const bool idle = part.work == nullptr;
        const QString time = QString::fromStdString(core::figureOf(part.time).text());
        text += u'\n' + (idle ? BusyWords::tr("idle, %1: %2 (%3)") : QStringLiteral("%1: %2 (%3)"))
                            .arg(partName(part), time, shareText(part.to - part.from));
    }
    return text;
}

BusyPlacement placeBusyBars(int count, const QSizeF &size, const Look &look)
{
    const double share = size.height() / std::max(1, count);
    const double height = std::clamp(share, look.px(kLowestBusyRow), look.px(kTallestBusyRow));
    return {height, height * count};
}

void paintBusyBars(QPainter &painter, const std::vector<BusyBar> &bars, const QSizeF &size,
                   double scroll, std::optional<int> selectedDevice, const Look &look)
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(QRectF(QPointF(0, 0), size), look.theme.surface);
    const BusyPlacement placement = placeBusyBars(static_cast<int>(bars.size()), size, look);
    const QFontMetricsF metrics(look.font(TextRole::ControlStrong));
    double labels = look.px(38);
    for (const BusyBar &bar : bars)
        labels = std::max(labels, metrics.horizontalAdvance(timelineLabel(bar.row)));
    const double left = look.px(kSideMargin) + std::ceil(labels) + look.px(kBusyLabelGap);
    const double right = size.width() - look.px(kSideMargin) - look.px(kShareWidth);
    for (std::size_t i = 0; i < bars.size(); ++i) {
        const double top = static_cast<double>(i) * placement.rowHeight - scroll;
        if (top + placement.rowHeight < 0 || top > size.height())
            continue;
        const bool selected = selectedDevice == bars[i].row.device;
        const bool problem = bars[i].row.problem != RowProblem::None;
        const double height = look.px(kBarHeight);
        const QRectF label(0, top, left - look.px(kBusyLabelGap), placement.rowHeight);
        painter.setFont(
            look.font(selected || problem ? TextRole::ControlStrong : TextRole::Control));
        painter.setPen(problem    ? look.theme.problemText
                       : selected ? look.theme.accent
                                  : look.theme.text1);
        painter.drawText(label, Qt::AlignRight | Qt::AlignVCenter, timelineLabel(bars[i].row));
        paintBar(painter, bars[i],
                 QRectF(left, std::round(top + (placement.rowHeight - height) / 2),
                        std::max(1.0, right - left), height),
                 look);
        painter.setFont(look.font(TextRole::ControlStrong));
        painter.setPen(look.theme.text1);
        painter.drawText(QRectF(right, top, look.px(kShareWidth), placement.rowHeight),
                         Qt::AlignRight | Qt::AlignVCenter, shareText(bars[i].busyShare));
    }
}

} // namespace ui
