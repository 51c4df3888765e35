// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/elided_label.h"

#include <QHelpEvent>
#include <QPainter>
#include <QStyle>
#include <QToolTip>

namespace ui {

ElidedLabel::ElidedLabel(TextRole role, QWidget *parent) : QWidget(parent), m_role(role)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void ElidedLabel::setText(const QString &text)
{
    if (text == m_text)
        return;
    m_text = text;
    setAccessibleName(text);
    updateGeometry();
    update();
}

void ElidedLabel::setAlignment(Qt::Alignment alignment)
{
    m_alignment = alignment;
    update();
}

void ElidedLabel::setLook(const Look &look)
{
    m_look = look;
    updateGeometry();
    update();
}

double ElidedLabel::wholeWidth() const
{
    return textWidth(m_look.font(m_role), m_text);
}

QSize ElidedLabel::sizeHint() const
{
    return {qCeil(wholeWidth()), qCeil(QFontMetricsF(m_look.font(m_role)).height())};
}

QSize ElidedLabel::minimumSizeHint() const
{
    return {m_look.ipx(40), sizeHint().height()};
}

void ElidedLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setFont(m_look.font(m_role));
    painter.setPen(m_look.theme.text1);
    const Qt::Alignment alignment = QStyle::visualAlignment(layoutDirection(), m_alignment);
    painter.drawText(
        QRectF(rect()), static_cast<int>(alignment | Qt::AlignVCenter),
        QFontMetricsF(painter.font()).elidedText(m_text, Qt::ElideRight, width() + 0.5));
}

bool ElidedLabel::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const bool cut = wholeWidth() > width() + 0.5;
        QToolTip::showText(static_cast<QHelpEvent *>(event)->globalPos(), cut ? m_text : QString(),
                           this);
        return true;
    }
    return QWidget::event(event);
}

} // namespace ui
