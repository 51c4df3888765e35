// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/picture.h"

#include "core/base/text.h"
#include "ui/export/figure.h"
#include "ui/paint/scene/scene_painter.h"
#include "ui/paint/timeline/busy_painter.h"
#include "ui/paint/timeline/timeline_painter.h"
#include "ui/views/charts/chart_images.h"
#include "ui/words/figure_texts.h"

#include <QCoreApplication>

#include <algorithm>
#include <string>

namespace ui {
namespace {

QString pictureTr(const char *text)
{
    return QCoreApplication::translate("Picture", text);
}

QString timeText(core::Nanos time)
{
    return QString::fromStdString(core::figureOf(time).text());
}

QString atText(const core::Snapshot &snapshot, core::Nanos moment)
{
    return pictureTr("at %1").arg(ofText(moment, core::Nanos{snapshot.trace.stop}));
}

QString stepText(const core::Snapshot &snapshot)
{
    if (!snapshot.metrics.fits)
        return pictureTr("does not run: the model does not fit");
    return snapshot.trace.completed
               ? pictureTr("one step of %1").arg(timeText({snapshot.trace.stop}))
               : pictureTr("stopped after %1").arg(timeText({snapshot.trace.stop}));
}

QImage renderTimelineFigure(const core::SnapshotPtr &snapshot, const Picture &picture)
{
    Figure figure(*snapshot, picture);
    figure.drawHeading(picture.moment ? atText(*snapshot, *picture.moment) : stepText(*snapshot));
    if (figure.drawRefusal())
        return figure.image();
    const QRectF body = figure.body();
    figure.painter().translate(body.topLeft());
    TimelinePicture timeline;
    timeline.size = body.size();
    timeline.pixelRatio = picture.scale;
    timeline.moment = picture.moment;
    timeline.marks = picture.marks;
    paintTimelinePicture(figure.painter(), *snapshot, timeline, figure.look());
    return figure.image();
}

QImage renderSceneFigure(const core::SnapshotPtr &snapshot, const Picture &picture)
{
    const core::Nanos moment = picture.moment.value_or(momentOfNone(*snapshot));
    Figure figure(*snapshot, picture);
    figure.drawHeading(snapshot->metrics.fits ? atText(*snapshot, moment) : QString());
    const QRectF body = figure.body();
    figure.painter().translate(body.topLeft());
    paintScene(figure.painter(), *snapshot, moment, body.size(), figure.look());
    return figure.image();
}

using RenderChart = QImage (*)(const core::SnapshotPtr &, const ChartPicture &, const Look &);

void drawChart(Figure &figure, const core::SnapshotPtr &snapshot, const Picture &picture,
               RenderChart render)
{
    ChartPicture chart;
    chart.size = figure.body().size().toSize();
    chart.pixelRatio = picture.scale;
    chart.moment = picture.moment;
    figure.painter().drawImage(figure.body().topLeft(), render(snapshot, chart, figure.look()));
}

QImage chartFigure(const core::SnapshotPtr &snapshot, const Picture &picture,
                   const QString &caption, RenderChart render)
{
    Figure figure(*snapshot, picture);
    figure.drawHeading(caption);
    if (!figure.drawRefusal())
        drawChart(figure, snapshot, picture, render);
    return figure.image();
}

QImage renderMemoryFigure(const core::SnapshotPtr &snapshot, const Picture &picture)
{
    const auto fullest = static_cast<std::size_t>(snapshot->metrics.fullestRow);
    const std::string device = core::deviceName(snapshot->plan.rows[fullest].devices.front());
    const QString whose = snapshot->deviceCount() > 1
                              ? pictureTr("memory of every GPU, %1 is the fullest")
                              : pictureTr("memory of %1");
    return chartFigure(snapshot, picture, whose.arg(QString::fromStdString(device)),
                       renderMemoryChart);
}

QImage renderBusyFigure(const core::SnapshotPtr &snapshot, const Picture &picture)
{
    Figure figure(*snapshot, picture);
    figure.drawHeading(pictureTr("how every GPU spends the step, %1").arg(stepText(*snapshot)));
    if (figure.drawRefusal())
        return figure.image();
    figure.drawLegend(busyLegend(*snapshot));
    const int rows = static_cast<int>(traceRows(*snapshot).size());
    const BusyPlacement placement = placeBusyBars(rows, figure.body().size(), figure.look());
    figure.keepWholeRows(rows, placement.rowHeight);
    drawChart(figure, snapshot, picture, renderBusyChart);
    return figure.image();
}

QImage renderNetworkFigure(const core::SnapshotPtr &snapshot, const Picture &picture)
{
    return chartFigure(snapshot, picture, pictureTr("data in flight between GPUs"),
                       renderNetworkChart);
}

std::string sizeText(QSize size)
{
    return std::to_string(size.width()) + 'x' + std::to_string(size.height());
}

core::Status checkSize(const Picture &picture)
{
    const QSize size = picture.size;
    const int shortest = std::min(size.width(), size.height());
    const int longest = std::max(size.width(), size.height());
    if (shortest < kShortestPictureSide || longest > kLongestPictureSide)
        return core::Error{"A picture of " + sizeText(size) +
                           " pixels is not possible: each side " + "must be from 16 to 16,384."};
    if (picture.scale < 1 || picture.scale > 4)
        return core::Error{"A scale of " + std::to_string(picture.scale) +
                           " is not possible: it must be from 1 to 4."};
    const QSize pixels = size * picture.scale;
    if (longest * picture.scale > kLongestPictureSide ||
        std::int64_t{pixels.width()} * pixels.height() > kMostPicturePixels)
        return core::Error{sizeText(size) + " at scale " + std::to_string(picture.scale) +
                           " makes " + sizeText(pixels) +
                           " pixels, more than 16,384 on a side or 67,108,864 in all: use a "
                           "smaller size or scale."};
    return std::monostate{};
}

} // namespace

core::Nanos momentOfNone(const core::Snapshot &snapshot)
{
    return {snapshot.trace.stop / 20 * 9};
}

std::span<const PictureView> pictureViews()
{
    static constexpr PictureView table[] = {
        {"timeline", [] { return pictureTr("Timeline"); }, renderTimelineFigure},
        {"scene", [] { return pictureTr("Flow scene"); }, renderSceneFigure},
        {"memory", [] { return pictureTr("Memory over time"); }, renderMemoryFigure},
        {"busy", [] { return pictureTr("Busy time"); }, renderBusyFigure},
        {"network", [] { return pictureTr("Network"); }, renderNetworkFigure},
    };
    return table;
}

core::Result<QImage> renderRuns(const core::RunPtr &predicted, const core::Recording &measured,
                                const Picture &picture)
{
    if (core::Status size = checkSize(picture); !size)
        return size.error();
    const TimelineRuns runs =
        predicted ? TimelineRuns(predicted.view(), measured) : TimelineRuns(measured);
    if (picture.moment && (picture.moment->count < 0 || *picture.moment > runs.stop()))
        return core::Error{"The moment " + core::figureOf(*picture.moment).text() +
                           " lies outside the step, which ends at " +
                           core::figureOf(runs.stop()).text() + '.'};
    Figure figure(QString::fromStdString(measured.title), picture);
    figure.drawHeading(pictureTr("recorded, one step of %1").arg(timeText({measured.trace.stop})));
    figure.painter().translate(figure.body().topLeft());
    TimelinePicture timeline;
    timeline.size = figure.body().size();
    timeline.pixelRatio = picture.scale;
    timeline.moment = picture.moment;
    paintTimelinePicture(figure.painter(), runs, timeline, figure.look());
    return figure.image();
}

core::Result<QImage> renderPicture(const core::SnapshotPtr &snapshot, const PictureView &view,
                                   const Picture &picture)
{
    if (core::Status size = checkSize(picture); !size)
        return size.error();
    if (picture.moment &&
        (picture.moment->count < 0 || picture.moment->count > snapshot->trace.stop))
        return core::Error{
            "The moment " + core::figureOf(*picture.moment).text() + " lies outside the step, " +
            (snapshot->metrics.fits
                 ? "which ends at " + core::figureOf(core::Nanos{snapshot->trace.stop}).text()
                 : "which does not run because the model does not fit") +
            '.'};
    QImage image = view.render(snapshot, picture);
    if (image.isNull())
        return core::Error{"There is not enough memory for a picture of " +
                           sizeText(picture.size * picture.scale) + " pixels."};
    return image;
}

} // namespace ui
