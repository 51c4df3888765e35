// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/campaign/campaign.h"
#include "ui/words/cost_texts.h"

#include <QDialog>
#include <QString>

#include <map>

class QComboBox;
class QDoubleSpinBox;
class QFormLayout;
class QGroupBox;
class QLabel;
class QSettings;
class QSpinBox;

namespace ui {

class MainWindow;

// What a whole training run costs: time, money and energy, with failures if they are asked for.
// Follows the step that the window shows, and remembers what was entered.
class CostDialog : public QDialog
{
    Q_OBJECT

public:
    explicit CostDialog(QSettings &settings, QWidget *parent = nullptr);

    void setSnapshot(core::SnapshotPtr snapshot);                       // null: there is none yet
    [[nodiscard]] const QList<CostRow> &rows() const { return m_rows; } // none: see problem()
    [[nodiscard]] QString problem() const { return m_problem; }

private:
    void addLength(QFormLayout &form);
    void addPrices(QFormLayout &form);
    void addFailures(QFormLayout &form);
    void takeDevice();
    void showUnit();
    void restore();
    void keep();
    [[nodiscard]] core::CampaignAssumptions assumptions() const;
    void refresh();
    void copy() const;

    QSettings &m_settings;
    core::SnapshotPtr m_snapshot;
    QList<CostRow> m_rows;
    QString m_problem;
    QString m_device;                  // whose price and power are shown
    std::map<QString, double> m_usual; // by the key of the number
    QDoubleSpinBox *m_length;
    QComboBox *m_unit; // of the length
    QDoubleSpinBox *m_price;
    QDoubleSpinBox *m_watts;
    QDoubleSpinBox *m_powerUsage;
    QGroupBox *m_failures;
    QDoubleSpinBox *m_deviceHours;
    QDoubleSpinBox *m_checkpoint;
    QDoubleSpinBox *m_restart;
    QSpinBox *m_stepsBetween;
    QLabel *m_answer;
    QLabel *m_source;
};

void showCostDialog(MainWindow &window);

} // namespace ui
