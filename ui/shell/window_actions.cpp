// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/window_actions.h"

#include "ui/document/document.h"
#include "ui/playback/playback.h"
#include "ui/shell/command_palette.h"
#include "ui/shell/computer_dialog.h"
#include "ui/shell/help_dialogs.h"
#include "ui/shell/help_overlay.h"
#include "ui/shell/main_window.h"
#include "ui/shell/mpi_dialog.h"
#include "ui/shell/schedule_actions.h"
#include "ui/shell/timeline_actions.h"

#include <QCoreApplication>
#include <QWhatsThis>

namespace ui {

namespace {

using Keys = QList<QKeySequence>;

QString text(const char *words)
{
    return QCoreApplication::translate("Actions", words);
}

QString id(const char *name)
{
    return QString::fromLatin1(name);
}

void addFileActions(Actions &actions, MainWindow &window)
{
    const QString group = text("File");
    ScenarioFiles &files = window.files();
    actions.add(id("new"), group, text("New"), Keys{Qt::CTRL | Qt::Key_N},
                [&files] { files.openBuiltin(ScenarioFiles::defaultScenario()); });
    actions.add(id("open"), group, text("Open…"), Keys{Qt::CTRL | Qt::Key_O},
                [&files] { files.askToOpen(); });
    actions.add(id("save"), group, text("Save"), Keys{Qt::CTRL | Qt::Key_S},
                [&files] { files.save(); });
    actions.add(id("save-as"), group, text("Save as…"), Keys{Qt::CTRL | Qt::SHIFT | Qt::Key_S},
                [&files] { files.askToSaveAs(); });
    actions.add(id("unsaved"), group, text("Unsaved changes…"), {},
                [&files] { files.showUnsaved(); });
    actions.add(id("export"), group, text("Export…"), Keys{Qt::CTRL | Qt::Key_E},
                [&window] { window.showExport(); });
    actions.add(id("copy-scenario"), group, text("Copy scenario as text"),
                Keys{Qt::CTRL | Qt::SHIFT | Qt::Key_C}, [&window] { window.copyScenario(); });
    actions.add(id("paste-scenario"), group, text("Paste a scenario or a configuration"),
                Keys{Qt::CTRL | Qt::Key_V, Qt::CTRL | Qt::SHIFT | Qt::Key_V},
                [&window] { window.pasteScenario(); });
    actions.add(id("quit"), group, text("Quit"), Keys{Qt::CTRL | Qt::Key_Q},
                [&window] { window.close(); });
}

void addEditActions(Actions &actions, MainWindow &window)
{
    const QString group = text("Edit");
    QUndoStack &stack = window.document().undoStack();
    QAction *undo = actions.add(id("undo"), group, text("Undo"), Keys{Qt::CTRL | Qt::Key_Z},
                                [&stack] { stack.undo(); });
    QAction *redo = actions.add(id("redo"), group, text("Redo"),
                                Keys{Qt::CTRL | Qt::SHIFT | Qt::Key_Z, Qt::CTRL | Qt::Key_Y},
                                [&stack] { stack.redo(); });
    undo->setEnabled(stack.canUndo());
    redo->setEnabled(stack.canRedo());
    QObject::connect(&stack, &QUndoStack::canUndoChanged, undo, &QAction::setEnabled);
    QObject::connect(&stack, &QUndoStack::canRedoChanged, redo, &QAction::setEnabled);
}

void addViewActions(Actions &actions, MainWindow &window)
{
    const QString group = text("View");
    Appearance &appearance = window.appearance();
    QAction *panel =
        actions.addToggle(id("left-panel"), group, text("Left panel"), Keys{Qt::CTRL | Qt::Key_B},
                          [&window](bool on) { window.mode().showLeftPanel(on); });
    panel->setChecked(window.mode().showsLeftPanel());
    QObject::connect(&window.modes(), &ModeStack::leftPanelShown, panel, &QAction::setChecked);
    QObject::connect(&window.modes(), &ModeStack::changed, panel,
                     [panel, &window] { panel->setChecked(window.mode().showsLeftPanel()); });
    actions.add(id("zoom-in"), group, text("Zoom in"),
                Keys{Qt::CTRL | Qt::Key_Equal, Qt::CTRL | Qt::Key_Plus},
                [&appearance] { appearance.zoomIn(); });
    actions.add(id("zoom-out"), group, text("Zoom out"), Keys{Qt::CTRL | Qt::Key_Minus},
                [&appearance] { appearance.zoomOut(); });
    actions.add(id("zoom-reset"), group, text("Reset zoom"), Keys{Qt::CTRL | Qt::Key_0},
                [&appearance] { appearance.resetZoom(); });
    actions.addToggle(id("full-screen"), group, text("Full screen"), Keys{Qt::Key_F11},
                      [&window](bool on) { window.showFullScreen(on); });
    actions
        .addToggle(id("reduce-motion"), group, text("Reduce motion"), {},
                   [&appearance](bool on) { appearance.setReduceMotion(on); })
        ->setChecked(appearance.look().reduceMotion);
    actions.add(id("reset-layout"), group, text("Reset layout"), {},
                [&window] { window.resetLayout(); });
    actions.add(id("next-pane"), group, text("Next pane"), Keys{Qt::Key_F6},
                [&window] { window.cyclePane(1); });
    actions.add(id("previous-pane"), group, text("Previous pane"), Keys{Qt::SHIFT | Qt::Key_F6},
                [&window] { window.cyclePane(-1); });
    for (const ChoiceItem &tab : window.mode().tabs())
        actions.add(id("tab-") + tab.id, group, tab.text, {},
                    [&window, tab] { window.mode().showTab(tab.id); });
}

void addSceneActions(Actions &actions, MainWindow &window)
{
    const QString group = text("View");
    actions.add(id("more-detail"), group, text("More detail per GPU"),
                Keys{Qt::ALT | Qt::Key_Equal}, [&window] { window.mode().changeDetail(1); });
    actions.add(id("less-detail"), group, text("Less detail per GPU"),
                Keys{Qt::ALT | Qt::Key_Minus}, [&window] { window.mode().changeDetail(-1); });
    actions.add(id("fit-detail"), group, text("As much detail as fits"), Keys{Qt::ALT | Qt::Key_0},
                [&window] { window.mode().fitDetail(); });
    actions.add(id("next-device"), group, text("Next GPU"), Keys{Qt::Key_Down},
                [&window] { window.selectNeighbour(1); });
    actions.add(id("previous-device"), group, text("Previous GPU"), Keys{Qt::Key_Up},
                [&window] { window.selectNeighbour(-1); });
    actions.add(id("inspect"), group, text("Inspect the selected GPU"),
                Keys{Qt::Key_Return, Qt::Key_Enter}, [&window] {
                    const std::optional<int> device = window.document().selectedDevice();
                    const core::SnapshotPtr shown = window.mode().shown();
                    if (device && shown && *device < shown->deviceCount())
                        window.inspect(*device);
                });
}

void addPaceActions(Actions &actions, MainWindow &window)
{
    const QString group = text("Run");
    actions.add(id("slower"), group, text("Slower"), Keys{Qt::Key_BracketLeft},
                [&window] { window.mode().playback().slower(); });
    actions.add(id("faster"), group, text("Faster"), Keys{Qt::Key_BracketRight},
                [&window] { window.mode().playback().faster(); });
    Playback &playback = window.playback();
    QAction *loop = actions.addToggle(id("loop"), group, text("Loop"), Keys{Qt::Key_L},
                                      [&playback](bool on) { playback.setLoops(on); });
    QAction *single =
        actions.addToggle(id("one-event"), group, text("One event at a time"), Keys{Qt::Key_E},
                          [&playback](bool on) { playback.setOneEventAtATime(on); });
    QObject::connect(&playback, &Playback::settingsChanged, loop, [loop, single, &playback] {
        loop->setChecked(playback.loops());
        single->setChecked(playback.oneEventAtATime());
    });
    actions.add(id("follow"), group, text("Follow a micro-batch"), Keys{Qt::Key_F},
                [&window] { window.mode().toggleFollow(); });
}

void addRunActions(Actions &actions, MainWindow &window)
{
    const QString group = text("Run");
    const auto selected = [&window] {
        const std::optional<int> device = window.document().selectedDevice();
        const core::SnapshotPtr shown = window.mode().shown();
        return device && shown && *device < shown->deviceCount() ? *device : -1;
    };
    actions.add(id("play"), group, text("Play or pause"), Keys{Qt::Key_Space},
                [&window] { window.mode().togglePlay(); });
    actions.add(id("next-event"), group, text("Next event"), Keys{Qt::Key_Right},
                [&window] { window.mode().playback().nextEvent(); });
    actions.add(id("previous-event"), group, text("Previous event"), Keys{Qt::Key_Left},
                [&window] { window.mode().playback().previousEvent(); });
    actions.add(id("next-event-selected"), group, text("Next event of the selected GPU"),
                Keys{Qt::SHIFT | Qt::Key_Right},
                [&window, selected] { window.mode().playback().nextEvent(selected()); });
    actions.add(id("previous-event-selected"), group, text("Previous event of the selected GPU"),
                Keys{Qt::SHIFT | Qt::Key_Left},
                [&window, selected] { window.mode().playback().previousEvent(selected()); });
    actions.add(id("start"), group, text("To the start"), Keys{Qt::Key_Home},
                [&window] { window.mode().playback().toStart(); });
    actions.add(id("end"), group, text("To the end"), Keys{Qt::Key_End},
                [&window] { window.mode().playback().toEnd(); });
    addPaceActions(actions, window);
    actions.add(id("train-mpi"), group, text("Train over MPI…"), {},
                [&window] { showMpiDialog(window); });
    actions.add(id("this-computer"), group, text("This computer…"), {},
                [&window] { showComputerDialog(window); });
}

void addHelpActions(Actions &actions, MainWindow &window)
{
    const QString tools = text("Tools");
    actions.add(id("palette"), tools, text("Find an action or a scenario…"),
                Keys{Qt::CTRL | Qt::Key_K}, [&window] { CommandPalette::open(window); });
    actions.add(id("describe"), tools, text("Describe the scene"),
                Keys{Qt::CTRL | Qt::SHIFT | Qt::Key_D}, [&window] { showDescription(window); });
    const QString help = text("Help");
    actions.add(id("guide"), help, text("Guide"), Keys{Qt::Key_F1},
                [&window] { showGuide(window); });
    actions.add(id("whats-this"), help, text("What is this?"), Keys{Qt::SHIFT | Qt::Key_F1},
                [] { QWhatsThis::enterWhatsThisMode(); });
    actions.add(id("help-overlay"), help, text("Keys and mouse of the timeline"),
                Keys{Qt::Key_Question}, [&window] { HelpOverlay::toggle(window); });
    actions.add(id("keyboard"), help, text("Keyboard…"), {}, [&window] { showKeyboard(window); });
    actions.add(id("about"), help, text("About Parallarium"), {}, [&window] { showAbout(window); });
    actions.add(id("leave"), help, text("Close, leave, clear the selection"), Keys{Qt::Key_Escape},
                [&window] { window.leave(); });
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
    addHelpActions(actions, window);
}

} // namespace ui
