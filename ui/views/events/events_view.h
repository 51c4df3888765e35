// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/snapshot.h"
#include "core/analysis/visits.h"
#include "ui/controls/long_work.h"
#include "ui/paint/look.h"

#include <QWidget>

#include <optional>
#include <utility>
#include <vector>

class QLabel;
class QTableView;

namespace ui {

class EventsModel;

// The visits of the step in order of time: "batch1-layerA". The current one is highlighted and
// followed; a click goes there.
class EventsView : public QWidget
{
    Q_OBJECT

public:
    explicit EventsView(QWidget *parent = nullptr);

    void setWorker(WorkRunner worker) { m_worker = std::move(worker); } // that makes the list

public Q_SLOTS:
    void setSnapshot(const core::SnapshotPtr &snapshot);
    void setMoment(core::Nanos moment);
    void setLook(const Look &look);
    void setSelectedDevice(std::optional<int> device); // its visits are highlighted

Q_SIGNALS:
    void scrubbed(core::Nanos moment);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void fill();
    void showVisits(std::vector<core::Visit> visits);
    void followMoment();
    void setNameColumn();

    core::SnapshotPtr m_snapshot;
    core::Nanos m_moment;
    std::size_t m_longestName = 0; // letters
    Look m_look;
    EventsModel *m_model = nullptr;
    QTableView *m_table = nullptr;
    QLabel *m_empty = nullptr;
    bool m_stale = false; // the list is created when first looked at
    WorkRunner m_worker = workAtOnce;
};

} // namespace ui
