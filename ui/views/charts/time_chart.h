// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/snapshot.h"
#include "ui/paint/look.h"
#include "ui/views/charts/chart_theme.h"

#include <QImage>
#include <QWidget>

#include <optional>

class QCustomPlot;

namespace ui {

// Stacked graphs over the step with the playhead in them, and what a view puts around them. A view
// fills the graphs in rebuild() and says where the plot lies.
class TimeChart : public QWidget
{
    Q_OBJECT

public:
    TimeChart(const QString &plotName, int graphs, QWidget *parent);

    [[nodiscard]] const QCustomPlot &plot() const { return *m_plot; }
    [[nodiscard]] QSize minimumSizeHint() const override;
    // The part of the step that is shown, for a picture.
    void setShown(core::Nanos begin, core::Nanos end);
    // What image() shows, as shapes.
    void paintVectors(QPainter &painter);
    // As large as the widget; pixelRatio device pixels per logical pixel.
    [[nodiscard]] QImage image(double pixelRatio);

public Q_SLOTS:
    void setSnapshot(const core::SnapshotPtr &snapshot);
    void setMoment(std::optional<core::Nanos> moment); // none: no playhead
    void setLook(const Look &look);
    void setSelectedDevice(std::optional<int> device);

Q_SIGNALS:
    void captionChanged();
    void scrubbed(core::Nanos moment);

protected:
    // Rebuilds everything, after a change of snapshot, size, look or device.
    virtual void rebuild() = 0;
    [[nodiscard]] virtual bool hasPicture() const = 0;
    // What is painted around the plot, or the sentence shown instead of it.
    virtual void paintAround(QPainter &painter) = 0;
    // Widgets beside the plot, for an image.
    virtual void paintBeside(QPainter &) {}

    void paintSentence(QPainter &painter, const QString &text) const;
    void showPlayhead();
    [[nodiscard]] ShownTime shown() const;
    // How often the part shown fits into the step: charts of a part need as many more points.
    [[nodiscard]] double magnification() const;
    // The device that is chosen, if this snapshot has it.
    [[nodiscard]] std::optional<int> chosenDevice() const;
    [[nodiscard]] bool hasSnapshot() const { return m_snapshot != nullptr; }
    [[nodiscard]] bool hasStep() const; // something ran
    [[nodiscard]] const core::Snapshot &snapshot() const { return *m_snapshot; }
    [[nodiscard]] const Look &look() const { return m_look; }
    [[nodiscard]] QCustomPlot &chart() { return *m_plot; }

    void resizeEvent(QResizeEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    core::SnapshotPtr m_snapshot;
    std::optional<core::Nanos> m_moment;
    Look m_look;
    std::optional<int> m_selectedDevice;
    core::Nanos m_begin; // both 0: the whole step
    core::Nanos m_end;
    QCustomPlot *m_plot;
};

} // namespace ui
