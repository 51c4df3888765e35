// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/value_slider.h"

#include "ui/controls/accessible_slider.h"
#include "ui/paint/primitives.h"

#include <QAccessible>
#include <QKeyEvent>
#include <QLineEdit>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>
#include <QPen>
#include <QStyle>

#include <algorithm>
#include <cmath>

namespace ui {

namespace {

constexpr double kRowHeight = 40;
constexpr double kLabelCentre = 9;
constexpr double kGrooveCentre = 26;
constexpr double kGrooveThickness = 4;
constexpr double kHandleSize = 18;

std::optional<double> parsePlainNumber(const QString &text)
{
    return parseQuantity(text, 1);
}

} // namespace

ValueSlider::ValueSlider(const QString &label, QWidget *parent)
    : QWidget(parent), m_label(label),
      m_format([](double value) { return QLocale().toString(value); }), m_parse(parsePlainNumber)
{
    installAccessibleSlider();
    setFocusPolicy(Qt::TabFocus); // a click leaves the keyboard focus in the scene
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(label);
}

void ValueSlider::setLook(const Look &look)
{
    m_look = look;
    endTyping();
    updateGeometry();
    update();
}

void ValueSlider::setScale(const ValueScale &scale)
{
    if (m_scale == scale)
        return;
    m_scale = scale;
    update();
}

void ValueSlider::setFormat(std::function<QString(double)> format)
{
    m_format = std::move(format);
    update();
}

void ValueSlider::setParse(std::function<std::optional<double>(const QString &)> parse)
{
    m_parse = std::move(parse);
}

void ValueSlider::setCheck(std::function<QString(double)> check)
{
    m_check = std::move(check);
}

void ValueSlider::setFormerValue(std::optional<double> value)
{
    if (m_former == value)
        return;
    m_former = value;
    update();
}

void ValueSlider::setGaveWay(bool gaveWay)
{
    if (m_gaveWay == gaveWay)
        return;
    m_gaveWay = gaveWay;
    update();
}

void ValueSlider::setValue(double value)
{
    update(); // the same value may have another text
    showInEditor(value);
    if (m_value == value)
        return;
    m_value = value;
    if (m_focusRing != nullptr && m_focusRing->isVisible())
        showRing(Qt::ShortcutFocusReason);
    if (QAccessible::isActive()) {
        QAccessibleValueChangeEvent event(this, value);
        QAccessible::updateAccessibility(&event);
    }
}

QSize ValueSlider::sizeHint() const
{
    return {m_look.ipx(224), m_look.ipx(kRowHeight)};
}

QSize ValueSlider::minimumSizeHint() const
{
    return {m_look.ipx(120), m_look.ipx(kRowHeight)};
}

QRectF ValueSlider::grooveRect() const
{
    const double thickness = m_look.px(kGrooveThickness);
    return {0, m_look.px(kGrooveCentre) - thickness / 2, double(width()), thickness};
}

QRectF ValueSlider::handleRect() const
{
    return handleAt(m_value);
}

QRectF ValueSlider::handleAt(double value) const
{
    const double size = m_look.px(kHandleSize);
    double position = positionOf(m_scale, value);
    if (layoutDirection() == Qt::RightToLeft)
        position = 1 - position;
    return {position * (width() - size), m_look.px(kGrooveCentre) - size / 2, size, size};
}

QRectF ValueSlider::valueRect() const
{
    const QFontMetricsF metrics(m_look.font(TextRole::ControlStrong));
    const double textWidth = std::max(m_look.px(32), metrics.horizontalAdvance(valueText()) + 4);
    const double height = m_look.px(2 * kLabelCentre);
    const QRectF right(width() - textWidth, 0, textWidth, height);
    return layoutDirection() == Qt::RightToLeft ? right.translated(textWidth - width(), 0) : right;
}

QString ValueSlider::formerText() const
{
    const QString was = m_former ? m_format(*m_former) : QString();
    return was.isEmpty() || was == valueText() ? QString() : tr("was %1").arg(was);
}

void ValueSlider::paintTexts(QPainter &painter) const
{
    const Theme &theme = m_look.theme;
    const bool reversed = layoutDirection() == Qt::RightToLeft;
    painter.setFont(m_look.font(TextRole::ControlStrong));
    painter.setPen(isEnabled() ? theme.text1 : theme.text3);
    const Qt::Alignment end = (reversed ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter;
    QRectF value = valueRect();
    if (m_editor == nullptr)
        painter.drawText(value, static_cast<int>(end), valueText());
    const QString former = m_editor == nullptr ? formerText() : QString();
    if (!former.isEmpty()) {
        const QFont font = m_look.font(TextRole::Caption);
        const double gap = m_look.px(8);
        const double room = std::ceil(QFontMetricsF(font).horizontalAdvance(former)) + gap;
        QRectF area(reversed ? value.right() : value.left() - room, 0, room, value.height());
        area.adjust(reversed ? gap : 0, 0, reversed ? 0 : -gap, 0);
        painter.setFont(font);
        painter.setPen(theme.text3);
        painter.drawText(area, static_cast<int>(end), former);
        value = value.united(area);
    }
    const QFont labelFont = m_look.font(m_gaveWay ? TextRole::ControlStrong : TextRole::Control);
    painter.setFont(labelFont);
    const QColor ink = m_gaveWay ? theme.text1 : theme.text2;
    painter.setPen(isEnabled() ? ink : theme.text3);
    const double room = width() - value.width() - m_look.px(6);
    const QRectF labelArea(reversed ? width() - room : 0, 0, room, value.height());
    const Qt::Alignment start = (reversed ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter;
    painter.drawText(labelArea, static_cast<int>(start),
                     QFontMetricsF(labelFont).elidedText(m_label, Qt::ElideRight, room));
}

// Where the handle was.
void ValueSlider::paintFormer(QPainter &painter) const
{
    if (formerText().isEmpty())
        return;
    const double line = m_look.px(1.5);
    QPen pen(m_look.theme.text3, line);
    pen.setDashPattern({2.0, 2.0});
    painter.setPen(pen);
    painter.setBrush(m_look.theme.surface);
    painter.drawEllipse(handleAt(*m_former).adjusted(line, line, -line, -line));
}

void ValueSlider::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Theme &theme = m_look.theme;
    const bool reversed = layoutDirection() == Qt::RightToLeft;
    const QColor ink = isEnabled() ? theme.accent : theme.line3;
    paintTexts(painter);
    if (!m_refusal.isEmpty()) {
        paintRefusal(painter);
        return;
    }
    const QRectF groove = grooveRect();
    const QRectF handle = handleRect();
    const double radius = groove.height() / 2;
    drawRounded(painter, groove, radius, theme.flat ? theme.line3 : theme.idle);
    QRectF filled = groove;
    if (reversed)
        filled.setLeft(handle.center().x());
    else
        filled.setRight(handle.center().x());
    drawRounded(painter, filled, radius, ink);
    paintFormer(painter);
    const bool active = m_dragging || (m_hoversHandle && isEnabled());
    drawRounded(painter, handle, handle.width() / 2, active ? theme.accentSoft : theme.surface, ink,
                m_look.px(2.5));
}

void ValueSlider::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    if (m_editor != nullptr)
        placeEditor();
}

void ValueSlider::propose(double value)
{
    if (value == m_value)
        return;
    m_changed = true;
    setValue(value);
    Q_EMIT changing(value);
}

void ValueSlider::finish()
{
    if (!m_changed)
        return;
    m_changed = false;
    Q_EMIT released();
}

void ValueSlider::dragTo(double x)
{
    const double size = m_look.px(kHandleSize);
    double position = (x - m_grabOffset - size / 2) / std::max(1.0, width() - size);
    if (layoutDirection() == Qt::RightToLeft)
        position = 1 - position;
    propose(stopNear(m_scale, std::clamp(position, 0.0, 1.0)));
}

void ValueSlider::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton) {
        event->ignore();
        return;
    }
    if (valueRect().contains(event->position())) {
        beginTyping();
        return;
    }
    const QRectF handle = handleRect();
    const bool onHandle = handle.adjusted(-4, -4, 4, 4).contains(event->position());
    m_grabOffset = onHandle ? event->position().x() - handle.center().x() : 0;
    m_dragging = true;
    if (!onHandle)
        dragTo(event->position().x());
    update();
}

