// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/main_window.h"

#include "ui/document/document.h"
#include "ui/modes/fault_menus.h"
#include "ui/panels/play_bar.h"
#include "ui/panels/top_bar.h"
#include "ui/playback/playback.h"
#include "ui/shell/advice_popover.h"
#include "ui/shell/assumptions_drawer.h"
#include "ui/shell/compare_actions.h"
#include "ui/shell/device_inspector.h"
#include "ui/shell/export_dialog.h"
#include "ui/shell/incoming.h"
#include "ui/shell/messages.h"
#include "ui/shell/mistakes_dialog.h"
#include "ui/shell/mode_actions.h"
#include "ui/shell/presenting.h"
#include "ui/shell/progress_line.h"
#include "ui/shell/recorded_run_dialog.h"
#include "ui/shell/waiting.h"
#include "ui/shell/window_actions.h"
#include "ui/shell/window_menus.h"
#include "ui/shell/window_style.h"
#include "ui/words/classroom_texts.h"

#include <QApplication>
#include <QClipboard>
#include <QDropEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QMenuBar>
#include <QMimeData>
#include <QScreen>
#include <QSettings>

#include <algorithm>

namespace ui {

namespace {

constexpr QLatin1StringView kGeometryKey("window/geometry");

} // namespace

MainWindow::MainWindow(const WindowParts &parts, QWidget *parent)
    : QMainWindow(parent), m_parts(parts), m_pinned(parts.document),
      m_appearance(parts.settings, parts.pixelRatio),
      m_files(parts.document, parts.settings, parts.recoveryFolder, this), m_actions(this),
      m_body(new QWidget(this)), m_topBar(new TopBar(m_body)), m_progress(new ProgressLine(m_body)),
      m_modes(new ModeStack({parts.document, parts.playback, m_pinned}, parts.modes,
                            parts.firstMode, m_body)),
      m_playBar(new PlayBar(parts.playback, m_body))
{
    setObjectName(QStringLiteral("window"));
    setAcceptDrops(true);
    setMinimumSize(kSmallestWindow);
    resize(kUsualWindow);
    setCentralWidget(m_body);
    m_body->installEventFilter(this);
    connectModes();
    connectDocument();
    m_advice = new AdvicePopover(*this, *m_topBar->adviceButton());
    connectBars();
    m_messages = new Messages(*this, m_parts.document.undoStack());
    new Waiting(m_files.reading(), parts.bridge, *m_progress, *m_messages, this);
    addWindowActions(m_actions, *this);
    addAdviceAction(m_actions, *m_advice);
    addModeActions(m_actions, *this);
    m_presenting = new Presenting(*this);
    addPresentActions(m_actions, *this);
    m_actions.restoreKeys(parts.settings);
    buildMenuBar(*menuBar(), *this);
    connect(&m_appearance, &Appearance::lookChanged, this, &MainWindow::applyLook);
    connect(&m_files, &ScenarioFiles::message, this, &MainWindow::showMessage);
    connect(&m_files, &ScenarioFiles::mistakesRequested, this,
            [this](const QString &name, const core::OrderErrors &mistakes) {
                MistakesDialog::open(*this, name, mistakes);
            });
    connect(&m_files, &ScenarioFiles::recordedRunRequested, this,
            [this](const Recorded &recorded) { showRecordedRun(*this, recorded); });
    QCoreApplication::instance()->installEventFilter(this);
    applyLook();
    showTitle();
    mode().focusMain();
}

MainWindow::~MainWindow() = default;

void MainWindow::connectModes()
{
    m_topBar->setModes(m_modes->switchItems(), m_modes->currentInSwitch());
    connect(m_topBar, &TopBar::modeChosen, m_modes, &ModeStack::request);
    connect(m_modes, &ModeStack::changed, this, &MainWindow::showMode);
    connect(m_modes, &ModeStack::coveredChanged, this, &MainWindow::showCover);
    connect(m_modes, &ModeStack::scenarioRequested, &m_files, &ScenarioFiles::openScenario);
    connect(m_modes, &ModeStack::inspectorRequested, this, &MainWindow::inspect);
    connect(m_modes, &ModeStack::deviceMenuRequested, this, [this](int device, const QPoint &at) {
        QMenu *menu = newMenu();
        fillDeviceMenu(*menu, m_parts.document, mode(), device);
        menu->popup(at);
    });
    connect(m_modes, &ModeStack::linkMenuRequested, this, [this](int from, int to, QPoint at) {
        QMenu *menu = newMenu();
        fillLinkMenu(*menu, m_parts.document, mode(), from, to);
        menu->popup(at);
    });
}

void MainWindow::showMode()
{
    m_topBar->setCurrentMode(m_modes->currentInSwitch(), mode().windowTitle());
    showCover();
    m_playBar->setSnapshot(mode().hasOwnBar() ? nullptr : m_parts.document.snapshot());
    delete m_inspector; // it tells of what the former mode showed
    // Not while a person goes from mode to mode with the arrow keys.
    if (!m_topBar->isAncestorOf(focusWidget()))
        mode().focusMain();
}

// The minimap tells how the step goes, the advice how long others take; the scene may be played.
void MainWindow::showCover()
{
    m_topBar->setWithout(mode().withoutActions());
    const bool plays = mode().presentedScene() != nullptr && !m_parts.playback.isHeld();
    m_playBar->setVisible(!mode().hasOwnBar() && (!mode().isCovered() || plays));
    m_playBar->setCovered(mode().isCovered());
    if (mode().isCovered() || mode().keepsSecret()) {
        m_advice->close();
        delete m_inspector;
    }
    place();
}

void MainWindow::connectDocument()
{
    Document &document = m_parts.document;
    connect(&document, &Document::scenarioChanged, this, &MainWindow::showTitle);
    connect(&document, &Document::pathChanged, this, &MainWindow::showTitle);
    connect(&document, &Document::problemChanged, this,
            [this] { m_messages->showProblem(m_parts.document.problem()); });
    connect(&document, &Document::opened, this, [this] {
        m_startsOver = true;
        setClock(); // the result may be there already, and who opened it moves the clock from here
        if (!m_files.isResuming())
            m_modes->chooseFor(m_parts.document.scenario());
    });
    const auto showSnapshot = [this] {
        if (!mode().hasOwnBar())
            m_playBar->setSnapshot(m_parts.document.snapshot());
    };
    connect(&document, &Document::resultTaken, this, &MainWindow::setClock);
    connect(&document, &Document::snapshotChanged, this, showSnapshot);
    setClock();
    showSnapshot();
    m_topBar->follow(document.undoStack());
    connect(&document.undoStack(), &QUndoStack::cleanChanged, this, &MainWindow::showTitle);
}

// A new scenario is a new step: the playhead does not stay where it was.
void MainWindow::setClock()
{
    const core::SnapshotPtr &snapshot = m_parts.document.snapshot();
    m_parts.playback.setSnapshot(snapshot);
    if (!m_startsOver || !snapshot || !(snapshot->scenario == m_parts.document.scenario()))
        return;
    m_startsOver = false;
    m_parts.playback.pause();
    m_parts.playback.seekShare(kStartShare);
}

void MainWindow::connectBars()
{
    connect(m_topBar, &TopBar::scenarioMenuRequested, this, [this](const QPoint &position) {
        QMenu *menu = newMenu();
        fillScenarioMenu(*menu, *this);
        menu->popup(position);
    });
    connect(m_topBar, &TopBar::adviceRequested, m_advice, &AdvicePopover::toggle);
    connect(m_topBar, &TopBar::pinRequested, this, [this] { pinShown(*this); });
    connect(m_topBar, &TopBar::presentRequested, this, [this] { m_presenting->start(); });
    connect(m_topBar, &TopBar::exportRequested, this, &MainWindow::showExport);
    connect(m_playBar, &PlayBar::speedMenuRequested, this, [this](const QPoint &position) {
        QMenu *menu = newMenu();
        fillSpeedMenu(*menu, *this);
        menu->popup(position - QPoint(0, menu->sizeHint().height()));
    });
}

void MainWindow::applyLook()
{
    const Look &look = m_appearance.look();
    menuBar()->setFont(look.font(TextRole::Control));
    menuBar()->setStyleSheet(menuStyleSheet(look));
    menuBar()->setFixedHeight(look.ipx(28));
    QPalette background = palette();
    background.setColor(QPalette::Window, look.theme.bg);
    setPalette(background);
    m_topBar->setLook(look);
    m_progress->setLook(look);
    m_messages->setLook(look);
    m_modes->setLook(look);
    m_playBar->setLook(look);
    m_parts.playback.setReduceMotion(look.reduceMotion);
    if (m_inspector != nullptr)
        m_inspector->setLook(look);
    place();
}

void MainWindow::place()
{
    const QRect all = m_body->rect();
    int top = 0;
    const auto putBelow = [&](QWidget *widget, int height) {
        widget->setGeometry(all.left(), top, all.width(), height);
        top += height;
    };
    putBelow(m_topBar, m_topBar->sizeHint().height());
    m_progress->setGeometry(0, top, all.width(), m_progress->sizeHint().height());
    const bool keeps = mode().isCovered() && m_modes->currentId() == QStringLiteral("lessons");
    const bool none = m_playBar->isHidden() && !keeps; // in a lesson no button is to jump
    const int bar = none ? 0 : m_playBar->sizeHint().height();
    putBelow(m_modes, std::max(0, all.height() - bar - top));
    putBelow(m_playBar, bar);
}

void MainWindow::showTitle()
{
    const QString title = titleInLanguage(m_parts.document.scenario());
    const bool modified = m_parts.document.isModified();
    m_topBar->setScenarioTitle(title, modified);
    setWindowTitle(tr("%1[*] – Parallarium").arg(title));
    setWindowModified(modified);
    setWindowFilePath(m_parts.document.path());
}

void MainWindow::showMessage(const Message &message)
{
    m_messages->show(message);
}

QMenu *MainWindow::newMenu()
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setStyleSheet(menuStyleSheet(m_appearance.look()));
    menu->setFont(m_appearance.look().font(TextRole::Control));
    return menu;
}

