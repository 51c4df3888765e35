// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/search/layout_search.h"
#include "ui/controls/accessible_items.h"
#include "ui/paint/look.h"

#include <QWidget>

#include <optional>
#include <vector>

class QCustomPlot;

namespace ui {

// What a picture of layouts shows.
struct LayoutChartData
{
    std::vector<core::LayoutPoint> points = {}; // all that were looked at
    std::vector<core::LayoutPoint> ideas = {};  // numbered from 1
    std::optional<core::LayoutPoint> now = {};
    core::Bytes capacity = {}; // of a device
    core::Bytes limit = {};    // what a layout may need: less where some is to stay free
    core::Nanos bound = {};    // no layout that fits is faster; 0: not known
};

// Step time against memory: a dot for each layout, those that none beats joined by steps, and what
// does not fit as crosses. The arrow keys go along the front, Enter or a click takes a layout, P
// holds it fast as A; each says what it is where it is pointed at.
class LayoutChart : public QWidget, public AccessibleItems
{
    Q_OBJECT

public:
    explicit LayoutChart(QWidget *parent = nullptr);

    void setData(LayoutChartData data);
    [[nodiscard]] const LayoutChartData &data() const { return m_data; }
    void setLook(const Look &look);
    void select(const std::optional<core::LayoutPoint> &point);
    [[nodiscard]] const std::optional<core::LayoutPoint> &selected() const { return m_selected; }
    // Those that the keys reach: the front, the ideas and the layout of now, by memory.
    [[nodiscard]] const std::vector<core::LayoutPoint> &reached() const { return m_reached; }
    // Where a layout is drawn; nothing: outside of the axes.
    [[nodiscard]] std::optional<QPointF> placeOf(const core::LayoutPoint &point) const;
    [[nodiscard]] QString describe() const;
    void paintInto(QPainter &painter); // as shapes or as pixels, whatever its device takes
    [[nodiscard]] const QCustomPlot &plot() const { return *m_plot; }

    [[nodiscard]] int itemCount() const override;
    [[nodiscard]] Item itemAt(int index) const override;
    [[nodiscard]] QAccessible::Role itemRole() const override { return QAccessible::ListItem; }
    void chooseItem(int index) override;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void selectionChanged();
    void pointTaken(const core::LayoutPoint &point);
    void pointPinned(const core::LayoutPoint &point);

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;

private:
    [[nodiscard]] const core::LayoutPoint *pointAt(const QPointF &position) const;
    [[nodiscard]] QString sentenceOf(const core::LayoutPoint &point) const;
    void go(int by);
    void showSelected();

    Look m_look;
    LayoutChartData m_data;
    std::vector<core::LayoutPoint> m_reached;
    std::optional<core::LayoutPoint> m_selected;
    QCustomPlot *m_plot;
};

} // namespace ui