void ValueSlider::mouseMoveEvent(QMouseEvent *event)
{
    if (m_dragging) {
        dragTo(event->position().x());
        return;
    }
    const bool hovers = handleRect().contains(event->position());
    if (hovers != m_hoversHandle) {
        m_hoversHandle = hovers;
        update();
    }
    setCursor(valueRect().contains(event->position()) ? Qt::IBeamCursor : Qt::ArrowCursor);
}

void ValueSlider::mouseReleaseEvent(QMouseEvent *)
{
    m_dragging = false;
    update();
    finish();
}

void ValueSlider::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (valueRect().contains(event->position()) || !m_resetValue)
        return;
    m_dragging = false;
    propose(*m_resetValue);
    finish();
}

std::optional<double> ValueSlider::keyTarget(int key) const
{
    const bool reversed = layoutDirection() == Qt::RightToLeft;
    const int page = std::max<int>(3, static_cast<int>(m_scale.stops.size() / 6));
    switch (key) {
    case Qt::Key_Right:
        return stepped(m_scale, m_value, reversed ? -1 : 1);
    case Qt::Key_Left:
        return stepped(m_scale, m_value, reversed ? 1 : -1);
    case Qt::Key_Up:
        return stepped(m_scale, m_value, 1);
    case Qt::Key_Down:
        return stepped(m_scale, m_value, -1);
    case Qt::Key_PageUp:
        return stepped(m_scale, m_value, page);
    case Qt::Key_PageDown:
        return stepped(m_scale, m_value, -page);
    case Qt::Key_Home:
        return m_scale.stops.front();
    case Qt::Key_End:
        return m_scale.stops.back();
    default:
        return std::nullopt;
    }
}

