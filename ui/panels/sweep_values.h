// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/panels/sweep_choice.h"

#include <QDialog>

class QDialogButtonBox;
class QLabel;
class QFormLayout;
class QLineEdit;

namespace ui {

// The values that a sweep takes, as they are typed, and what a GPU costs and draws. An empty field
// stands for what is usual.
class SweepValues : public QDialog
{
    Q_OBJECT

public:
    SweepValues(const SweepChoice &choice, const core::Scenario &scenario, QWidget *parent);

    [[nodiscard]] const SweepChoice &choice() const { return m_choice; }
    [[nodiscard]] QString problem() const; // of what is typed; empty: it can be swept

Q_SIGNALS:
    void entered(const SweepChoice &choice);

private:
    struct Values
    {
        std::string path;
        SweptAs place;
        QLineEdit *field;
    };
    QLineEdit *addField(QFormLayout &form, const QString &label, const QString &usual,
                        const QString &text);
    void read();
    void readValues(const Values &values, QString &problem);
    void readRate(QLineEdit &field, std::optional<double> &rate, QString &problem);

    core::Scenario m_scenario;
    SweepChoice m_choice;
    std::vector<Values> m_values;
    QLineEdit *m_price = nullptr;
    QLineEdit *m_watts = nullptr;
    QLabel *m_problem = nullptr;
    QDialogButtonBox *m_buttons = nullptr;
};

} // namespace ui
