// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/controls/focus_ring.h"
#include "ui/controls/number_editor.h"
#include "ui/controls/slider_painter.h"
#include "ui/controls/value_scale.h"
#include "ui/paint/look.h"

#include <QWidget>

#include <functional>
#include <optional>
#include <utility>

namespace ui {

// A named value on a groove: drag it, step it with the keys, or click the number and type.
class ValueSlider : public QWidget
{
    Q_OBJECT

public:
    explicit ValueSlider(const QString &label, QWidget *parent = nullptr);

    void setLook(const Look &look);
    void setScale(const ValueScale &scale);
    void setFormat(std::function<QString(double)> format);
    // Text to value; empty when it means none. Without one, any number is taken.
    void setParse(std::function<std::optional<double>(const QString &)> parse);
    // Shows a value without a signal; also one between or beyond the stops.
    void setValue(double value);
    // Numbers that may be typed, also beyond the stops; without them, the ends of the stops.
    void setRange(double least, double most) { m_range = {least, most}; }
    // Why a typed number is impossible; empty: it is possible. Asked before it is accepted.
    void setCheck(std::function<QString(double)> check) { m_check = std::move(check); }
    // The value before this control or another was moved, shown beside the current one.
    void setFormerValue(std::optional<double> value);
    // What it is compared with, as a tick on the groove.
    void setPinnedValue(std::optional<double> value);
    [[nodiscard]] std::optional<double> pinnedValue() const { return m_pinned; }
    // The value changed because another control was moved.
    void setGaveWay(bool gaveWay);
    // Where a double click goes; without one it does nothing.
    void setResetValue(std::optional<double> value) { m_resetValue = value; }

    [[nodiscard]] double value() const { return m_value; }
    [[nodiscard]] QString label() const { return m_label; }
    [[nodiscard]] QString textOf(double value) const { return m_format(value); }
    [[nodiscard]] QString valueText() const { return m_format(m_value); }
    [[nodiscard]] const ValueScale &scale() const { return m_scale; }

    [[nodiscard]] QSize sizeHint() const override
    {
        return {m_look.ipx(224), m_look.ipx(kSliderHeight)};
    }
    [[nodiscard]] QSize minimumSizeHint() const override
    {
        return {m_look.ipx(120), m_look.ipx(kSliderHeight)};
    }
    // The round handle, in widget coordinates.
    [[nodiscard]] QRectF handleRect() const;
    [[nodiscard]] QRectF valueRect() const { return sliderValue(picture()); }

    // Opens the number for typing.
    void beginTyping();
    // Why the text in the editor was not taken; empty: it was, or none is open.
    [[nodiscard]] QString refusal() const { return m_editor ? m_editor->refusal() : QString(); }

Q_SIGNALS:
    void changing(double value); // while dragging, per key press, and when typed
    void released();             // the change is complete
    void refused(double wanted); // typed, and not possible
    void refusalOver();          // what had been refused is typed anew, or typing has ended

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void keyReleaseEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    [[nodiscard]] SliderPicture picture() const;
    [[nodiscard]] std::pair<double, double> range() const;
    void propose(double value);
    void finish();
    void dragTo(double x);
    void takeKeysFromControl();
    void acceptTyped();
    void endTyping();
    void stopTyping();
    void placeEditor();
    void showRing(Qt::FocusReason reason);

    QString m_label;
    Look m_look;
    ValueScale m_scale{{0, 1}};
    double m_value = 0;
    std::optional<double> m_resetValue;
    std::function<QString(double)> m_format;
    std::function<std::optional<double>(const QString &)> m_parse;
    std::function<QString(double)> m_check;
    std::optional<std::pair<double, double>> m_range;
    std::optional<double> m_former;
    std::optional<double> m_pinned;
    bool m_gaveWay = false;
    bool m_dragging = false;
    bool m_changed = false; // since the last released()
    bool m_hoversHandle = false;
    double m_grabOffset = 0;
    NumberEditor *m_editor = nullptr; // while a number is typed
    QPointer<FocusRing> m_focusRing;
};

} // namespace ui
