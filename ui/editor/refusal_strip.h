// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/editor/editor_session.h"
#include "ui/paint/look.h"

#include <QWidget>

namespace ui {

// Below the grid: why the last edit cannot be. Its room is always kept, so nothing jumps.
class RefusalStrip : public QWidget
{
    Q_OBJECT

public:
    explicit RefusalStrip(EditorSession &session, QWidget *parent = nullptr);

    void setLook(const Look &look);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    void renew();

    EditorSession &m_session;
    Look m_look;
};

} // namespace ui
