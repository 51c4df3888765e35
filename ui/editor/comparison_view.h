// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/editor/editor_session.h"
#include "ui/editor/grid_layout.h"
#include "ui/paint/look.h"

#include <QWidget>

namespace ui {

// Below the grid, on the same axis: a schedule with a name.
class ComparisonView : public QWidget
{
    Q_OBJECT

public:
    explicit ComparisonView(EditorSession &session, QWidget *parent = nullptr);

    void setLook(const Look &look);
    void setInSight(double left); // as the grid above is scrolled
    // Of what is compared with; on the axis of the grid above it.
    [[nodiscard]] EditorLayout editorLayout() const;
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void renew();
    [[nodiscard]] QString titleText() const;
    [[nodiscard]] QString figuresText() const;

    EditorSession &m_session;
    Look m_look;
    double m_inSight = 0;
};

} // namespace ui
