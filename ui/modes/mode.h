// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/snapshot.h"
#include "core/classroom/library.h"
#include "core/lesson/spotlight.h"
#include "ui/controls/choice_row.h"
#include "ui/layout/timeline/time_part.h"
#include "ui/layout/timeline/timeline_area.h"
#include "ui/layout/timeline/timeline_marks.h"
#include "ui/paint/look.h"

#include <QKeySequence>
#include <QList>
#include <QWidget>

#include <functional>
#include <optional>

class QSettings;

namespace ui {

class Document;
class Pinned;
class Playback;
class TimelineView;

// What the window hands to a mode.
struct ModeContext
{
    Document &document;
    Playback &playback;
    Pinned &pinned; // the other one of two results
};

class Mode;

// What a mode adds to a presentation of its picture.
struct Presented
{
    // Of its panel, and the picture; Alone and Whole, the same without a margin: no picture.
    enum class Place { Above, Beside, Alone, Whole };

    QString title;            // the question, or what is shown
    QString progress = {};    // "Page 2 of 10"
    QString notes = {};       // for the teacher alone
    QString keys = {};        // at the foot; empty: those of a step
    QWidget *panel = nullptr; // lent meanwhile; null: it has none
    Place place = Place::Above;
    bool hasControls = false;                      // the teacher may change the set-up
    bool isWaiting = false;                        // until the teacher tells the answer
    std::optional<QStringList> freeControls = {};  // of these the ones that may be used; none: all
    std::optional<core::Spotlight> spotlight = {}; // what is pointed at
};

// How a mode stands: what a window that is made anew needs to show the same, for a picture of it.
// Values of that moment, which hold whatever becomes of the mode.
struct Standing
{
    core::SnapshotPtr result;                   // of the document; null: none yet
    std::function<void(Mode &fresh)> take = {}; // before it is looked at; null: as it is made
};

// One way to use the window: everything between the top bar and the play bar. Defaults stand for
// what a mode does not have.
class Mode : public QWidget
{
    Q_OBJECT

public:
    explicit Mode(const ModeContext &context, QWidget *parent = nullptr);

    // Only the mode that is looked at is awake: the others neither draw nor follow the document,
    // and catch up when they are chosen. A mode begins asleep.
    [[nodiscard]] bool isAwake() const { return m_awake; }
    void setAwake(bool awake);

    virtual void setLook(const Look &look) = 0;
    // Where F6 goes from one to the next.
    [[nodiscard]] virtual QList<QWidget *> panes() const = 0;

    // The view that receives the window's keys: it has the focus until the user moves it.
    virtual void focusMain() {}

    // The step that is looked at, and its clock; pictures are made of them.
    [[nodiscard]] virtual core::SnapshotPtr shown() const;
    [[nodiscard]] virtual Playback &playback() const { return m_context.playback; }
    // While a prediction is open nothing may be seen that tells the answer.
    [[nodiscard]] virtual bool isCovered() const { return false; }
    // What is seen may be played and looked at, but nothing may say why it is so.
    [[nodiscard]] virtual bool keepsSecret() const { return false; }
    // To be taken by another mode of the same kind.
    [[nodiscard]] virtual Standing standing() const;
    // A bar of its own at the foot, in place of the window's.
    [[nodiscard]] virtual bool hasOwnBar() const { return false; }
    // For a picture: so many steps of a training run, waited for.
    virtual void prepareSteps(int) {}
    // The same: a step of a lesson, from 0.
    virtual void prepareLesson(const QString &, int) {}
    // The same: the result that is compared with.
    virtual void prepareAgainst(const core::SnapshotPtr &) {}
    // A lesson or a quiz that was opened; folder: of the scenarios that it brings.
    virtual void take(const core::ClassroomFile &, const QString &) {}
    // As it is presented to a class, from present() to endPresenting(); look: of its panel.
    [[nodiscard]] virtual Presented presented() const;
    // Of a step that is covered the part that tells nothing; null: none of it may be seen.
    [[nodiscard]] virtual core::SnapshotPtr presentedScene() const { return shown(); }
    virtual void present(const Look &) {}
    virtual void endPresenting() {}
    // It was chosen once more: from what is open in it back to where it begins.
    virtual void toTop() {}
    // An answer that waits for the teacher is told.
    virtual void reveal() {}
    // What remote controls send, and an answer by its key: false, nothing is asked.
    virtual void goOn();
    virtual void goBack();
    virtual bool choose(int) { return false; }
    // One that was given too many, of answers that are counted.
    virtual void takeBack(int) {}
    // What the space bar does.
    virtual void togglePlay();
    // A sentence about GPUs in the words of the mode.
    [[nodiscard]] virtual QString inItsWords(const QString &sentence) const { return sentence; }
    // Actions that mean nothing here.
    [[nodiscard]] virtual QStringList withoutActions() const { return {}; }

