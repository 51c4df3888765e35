// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/recording.h"
#include "ui/paint/look.h"
#include "ui/shell/opening.h"

#include <QDialog>

class QComboBox;
class QDialogButtonBox;
class QLabel;
class QPushButton;

namespace ui {

class KpiStrip;
class LegendView;
class MainWindow;
class RecordedBridge;
class RecordedTables;
class RunsChoice;
class TimelineView;

// A step that was recorded, from a trace file: its timeline and, where the file says which scenario
// ran, the predicted one above it, with the differences by device and by kind of work. Of traces of
// a profiler also what they tell, of a step that is chosen or of all of them. While such traces are
// being read it shows what is there already, and to reject it is to read no further.
class RecordedRunDialog : public QDialog
{
    Q_OBJECT

public:
    explicit RecordedRunDialog(const Recorded &recorded, QWidget *parent = nullptr);

    // The same run when more of it is read, or all.
    void take(const Recorded &recorded);
    void setShare(double share); // of what is being read, 0 to 1
    [[nodiscard]] bool isGrowing() const { return m_recorded.isGrowing(); }
    void setLook(const Look &look);
    [[nodiscard]] TimelineView &timeline() { return *m_timeline; }
    [[nodiscard]] QString summary() const;
    [[nodiscard]] const QStringList &paths() const { return m_recorded.paths; }
    [[nodiscard]] QComboBox *steps() { return m_steps; } // null: not traces of a profiler
    // Of the open scenario: stands above what was recorded if that is asked for.
    void setPrediction(const core::SnapshotPtr &predicted);
    [[nodiscard]] QComboBox *comparison() { return m_comparison; } // null: as above
    [[nodiscard]] QPushButton *applyButton() { return m_apply; }   // null: as above

Q_SIGNALS:
    void layoutRequested(const core::GuessedLayout &layout); // for the open scenario
    void rulesRequested();                                   // to be edited
    void pinRequested(const core::RecordingPtr &shown);      // to be compared with

private:
    void addProfile();
    void addGuess();
    void setProfile();
    [[nodiscard]] core::SnapshotPtr prediction() const;
    void build();
    [[nodiscard]] QPushButton *newFindButton();
    void requestStep();
    void compare();
    void setRun(const core::RecordingPtr &measured);
    void setPart(const core::RecordedPart &part);
    void showRuns();

    Recorded m_recorded;
    QLabel *m_title;
    RunsChoice *m_choice;
    LegendView *m_legend;
    TimelineView *m_timeline;
    QLabel *m_summary;
    QLabel *m_progress;
    QDialogButtonBox *m_buttons;
    QList<QWidget *> m_ofGuess;
    QList<QWidget *> m_ofAll;     // what only all of a run is good for
    QComboBox *m_steps = nullptr; // these are there for traces of a profiler alone
    QComboBox *m_comparison = nullptr;
    QLabel *m_guess = nullptr;
    QPushButton *m_apply = nullptr;
    core::SnapshotPtr m_open; // the result of the open scenario
    core::RecordingPtr m_shown;
    QString m_straggler;
    KpiStrip *m_figures = nullptr;
    RecordedTables *m_tables = nullptr;
    RecordedBridge *m_bridge = nullptr;
};

// Beside the window, which stays as it is.
void showRecordedRun(MainWindow &window, const Recorded &recorded);

} // namespace ui
