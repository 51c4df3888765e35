// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/document/pinned.h"
#include "ui/modes/mode_stack.h"
#include "ui/shell/actions.h"
#include "ui/shell/appearance.h"
#include "ui/shell/first_size.h"
#include "ui/shell/key_routing.h"
#include "ui/shell/scenario_files.h"

#include <QMainWindow>
#include <QPointer>

#include <vector>

class QMenu;

namespace ui {

class AdvicePopover;
class CommandPalette;
class DeviceInspector;
class Messages;
class PlayBar;
class Presenting;
class ProgressLine;
class SimulationBridge;
class TopBar;

// What the window shows and where it keeps its settings; all of it outlives the window.
struct WindowParts
{
    Document &document;
    Playback &playback;
    SimulationBridge *bridge; // null: results come from elsewhere
    QSettings &settings;
    QString recoveryFolder; // empty: nothing is recovered
    double pixelRatio = 1;  // above 1: a picture of a window, finer than the screen
    QString firstMode = {}; // empty: that of the last time
    QList<ModeSpec> modes = modeSpecs();
};

// Menu bar, top bar, messages, one mode, play bar. It only connects them.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    explicit MainWindow(const WindowParts &parts, QWidget *parent = nullptr);
    ~MainWindow() override;

    [[nodiscard]] Document &document() { return m_parts.document; }
    [[nodiscard]] Playback &playback() { return m_parts.playback; }
    [[nodiscard]] Pinned &pinned() { return m_pinned; }
    [[nodiscard]] ScenarioFiles &files() { return m_files; }
    [[nodiscard]] Appearance &appearance() { return m_appearance; }
    [[nodiscard]] Actions &actions() { return m_actions; }
    [[nodiscard]] Mode &mode() { return m_modes->current(); }
    [[nodiscard]] ModeStack &modes() { return *m_modes; }
    [[nodiscard]] Presenting &presenting() { return *m_presenting; }
    [[nodiscard]] QSettings &settings() { return m_parts.settings; }

    void showMessage(const Message &message);
    [[nodiscard]] Messages &messages() { return *m_messages; }
    // Restores sizes, tab and panels.
    void restoreLayout();
    void resetLayout();

    // What actions do that concerns the window as a whole.
    void leave(); // Esc: message, full screen, selection, whichever comes first
    void cyclePane(int by);
    void selectNeighbour(int by);
    void inspect(int device);
    void showFullScreen(bool full);
    void copyScenario();
    void pasteScenario();
    void showExport();
    // A menu in the window's look that deletes itself.
    [[nodiscard]] QMenu *newMenu();

Q_SIGNALS:
    // The window must be made anew to speak it; code as in ui/words/language.h.
    void languageChosen(const QString &code);

protected:
    void closeEvent(QCloseEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    bool focusNextPrevChild(bool next) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void connectModes();
    void showMode();
    void showCover();
    void connectDocument();
    void setClock();
    void connectBars();
    void applyLook();
    void showTitle();
    void place();

    WindowParts m_parts;
    Pinned m_pinned; // A of mode Compare
    Appearance m_appearance;
    ScenarioFiles m_files;
    Actions m_actions;
    QWidget *m_body;
    TopBar *m_topBar;
    ProgressLine *m_progress;
    Messages *m_messages = nullptr;
    AdvicePopover *m_advice = nullptr;
    ModeStack *m_modes;
    PlayBar *m_playBar;
    Presenting *m_presenting = nullptr;
    QPointer<DeviceInspector> m_inspector;
    PopupKeys m_popupKeys;
    bool m_startsOver = false; // with the result of what was just opened
};

} // namespace ui
