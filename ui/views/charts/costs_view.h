// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/stage_operations.h"
#include "ui/paint/look.h"

#include <QWidget>

#include <optional>

class QLabel;
class QSortFilterProxyModel;
class QTableView;

namespace ui {

class ChoiceBox;
class CostsModel;
class ElidedLabel;
class RooflineChart;

// Where the time of a visit goes, operation by operation: a table of what its price is made of, and
// the same under the roof of the device. A visit that is clicked elsewhere is shown here.
class CostsView : public QWidget
{
    Q_OBJECT

public:
    explicit CostsView(QWidget *parent = nullptr);

    [[nodiscard]] int stage() const { return m_stage; } // from 0
    [[nodiscard]] core::SpanKind kind() const { return m_kind; }
    [[nodiscard]] QTableView &table() { return *m_table; }
    [[nodiscard]] RooflineChart &chart() { return *m_chart; }
    [[nodiscard]] QString summary() const;

    [[nodiscard]] QSize minimumSizeHint() const override;

public Q_SLOTS:
    void setSnapshot(const core::SnapshotPtr &snapshot);
    void setMoment(core::Nanos) {} // a visit takes the same time whenever it comes
    void setLook(const Look &look);
    void setSelectedDevice(std::optional<int> device); // its first stage
    void showVisit(int stage, core::SpanKind kind);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void connectParts();
    void fill();
    void fillStages();
    void fillKinds();
    void dressTable();
    void chooseRow(std::optional<std::size_t> row);
    void place();
    int showColumns(int room);
    [[nodiscard]] bool hasPlan() const;

    core::SnapshotPtr m_snapshot;
    Look m_look;
    int m_stage = 0;
    core::SpanKind m_kind = core::SpanKind::Forward;
    std::optional<int> m_device;
    ChoiceBox *m_stages;
    ChoiceBox *m_kinds;
    ElidedLabel *m_summary;
    CostsModel *m_model;
    QSortFilterProxyModel *m_sorted;
    QTableView *m_table;
    RooflineChart *m_chart;
    QLabel *m_empty;
    QRect m_key; // what the colours of points mean; empty: there is no room
};

} // namespace ui
