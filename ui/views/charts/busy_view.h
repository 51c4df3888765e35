// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/snapshot.h"
#include "ui/layout/timeline/busy_bars.h"
#include "ui/paint/look.h"

#include <QAbstractScrollArea>

#include <optional>
#include <vector>

namespace ui {

class BreakdownBar;

// How every device spends the step: one bar each, kinds of work and causes of idle time.
class BusyView : public QAbstractScrollArea
{
    Q_OBJECT

public:
    explicit BusyView(QWidget *parent = nullptr);

    [[nodiscard]] QString caption() const; // "whole step"
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

public Q_SLOTS:
    void setSnapshot(const core::SnapshotPtr &snapshot);
    void setMoment(core::Nanos) {} // shows the whole step
    void setLook(const Look &look);
    void setSelectedDevice(std::optional<int> device);

Q_SIGNALS:
    void deviceClicked(int device);

protected:
    bool viewportEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;

private:
    void updateScrollBar();
    void placeBreakdown();
    [[nodiscard]] const BusyBar *barAt(const QPoint &position) const;

    BreakdownBar *m_breakdown; // above the bars, when they leave it room
    std::vector<BusyBar> m_bars;
    Look m_look;
    std::optional<int> m_selectedDevice;
};

} // namespace ui
