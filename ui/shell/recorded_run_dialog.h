// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/recording.h"
#include "ui/paint/look.h"

#include <QDialog>

class QLabel;

namespace ui {

class LegendView;
class MainWindow;
class RunsChoice;
class TimelineView;

// A step that was recorded, from a trace file: its timeline and, where the file says which scenario
// ran, the predicted one above it, with the differences by device and by kind of work.
class RecordedRunDialog : public QDialog
{
    Q_OBJECT

public:
    explicit RecordedRunDialog(QWidget *parent = nullptr);

    // Without a prediction there is nothing to choose.
    void setRuns(const core::RecordingPtr &measured, const core::SnapshotPtr &predicted);
    void setLook(const Look &look);
    [[nodiscard]] TimelineView &timeline() { return *m_timeline; }
    [[nodiscard]] QString summary() const;

private:
    void showRuns();

    QLabel *m_title;
    RunsChoice *m_choice;
    LegendView *m_legend;
    TimelineView *m_timeline;
    QLabel *m_summary;
};

// Beside the window, which stays as it is.
void showRecordedRun(MainWindow &window, const core::RecordingPtr &measured,
                     const core::SnapshotPtr &predicted);

} // namespace ui
