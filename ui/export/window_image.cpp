// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/window_image.h"

#include "ui/document/document.h"
#include "ui/playback/playback.h"
#include "ui/shell/main_window.h"

#include <QCoreApplication>
#include <QEvent>
#include <QPainter>
#include <QSettings>
#include <QTemporaryDir>

namespace ui {

QImage renderWindow(const core::SnapshotPtr &snapshot, core::Nanos moment, QSize size,
                    double pixelRatio, ThemeId theme)
{
    const QTemporaryDir folder; // of settings that nobody keeps
    QSettings settings(folder.filePath(QStringLiteral("window.ini")), QSettings::IniFormat);
    Document document;
    Playback playback;
    MainWindow window({document, playback, nullptr, settings, {}});
    document.open(snapshot->scenario, {});
    document.setResult(snapshot);
    playback.seek(moment);
    window.appearance().setTheme(theme);
    // Zoomed rather than enlarged: every cached layer is drawn at the size it is shown in.
    window.appearance().setPixelRatio(pixelRatio);
    window.setMinimumSize(1, 1);
    window.setAttribute(Qt::WA_DontShowOnScreen);
    window.resize(size * pixelRatio);
    window.show();
    // What was asked for while it was built, and would be done with the next turn of the event
    // loop.
    QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
    QImage image(window.size(), QImage::Format_RGB32);
    if (image.isNull())
        return image;
    QPainter painter(&image);
    window.render(&painter);
    return image;
}

} // namespace ui
