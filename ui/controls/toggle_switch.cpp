// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/toggle_switch.h"

#include "ui/paint/primitives.h"

#include <QEvent>
#include <QFocusEvent>
#include <QPainter>
#include <QStyle>

namespace ui {

namespace {

// Logical pixels.
constexpr double kLine = 26;
constexpr double kNoteLine = 17;
constexpr double kTrackWidth = 36;
constexpr double kTrackHeight = 20;
constexpr double kKnobMargin = 2.5;

} // namespace

ToggleSwitch::ToggleSwitch(const QString &text, QWidget *parent) : QAbstractButton(parent)
{
    setText(text);
    setAccessibleName(text);
    setCheckable(true);
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void ToggleSwitch::setLook(const Look &look)
{
    m_look = look;
    updateGeometry();
    update();
}

void ToggleSwitch::setNote(const QString &note, bool strong)
{
    m_note = note;
    m_strong = strong;
    setAccessibleDescription(note);
    update();
}

QSize ToggleSwitch::sizeHint() const
{
    const double words = textWidth(m_look.font(TextRole::Control), text());
    return {qCeil(words + m_look.px(kTrackWidth + 12)), m_look.ipx(kLine + kNoteLine)};
}

void ToggleSwitch::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Theme &theme = m_look.theme;
    const auto placed = [this](const QRectF &area) {
        return QRectF(QStyle::visualRect(layoutDirection(), rect(), area.toRect()));
    };
    const bool reversed = layoutDirection() == Qt::RightToLeft;
    const auto edge =
        static_cast<int>((reversed ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    painter.setFont(m_look.font(TextRole::Control));
    painter.setPen(isEnabled() ? theme.text1 : theme.text2);
    painter.drawText(placed({0, 0, width() - m_look.px(kTrackWidth + 6), m_look.px(kLine)}), edge,
                     text());
    painter.setFont(m_look.font(TextRole::Caption));
    painter.setPen(m_strong ? theme.problemText : theme.text2);
    painter.drawText(placed({0, m_look.px(kLine - 2), double(width()), m_look.px(kNoteLine)}), edge,
                     QFontMetricsF(painter.font()).elidedText(m_note, Qt::ElideRight, width()));
    const QRectF track =
        placed({width() - m_look.px(kTrackWidth), (m_look.px(kLine) - m_look.px(kTrackHeight)) / 2,
                m_look.px(kTrackWidth), m_look.px(kTrackHeight)});
    const QColor on = isEnabled() ? theme.accent : theme.line3;
    drawRounded(painter, track, track.height() / 2, isChecked() ? on : theme.line3);
    const double margin = m_look.px(kKnobMargin);
    const double side = track.height() - 2 * margin;
    const bool right = isChecked() != reversed;
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.surface);
    painter.drawEllipse(QRectF(right ? track.right() - margin - side : track.left() + margin,
                               track.top() + margin, side, side));
}

void ToggleSwitch::focusInEvent(QFocusEvent *event)
{
    QAbstractButton::focusInEvent(event);
    showFocusRing(m_focusRing, this, event->reason(), [this] {
        return FocusShape{rect(), m_look.px(kControlRadius), m_look};
    });
}

} // namespace ui