    [[nodiscard]] virtual QList<ChoiceItem> tabs() const { return {}; }
    virtual void showTab(const QString &) {}
    [[nodiscard]] virtual bool showsLeftPanel() const { return false; }
    virtual void showLeftPanel(bool) {}
    virtual void toggleFollow() {}
    // The part of the step that its axes of time show; none: all of it.
    [[nodiscard]] virtual std::optional<TimePart> shownPart() const { return {}; }
    [[nodiscard]] virtual TimelineView *timeline() const { return nullptr; } // null: it has none
    // What is selected on it.
    [[nodiscard]] std::optional<TimelineArea> shownArea() const;
    [[nodiscard]] RowArrangement shownArrangement() const;
    bool letGo(); // of that, or what else is held there; false: there is nothing
    // What is marked on the timeline.
    [[nodiscard]] virtual TimelineOptions timelineOptions() const { return {}; }
    virtual void setTimelineOptions(const TimelineOptions &) {}
    void nextBubble(); // off, then one definition after the other
    // How much of each device the scene shows: more (positive) or less, or what fits.
    virtual void changeDetail(int) {}
    virtual void fitDetail() {}
    [[nodiscard]] virtual QString describe() const { return {}; }
    virtual void resetLayout() {}
    virtual void saveState(QSettings &) const {}
    virtual void restoreState(const QSettings &) {}

Q_SIGNALS:
    void shownChanged(); // another step is looked at
    void coveredChanged();
    void presentedChanged();
    // To be opened in place of the one that is there; id: of the built-in one it comes from.
    void scenarioRequested(const core::Scenario &scenario, const QString &id);
    void inspectorRequested(int device);
    void assumptionsRequested(); // what the numbers rest on
    // Menus of faults for a device or a link.
    void deviceMenuRequested(int device, const QPoint &globalPosition);
    void linkMenuRequested(int fromDevice, int toDevice, const QPoint &globalPosition);
    void timelineMenuRequested(const QPoint &globalPosition);
    void marksChanged(const std::vector<core::Nanos> &moments); // on the minimap
    void leftPanelShown(bool shown);
    void timelineOptionsChanged();
    void lessonRequested(const QString &id);
    void modeRequested(const QString &id);   // another one is to be looked at
    void complained(const QString &problem); // something did not work; empty: that is over
    void stateToKeep(); // what saveState() writes is kept from here on, whatever ends the program

protected:
    // Actions that tell how a step goes, for a mode that covers one.
    [[nodiscard]] static QStringList tellingActions();
    virtual void wake() {}  // show what is new
    virtual void sleep() {} // stop what runs by itself
    [[nodiscard]] Document &document() const { return m_context.document; }
    [[nodiscard]] Pinned &pinned() const { return m_context.pinned; }
    void passTimeline(const TimelineView &view); // its requests, as those of the mode

private:
    ModeContext m_context;
    bool m_awake = false;
};

// A row of the mode switch. To add a mode: a row in modes.cpp.
struct ModeSpec
{
    ChoiceItem item;
    QKeySequence keys;
    Mode *(*make)(const ModeContext &context, QWidget *parent);
    // Of a mode for scenarios of one kind: whether this one is of it. None: any scenario will do.
    bool (*isFor)(const core::Scenario &scenario) = nullptr;
    bool inSwitch = true; // else an action of its own leads there
    QString partOf = {};  // the mode of the switch that shows it as chosen; empty: none
};
[[nodiscard]] QList<ModeSpec> modeSpecs();

} // namespace ui
