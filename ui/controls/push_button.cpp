// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/push_button.h"

#include "ui/paint/primitives.h"

#include <QFocusEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QStyle>

#include <algorithm>

namespace ui {

namespace {

constexpr double kIconSize = 20;
constexpr double kGap = 7;
constexpr double kPadding = 14;
constexpr double kFlatPadding = 2;
constexpr double kTriangleRoom = 17;

} // namespace

PushButton::PushButton(Kind kind, QWidget *parent) : QAbstractButton(parent), m_kind(kind)
{
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
}

PushButton::PushButton(Kind kind, const QString &iconName, const QString &text, QWidget *parent)
    : PushButton(kind, parent)
{
    m_iconName = iconName;
    setText(text);
}

void PushButton::setLook(const Look &look)
{
    m_look = look;
    updateGeometry();
    update();
}

void PushButton::setIconName(const QString &name)
{
    m_iconName = name;
    updateGeometry();
    update();
}

void PushButton::setLogicalHeight(double height)
{
    m_logicalHeight = height;
    updateGeometry();
}

void PushButton::setOpensMenu(bool opens)
{
    m_opensMenu = opens;
    updateGeometry();
}

QFont PushButton::textFont() const
{
    return m_look.font(m_kind == Kind::Primary ? TextRole::ControlStrong : TextRole::Control);
}

QSize PushButton::sizeHint() const
{
    const int height = m_look.ipx(m_logicalHeight);
    if (text().isEmpty())
        return {height, height};
    double width = 2 * m_look.px(m_kind == Kind::Flat ? kFlatPadding : kPadding);
    if (!m_iconName.isEmpty())
        width += m_look.px(kIconSize + kGap);
    if (m_opensMenu)
        width += m_look.px(kTriangleRoom);
    width += textWidth(textFont(), text());
    return {qCeil(width), height};
}

QSize PushButton::minimumSizeHint() const
{
    return sizeHint();
}

PushButton::Colours PushButton::colours() const
{
    const Theme &theme = m_look.theme;
    Colours colours{theme.surface, theme.line2, theme.text1};
    if (m_kind == Kind::Primary)
        colours = {theme.accent, {}, theme.onAccent};
    else if (m_kind == Kind::Flat)
        colours = {{}, {}, theme.text1};
    if (!isEnabled()) {
        colours.text =
            m_kind == Kind::Primary ? theme.text3 : mixed(theme.text3, theme.surface, 0.4);
        if (m_kind == Kind::Primary)
            colours.fill = theme.idle;
        if (m_kind == Kind::Primary && theme.flat) { // which has no soft fills
            colours.text = mixed(theme.text3, theme.surface, 0.4);
            colours.outline = colours.text;
        }
        return colours;
    }
    if (isDown() || isChecked())
        colours.fill =
            m_kind == Kind::Primary ? mixed(theme.accent, theme.text1, 0.2) : theme.accentSoft;
    else if (underMouse())
        colours.fill =
            m_kind == Kind::Primary ? mixed(theme.accent, theme.text1, 0.1) : theme.surface2;
    return colours;
}

void PushButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Colours colours = this->colours();
    drawRounded(painter, rect(), m_look.px(kControlRadius), colours.fill, colours.outline,
                m_look.px(m_look.theme.lineWidth));
    if (text().isEmpty()) {
        drawIcon(painter, rect(), m_iconName, colours.text, kIconSize, m_look);
        return;
    }
    // Laid out from the left edge of the content, mirrored for right-to-left.
    const bool flat = m_kind == Kind::Flat;
    const double padding = m_look.px(flat ? kFlatPadding : kPadding);
    // In a button that is too narrow the icon gives way to the words; then these are cut.
    const bool narrow = width() < sizeHint().width() - padding && !m_opensMenu;
    const bool hasIcon = !m_iconName.isEmpty() && !narrow;
    const double content = sizeHint().width() - 2 * padding -
                           (narrow && !m_iconName.isEmpty() ? m_look.px(kIconSize + kGap) : 0);
    double x = flat ? padding : std::max(narrow ? m_look.px(6) : padding, (width() - content) / 2);
    const auto place = [&](double itemWidth) {
        const QRectF item(x, 0, itemWidth, height());
        return QRectF(QStyle::visualRect(layoutDirection(), rect(), item.toRect()));
    };
    if (hasIcon) {
        drawIcon(painter, place(m_look.px(kIconSize)), m_iconName, colours.text, kIconSize, m_look);
        x += m_look.px(kIconSize + kGap);
    }
    painter.setFont(textFont());
    painter.setPen(colours.text);
    const double after = m_opensMenu ? kTriangleRoom + 10 : flat ? kFlatPadding : 6;
    const double room = width() - x - m_look.px(after);
    const QString shown = QFontMetricsF(textFont()).elidedText(text(), Qt::ElideRight, room + 1);
    const double wide = textWidth(textFont(), shown);
    if (toolTip() == m_cutText) // none, or the one that was set here
        setToolTip(m_cutText = shown != text() ? text() : QString());
    painter.drawText(place(wide + 2), Qt::AlignCenter, shown);
    if (!m_opensMenu)
        return;
    x += wide + m_look.px(8);
    const QPointF centre = place(m_look.px(9)).center();
    const double half = m_look.px(3.6);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colours.text);
    painter.drawPolygon(
        QPolygonF({centre + QPointF(-half, -half * 0.75), centre + QPointF(half, -half * 0.75),
                   centre + QPointF(0, half * 0.85)}));
}

void PushButton::focusInEvent(QFocusEvent *event)
{
    QAbstractButton::focusInEvent(event);
    showFocusRing(m_focusRing, this, event->reason(), [this] {
        return FocusShape{rect(), m_look.px(kControlRadius), m_look};
    });
}

void PushButton::enterEvent(QEnterEvent *event)
{
    QAbstractButton::enterEvent(event);
    update();
}

void PushButton::leaveEvent(QEvent *event)
{
    QAbstractButton::leaveEvent(event);
    update();
}

void PushButton::keyPressEvent(QKeyEvent *event)
{
    // Space alone presses a plain button; people expect Enter too.
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        click();
    else
        QAbstractButton::keyPressEvent(event);
}

IconButton::IconButton(const QString &iconName, const QString &name, QWidget *parent)
    : PushButton(Kind::Flat, iconName, {}, parent)
{
    setToolTip(name);
    setAccessibleName(name);
}

} // namespace ui
