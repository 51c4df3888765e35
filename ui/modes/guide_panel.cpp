// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/modes/guide_panel.h"

#include "ui/controls/column.h"
#include "ui/controls/scroll_bar.h"

#include <QCoreApplication>
#include <QPainter>
#include <QScrollArea>
#include <QStyle>

#include <algorithm>
#include <utility>
#include <vector>

namespace ui {

namespace {

// Logical pixels.
constexpr double kWidth = 392;
constexpr double kHeight = 500;
constexpr double kBarWidth = 10;

// What the Tab key reaches, from the top.
std::vector<QWidget *> stopsIn(const QWidget &panel)
{
    std::vector<QWidget *> stops;
    for (QWidget *widget : panel.findChildren<QWidget *>()) {
        if ((widget->focusPolicy() & Qt::TabFocus) != 0 && widget->isEnabled() &&
            widget->isVisibleTo(&panel))
            stops.push_back(widget);
    }
    const auto place = [&panel](const QWidget *widget) {
        const QRect area(widget->mapTo(&panel, QPoint()), widget->size());
        const QRect seen = QStyle::visualRect(panel.layoutDirection(), panel.rect(), area);
        return std::pair(seen.y(), seen.x());
    };
    std::ranges::stable_sort(stops, {}, place);
    return stops;
}

} // namespace

GuidePanel::GuidePanel(QWidget *parent)
    : QWidget(parent), m_scroll(new QScrollArea(this)), m_bar(new ScrollBar(Qt::Vertical)),
      m_column(new Column)
{
    setFocusPolicy(Qt::ClickFocus);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setVerticalScrollBar(m_bar);
    m_scroll->viewport()->setAutoFillBackground(false);
    m_column->setMargins(kMargin, 18, kMargin - kBarWidth, 12);
    m_scroll->setWidget(m_column);
    m_column->setMinimumWidth(1); // never wider than what is seen of it
    m_column->setAutoFillBackground(false);
}

void GuidePanel::setLook(const Look &look)
{
    m_look = look;
    m_bar->setLook(look);
    m_column->setLook(look);
    updateGeometry();
    place();
    update();
}

void GuidePanel::setPresented(bool presented)
{
    m_isPresented = presented;
    place();
    update();
}

// Once it has its place, which it may be about to get.
void GuidePanel::bringInSight(QWidget &part)
{
    const auto bring = [this, &part] {
        QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
        if (part.isVisibleTo(this))
            m_scroll->ensureWidgetVisible(&part, 0, m_look.ipx(8));
    };
    QMetaObject::invokeMethod(&part, bring, Qt::QueuedConnection);
}

void GuidePanel::scrollToTop()
{
    m_scroll->ensureVisible(0, 0);
}

QSize GuidePanel::sizeHint() const
{
    return {m_look.ipx(kWidth), m_look.ipx(kHeight)};
}

int GuidePanel::heightForWidth(int width) const
{
    return m_column->heightForWidth(width);
}

void GuidePanel::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    place();
}

// Controls come and go with each step: the keyboard goes along them as they stand, from the top.
std::vector<QWidget *> GuidePanel::orderStops()
{
    std::vector<QWidget *> stops = stopsIn(*this);
    for (std::size_t i = 1; i < stops.size(); ++i) {
        if (stops[i - 1]->nextInFocusChain() != stops[i])
            setTabOrder(stops[i - 1], stops[i]);
    }
    return stops;
}

bool GuidePanel::focusNextPrevChild(bool next)
{
    const std::vector<QWidget *> stops = orderStops();
    if (!next || !hasFocus() || stops.empty())
        return QWidget::focusNextPrevChild(next);
    stops.front()->setFocus(Qt::TabFocusReason);
    return true;
}

void GuidePanel::place()
{
    const int line = m_look.ipx(1);
    const bool reversed = layoutDirection() == Qt::RightToLeft;
    m_scroll->setGeometry(reversed ? 0 : line, 0, width() - line,
                          std::max(0, height() - footHeight()));
}

void GuidePanel::paintEvent(QPaintEvent *)
{
    if (m_isPresented)
        return; // it stands on the background of the screen
    QPainter painter(this);
    painter.fillRect(rect(), m_look.theme.surface);
    const double line = m_look.px(m_look.theme.lineWidth);
    const bool reversed = layoutDirection() == Qt::RightToLeft;
    painter.fillRect(QRectF(reversed ? width() - line : 0, 0, line, height()), m_look.theme.line);
}

} // namespace ui