void MainWindow::showExport()
{
    auto *dialog = new ExportDialog(mode(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void MainWindow::restoreLayout()
{
    if (!restoreGeometry(m_parts.settings.value(kGeometryKey).toByteArray()) &&
        startsMaximized(screen()->availableSize()))
        setWindowState(windowState() | Qt::WindowMaximized);
    m_modes->restoreState(m_parts.settings);
}

void MainWindow::resetLayout()
{
    m_modes->resetLayout();
}

void MainWindow::inspect(int device)
{
    if (m_inspector == nullptr)
        m_inspector = new DeviceInspector(mode(), this);
    m_inspector->setLook(m_appearance.look());
    m_inspector->inspect(device);
}

void MainWindow::leave()
{
    auto *drawer = findChild<AssumptionsDrawer *>();
    if (m_advice->isVisible())
        m_advice->close();
    else if (drawer != nullptr && drawer->isVisible())
        drawer->open(false);
    else if (m_messages->leave() || mode().letGo())
        return;
    else if (isFullScreen())
        showFullScreen(false);
    else
        m_parts.document.select(std::nullopt);
}

void MainWindow::showFullScreen(bool full)
{
    setWindowState(windowState().setFlag(Qt::WindowFullScreen, full));
}

void MainWindow::cyclePane(int by)
{
    QList<QWidget *> panes = {m_topBar};
    for (QWidget *pane : mode().panes()) {
        if (pane->isVisible())
            panes.append(pane);
    }
    if (m_playBar->isVisible())
        panes.append(m_playBar);
    focusPane(panes, focusWidget(), by);
}

void MainWindow::selectNeighbour(int by)
{
    const core::SnapshotPtr snapshot = mode().shown();
    if (!snapshot)
        return;
    const int last = snapshot->deviceCount() - 1;
    const int next = m_parts.document.selectedDevice().value_or(by > 0 ? -1 : last + 1) + by;
    m_parts.document.select(std::clamp(next, 0, last));
}

void MainWindow::copyScenario()
{
    QGuiApplication::clipboard()->setText(QString::fromUtf8(m_files.asText()));
    showMessage({Message::Kind::Note, tr("The scenario is on the clipboard as text."), {}});
}

void MainWindow::pasteScenario()
{
    if (const QMimeData *pasted = QGuiApplication::clipboard()->mimeData())
        receive(*this, *pasted);
    else // nothing is there
        m_files.openText({});
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    m_files.keepUnsaved();
    m_parts.settings.setValue(kGeometryKey, saveGeometry());
    m_modes->saveState(m_parts.settings);
    QMainWindow::closeEvent(event);
}

void MainWindow::resizeEvent(QResizeEvent *event)
{
    QMainWindow::resizeEvent(event);
    m_appearance.setWindowWidth(width());
}

// When a focused control is hidden or disabled, Qt moves the focus to the next one, in the end to
// the scenario button, whose menu Space would open. The focus belongs in the picture.
bool MainWindow::focusNextPrevChild(bool next)
{
    const QWidget *focused = focusWidget();
    if (focused == nullptr || (focused->isVisible() && focused->isEnabled()))
        return QMainWindow::focusNextPrevChild(next);
    mode().focusMain();
    return true;
}

void MainWindow::changeEvent(QEvent *event)
{
    QMainWindow::changeEvent(event);
    if (event->type() != QEvent::WindowStateChange)
        return;
    if (QAction *action = m_actions.find(QStringLiteral("full-screen")))
        action->setChecked(isFullScreen());
}

void MainWindow::dragEnterEvent(QDragEnterEvent *event)
{
    event->setAccepted(isIncoming(*event->mimeData()));
}

void MainWindow::dropEvent(QDropEvent *event)
{
    if (!isIncoming(*event->mimeData()))
        return;
    event->acceptProposedAction();
    receive(*this, *event->mimeData());
}

bool MainWindow::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_body && event->type() == QEvent::Resize)
        place();
    if (m_popupKeys.filter(*event))
        return true;
    if (event->type() == QEvent::ShortcutOverride && watched->isWidgetType()) {
        const auto *widget = static_cast<QWidget *>(watched);
        if (widget->window() == this && QApplication::activePopupWidget() == nullptr &&
            controlKeepsKey(*widget, *static_cast<QKeyEvent *>(event))) {
            event->accept();
            return true;
        }
    }
    return QMainWindow::eventFilter(watched, event);
}

} // namespace ui
