// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/visits.h"
#include "ui/paint/look.h"
#include "ui/words/training_texts.h"

#include <QAbstractTableModel>

#include <optional>
#include <vector>

namespace ui {

// The visits of a step as a table: start, device, name and, of several replicas, which micro-batch
// of which it is. Rows are created when they are looked at.
class EventsModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Time, Device, Visit, Batch, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    // batchesOfReplica: 0 where there is but one.
    void setVisits(std::vector<core::Visit> visits, core::Nanos step,
                   DeviceWord word = DeviceWord::Gpu, int batchesOfReplica = 0);
    void setMoment(core::Nanos moment);
    void setLook(const Look &look);
    void setSelectedDevice(std::optional<int> device);

    // The visit that started last before the moment; -1: none yet.
    [[nodiscard]] int currentRow() const;
    [[nodiscard]] core::Nanos beginOf(int row) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    [[nodiscard]] QString nameOf(int device) const;
    [[nodiscard]] QString batchOf(const core::Visit &visit) const; // "14 of replica 16"
    [[nodiscard]] bool isRunning(const core::Visit &visit) const;

    std::vector<core::Visit> m_visits;   // in order of begin
    core::Nanos m_unitOf;                // decides unit and decimals of times
    DeviceWord m_word = DeviceWord::Gpu; // what devices are called
    int m_batchesOfReplica = 0;          // 0: there is one replica
    core::Nanos m_moment;
    std::optional<int> m_selectedDevice;
    Look m_look;
};

} // namespace ui
