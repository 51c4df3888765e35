// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/controls/focus_ring.h"
#include "ui/paint/look.h"

#include <QAbstractButton>

namespace ui {

// On or off: its text at the left, a switch at the right, and a line below that says what follows
// from it, or why it cannot be moved.
class ToggleSwitch : public QAbstractButton
{
    Q_OBJECT

public:
    explicit ToggleSwitch(const QString &text, QWidget *parent = nullptr);

    void setLook(const Look &look);
    // strong: it is a warning.
    void setNote(const QString &note, bool strong = false);
    [[nodiscard]] QString note() const { return m_note; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;

private:
    Look m_look;
    QString m_note;
    bool m_strong = false;
    QPointer<FocusRing> m_focusRing;
};

} // namespace ui
