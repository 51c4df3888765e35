// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sim/validation_tables.h"

#include <QDialog>

#include <vector>

class QComboBox;
class QLabel;

namespace ui {

class MainWindow;
class TableWidget;

// What was published beside what this program computes, table by table, row by row.
class ValidationDialog : public QDialog
{
    Q_OBJECT

public:
    explicit ValidationDialog(std::vector<core::ValidationTable> tables, QWidget *parent = nullptr);

    void showTable(int index);
    [[nodiscard]] TableWidget &table() { return *m_table; }
    [[nodiscard]] QString summary() const;

private:
    std::vector<core::ValidationTable> m_tables;
    QComboBox *m_choice;
    QLabel *m_summary;
    QLabel *m_source;
    TableWidget *m_table;
};

void showValidation(MainWindow &window);

} // namespace ui
