// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/charts/breakdown_bar.h"

#include "core/base/text.h"

#include <QPainter>

#include <algorithm>
#include <functional>

namespace ui {

namespace {

constexpr double kBarTop = 4;
constexpr double kBarHeight = 14;
constexpr double kSide = 16;
constexpr double kHeight = 42;

double shareOf(core::Nanos time, core::Nanos step)
{
    return static_cast<double>(time.count) / static_cast<double>(step.count);
}

QString shareText(core::Nanos time, core::Nanos step)
{
    return QString::fromStdString(core::figureOfShare(shareOf(time, step)));
}

} // namespace

std::vector<BreakdownPart> breakdownParts(const core::Breakdown &breakdown)
{
    const auto tr = [](const char *words) { return BreakdownBar::tr(words); };
    std::vector<BreakdownPart> parts = {
        {tr("forward"), breakdown.forward, &Theme::forward},
        {tr("recompute"), breakdown.recompute, &Theme::recompute},
        {tr("backward"), breakdown.backward, &Theme::backward},
        {tr("tensor communication"), breakdown.tensorComm, &Theme::memGrads},
        {tr("context communication"), breakdown.contextComm, &Theme::memOptim},
        {tr("expert communication"), breakdown.expertComm, &Theme::memWeights},
        {tr("pipeline communication"), breakdown.pipelineComm, &Theme::memActs},
        {tr("data communication"), breakdown.dataComm, &Theme::sync},
        {tr("optimizer"), breakdown.optimizer, &Theme::optimizer},
        {tr("host"), breakdown.host, &Theme::text3},
        {tr("idle"), breakdown.idle, &Theme::idleHatch}};
    std::erase_if(parts, [](const BreakdownPart &part) { return part.time.count == 0; });
    return parts;
}

BreakdownBar::BreakdownBar(QWidget *parent) : QWidget(parent)
{
    setAccessibleName(tr("Where the step goes"));
    setWhatsThis(tr("The step, averaged over all GPUs, by what it is spent on."));
}

void BreakdownBar::setSnapshot(const core::SnapshotPtr &snapshot)
{
    m_parts.clear();
    m_step = {};
    if (snapshot && snapshot->metrics.step.count > 0) {
        m_parts = breakdownParts(snapshot->metrics.breakdown);
        m_step = snapshot->metrics.breakdown.total();
    }
    QStringList lines;
    for (const BreakdownPart &part : m_parts)
        lines.append(QStringLiteral("%1: %2 (%3)")
                         .arg(part.name, QString::fromStdString(core::figureOf(part.time).text()),
                              shareText(part.time, m_step)));
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
    return {m_look.ipx(200), m_look.ipx(kHeight)};
}

void BreakdownBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_look.theme.surface);
    const double side = m_look.px(kSide);
    const double room = width() - 2 * side;
    double left = side;
    QStringList words;
    for (const BreakdownPart &part : m_parts) {
        const double share = shareOf(part.time, m_step);
        painter.fillRect(QRectF(left, m_look.px(kBarTop), share * room, m_look.px(kBarHeight)),
                         m_look.theme.*part.colour);
        left += share * room;
    }
    std::vector<BreakdownPart> largestFirst = m_parts;
    std::ranges::stable_sort(largestFirst, std::greater(),
                             [](const BreakdownPart &part) { return part.time.count; });
    for (const BreakdownPart &part : largestFirst)
        words.append(part.name + QChar::Space + shareText(part.time, m_step));
    painter.setFont(m_look.font(TextRole::Caption));
    painter.setPen(m_look.theme.text2);
    const QRectF line(side, m_look.px(kBarTop + kBarHeight + 3), room, m_look.px(18));
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(words.join(QStringLiteral(" · ")),
                                                      Qt::ElideRight, static_cast<int>(room)));
}

} // namespace ui
