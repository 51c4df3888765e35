// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/roofline.h"
#include "ui/controls/accessible_items.h"
#include "ui/paint/look.h"

#include <QImage>
#include <QWidget>

#include <optional>

class QCustomPlot;

namespace ui {

// The operations of a visit under the roof of the device: FLOPs per byte against the FLOP/s that
// they reach, both logarithmic. The arrow keys go from point to point; the chosen one says what it
// is.
class RooflineChart : public QWidget, public AccessibleItems
{
    Q_OBJECT

public:
    explicit RooflineChart(QWidget *parent = nullptr);

    // Held while it is shown.
    void setCosts(const core::SnapshotPtr &snapshot, core::StageCosts costs);
    void setLook(const Look &look);
    void setChosen(std::optional<std::size_t> row); // of the costs; no signal
    [[nodiscard]] std::optional<std::size_t> chosen() const { return m_chosen; }
    [[nodiscard]] const core::Roofline &roofline() const { return m_roofline; }
    [[nodiscard]] const QCustomPlot &plot() const { return *m_plot; }
    [[nodiscard]] bool hasPicture() const { return !m_roofline.points.empty(); }

    // What is shown, as large as the widget.
    [[nodiscard]] QImage image(double pixelRatio);
    void paintVectors(QPainter &painter);

    [[nodiscard]] int itemCount() const override;
    [[nodiscard]] Item itemAt(int index) const override;
    [[nodiscard]] QAccessible::Role itemRole() const override { return QAccessible::ListItem; }
    void chooseItem(int index) override;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void rowChosen(std::size_t row);

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    void rebuild();
    void fillRoofs();
    void fillPoints();
    void placeLabels();
    [[nodiscard]] QPointF placeOf(const core::RooflinePoint &point) const; // in the plot
    [[nodiscard]] std::optional<std::size_t> pointAt(const QPointF &position) const;
    [[nodiscard]] QString tipOf(const core::RooflinePoint &point) const;

    core::SnapshotPtr m_snapshot;
    core::StageCosts m_costs;
    core::Roofline m_roofline;
    Look m_look;
    std::optional<std::size_t> m_chosen;
    QCustomPlot *m_plot;
};

} // namespace ui
