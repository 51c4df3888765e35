// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/column.h"

#include "ui/paint/primitives.h"

#include <QCoreApplication>
#include <QEvent>
#include <QPainter>

#include <algorithm>

namespace ui {

// A label is measured as soon as it is laid out: without this font Qt would load another one.
Heading::Heading(const QString &text, QWidget *parent) : QLabel(text, parent)
{
    setFont(Look().font(TextRole::ControlStrong));
}

void Heading::setLook(const Look &look)
{
    setFont(look.font(TextRole::ControlStrong));
    QPalette colours = palette();
    colours.setColor(QPalette::WindowText, look.theme.text2);
    setPalette(colours);
    setFixedHeight(look.ipx(18));
}

namespace {

// Of text that is cut into lines, the height follows from the width.
int heightOf(const QWidget &widget, int width)
{
    const int wanted = widget.hasHeightForWidth() ? widget.heightForWidth(std::max(1, width))
                                                  : widget.sizeHint().height();
    return std::max(wanted, widget.minimumHeight());
}

} // namespace

Column::Column(QWidget *parent) : QWidget(parent)
{
    followWidth(*this);
}

void Column::add(QWidget *widget, double gap)
{
    widget->setParent(this);
    m_rows.push_back({widget, gap});
    updateGeometry();
}

void Column::clear()
{
    for (const Row &row : m_rows) {
        row.widget->hide();
        row.widget->deleteLater();
    }
    m_rows.clear();
    updateGeometry();
}

void Column::setGap(const QWidget *widget, double gap)
{
    const auto row = std::ranges::find(m_rows, widget, &Row::widget);
    if (row == m_rows.end() || row->gap == gap)
        return;
    row->gap = gap;
    QCoreApplication::postEvent(this, new QEvent(QEvent::LayoutRequest));
}

void Column::setMargins(double left, double top, double right, double bottom)
{
    m_margins = QMarginsF(left, top, right, bottom);
    updateGeometry();
}

void Column::setLook(const Look &look)
{
    m_look = look;
    updateGeometry();
    place();
}

void followWidth(QWidget &widget)
{
    QSizePolicy policy = widget.sizePolicy();
    policy.setHeightForWidth(true);
    widget.setSizePolicy(policy);
}

QSize Column::sizeHint() const
{
    int wide = 0;
    for (const Row &row : m_rows) {
        if (!row.widget->isHidden())
            wide = std::max(wide, row.widget->minimumSizeHint().width());
    }
    return {wide + m_look.ipx(m_margins.left() + m_margins.right()), heightForWidth(width())};
}

int Column::heightForWidth(int width) const
{
    const int room = width - m_look.ipx(m_margins.left()) - m_look.ipx(m_margins.right());
    double height = m_look.px(m_margins.top() + m_margins.bottom());
    for (const Row &row : m_rows) {
        if (!row.widget->isHidden())
            height += m_look.px(row.gap) + heightOf(*row.widget, room);
    }
    return qCeil(height);
}

void Column::place()
{
    double y = m_look.px(m_margins.top());
    const int left = m_look.ipx(m_margins.left());
    const int right = m_look.ipx(m_margins.right());
    for (const Row &row : m_rows) {
        if (row.widget->isHidden())
            continue;
        y += m_look.px(row.gap);
        const int height = heightOf(*row.widget, width() - left - right);
        const int x = layoutDirection() == Qt::RightToLeft ? right : left;
        row.widget->setGeometry(x, qRound(y), std::max(0, width() - left - right), height);
        y += height;
    }
}

void Column::setMarked(const QWidget *widget, bool marked)
{
    for (Row &row : m_rows) {
        if (row.widget == widget && row.marked != marked) {
            row.marked = marked;
            update();
        }
    }
}

void Column::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double wide = m_look.px(3);
    const bool reversed = layoutDirection() == Qt::RightToLeft;
    for (const Row &row : m_rows) {
        if (!row.marked || row.widget->isHidden())
            continue;
        const QRectF place = row.widget->geometry();
        const double x = reversed ? place.right() + m_look.px(8) : place.left() - m_look.px(11);
        drawRounded(painter, {x, place.top(), wide, place.height()}, wide / 2, m_look.theme.accent);
    }
}

void Column::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    place();
}

bool Column::event(QEvent *event)
{
    // A row wants another height, or was shown or hidden.
    if (event->type() == QEvent::LayoutRequest) {
        updateGeometry();
        place();
    }
    return QWidget::event(event);
}

} // namespace ui
