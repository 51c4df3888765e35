// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sim/snapshot.h"
#include "ui/paint/legend.h"

#include <QImage>
#include <QWidget>

#include <optional>

class QCustomPlot;

namespace ui {

class LinkList;

// Bytes per second on all links over the step, and what every link carried.
class NetworkView : public QWidget
{
    Q_OBJECT

public:
    explicit NetworkView(QWidget *parent = nullptr);

    [[nodiscard]] const QCustomPlot &plot() const { return *m_plot; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    // As large as the widget; pixelRatio device pixels per logical pixel.
    [[nodiscard]] QImage image(double pixelRatio);

public Q_SLOTS:
    void setSnapshot(const core::SnapshotPtr &snapshot);
    void setMoment(std::optional<core::Nanos> moment); // none: no playhead
    void setLook(const Look &look);
    void setSelectedDevice(std::optional<int> device); // only its links

Q_SIGNALS:
    void scrubbed(core::Nanos moment);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void rebuild();
    void place();
    void fillGraphs(std::optional<int> device, core::Nanos stop);
    void paintAround(QPainter &painter) const;
    [[nodiscard]] QList<LegendEntry> legend() const;
    [[nodiscard]] bool hasPicture() const;

    core::SnapshotPtr m_snapshot;
    std::optional<core::Nanos> m_moment;
    Look m_look;
    std::optional<int> m_selectedDevice;
    QCustomPlot *m_plot = nullptr;
    LinkList *m_links = nullptr;
    bool m_hasTraffic = false;
};

} // namespace ui
