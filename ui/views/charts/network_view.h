// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sim/snapshot.h"
#include "ui/paint/look.h"

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

public Q_SLOTS:
    void setSnapshot(const core::SnapshotPtr &snapshot);
    void setMoment(core::Nanos moment);
    void setLook(const Look &look);
    void setSelectedDevice(std::optional<int> device); // only its links

Q_SIGNALS:
    void scrubbed(core::Nanos moment);

protected:
    void resizeEvent(QResizeEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void rebuild();

    core::SnapshotPtr m_snapshot;
    core::Nanos m_moment;
    Look m_look;
    std::optional<int> m_selectedDevice;
    QCustomPlot *m_plot = nullptr;
    LinkList *m_links = nullptr;
};

} // namespace ui
