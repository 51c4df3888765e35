// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/controls/accessible_items.h"
#include "ui/paint/look.h"
#include "ui/views/charts/sweep_data.h"

#include <QWidget>

#include <memory>
#include <optional>
#include <vector>

class QCustomPlot;

namespace ui {

// The points of a sweep, as lines or as a map. The arrow keys go from point to point, also to those
// that do not run; Enter or a click opens one, P holds it fast as A, and so does who drags it to
// where that is done; each says what it is where it is pointed at.
class SweepView : public QWidget, public AccessibleItems
{
    Q_OBJECT

public:
    explicit SweepView(SweepShape shape, QWidget *parent = nullptr);

    // Held while they are shown; the metric is a row of sweepMetrics().
    void setResults(std::shared_ptr<const core::SweepResults> results,
                    const core::SweepMetric &metric);
    void setLook(const Look &look);
    void select(std::optional<std::size_t> index);
    [[nodiscard]] std::optional<std::size_t> selected() const { return m_selected; }
    [[nodiscard]] QString describe() const;
    [[nodiscard]] QRectF areaOf(std::size_t index) const; // of a point; empty: it has none

    [[nodiscard]] int itemCount() const override;
    [[nodiscard]] Item itemAt(int index) const override;
    [[nodiscard]] QAccessible::Role itemRole() const override { return QAccessible::ListItem; }
    void chooseItem(int index) override;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void selectionChanged();
    void pointOpened(std::size_t index);
    void pointPinned(std::size_t index);
    // Where the pointer is, on the screen.
    void pointDragged(std::size_t index, const QPoint &at);
    void pointDropped(std::size_t index, const QPoint &at);

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;

private:
    void place();
    void showSelected();
    void go(int columns, int series);
    [[nodiscard]] std::optional<std::size_t> pointAt(const QPointF &position) const;

    SweepShape m_shape;
    Look m_look;
    std::shared_ptr<const core::SweepResults> m_results;
    const core::SweepMetric *m_metric = nullptr;
    SweepData m_data;
    SweepWords m_words;
    std::vector<SweepSpot> m_spots;
    QCustomPlot *m_plot;
    std::optional<std::size_t> m_selected;
    struct Press
    {
        std::size_t point = 0;
        QPoint at; // here
        bool isDragged = false;
    };
    std::optional<Press> m_press; // while the left button is held
};

} // namespace ui
