// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/window_image.h"

#include "ui/document/document.h"
#include "ui/modes/mode.h"
#include "ui/paint/vector_device.h"
#include "ui/playback/playback.h"
#include "ui/shell/main_window.h"
#include "ui/shell/presenting.h"

#include <QApplication>
#include <QEvent>
#include <QPainter>
#include <QPointer>
#include <QSettings>
#include <QTemporaryDir>

#include <span>

namespace ui {

namespace {

constexpr int kLayoutRounds = 3; // what is laid out asks for what is around it

// Work that was posted during construction, for the next turn of the event loop. Of this window
// alone: others would be laid out with the font that the picture has.
void layOut(QWidget &window)
{
    for (int round = 0; round < kLayoutRounds; ++round) {
        QList<QPointer<QWidget>> parts;
        for (QWidget *part : window.findChildren<QWidget *>())
            parts.prepend(part); // the innermost first
        parts.append(&window);
        // Also what charts put off to draw once.
        for (const QEvent::Type type : {QEvent::LayoutRequest, QEvent::MetaCall}) {
            for (const QPointer<QWidget> &part : parts) {
                if (part)
                    QCoreApplication::sendPostedEvents(part, type);
            }
        }
    }
}

void renderWindow(QPainter &painter, MainWindow &window, int scale)
{
    layOut(window);
    if (paintsVectors(painter)) {
        window.render(&painter);
        return;
    }
    QImage image(window.size(), QImage::Format_RGB32);
    if (!image.isNull()) {
        QPainter onImage(&image);
        window.render(&onImage);
    }
    image.setDevicePixelRatio(scale);
    painter.drawImage(QPointF(0, 0), image);
}

// arrange: chooses what the window shows, once it has its size.
void paintFresh(QPainter &painter, const core::SnapshotPtr &snapshot, const Picture &picture,
                const std::function<void(MainWindow &)> &arrange)
{
    // Shapes scale by themselves; of an image the window is that much larger.
    const int scale = paintsVectors(painter) ? 1 : picture.scale;
    const QPalette palette = QApplication::palette();
    const QFont font = QApplication::font();
    const QTemporaryDir folder; // of temporary settings
    QSettings settings(folder.filePath(QStringLiteral("window.ini")), QSettings::IniFormat);
    Document document;
    Playback playback;
    Appearance::remember(picture.theme, settings);
    document.open(snapshot->scenario, {});
    document.setResult(snapshot);
    MainWindow window({document, playback, nullptr, settings, {}, double(scale)});
    // A lesson brings set-ups of its own; without a bridge their results come at once.
    QObject::connect(&document, &Document::scenarioChanged, &document,
                     [&document] { document.setResult(core::run(document.scenario())); });
    document.setIdeas(core::ideasFor(*snapshot));
    document.setRemedies(core::remediesFor(*snapshot));
    playback.seek(picture.moment.value_or(momentOfNone(*snapshot)));
    window.mode().setTimelineOptions(picture.marks);
    if (picture.zoom > 0)
        window.appearance().setZoom(picture.zoom);
    window.setMinimumSize(1, 1);
    window.setAttribute(Qt::WA_DontShowOnScreen);
    window.resize(picture.size * scale);
    window.show();
    arrange(window);
    renderWindow(painter, window, scale);
    // A window on the screen, if there is one, keeps its own.
    QApplication::setPalette(palette);
    QApplication::setFont(font);
}

// The step of the picture as A, and the other one, as B, in its window.
void paintAgainst(QPainter &painter, const core::SnapshotPtr &snapshot, const Picture &picture)
{
    paintFresh(painter, picture.against, picture, [&](MainWindow &window) {
        window.modes().choose(QStringLiteral("compare"));
        window.mode().prepareAgainst(snapshot);
        window.mode().setTimelineOptions(picture.marks);
        if (picture.moment) // which may lie beyond the end of B
            window.playback().seek(*picture.moment);
        else
            window.playback().seekShare(kStartShare);
        if (picture.presented)
            window.presenting().startHere();
    });
}

} // namespace

void paintWindow(QPainter &painter, const core::SnapshotPtr &snapshot, const Picture &picture)
{
    if (picture.against)
        return paintAgainst(painter, snapshot, picture);
    paintFresh(painter, snapshot, picture, [&picture](MainWindow &window) {
        if (!picture.mode.isEmpty()) {
            window.modes().choose(picture.mode);
            window.mode().prepareSteps(picture.steps);
        }
        if (!picture.lesson.isEmpty())
            window.mode().prepareLesson(picture.lesson, picture.lessonStep);
        if (picture.presented)
            window.presenting().startHere();
    });
}

std::function<void(QPainter &, const Picture &)> windowPainter(const Mode &mode)
{
    return [id = mode.objectName(), standing = mode.standing(),
            shown = mode.shown()](QPainter &painter, const Picture &picture) {
        const core::SnapshotPtr &result = standing.result ? standing.result : shown;
        paintFresh(painter, result, picture, [&](MainWindow &window) {
            window.modes().chooseStanding(id, standing);
            if (picture.moment)
                window.mode().playback().seek(*picture.moment);
        });
    };
}

std::vector<PictureView> allPictureViews()
{
    const std::span<const PictureView> views = pictureViews();
    std::vector<PictureView> all(views.begin(), views.end());
    all.push_back(
        {"window", [] { return MainWindow::tr("The whole window"); }, paintWindow, Shows::Window});
    return all;
}

} // namespace ui
