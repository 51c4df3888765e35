// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/launch/launch_writing.h"

#include <QDialog>

class QComboBox;
class QLabel;
class QPlainTextEdit;
class QPushButton;
class QTabBar;

namespace ui {

class MainWindow;

// The scenario as what a framework is started with: which one, the text of its files, and what it
// does in another way.
class LaunchExportDialog : public QDialog
{
    Q_OBJECT

public:
    explicit LaunchExportDialog(QWidget *parent = nullptr);

    void setScenario(const core::Scenario &scenario);
    // A row of core::launchWriters(); another id leaves it as it is.
    void setFramework(const QString &id);

    [[nodiscard]] QString text() const;  // of the file that is shown; empty where none can be made
    [[nodiscard]] QString notes() const; // or why there is none

    // All files, the first under this path.
    [[nodiscard]] core::Status saveTo(const QString &path);

Q_SIGNALS:
    void saved(const QString &path);
    void failed(const QString &sentence);

private:
    void makeNotes();
    void write();
    void showFile(int file);
    void askToSave();
    [[nodiscard]] const core::LaunchWriter &writer() const;

    core::Scenario m_scenario;
    core::LaunchWriting m_writing;
    QComboBox *m_frameworks;
    QTabBar *m_files;
    QPlainTextEdit *m_text;
    QLabel *m_notes;
    QPushButton *m_copy;
    QPushButton *m_save;
};

// For the scenario of the window.
void showLaunchExportDialog(MainWindow &window);

} // namespace ui
