// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/window.h"

#include "app/cli/command.h"
#include "app/cli/offscreen.h"
#include "app/cli/window_options.h"
#include "core/classroom/library.h"
#include "ui/bridge/fonts_ahead.h"
#include "ui/bridge/ideas_bridge.h"
#include "ui/bridge/reading_bridge.h"
#include "ui/bridge/simulation_bridge.h"
#include "ui/document/document.h"
#include "ui/playback/playback.h"
#include "ui/shell/late_index.h"
#include "ui/shell/main_window.h"
#include "ui/shell/presenting.h"
#include "ui/words/language.h"

#include <QApplication>
#include <QDir>
#include <QEventLoop>
#include <QFile>
#include <QSettings>
#include <QStandardPaths>
#include <QTimer>

#include <chrono>

namespace app {

namespace {

// Longer than most scenarios take, and shorter than what a user notices.
constexpr std::chrono::milliseconds kLongestWait(100);

void setUpApplication()
{
    QApplication::setApplicationName(QStringLiteral("parallarium"));
    QApplication::setApplicationDisplayName(QStringLiteral("Parallarium"));
    QApplication::setApplicationVersion(QStringLiteral(PARALLARIUM_VERSION));
    QApplication::setDesktopFileName(QStringLiteral("org.parallarium.Parallarium"));
}

// Earlier versions kept the changes of all windows in one file.
void moveOldUnsaved(const QString &data)
{
    const QString old = data + QStringLiteral("/unsaved.json");
    if (QFile::exists(old) && QDir().mkpath(data + QStringLiteral("/unsaved")))
        QFile::rename(old, data + QStringLiteral("/unsaved/old.json"));
}

// With a lesson nothing else is opened before its scenario.
QStringList whatToOpen(const WindowOptions &options)
{
    QStringList names;
    for (const std::string &file : options.files)
        names.append(QString::fromLocal8Bit(file.c_str()));
    if (names.isEmpty() && options.lesson) {
        const core::Lesson *lesson = core::findBuiltinLesson(options.lesson->lesson);
        names.append(QString::fromStdString(lesson->scenario));
    }
    return names;
}

// Without this check Qt ends the program with SIGABRT.
bool hasDisplay()
{
    const bool chosen = qEnvironmentVariableIsSet("QT_QPA_PLATFORM");
    return chosen || !qEnvironmentVariableIsEmpty("DISPLAY") ||
           !qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY");
}

} // namespace

struct Window::Parts
{
    Parts(const QString &settingsFile, const QString &recoveryFolder, const QString &firstMode)
        : folder(recoveryFolder), settings(settingsFile, QSettings::IniFormat), bridge(document),
          ideas(document)
    {
        ui::useLanguage(ui::chosenLanguage(settings));
        ui::followIndex(bridge);
        make(firstMode);
    }

    void make(const QString &firstMode)
    {
        window = std::make_unique<ui::MainWindow>(
            ui::WindowParts{document, playback, &bridge, settings, folder, 1, firstMode});
        QObject::connect(
            window.get(), &ui::MainWindow::languageChosen, &application,
            [this](const QString &code) { speak(code); }, Qt::QueuedConnection);
    }

    void speak(const QString &code);

