// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schedule/validate_order.h"

#include <QDialog>

namespace ui {

class MainWindow;
class TableWidget;

// Every error in a schedule: its class, its position, and what is missing.
class MistakesDialog : public QDialog
{
    Q_OBJECT

public:
    MistakesDialog(const QString &name, const core::OrderErrors &errors, QWidget *parent = nullptr);

    static void open(MainWindow &window, const QString &name, const core::OrderErrors &errors);
    [[nodiscard]] TableWidget &table() { return *m_table; }

private:
    TableWidget *m_table;
};

} // namespace ui
