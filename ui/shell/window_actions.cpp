// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/window_actions.h"

#include "ui/document/document.h"
#include "ui/playback/playback.h"
#include "ui/shell/command_palette.h"
#include "ui/shell/compare_actions.h"
#include "ui/shell/computer_dialog.h"
#include "ui/shell/cost_dialog.h"
#include "ui/shell/help_dialogs.h"
#include "ui/shell/help_overlay.h"
#include "ui/shell/lesson_actions.h"
#include "ui/shell/main_window.h"
#include "ui/shell/mpi_dialog.h"
#include "ui/shell/picture_key_dialog.h"
#include "ui/shell/schedule_actions.h"
#include "ui/shell/sound_actions.h"
#include "ui/shell/timeline_actions.h"

#include <QCoreApplication>
#include <QWhatsThis>

namespace ui {

namespace {

using Keys = QList<QKeySequence>;

class ActionWords
{
    Q_DECLARE_TR_FUNCTIONS(Actions)
};

QString id(const char *name)
{
    return QString::fromLatin1(name);
}

void addFileActions(Actions &actions, MainWindow &window)
{
    const QString group = ActionWords::tr("File");
    ScenarioFiles &files = window.files();
    actions.add(id("new"), group, ActionWords::tr("New"), Keys{Qt::CTRL | Qt::Key_N},
                [&files] { files.openBuiltin(ScenarioFiles::defaultScenario()); });
    actions.add(id("open"), group, ActionWords::tr("Open…"), Keys{Qt::CTRL | Qt::Key_O},
                [&files] { files.askToOpen(); });
    actions.add(id("save"), group, ActionWords::tr("Save"), Keys{Qt::CTRL | Qt::Key_S},
                [&files] { files.save(); });
    actions.add(id("save-as"), group, ActionWords::tr("Save as…"),
                Keys{Qt::CTRL | Qt::SHIFT | Qt::Key_S}, [&files] { files.askToSaveAs(); });
    actions.add(id("unsaved"), group, ActionWords::tr("Unsaved changes…"), {},
                [&files] { files.showUnsaved(); });
    actions.add(id("export"), group, ActionWords::tr("Export…"), Keys{Qt::CTRL | Qt::Key_E},
                [&window] { window.showExport(); });
    actions.add(id("copy-scenario"), group, ActionWords::tr("Copy scenario as text"),
                Keys{Qt::CTRL | Qt::SHIFT | Qt::Key_C}, [&window] { window.copyScenario(); });
    actions.add(id("paste-scenario"), group, ActionWords::tr("Paste a scenario or a configuration"),
                Keys{Qt::CTRL | Qt::Key_V, Qt::CTRL | Qt::SHIFT | Qt::Key_V},
                [&window] { window.pasteScenario(); });
    actions.add(id("quit"), group, ActionWords::tr("Quit"), Keys{Qt::CTRL | Qt::Key_Q},
                [&window] { window.close(); });
}

void addEditActions(Actions &actions, MainWindow &window)
{
    const QString group = ActionWords::tr("Edit");
    QUndoStack &stack = window.document().undoStack();
    QAction *undo = actions.add(id("undo"), group, ActionWords::tr("Undo"),
                                Keys{Qt::CTRL | Qt::Key_Z}, [&stack] { stack.undo(); });
    QAction *redo = actions.add(id("redo"), group, ActionWords::tr("Redo"),
                                Keys{Qt::CTRL | Qt::SHIFT | Qt::Key_Z, Qt::CTRL | Qt::Key_Y},
                                [&stack] { stack.redo(); });
    undo->setEnabled(stack.canUndo());
    redo->setEnabled(stack.canRedo());
    QObject::connect(&stack, &QUndoStack::canUndoChanged, undo, &QAction::setEnabled);
    QObject::connect(&stack, &QUndoStack::canRedoChanged, redo, &QAction::setEnabled);
}

void addViewActions(Actions &actions, MainWindow &window)
{
    const QString group = ActionWords::tr("View");
    Appearance &appearance = window.appearance();
    QAction *panel = actions.addToggle(id("left-panel"), group, ActionWords::tr("Left panel"),
                                       Keys{Qt::CTRL | Qt::Key_B},
                                       [&window](bool on) { window.mode().showLeftPanel(on); });
    panel->setChecked(window.mode().showsLeftPanel());
    QObject::connect(&window.modes(), &ModeStack::leftPanelShown, panel, &QAction::setChecked);
    QObject::connect(&window.modes(), &ModeStack::changed, panel,
                     [panel, &window] { panel->setChecked(window.mode().showsLeftPanel()); });
    actions.add(id("zoom-in"), group, ActionWords::tr("Zoom in"),
                Keys{Qt::CTRL | Qt::Key_Equal, Qt::CTRL | Qt::Key_Plus},
                [&appearance] { appearance.zoomIn(); });
    actions.add(id("zoom-out"), group, ActionWords::tr("Zoom out"), Keys{Qt::CTRL | Qt::Key_Minus},
                [&appearance] { appearance.zoomOut(); });
    actions.add(id("zoom-reset"), group, ActionWords::tr("Reset zoom"), Keys{Qt::CTRL | Qt::Key_0},
                [&appearance] { appearance.resetZoom(); });
    actions.addToggle(id("full-screen"), group, ActionWords::tr("Full screen"), Keys{Qt::Key_F11},
                      [&window](bool on) { window.showFullScreen(on); });
    actions
        .addToggle(id("reduce-motion"), group, ActionWords::tr("Reduce motion"), {},
                   [&appearance](bool on) { appearance.setReduceMotion(on); })
        ->setChecked(appearance.look().reduceMotion);
    actions.add(id("reset-layout"), group, ActionWords::tr("Reset layout"), {},
                [&window] { window.resetLayout(); });
    actions.add(id("next-pane"), group, ActionWords::tr("Next pane"), Keys{Qt::Key_F6},
                [&window] { window.cyclePane(1); });
    actions.add(id("previous-pane"), group, ActionWords::tr("Previous pane"),
                Keys{Qt::SHIFT | Qt::Key_F6}, [&window] { window.cyclePane(-1); });
    for (const ChoiceItem &tab : window.mode().tabs())
        actions.add(id("tab-") + tab.id, group, tab.text, {},
                    [&window, tab] { window.mode().showTab(tab.id); });
}

void addSceneActions(Actions &actions, MainWindow &window)
{
    const QString group = ActionWords::tr("View");
    actions.add(id("more-detail"), group, ActionWords::tr("More detail per GPU"),
                Keys{Qt::ALT | Qt::Key_Equal}, [&window] { window.mode().changeDetail(1); });
    actions.add(id("less-detail"), group, ActionWords::tr("Less detail per GPU"),
                Keys{Qt::ALT | Qt::Key_Minus}, [&window] { window.mode().changeDetail(-1); });
    actions.add(id("fit-detail"), group, ActionWords::tr("As much detail as fits"),
                Keys{Qt::ALT | Qt::Key_0}, [&window] { window.mode().fitDetail(); });
    actions.add(id("next-device"), group, ActionWords::tr("Next GPU"), Keys{Qt::Key_Down},
                [&window] { window.selectNeighbour(1); });
    actions.add(id("previous-device"), group, ActionWords::tr("Previous GPU"), Keys{Qt::Key_Up},
                [&window] { window.selectNeighbour(-1); });
    actions.add(id("inspect"), group, ActionWords::tr("Inspect the selected GPU"),
                Keys{Qt::Key_Return, Qt::Key_Enter}, [&window] {
                    const std::optional<int> device = window.document().selectedDevice();
                    const core::SnapshotPtr shown = window.mode().shown();
                    if (device && shown && *device < shown->deviceCount())
                        window.inspect(*device);
                });
}

void addPaceActions(Actions &actions, MainWindow &window)
{
    const QString group = ActionWords::tr("Run");
    actions.add(id("slower"), group, ActionWords::tr("Slower"), Keys{Qt::Key_BracketLeft},
                [&window] { window.mode().playback().slower(); });
    actions.add(id("faster"), group, ActionWords::tr("Faster"), Keys{Qt::Key_BracketRight},
                [&window] { window.mode().playback().faster(); });
    Playback &playback = window.playback();
    QAction *loop = actions.addToggle(id("loop"), group, ActionWords::tr("Loop"), Keys{Qt::Key_L},
                                      [&playback](bool on) { playback.setLoops(on); });
    QAction *single = actions.addToggle(id("one-event"), group,
                                        ActionWords::tr("One event at a time"), Keys{Qt::Key_E},
                                        [&playback](bool on) { playback.setOneEventAtATime(on); });
    QObject::connect(&playback, &Playback::settingsChanged, loop, [loop, single, &playback] {
        loop->setChecked(playback.loops());
        single->setChecked(playback.oneEventAtATime());
    });
    actions.add(id("follow"), group, ActionWords::tr("Follow a micro-batch"), Keys{Qt::Key_F},
                [&window] { window.mode().toggleFollow(); });
}

void addRunActions(Actions &actions, MainWindow &window)
{
    const QString group = ActionWords::tr("Run");
    const auto selected = [&window] {
        const std::optional<int> device = window.document().selectedDevice();
        const core::SnapshotPtr shown = window.mode().shown();
        return device && shown && *device < shown->deviceCount() ? *device : -1;
    };
    actions.add(id("play"), group, ActionWords::tr("Play or pause"), Keys{Qt::Key_Space},
                [&window] { window.mode().togglePlay(); });
    actions.add(id("next-event"), group, ActionWords::tr("Next event"), Keys{Qt::Key_Right},
                [&window] { window.mode().playback().nextEvent(); });
    actions.add(id("previous-event"), group, ActionWords::tr("Previous event"), Keys{Qt::Key_Left},
                [&window] { window.mode().playback().previousEvent(); });
    actions.add(id("next-event-selected"), group, ActionWords::tr("Next event of the selected GPU"),
                Keys{Qt::SHIFT | Qt::Key_Right},
                [&window, selected] { window.mode().playback().nextEvent(selected()); });
    actions.add(id("previous-event-selected"), group,
                ActionWords::tr("Previous event of the selected GPU"),
                Keys{Qt::SHIFT | Qt::Key_Left},
                [&window, selected] { window.mode().playback().previousEvent(selected()); });
    actions.add(id("start"), group, ActionWords::tr("To the start"), Keys{Qt::Key_Home},
                [&window] { window.mode().playback().toStart(); });
    actions.add(id("end"), group, ActionWords::tr("To the end"), Keys{Qt::Key_End},
                [&window] { window.mode().playback().toEnd(); });
    addPaceActions(actions, window);
    actions.add(id("train-mpi"), group, ActionWords::tr("Train over MPI…"), {},
                [&window] { showMpiDialog(window); });
    actions.add(id("this-computer"), group, ActionWords::tr("This computer…"), {},
                [&window] { showComputerDialog(window); });
}

void addHelpActions(Actions &actions, MainWindow &window)
{
    const QString tools = ActionWords::tr("Tools");
    actions.add(id("palette"), tools, ActionWords::tr("Find an action or a scenario…"),
                Keys{Qt::CTRL | Qt::Key_K}, [&window] { CommandPalette::open(window); });
    actions.add(id("describe"), tools, ActionWords::tr("Describe the scene"),
                Keys{Qt::CTRL | Qt::SHIFT | Qt::Key_D}, [&window] { showDescription(window); });
    actions.add(id("cost"), tools, ActionWords::tr("Cost of a run…"), {},
                [&window] { showCostDialog(window); });
    const QString help = ActionWords::tr("Help");
    actions.add(id("guide"), help, ActionWords::tr("Guide"), Keys{Qt::Key_F1},
                [&window] { showGuide(window); });
    actions.add(id("whats-this"), help, ActionWords::tr("What is this?"),
                Keys{Qt::SHIFT | Qt::Key_F1}, [] { QWhatsThis::enterWhatsThisMode(); });
    actions.add(id("help-overlay"), help, ActionWords::tr("Keys and mouse of the timeline"),
                Keys{Qt::Key_Question}, [&window] { HelpOverlay::toggle(window); });
    actions.add(id("picture-key"), help, ActionWords::tr("Colours and shapes"),
                Keys{Qt::CTRL | Qt::Key_F1}, [&window] { showPictureKey(window); });
    actions.add(id("keyboard"), help, ActionWords::tr("Keyboard…"), {},
                [&window] { showKeyboard(window); });
    actions.add(id("about"), help, ActionWords::tr("About Parallarium"), {},
                [&window] { showAbout(window); });
    actions.add(id("leave"), help, ActionWords::tr("Close, leave, clear the selection"),
                Keys{Qt::Key_Escape}, [&window] { window.leave(); });
}

} // namespace

void addWindowActions(Actions &actions, MainWindow &window)
{
    addFileActions(actions, window);
    addEditActions(actions, window);
    addViewActions(actions, window);
    addSceneActions(actions, window);
    addRunActions(actions, window);
    addTimelineActions(actions, window);
    addScheduleActions(actions, window);
    addCompareActions(actions, window);
    addLessonActions(actions, window);
    addSoundActions(actions, window);
    addHelpActions(actions, window);
}

} // namespace ui
