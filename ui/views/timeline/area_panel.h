// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/controls/card.h"
#include "ui/paint/timeline/area_painter.h"

#include <optional>

namespace ui {

class PushButton;

// What is in the selected area of a timeline: shares, reasons of idle time, bytes sent. Floats over
// the window, beside the area.
class AreaPanel : public Card
{
    Q_OBJECT

public:
    explicit AreaPanel(QWidget *parent = nullptr);

    void setLook(const Look &look);
    void setTexts(const AreaTexts &texts);
    [[nodiscard]] const AreaTexts &texts() const { return m_texts; }
    // Takes the shape that fits into this much of its parent, beside what it tells of (in its
    // parent).
    void place(const QRect &room, const QRect &beside);

Q_SIGNALS:
    void zoomWanted();
    void copyWanted();
    void closeWanted();

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;

private:
    [[nodiscard]] QSize sizeOf(AreaColumns columns) const;
    void placeButtons();

    Look m_look;
    AreaTexts m_texts;
    AreaColumns m_columns = AreaColumns::One;
    PushButton *m_close;
    PushButton *m_copy;
    PushButton *m_zoom;
};

} // namespace ui
