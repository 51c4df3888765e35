// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/check_box.h"

#include "ui/paint/primitives.h"

#include <QFocusEvent>
#include <QPainter>
#include <QStyle>

namespace ui {

namespace {

constexpr double kBoxSize = 18;
constexpr double kGap = 9;

} // namespace

CheckBox::CheckBox(const QString &text, QWidget *parent) : QCheckBox(text, parent)
{
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
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
    painter.drawText(label, static_cast<int>(edge), text());
}

void CheckBox::focusInEvent(QFocusEvent *event)
{
    QCheckBox::focusInEvent(event);
    showFocusRing(m_focusRing, this, event->reason(), [this] {
        return FocusShape{rect(), m_look.px(kControlRadius), m_look};
    });
}

} // namespace ui
