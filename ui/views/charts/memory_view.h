// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sim/snapshot.h"
#include "ui/paint/look.h"

#include <QWidget>

#include <optional>

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
    // At once, onto any painter.
    void render(QPainter &painter, const QSize &size);

public Q_SLOTS:
    void setSnapshot(const core::SnapshotPtr &snapshot);
    void setMoment(core::Nanos moment);
    void setLook(const Look &look);
    void setSelectedDevice(std::optional<int> device); // none: the fullest one

Q_SIGNALS:
    void captionChanged();
    void scrubbed(core::Nanos moment);

protected:
    void resizeEvent(QResizeEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void rebuild();
    [[nodiscard]] int device() const;

    core::SnapshotPtr m_snapshot;
    core::Nanos m_moment;
    Look m_look;
    std::optional<int> m_selectedDevice;
    QCustomPlot *m_plot = nullptr;
};

} // namespace ui
