// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/paint/look.h"

#include <QStringList>
#include <QWidget>

#include <vector>

namespace ui {

// A curve that is drawn by hand: the first points are given, each other one is set with the mouse,
// or with the arrow keys. Shares, 0 to 1, upwards.
class CurveEditor : public QWidget
{
    Q_OBJECT

public:
    explicit CurveEditor(QWidget *parent = nullptr);

    void setLook(const Look &look);
    // labels: of the points; known: the values of the given ones.
    void setQuestion(const QStringList &labels, const std::vector<double> &known, int given);
    [[nodiscard]] bool isDrawn() const; // every point is set
    [[nodiscard]] const std::vector<double> &values() const { return m_values; }
    void reveal(const std::vector<double> &drawn, const std::vector<double> &truth);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

Q_SIGNALS:
    void changed();

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    [[nodiscard]] QRectF plot() const;
    [[nodiscard]] QPointF pointAt(std::size_t index, double value) const;
    void drawTo(QPointF position);
    void set(std::size_t index, double value);
    void name();
    void paintCurve(QPainter &painter, const std::vector<double> &values, const QColor &colour,
                    bool dashed) const;

    Look m_look;
    QStringList m_labels;
    std::vector<double> m_values; // below 0: not set yet
    std::vector<double> m_truth;  // once it is revealed
    std::size_t m_given = 0;
    std::size_t m_cursor = 0; // that the keys move
};

} // namespace ui
