// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/accessible_slider.h"

#include "ui/controls/value_slider.h"

#include <QAccessibleWidget>

namespace ui {

namespace {

class AccessibleSlider : public QAccessibleWidget, public QAccessibleValueInterface
{
public:
    explicit AccessibleSlider(ValueSlider *slider)
        : QAccessibleWidget(slider, QAccessible::Slider, slider->label()), m_slider(slider)
    {}

    void *interface_cast(QAccessible::InterfaceType type) override
    {
        if (type == QAccessible::ValueInterface)
            return static_cast<QAccessibleValueInterface *>(this);
        return QAccessibleWidget::interface_cast(type);
    }
    QString text(QAccessible::Text kind) const override
    {
        // Why it is grey comes first.
        if (kind == QAccessible::Description && m_slider->accessibleDescription().isEmpty() &&
            m_slider->pinnedValue())
            return ValueSlider::tr("A: %1").arg(m_slider->textOf(*m_slider->pinnedValue()));
        return kind == QAccessible::Value ? m_slider->valueText() : QAccessibleWidget::text(kind);
    }
    QVariant currentValue() const override { return m_slider->value(); }
    void setCurrentValue(const QVariant &value) override
    {
        Q_EMIT m_slider->changing(value.toDouble());
        Q_EMIT m_slider->released();
    }
    QVariant maximumValue() const override { return m_slider->scale().stops.back(); }
    QVariant minimumValue() const override { return m_slider->scale().stops.front(); }
    QVariant minimumStepSize() const override { return {}; }

private:
    ValueSlider *m_slider;
};

QAccessibleInterface *makeAccessibleSlider(const QString &, QObject *object)
{
    auto *slider = qobject_cast<ValueSlider *>(object);
    return slider != nullptr ? new AccessibleSlider(slider) : nullptr;
}

} // namespace

void installAccessibleSlider()
{
    QAccessible::installFactory(makeAccessibleSlider);
}

} // namespace ui
