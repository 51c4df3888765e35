// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window.h"

#include "app/cli/command.h"
#include "ui/bridge/ideas_bridge.h"
#include "ui/bridge/simulation_bridge.h"
#include "ui/document/document.h"
#include "ui/playback/playback.h"
#include "ui/shell/main_window.h"

#include <QApplication>
#include <QSettings>
#include <QStandardPaths>

namespace app {

namespace {

// Where a window starts: in the middle of things, paused.
constexpr double kFirstShare = 0.45;

void setUpApplication()
{
    QApplication::setApplicationName(QStringLiteral("parallarium"));
    QApplication::setApplicationDisplayName(QStringLiteral("Parallarium"));
    QApplication::setApplicationVersion(QStringLiteral(PARALLARIUM_VERSION));
    QApplication::setDesktopFileName(QStringLiteral("org.parallarium.Parallarium"));
}

// Without this question Qt ends the program with SIGABRT.
bool hasDisplay()
{
    const bool chosen = qEnvironmentVariableIsSet("QT_QPA_PLATFORM");
    return chosen || !qEnvironmentVariableIsEmpty("DISPLAY") ||
           !qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY");
}

} // namespace

int runWindow(int argc, char **argv)
{
#ifdef Q_OS_LINUX
    if (!hasDisplay()) {
        const std::string scenario = argc > 1 ? argv[1] : "1f1b-4-8";
        return exitCodeOf(core::Error{
            "There is no display to open a window on. \"parallarium export " + scenario +
            " --view window --out window.png\" draws it to a file; \"parallarium --help\" tells "
            "what else runs without a display."});
    }
#endif
    QApplication application(argc, argv);
    setUpApplication();
    QSettings settings(QSettings::IniFormat, QSettings::UserScope, QStringLiteral("parallarium"),
                       QStringLiteral("parallarium"));
    const QString data = QStandardPaths::writableLocation(QStandardPaths::AppDataLocation);
    ui::Document document;
    ui::Playback playback;
    ui::SimulationBridge bridge(document);
    const ui::IdeasBridge ideas(document);
    ui::MainWindow window(
        {document, playback, &bridge, settings, data + QStringLiteral("/unsaved.json")});
    window.restoreLayout();
    QObject::connect(
        &document, &ui::Document::snapshotChanged, &playback,
        [&playback] { playback.seekShare(kFirstShare); }, Qt::SingleShotConnection);
    window.files().openFirst(argc > 1 ? QString::fromLocal8Bit(argv[1]) : QString());
    window.show();
    return QApplication::exec();
}

} // namespace app
