// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/value_slider.h"

#include "ui/controls/accessible_slider.h"

#include <QAccessible>
#include <QApplication>
#include <QKeyEvent>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <utility>

namespace ui {

namespace {

std::optional<double> placeOf(const ValueScale &scale, std::optional<double> value)
{
    return value ? std::optional(positionOf(scale, *value)) : std::nullopt;
}

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
    connect(this, &ValueSlider::refusalOver, this, qOverload<>(&QWidget::update));
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
    m_parse = parse ? std::move(parse) : parsePlainNumber;
}

void ValueSlider::setFormerValue(std::optional<double> value)
{
    if (m_former == value)
        return;
    m_former = value;
    update();
}

void ValueSlider::setPinnedValue(std::optional<double> value)
{
    if (m_pinned == value)
        return;
    m_pinned = value;
    update();
    QAccessibleEvent event(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&event);
}

void ValueSlider::setGaveWay(bool gaveWay)
{
    if (std::exchange(m_gaveWay, gaveWay) != gaveWay)
        update();
}

void ValueSlider::setValue(double value)
{
    update(); // the same value may have another text
    if (m_editor != nullptr)
        m_editor->follow(m_format(value));
    if (m_value == value)
        return;
    m_value = value;
    if (m_focusRing != nullptr && m_focusRing->isVisible())
        showRing(Qt::ShortcutFocusReason);
    QAccessibleValueChangeEvent event(this, value);
    QAccessible::updateAccessibility(&event);
}

SliderPicture ValueSlider::picture() const
{
    const QString was = m_former ? m_format(*m_former) : QString();
    const QString now = valueText();
    SliderPicture slider{.look = m_look,
                         .size = size(),
                         .reversed = layoutDirection() == Qt::RightToLeft,
                         .enabled = isEnabled(),
                         .active = m_dragging || (m_hoversHandle && isEnabled()),
                         .typing = m_editor != nullptr,
                         .emphasised = m_gaveWay,
                         .label = m_label,
                         .value = now,
                         .former = was.isEmpty() || was == now ? QString() : tr("was %1").arg(was),
                         .refusal = refusal(),
                         .position = positionOf(m_scale, m_value),
                         .formerPosition = placeOf(m_scale, m_former),
                         .pinnedPosition = placeOf(m_scale, m_pinned)};
    return slider;
}

QRectF ValueSlider::handleRect() const
{
    const SliderPicture slider = picture();
    return sliderHandle(slider, slider.position);
}

void ValueSlider::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintSlider(painter, picture());
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
    const double size = handleRect().width();
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
    takeKeysFromControl();
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

// Keys that the scene has stay there; those that another control has would change that one, though
// the hand is on this one.
void ValueSlider::takeKeysFromControl()
{
    const QWidget *has = QApplication::focusWidget();
    if (has != nullptr && has != this && !isAncestorOf(has) &&
        !(has->focusPolicy() & Qt::ClickFocus))
        setFocus(Qt::MouseFocusReason);
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

void ValueSlider::keyPressEvent(QKeyEvent *event)
{
    const bool plain = !(event->modifiers() & ~Qt::KeypadModifier);
    if (plain && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter ||
                  event->key() == Qt::Key_F2)) {
        beginTyping();
        return;
    }
    const std::optional<double> target =
        plain ? targetOfKey(m_scale, m_value, event->key(), layoutDirection() == Qt::RightToLeft)
              : std::nullopt;
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

void ValueSlider::beginTyping()
{
    if (!isEnabled() || m_editor != nullptr)
        return;
    m_editor = new NumberEditor(valueText(), m_look, this);
    m_editor->setAccessibleName(m_label);
    connect(m_editor, &NumberEditor::entered, this, &ValueSlider::acceptTyped);
    connect(m_editor, &NumberEditor::cancelled, this, &ValueSlider::stopTyping);
    connect(m_editor, &NumberEditor::left, this, &ValueSlider::endTyping);
    connect(m_editor, &NumberEditor::refusalChanged, this, &ValueSlider::refusalOver);
    placeEditor();
    m_editor->open();
    update();
}

void ValueSlider::placeEditor()
{
    const QRectF value = valueRect();
    const double room =
        std::min(std::max(value.width() + m_look.px(10), m_look.px(96)), double(width()));
    QRectF area(width() - room, 0, room, value.height() + m_look.px(1));
    if (layoutDirection() == Qt::RightToLeft)
        area.moveLeft(0);
    m_editor->setGeometry(area.toAlignedRect());
}

std::pair<double, double> ValueSlider::range() const
{
    return m_range.value_or(std::pair(m_scale.stops.front(), m_scale.stops.back()));
}

// The number typed is the number used, or none is.
void ValueSlider::acceptTyped()
{
    const std::optional<double> wanted = m_parse(m_editor->text());
    const auto [least, most] = range();
    const QString why = !wanted || *wanted < least || *wanted > most
                            ? tr("Type a number from %1 to %2").arg(m_format(least), m_format(most))
                        : m_check ? m_check(*wanted)
                                  : QString();
    if (!why.isEmpty()) {
        m_editor->refuse(why);
        Q_EMIT refused(wanted.value_or(0));
        return;
    }
    stopTyping();
    propose(*wanted);
    finish();
}

// Typing is over; the keyboard focus goes back to where it was.
void ValueSlider::stopTyping()
{
    if (NumberEditor *editor = m_editor)
        editor->giveFocusBack(this); // which ends typing, unless the focus was elsewhere already
    endTyping();
}

void ValueSlider::endTyping()
{
    if (m_editor == nullptr)
        return;
    std::exchange(m_editor, nullptr)->discard();
    Q_EMIT refusalOver();
}

void ValueSlider::showRing(Qt::FocusReason reason)
{
    // Around the row: around the handle it would cover the label.
    showFocusRing(m_focusRing, this, reason, [this] {
        return FocusShape{QRectF(0, m_look.px(3), width(), m_look.px(kSliderHeight - 7)),
                          m_look.px(6), m_look};
    });
}

} // namespace ui
