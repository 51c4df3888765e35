// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/validation/validation_table.h"
#include "ui/paint/look.h"

#include <QDialog>

#include <vector>

class QComboBox;
class QLabel;
class QProgressBar;

namespace ui {

class AgreementView;
class MainWindow;
class TableWidget;
class ValidationBridge;

// Published figures beside those this program computes, table by table, row by row, and the fitted
// constants.
class ValidationDialog : public QDialog
{
    Q_OBJECT

public:
    explicit ValidationDialog(QWidget *parent = nullptr);

    void setTables(const std::vector<core::ValidationTable> &tables); // empty: they are waited for
    void setLook(const Look &look);
    void showTable(int index);
    [[nodiscard]] TableWidget &table() { return *m_table; }
    [[nodiscard]] QString summary() const;

private:
    void showConstants();

    std::vector<core::ValidationTable> m_tables;
    QComboBox *m_choice;
    QProgressBar *m_progress;
    QLabel *m_summary;
    QLabel *m_source;
    TableWidget *m_table;
    AgreementView *m_chart;
};

void showValidation(MainWindow &window);
// The one of the window, made when it is first asked for.
[[nodiscard]] ValidationBridge &validationOf(MainWindow &window);

} // namespace ui
