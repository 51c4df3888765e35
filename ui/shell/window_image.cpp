// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/window_image.h"

#include "ui/document/document.h"
#include "ui/playback/playback.h"
#include "ui/shell/main_window.h"

#include <QApplication>
#include <QEvent>
#include <QPainter>
#include <QSettings>
#include <QTemporaryDir>

#include <span>

namespace ui {

QImage renderWindow(const core::SnapshotPtr &snapshot, const Picture &picture)
{
    const QPalette palette = QApplication::palette();
    const QFont font = QApplication::font();
    const QTemporaryDir folder; // of temporary settings
    QSettings settings(folder.filePath(QStringLiteral("window.ini")), QSettings::IniFormat);
    Document document;
    Playback playback;
    Appearance::remember(picture.theme, settings);
    document.open(snapshot->scenario, {});
    document.setResult(snapshot);
    MainWindow window({document, playback, nullptr, settings, {}, double(picture.scale)});
    document.setIdeas(core::ideasFor(*snapshot));
    document.setRemedies(core::remediesFor(*snapshot));
    playback.seek(picture.moment.value_or(momentOfNone(*snapshot)));
    window.mode().setTimelineOptions(picture.marks);
    window.setMinimumSize(1, 1);
    window.setAttribute(Qt::WA_DontShowOnScreen);
    window.resize(picture.size * picture.scale);
    window.show();
    if (!picture.mode.isEmpty()) {
        window.modes().choose(picture.mode);
        window.mode().prepareSteps(picture.steps);
    }
    // Work that was posted during construction, for the next turn of the event loop.
    QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
    QImage image(window.size(), QImage::Format_RGB32);
    if (!image.isNull()) {
        QPainter painter(&image);
        window.render(&painter);
    }
    // A window on the screen, if there is one, keeps its own.
    QApplication::setPalette(palette);
    QApplication::setFont(font);
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
