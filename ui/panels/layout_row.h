// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/controls/focus_ring.h"
#include "ui/paint/look.h"

#include <QAbstractButton>
#include <QStringList>

namespace ui {

// One of the best layouts: what it is and what it costs. A press takes it.
class LayoutRow : public QAbstractButton
{
    Q_OBJECT

public:
    struct Words
    {
        int number = 0;  // from 1
        QString title;   // "Fastest"
        QString gain;    // "−0.94 s (−10.8 %)", at the right
        QString degrees; // the layout
        QString order;
        QString price; // what it costs: time, memory, money
        bool isNow = false;

        bool operator==(const Words &) const = default;
    };

    explicit LayoutRow(QWidget *parent = nullptr);

    void say(const Words &words);
    void setLook(const Look &look);
    [[nodiscard]] const Words &words() const { return m_words; }
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    Words m_words;
    Look m_look;
    QPointer<FocusRing> m_focusRing;
};

} // namespace ui
