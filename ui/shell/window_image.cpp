// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/window_image.h"

#include "ui/document/document.h"
#include "ui/playback/playback.h"
#include "ui/shell/main_window.h"

#include <QCoreApplication>
#include <QEvent>
#include <QPainter>
#include <QSettings>
#include <QTemporaryDir>

#include <span>

namespace ui {

QImage renderWindow(const core::SnapshotPtr &snapshot, const Picture &picture)
{
    const QTemporaryDir folder; // of settings that nobody keeps
    QSettings settings(folder.filePath(QStringLiteral("window.ini")), QSettings::IniFormat);
    Document document;
    Playback playback;
    MainWindow window({document, playback, nullptr, settings, {}});
    document.open(snapshot->scenario, {});
    document.setResult(snapshot);
    document.setIdeas(core::ideasFor(*snapshot));
    playback.seek(picture.moment.value_or(momentOfNone(*snapshot)));
    window.appearance().setTheme(picture.theme);
    // Zoomed rather than enlarged: every cached layer is drawn at the size it is shown in.
    window.appearance().setPixelRatio(picture.scale);
    window.setMinimumSize(1, 1);
    window.setAttribute(Qt::WA_DontShowOnScreen);
    window.resize(picture.size * picture.scale);
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

std::vector<PictureView> allPictureViews()
{
    const std::span<const PictureView> views = pictureViews();
    std::vector<PictureView> all(views.begin(), views.end());
    all.push_back({"window", [] { return MainWindow::tr("The whole window"); }, renderWindow});
    return all;
}

} // namespace ui
