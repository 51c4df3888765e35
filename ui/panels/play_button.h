// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/controls/focus_ring.h"
#include "ui/paint/look.h"

#include <QAbstractButton>

namespace ui {

// The round button that plays and pauses.
class PlayButton : public QAbstractButton
{
    Q_OBJECT

public:
    explicit PlayButton(QWidget *parent = nullptr);

    void setLook(const Look &look);
    void setPlaying(bool playing);

    [[nodiscard]] QSize sizeHint() const override; // 40 logical pixels

protected:
    void paintEvent(QPaintEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    Look m_look;
    bool m_playing = false;
    QPointer<FocusRing> m_focusRing;
};

} // namespace ui