void ValueSlider::keyPressEvent(QKeyEvent *event)
{
    const bool plain = !(event->modifiers() & ~Qt::KeypadModifier);
    if (plain && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter ||
                  event->key() == Qt::Key_F2)) {
        beginTyping();
        return;
    }
    const std::optional<double> target = plain ? keyTarget(event->key()) : std::nullopt;
    if (!target) {
        QWidget::keyPressEvent(event);
        return;
    }
    propose(*target);
    showRing(Qt::ShortcutFocusReason);
}

void ValueSlider::keyReleaseEvent(QKeyEvent *event)
{
    if (!event->isAutoRepeat())
        finish();
    QWidget::keyReleaseEvent(event);
}

void ValueSlider::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    showRing(event->reason());
}

void ValueSlider::focusOutEvent(QFocusEvent *event)
{
    QWidget::focusOutEvent(event);
    m_dragging = false;
    finish();
}

void ValueSlider::leaveEvent(QEvent *event)
{
    QWidget::leaveEvent(event);
    m_hoversHandle = false;
    update();
}

void ValueSlider::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::EnabledChange)
        update();
}

void ValueSlider::showRing(Qt::FocusReason reason)
{
    // Around the row: around the handle it would cover the label.
    showFocusRing(m_focusRing, this, reason, [this] {
        return FocusShape{QRectF(0, m_look.px(3), width(), m_look.px(kRowHeight - 7)), m_look.px(6),
                          m_look};
    });
}

} // namespace ui
