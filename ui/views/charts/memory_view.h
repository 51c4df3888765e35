// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sim/moment.h"
#include "ui/paint/look.h"

#include <QImage>
#include <QWidget>

#include <optional>
#include <vector>

class QCPItemLine;
class QCPItemText;
class QCustomPlot;

namespace ui {

// What fills the memory of one device over the step, stacked, under its capacity.
class MemoryView : public QWidget
{
    Q_OBJECT

public:
    explicit MemoryView(QWidget *parent = nullptr);

    [[nodiscard]] QString caption() const; // "GPU 0": whose memory is shown
    [[nodiscard]] const QCustomPlot &plot() const { return *m_plot; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    // As large as the widget; pixelRatio device pixels per logical pixel.
    [[nodiscard]] QImage image(double pixelRatio);

public Q_SLOTS:
    void setSnapshot(const core::SnapshotPtr &snapshot);
    void setMoment(std::optional<core::Nanos> moment); // none: no playhead
    void setLook(const Look &look);
    void setSelectedDevice(std::optional<int> device); // none: the fullest one

Q_SIGNALS:
    void captionChanged();
    void scrubbed(core::Nanos moment);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void rebuild();
    void placePlot();
    [[nodiscard]] double legendRoom() const;
    void fillGraphs(const std::vector<core::MemoryStep> &steps, core::Nanos stop);
    void placeCapacity(core::Nanos stop);
    void paintAround(QPainter &painter, const QSize &size) const;
    [[nodiscard]] bool hasPicture() const;
    [[nodiscard]] int row() const;

    core::SnapshotPtr m_snapshot;
    std::optional<core::Nanos> m_moment;
    Look m_look;
    std::optional<int> m_selectedDevice;
    QCustomPlot *m_plot = nullptr;
    QCPItemLine *m_capacity = nullptr;
    QCPItemText *m_capacityText = nullptr;
};

} // namespace ui
