// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/charts/busy_view.h"

#include "ui/paint/timeline/busy_painter.h"
#include "ui/views/charts/breakdown_bar.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace ui {

namespace {

constexpr double kRoomOfBars = 52; // logical pixels, at least

} // namespace

BusyView::BusyView(QWidget *parent)
    : QAbstractScrollArea(parent), m_breakdown(new BreakdownBar(this))
{
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleName(tr("Busy share per GPU"));
    setWhatsThis(tr("How every GPU spends the step: kinds of work, and idle time by its cause."));
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
}

QString BusyView::caption() const
{
    return tr("whole step");
}

QSize BusyView::sizeHint() const
{
    return {m_look.ipx(340), m_look.ipx(250)};
}

QSize BusyView::minimumSizeHint() const
{
    return {m_look.ipx(200), m_look.ipx(90)};
}

void BusyView::setSnapshot(const core::SnapshotPtr &snapshot)
{
    m_bars = snapshot ? busyBars(*snapshot) : std::vector<BusyBar>{};
    m_breakdown->setSnapshot(snapshot);
    placeBreakdown();
    QStringList lines;
    for (std::size_t i = 0; i < std::min<std::size_t>(m_bars.size(), 16); ++i)
        lines.append(busyBarText(m_bars[i]).section(u'\n', 0, 0));
    setAccessibleDescription(lines.join(QStringLiteral(", ")));
    updateScrollBar();
    viewport()->update();
}

void BusyView::setLook(const Look &look)
{
    m_look = look;
    m_breakdown->setLook(look);
    placeBreakdown();
    updateGeometry();
    updateScrollBar();
    viewport()->update();
}

void BusyView::setSelectedDevice(std::optional<int> device)
{
    m_selectedDevice = device;
    viewport()->update();
}

void BusyView::updateScrollBar()
{
    const BusyPlacement placement =
        placeBusyBars(static_cast<int>(m_bars.size()), viewport()->size(), m_look);
    const int hidden = static_cast<int>(std::ceil(placement.contentHeight)) - viewport()->height();
    verticalScrollBar()->setRange(0, std::max(0, hidden));
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setSingleStep(std::max(1, static_cast<int>(placement.rowHeight)));
}

const BusyBar *BusyView::barAt(const QPoint &position) const
{
    const BusyPlacement placement =
        placeBusyBars(static_cast<int>(m_bars.size()), viewport()->size(), m_look);
    const double y = position.y() + verticalScrollBar()->value();
    const auto index = static_cast<std::size_t>(std::max(0.0, y / placement.rowHeight));
    return index < m_bars.size() ? &m_bars[index] : nullptr;
}

bool BusyView::viewportEvent(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QAbstractScrollArea::viewportEvent(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    if (const BusyBar *bar = barAt(help->pos()))
        QToolTip::showText(help->globalPos(), busyBarText(*bar), this);
    else
        QToolTip::hideText();
    return true;
}

void BusyView::paintEvent(QPaintEvent *)
{
    QPainter painter(viewport());
    if (!m_bars.empty()) {
        paintBusyBars(painter, m_bars, viewport()->size(), verticalScrollBar()->value(),
                      m_selectedDevice, m_look);
        return;
    }
    painter.fillRect(viewport()->rect(), m_look.theme.surface);
    painter.setFont(m_look.font(TextRole::Control));
    painter.setPen(m_look.theme.text2);
    painter.drawText(viewport()->rect(), Qt::AlignCenter | Qt::TextWordWrap,
                     tr("Nothing runs, so no GPU is busy."));
}

void BusyView::placeBreakdown()
{
    const int bars = m_look.ipx(kRoomOfBars);
    const int bar = m_bars.empty() ? 0 : m_breakdown->heightFor(width(), height() - bars);
    m_breakdown->setVisible(bar > 0);
    m_breakdown->setGeometry(0, 0, width(), bar);
    setViewportMargins(0, bar, 0, 0);
}

void BusyView::resizeEvent(QResizeEvent *)
{
    placeBreakdown();
    updateScrollBar();
}

void BusyView::mousePressEvent(QMouseEvent *event)
{
    if (const BusyBar *bar = barAt(event->pos()))
        Q_EMIT deviceClicked(bar->row.device);
}

} // namespace ui
