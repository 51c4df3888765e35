// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/stage_operations.h"
#include "ui/paint/look.h"

#include <QAbstractTableModel>

namespace ui {

// The lines of a visit as a table. Qt::UserRole has what its column is sorted by.
class CostsModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Name, Time, Step, Reached, Shape, Layers, Flops, Intensity, Hidden, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void setCosts(const core::SnapshotPtr &snapshot, core::StageCosts costs);
    void setLook(const Look &look);
    [[nodiscard]] const core::StageCosts &costs() const { return m_costs; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    [[nodiscard]] QString textAt(const core::StageOperation &row, int column) const;
    [[nodiscard]] QVariant keyAt(const core::StageOperation &row, int column) const;

    core::SnapshotPtr m_snapshot;
    core::StageCosts m_costs;
    Look m_look;
};

} // namespace ui
