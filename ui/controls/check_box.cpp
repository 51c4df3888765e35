// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/check_box.h"

#include "ui/paint/primitives.h"

#include <QFocusEvent>
#include <QPainter>
#include <QStyle>

#include <algorithm>

namespace ui {

namespace {

constexpr double kBoxSize = 18;
constexpr double kGap = 9;

} // namespace

CheckBox::CheckBox(const QString &text, QWidget *parent) : QCheckBox(text, parent)
{
    setFocusPolicy(Qt::TabFocus);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void CheckBox::setLook(const Look &look)
{
    m_look = look;
    updateGeometry();
    update();
}

QSize CheckBox::sizeHint() const
{
    const double text = textWidth(m_look.font(TextRole::Control), this->text());
    return {qCeil(m_look.px(kBoxSize + kGap) + text), m_look.ipx(32)};
}

QSize CheckBox::minimumSizeHint() const
{
    double widest = 0;
    for (const QString &word : text().split(u' '))
        widest = std::max(widest, textWidth(m_look.font(TextRole::Control), word));
    return {qCeil(m_look.px(kBoxSize + kGap) + widest), m_look.ipx(32)};
}

int CheckBox::heightForWidth(int width) const
{
    const int room = std::max(1, width - qFloor(m_look.px(kBoxSize + kGap)));
    const QFontMetrics metrics(m_look.font(TextRole::Control));
    const QRect lines = metrics.boundingRect({0, 0, room, 1}, Qt::TextWordWrap, text());
    return std::max(m_look.ipx(32), lines.height());
}

void CheckBox::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Theme &theme = m_look.theme;
    const double side = m_look.px(kBoxSize);
    const QRect place(0, qRound((height() - side) / 2), qRound(side), qRound(side));
    const QRectF box = QStyle::visualRect(layoutDirection(), rect(), place);
    const QColor ink = isEnabled() ? theme.accent : theme.line3;
    drawRounded(painter, box, m_look.px(4), isChecked() ? ink : theme.surface,
                isChecked() ? ink : theme.line3, m_look.px(1.5));
    if (isChecked())
        drawIcon(painter, box, QStringLiteral("check"), theme.onAccent, 14, m_look);
    painter.setFont(m_look.font(TextRole::Control));
    painter.setPen(isEnabled() ? theme.text2 : theme.text3);
    const bool reversed = layoutDirection() == Qt::RightToLeft;
    const double start = side + m_look.px(kGap);
    const QRectF label(reversed ? 0 : start, 0, width() - start, height());
    const Qt::Alignment edge = (reversed ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter;
    const int wrapped = static_cast<int>(edge) | Qt::TextWordWrap;
    painter.drawText(label, wrapped, text());
}

void CheckBox::focusInEvent(QFocusEvent *event)
{
    QCheckBox::focusInEvent(event);
    showFocusRing(m_focusRing, this, event->reason(), [this] {
        return FocusShape{rect(), m_look.px(kControlRadius), m_look};
    });
}

} // namespace ui
