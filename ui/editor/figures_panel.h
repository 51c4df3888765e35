// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/controls/card.h"
#include "ui/editor/editor_session.h"
#include "ui/paint/look.h"

namespace ui {

// Right of the grid: what the order is worth so far.
class FiguresPanel : public Card
{
    Q_OBJECT

public:
    explicit FiguresPanel(EditorSession &session, QWidget *parent = nullptr);

    void setLook(const Look &look);
    [[nodiscard]] QString describe() const; // all of it as lines of text

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    struct Figure
    {
        QString title;
        QString value;
        QString unit;
        QString detail;
    };
    [[nodiscard]] std::vector<Figure> figures() const;
    [[nodiscard]] QString visitsText() const;
    [[nodiscard]] QString recognisedText() const;
    double paintFigure(QPainter &painter, const QRectF &area, const Figure &figure) const;
    double paintHead(QPainter &painter, double left, double wide) const;
    void paintScale(QPainter &painter, const QRectF &area) const;
    void paintScaleWords(QPainter &painter, const QRectF &area) const;
    void paintFoot(QPainter &painter, const QRectF &area) const;

    EditorSession &m_session;
    Look m_look;
};

} // namespace ui
