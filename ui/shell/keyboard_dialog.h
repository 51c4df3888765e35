// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QKeySequenceEdit;
class QPushButton;
class QSettings;
class QTreeWidget;

namespace ui {

class Actions;

// All shortcuts; a row can be given another key.
class KeyboardDialog : public QDialog
{
    Q_OBJECT

public:
    KeyboardDialog(Actions &actions, QSettings &settings, QWidget *parent);

private:
    void fill();
    void showCurrent();
    void assign();
    [[nodiscard]] QString currentId() const;

    Actions &m_actions;
    QSettings &m_settings;
    QTreeWidget *m_table;
    QKeySequenceEdit *m_key;
    QPushButton *m_assign;
};

} // namespace ui
