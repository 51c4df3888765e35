// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/picture.h"

#include "core/base/text.h"
#include "ui/export/figure.h"
#include "ui/paint/scene/scene_painter.h"
#include "ui/paint/timeline/busy_painter.h"
#include "ui/paint/timeline/timeline_picture.h"
#include "ui/views/charts/chart_images.h"
#include "ui/words/classroom_texts.h"
#include "ui/words/figure_texts.h"
#include "ui/words/operation_texts.h"
#include "ui/words/text_of.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <string>

namespace ui {
namespace {

class PictureWords
{
    Q_DECLARE_TR_FUNCTIONS(Picture)
};

QString timeText(core::Nanos time)
{
    return QString::fromStdString(core::figureOf(time).text());
}

QString atText(const core::Snapshot &snapshot, core::Nanos moment)
{
    return PictureWords::tr("at %1").arg(ofText(moment, core::Nanos{snapshot.trace.stop}));
}

QString stepText(const core::Snapshot &snapshot)
{
    if (!snapshot.metrics.fits)
        return PictureWords::tr("does not run: the model does not fit");
    return snapshot.trace.completed
               ? PictureWords::tr("one step of %1").arg(timeText({snapshot.trace.stop}))
               : PictureWords::tr("stopped after %1").arg(timeText({snapshot.trace.stop}));
}

// "0.2 to 0.5 of 1.9 s" of a part, or what is said of the whole step.
QString shownText(const core::Snapshot &snapshot, const Picture &picture)
{
    if (!picture.part || !snapshot.metrics.fits)
        return stepText(snapshot);
    return stretchText(picture.part->begin, picture.part->end, {snapshot.trace.stop});
}

void paintTimelineFigure(QPainter &painter, const core::SnapshotPtr &snapshot,
                         const Picture &picture)
{
    Figure figure(painter, *snapshot, picture);
    figure.drawHeading(picture.moment && !picture.part ? atText(*snapshot, *picture.moment)
                                                       : shownText(*snapshot, picture));
    if (figure.drawRefusal())
        return;
    const QRectF body = figure.body();
    painter.translate(body.topLeft());
    TimelinePicture timeline;
    timeline.size = body.size();
    timeline.pixelRatio = picture.scale;
    timeline.moment = picture.moment;
    timeline.marks = picture.marks;
    timeline.area = picture.area;
    timeline.arrangement = picture.arrangement;
    if (picture.part) {
        timeline.begin = picture.part->begin;
        timeline.end = picture.part->end;
    }
    paintTimelinePicture(painter, *snapshot, timeline, figure.look());
}

void paintSceneFigure(QPainter &painter, const core::SnapshotPtr &snapshot, const Picture &picture)
{
    const core::Nanos moment = picture.moment.value_or(momentOfNone(*snapshot));
    Figure figure(painter, *snapshot, picture);
    figure.drawHeading(snapshot->metrics.fits ? atText(*snapshot, moment) : QString());
    const QRectF body = figure.body();
    painter.translate(body.topLeft());
    paintScene(painter, *snapshot, moment, body.size(), figure.look());
}

using PaintChart = void (*)(QPainter &, const core::SnapshotPtr &, const ChartPicture &,
                            const Look &);

void drawChart(Figure &figure, const core::SnapshotPtr &snapshot, const Picture &picture,
               PaintChart paint)
{
    ChartPicture chart;
    chart.size = figure.body().size().toSize();
    chart.pixelRatio = picture.scale;
    chart.moment = picture.moment;
    if (picture.part) {
        chart.begin = picture.part->begin;
        chart.end = picture.part->end;
    }
    figure.painter().translate(figure.body().topLeft());
    paint(figure.painter(), snapshot, chart, figure.look());
}

void chartFigure(QPainter &painter, const core::SnapshotPtr &snapshot, const Picture &picture,
                 const QString &caption, PaintChart paint)
{
    Figure figure(painter, *snapshot, picture);
    const bool part = picture.part && snapshot->metrics.fits;
    figure.drawHeading(part ? caption + QStringLiteral(", ") + shownText(*snapshot, picture)
                            : caption);
    if (!figure.drawRefusal())
        drawChart(figure, snapshot, picture, paint);
}

void paintMemoryFigure(QPainter &painter, const core::SnapshotPtr &snapshot, const Picture &picture)
{
    const core::RowPlan &fullest =
        snapshot->plan.rows[static_cast<std::size_t>(snapshot->metrics.fullestRow)];
    const QString device = QString::fromStdString(core::deviceName(fullest.devices.front()));
    const bool alike =
        std::ranges::all_of(snapshot->plan.rows, [&fullest](const core::RowPlan &row) {
            return row.devices.empty() || row.peak.total() == fullest.peak.total();
        });
    const QString whose =
        snapshot->deviceCount() == 1 ? PictureWords::tr("memory of %1").arg(device)
        : alike                      ? PictureWords::tr("memory of every GPU")
                : PictureWords::tr("memory of every GPU, %1 is the fullest").arg(device);
    chartFigure(painter, snapshot, picture, whose, paintMemoryChart);
}

void paintBusyFigure(QPainter &painter, const core::SnapshotPtr &snapshot, const Picture &picture)
{
    Figure figure(painter, *snapshot, picture);
    figure.drawHeading(
        PictureWords::tr("how every GPU spends the step, %1").arg(stepText(*snapshot)));
    if (figure.drawRefusal())
        return;
    figure.drawLegend(busyLegend(*snapshot));
    const int rows = static_cast<int>(traceRows(*snapshot).size());
    const BusyPlacement placement = placeBusyBars(rows, figure.body().size(), figure.look());
    figure.keepWholeRows(rows, placement.rowHeight);
    drawChart(figure, snapshot, picture, paintBusyChart);
}

// Heading and legend are measured with fonts, which there are none of yet: as much as they take.
int neededHeightOfBusy(const core::Snapshot &snapshot)
{
    constexpr double kMostHead = 150;
    return static_cast<int>(
        std::ceil(kMostHead + kLowestBusyRow * static_cast<double>(traceRows(snapshot).size())));
}

void paintNetworkFigure(QPainter &painter, const core::SnapshotPtr &snapshot,
                        const Picture &picture)
{
    chartFigure(painter, snapshot, picture, PictureWords::tr("data in flight between GPUs"),
                paintNetworkChart);
}

void paintRooflineFigure(QPainter &painter, const core::SnapshotPtr &snapshot,
                         const Picture &picture)
{
    const core::StageCosts costs = core::costliestVisit(*snapshot);
    chartFigure(painter, snapshot, picture,
                PictureWords::tr("operations of stage %1, %2: what they reach of the device")
                    .arg(costs.stage + 1)
                    .arg(costsKindName(costs.kind)),
                paintRoofline);
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

// Error: a moment or a part that is not within the step.
core::Status checkTimes(const Picture &picture, core::Nanos stop, const std::string &whyNone)
{
    const auto outside = [&](const std::string &what) {
        return core::Error{what + " lies outside the step, which " +
                           (whyNone.empty() ? "ends at " + core::figureOf(stop).text() : whyNone) +
                           '.'};
    };
    if (picture.moment && (picture.moment->count < 0 || *picture.moment > stop))
        return outside("The moment " + core::figureOf(*picture.moment).text());
    if (!picture.part)
        return std::monostate{};
    const TimePart part = *picture.part;
    const std::string named = "The part from " + core::figureOf(part.begin).text() + " to " +
                              core::figureOf(part.end).text();
    if (part.begin.count < 0 || part.end > stop)
        return outside(named);
    if (part.end <= part.begin)
        return core::Error{named + " is empty: its end must lie after its begin."};
    return std::monostate{};
}

// A picture whose height follows its content is as high as its rows need.
Picture highEnough(const Picture &picture, const PictureView &view, const core::Snapshot &snapshot)
{
    if (!picture.trimmed || view.neededHeight == nullptr || !snapshot.metrics.fits)
        return picture;
    Picture higher = picture;
    const int needed = std::min(kTallestByContent, view.neededHeight(snapshot));
    higher.size.setHeight(std::max(picture.size.height(), needed));
    return checkSize(higher) ? higher : picture;
}

Drawing framed(const Picture &picture, const QString &title)
{
    Drawing drawing;
    drawing.title = title;
    drawing.size = picture.size;
    drawing.scale = picture.scale;
    drawing.trimmed = picture.trimmed;
    drawing.theme = picture.theme;
    return drawing;
}

void paintRuns(QPainter &painter, const TimelineRuns &runs, const core::Recording &measured,
               const Picture &picture)
{
    Figure figure(painter, titleOfRecording(measured.title), picture);
    figure.drawHeading(
        PictureWords::tr("recorded, one step of %1").arg(timeText({measured.trace.stop})));
    painter.translate(figure.body().topLeft());
    TimelinePicture timeline;
    timeline.size = figure.body().size();
    timeline.pixelRatio = picture.scale;
    timeline.moment = picture.moment;
    timeline.area = picture.area;
    timeline.arrangement = picture.arrangement;
    if (picture.part) {
        timeline.begin = picture.part->begin;
        timeline.end = picture.part->end;
    }
    paintTimelinePicture(painter, runs, timeline, figure.look());
}

} // namespace

core::Nanos momentOfNone(const core::Snapshot &snapshot)
{
    return {snapshot.trace.stop / 20 * 9};
}

std::span<const PictureView> pictureViews()
{
    static constexpr PictureView table[] = {
        {"timeline", [] { return PictureWords::tr("Timeline"); }, paintTimelineFigure, Shows::Time},
        {"scene", [] { return PictureWords::tr("Flow scene"); }, paintSceneFigure, Shows::Moment},
        {"memory", [] { return PictureWords::tr("Memory over time"); }, paintMemoryFigure,
         Shows::Time},
        {"busy", [] { return PictureWords::tr("Busy time"); }, paintBusyFigure, Shows::Step,
         neededHeightOfBusy},
        {"network", [] { return PictureWords::tr("Network"); }, paintNetworkFigure, Shows::Time},
        {"roofline", [] { return PictureWords::tr("Roofline"); }, paintRooflineFigure},
    };
    return table;
}

core::Result<Drawing> drawingOfRuns(const core::RunPtr &predicted,
                                    const std::shared_ptr<const core::Recording> &measured,
                                    const Picture &picture)
{
    if (core::Status size = checkSize(picture); !size)
        return size.error();
    const auto runs = [predicted, measured] {
        return predicted ? TimelineRuns(predicted.view(), *measured) : TimelineRuns(*measured);
    };
    if (core::Status times = checkTimes(picture, runs().stop(), {}); !times)
        return times.error();
    Drawing drawing = framed(picture, QString::fromStdString(measured->title));
    drawing.scenario = measured->scenario;
    drawing.paint = [runs, predicted, measured, picture](QPainter &painter) {
        paintRuns(painter, runs(), *measured, picture);
    };
    return drawing;
}

core::Result<Drawing> drawingOf(const core::SnapshotPtr &snapshot, const PictureView &view,
                                const Picture &wanted)
{
    const Picture picture = highEnough(wanted, view, *snapshot);
    if (core::Status size = checkSize(picture); !size)
        return size.error();
    const std::string whyNone =
        snapshot->metrics.fits ? "" : "does not run because the model does not fit";
    if (core::Status times = checkTimes(picture, {snapshot->trace.stop}, whyNone); !times)
        return times.error();
    Drawing drawing = framed(picture, titleInLanguage(snapshot->scenario));
    drawing.trimmed = picture.trimmed && view.shows != Shows::Window;
    drawing.scenario = snapshot->scenario;
    drawing.paint = [snapshot, picture, paint = view.paint](QPainter &painter) {
        paint(painter, snapshot, picture);
    };
    return drawing;
}

core::Result<QImage> renderPicture(const core::SnapshotPtr &snapshot, const PictureView &view,
                                   const Picture &picture)
{
    const core::Result<Drawing> drawing = drawingOf(snapshot, view, picture);
    if (!drawing)
        return drawing.error();
    return imageOf(drawing.value());
}

} // namespace ui
