// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/controls/value_slider.h"

#include <QAbstractButton>

namespace ui {

// Closed: the value beside it stays fixed. Open: it follows.
class LockButton : public QAbstractButton
{
    Q_OBJECT

public:
    explicit LockButton(QWidget *parent = nullptr);

    void setLook(const Look &look);
    void setShut(bool shut);
    [[nodiscard]] bool isShut() const { return m_shut; }
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    Look m_look;
    bool m_shut = false;
    QPointer<FocusRing> m_focusRing;
};

// A slider with a lock behind it.
class LockedSlider : public QWidget
{
    Q_OBJECT

public:
    explicit LockedSlider(const QString &label, QWidget *parent = nullptr);

    void setLook(const Look &look);
    [[nodiscard]] ValueSlider &slider() { return *m_slider; }
    [[nodiscard]] LockButton &lock() { return *m_lock; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void place();

    ValueSlider *m_slider;
    LockButton *m_lock;
    Look m_look;
};

} // namespace ui
