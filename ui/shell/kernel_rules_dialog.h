// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/recorded/kernel_kind.h"
#include "ui/paint/look.h"

#include <QDialog>
#include <QString>

#include <vector>

class QLabel;
class QPlainTextEdit;
class QPushButton;
class QSettings;

namespace ui {

// What kernels of recorded runs are for, by their names: those that the user has set, else the
// usual ones.
[[nodiscard]] std::vector<core::KernelRule> kernelRulesOf(const QSettings &settings);

// Edits them, a line each. Wrong lines are named at once and cannot be taken.
class KernelRulesDialog : public QDialog
{
    Q_OBJECT

public:
    explicit KernelRulesDialog(QSettings &settings, QWidget *parent = nullptr);

    void setLook(const Look &look);
    [[nodiscard]] QPlainTextEdit &lines() { return *m_lines; }
    [[nodiscard]] QString problem() const; // empty: the lines are rules
    void accept() override;                // keeps them

private:
    void check();
    void restore();

    QSettings &m_settings;
    QPlainTextEdit *m_lines;
    QLabel *m_problem;
    QPushButton *m_take;
};

} // namespace ui