    QString folder;
    QSettings settings;
    ui::Document document;
    ui::Playback playback;
    ui::SimulationBridge bridge;
    ui::IdeasBridge ideas;
    std::unique_ptr<ui::MainWindow> window;
    QObject application; // receives what a window asks of its maker
};

// Every text of the window is made anew, with the window; the document, its history and the clock
// stay.
void Window::Parts::speak(const QString &code)
{
    ui::rememberLanguage(code, settings);
    const QString before = ui::languageInUse();
    ui::useLanguage(code);
    if (ui::languageInUse() == before)
        return;
    const QString mode = window->modes().currentId();
    if (mode == QStringLiteral("mystery")) // a box is not left open, which has edits put aside
        window->modes().choose(QStringLiteral("explore"));
    const auto standing = window->files().standing();
    const core::RunPtr pinned = window->pinned().run();
    const core::Pace pace = window->pinned().pace();
    const bool isTaught = mode == QStringLiteral("lessons");
    const ui::Standing lesson = isTaught ? window->mode().standing() : ui::Standing{};
    QApplication::setQuitOnLastWindowClosed(false);
    window->close(); // keeps its layout, and what is not saved
    QApplication::setQuitOnLastWindowClosed(true);
    window.reset();
    playback.setHeld(false); // by a question, which comes again
    make({});
    window->files().goOn(standing);
    window->restoreLayout();
    if (pinned) {
        window->pinned().hold(pinned);
        window->pinned().setPace(pace);
    }
    if (isTaught)
        window->modes().chooseStanding(mode, lesson);
    else
        window->modes().choose(mode);
    window->show();
}

Window::Window(const QString &folder)
    : Window(folder + QStringLiteral("/parallarium.ini"), folder + QStringLiteral("/unsaved"))
{}

Window::Window(const QString &settingsFile, const QString &recoveryFolder, const QString &firstMode)
    : m_parts(std::make_unique<Parts>(settingsFile, recoveryFolder, firstMode))
{
    m_parts->window->restoreLayout();
}

Window::~Window() = default;

void Window::open(const QStringList &arguments)
{
    m_parts->window->files().openFirst(arguments);
}

void Window::arrange(const WindowOptions &options)
{
    ui::MainWindow &window = *m_parts->window;
    if (options.theme)
        window.appearance().showTheme(*options.theme);
    if (options.lesson) {
        window.modes().choose(QStringLiteral("lessons"));
        window.mode().prepareLesson(QString::fromStdString(options.lesson->lesson),
                                    options.lesson->step);
    }
    if (options.present)
        window.presenting().start();
}

void Window::awaitResult()
{
    if (hasResult())
        return;
    ui::ScenarioFiles &files = m_parts->window->files();
    ui::SimulationBridge &bridge = m_parts->bridge;
    QEventLoop loop;
    const auto quitWhenDone = [&] {
        if (!files.reading().isBusy() && !bridge.isBusy())
            loop.quit();
    };
    QObject::connect(&bridge, &ui::SimulationBridge::busyChanged, &loop, quitWhenDone);
    QObject::connect(&files.reading(), &ui::ReadingBridge::busyChanged, &loop, quitWhenDone);
    if (files.reading().isBusy() || bridge.isBusy()) {
        QTimer::singleShot(kLongestWait, &loop, &QEventLoop::quit);
        loop.exec(QEventLoop::ExcludeUserInputEvents);
    }
    files.openMeanwhile();
}

QWidget &Window::widget()
{
    return *m_parts->window;
}

bool Window::hasResult() const
{
    return m_parts->document.snapshot() != nullptr;
}

int runWindow(int argc, char **argv)
{
    const core::Result<WindowOptions> options = windowOptions(argc, argv);
    if (!options)
        return exitCodeOf(options.error());
#ifdef Q_OS_LINUX
    if (!hasDisplay()) {
        const std::vector<std::string> &files = options.value().files;
        const std::string scenario = files.empty() ? "1f1b-4-8" : files.front();
        return exitCodeOf(core::Error{
            "There is no display to open a window on. \"parallarium export " + scenario +
            " --view window --out window.png\" draws it to a file; \"parallarium --help\" lists "
            "what else runs without a display."});
    }
#endif
    ui::FontsAhead fonts;
    QApplication application(argc, argv);
    fonts.wait();
    if (const core::Written checked = checkFonts(); !checked)
        return exitCodeOf(checked);
    setUpApplication();
    const QString settings = QSettings(QSettings::IniFormat, QSettings::UserScope,
                                       QStringLiteral("parallarium"), QStringLiteral("parallarium"))
                                 .fileName();
    const QString data = QStandardPaths::writableLocation(QStandardPaths::AppDataLocation);
    moveOldUnsaved(data);
    Window window(settings, data + QStringLiteral("/unsaved"),
                  options.value().lesson ? QStringLiteral("lessons") : QString());
    window.open(whatToOpen(options.value()));
    window.awaitResult();
    window.widget().show();
    window.arrange(options.value());
    return QApplication::exec();
}

} // namespace app
