// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/timeline/legend_view.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace ui {

LegendView::LegendView(QWidget *parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setWhatsThis(tr("What the colours and patterns of the timeline stand for."));
}

QSize LegendView::sizeHint() const
{
    return {static_cast<int>(std::ceil(legendWidth(shownEntries(), m_look))), m_look.ipx(24)};
}

QSize LegendView::minimumSizeHint() const
{
    return {static_cast<int>(std::ceil(narrowestLegend(shownEntries(), m_look))), m_look.ipx(24)};
}

void LegendView::setSnapshot(const core::SnapshotPtr &snapshot)
{
    m_entries = snapshot ? workLegend(*snapshot) : QList<LegendEntry>{};
    updateGeometry();
    update();
}

void LegendView::showIdealFinish(bool show)
{
    m_idealFinish = show;
    updateGeometry();
    update();
}

void LegendView::setRoom(int width)
{
    m_room = width;
    QStringList names;
    const QList<LegendEntry> wanted = wantedEntries();
    const QList<LegendEntry> shown = shownEntries();
    for (const LegendEntry &entry : wanted)
        names.append(entry.text);
    const bool whole =
        std::ranges::equal(wanted, shown, {}, &LegendEntry::text, &LegendEntry::text);
    setToolTip(whole ? QString() : names.join(QStringLiteral(", ")));
    updateGeometry();
    update();
}

bool LegendView::isWorthShowing() const
{
    return 2 * shownEntries().size() >= wantedEntries().size();
}

QList<LegendEntry> LegendView::shownEntries() const
{
    return fittedLegend(wantedEntries(), m_room, m_look);
}

QList<LegendEntry> LegendView::wantedEntries() const
{
    QList<LegendEntry> entries = m_entries;
    if (!m_idealFinish)
        entries.removeIf(
            [](const LegendEntry &entry) { return entry.swatch == LegendSwatch::DashDot; });
    return entries;
}

void LegendView::setLook(const Look &look)
{
    m_look = look;
    updateGeometry();
    update();
}

void LegendView::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintLegend(painter, rect(), shownEntries(), m_look);
}

} // namespace ui
