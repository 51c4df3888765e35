// SPDX-License-Identifier: GPL-3.0-or-later
// The panel beside a grid of tiles: the devices of one tile, and one device in detail.
#include "ui/layout/scene/inspector_layout.h"
#include "ui/paint/primitives.h"
#include "ui/paint/scene/inspector_memory.h"
#include "ui/paint/scene/scene_painter.h"
#include "ui/paint/scene/scene_parts.h"
#include "ui/words/scene_inspector.h"
#include "ui/words/text_of.h"

#include "core/analysis/moment.h"
#include "core/analysis/row_moment.h"
#include "core/base/text.h"

#include <QFontMetricsF>
#include <QObject>

#include <algorithm>

namespace ui {
namespace {

constexpr double kMessageIcon = 26; // room of it in the box

QFont captionOf(const Look &look)
{
    return look.font(TextRole::Caption);
}

QString messageOf(const InspectorTexts &texts)
{
    if (texts.trouble.isEmpty())
        return {};
    QString message = texts.trouble + u'.';
    if (!texts.effect.isEmpty())
        message += QChar::Space + texts.effect + u'.';
    return message;
}

// The first of the texts that fits; the last one is cut.
void paintFitting(QPainter &painter, const QRectF &strip, const QStringList &texts,
                  const QFont &font, const QColor &colour)
{
    if (strip.isEmpty())
        return;
    painter.setFont(font);
    painter.setPen(colour);
    QString chosen = texts.last();
    for (const QString &text : texts) {
        if (textWidth(font, text) <= strip.width()) {
            chosen = text;
            break;
        }
    }
    painter.drawText(strip, Qt::AlignLeft | Qt::AlignVCenter,
                     QFontMetricsF(font).elidedText(chosen, Qt::ElideRight, strip.width()));
}

// How wide names and figures of the bars are.
struct BarColumns
{
    double name = 0;
    double figure = 0;
    bool numbers = false; // the name alone would leave no bar
};

BarColumns barColumns(const std::vector<InspectorBar> &bars, double width, const Look &look)
{
    BarColumns columns;
    const QFont font = look.font(TextRole::CaptionStrong);
    const auto measure = [&](bool numbers) {
        columns = {0, 0, numbers};
        for (const InspectorBar &bar : bars) {
            const QString name = numbers ? QString::number(bar.device) : bar.name;
            columns.name = std::max(columns.name, textWidth(font, name));
            columns.figure = std::max(columns.figure, textWidth(font, bar.figure));
        }
    };
    measure(false);
    if (width - columns.name - columns.figure < look.px(56))
        measure(true);
    return columns;
}

void paintBarRow(QPainter &painter, const QRectF &row, const InspectorBar &bar, bool chosen,
                 const BarColumns &columns, const Look &look)
{
    const Theme &theme = look.theme;
    if (chosen)
        drawRounded(painter, row.adjusted(-look.px(5), look.px(0.5), look.px(5), -look.px(0.5)),
                    look.px(4), theme.accentSoft, theme.accent, look.px(1));
    const bool strong = chosen || bar.problem;
    painter.setFont(look.font(strong ? TextRole::CaptionStrong : TextRole::Caption));
    painter.setPen(bar.problem ? theme.problemText : theme.text1);
    painter.drawText(row, Qt::AlignLeft | Qt::AlignVCenter,
                     columns.numbers ? QString::number(bar.device) : bar.name);
    painter.drawText(row, Qt::AlignRight | Qt::AlignVCenter, bar.figure);
    const double gap = look.px(8);
    const double height = std::min(look.px(12), row.height() - look.px(6));
    const QRectF track(row.left() + columns.name + gap, row.center().y() - height / 2,
                       row.width() - columns.name - columns.figure - 2 * gap, height);
    if (track.width() > height && !bar.figure.isEmpty())
        drawBar(painter, track, bar.share, bar.problem ? theme.problem : theme.accent,
                theme.flat ? theme.idleHatch : theme.idle);
}

void paintBars(QPainter &painter, const core::Snapshot &snapshot, const SceneLayout &layout,
               const InspectorPlaces &places, int device, const Look &look)
{
    const std::vector<InspectorBar> bars = inspectorBars(snapshot, layout, device);
    const CardGeometry *chosen = cardOf(layout, device);
    const BarColumns columns = barColumns(bars, places.layout.rows.front().width(), look);
    for (std::size_t i = 0; i < places.shown.size(); ++i) {
        const InspectorBar &bar = bars[static_cast<std::size_t>(places.shown[i])];
        paintBarRow(painter, places.layout.rows[i], bar,
                    bars.size() > 1 && chosen != nullptr && bar.device == chosen->device, columns,
                    look);
    }
    if (!places.layout.more.isEmpty())
        paintFitting(painter, places.layout.more, {inspectorRest(bars, places.shown)},
                     captionOf(look), look.theme.text2);
}

void paintMessage(QPainter &painter, const QRectF &box, const QString &words, const Look &look)
{
    const Theme &theme = look.theme;
    drawRounded(painter, box, look.px(6), theme.problemSoft);
    const QRectF icon(box.left() + look.px(6), box.top() + look.px(5), look.px(16), look.px(18));
    drawIcon(painter, icon, QStringLiteral("warning"), theme.problemText, 16, look);
    painter.setFont(captionOf(look));
    painter.setPen(theme.text1);
    painter.drawText(box.adjusted(look.px(kMessageIcon), look.px(5), -look.px(6), 0),
                     Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, words);
}

} // namespace

InspectorPlaces placeInspector(const core::Snapshot &snapshot, const SceneLayout &layout,
                               int device, const Look &look)
{
    const std::vector<InspectorBar> bars = inspectorBars(snapshot, layout, device);
    InspectorNeeds needs;
    needs.devices = static_cast<int>(bars.size());
    const InspectorTexts texts =
        inspectorTexts(snapshot, inspectorGroup(snapshot, layout, device),
                       core::rowMoment(snapshot, snapshot.rowOf(device), {}), {});
    const QFontMetricsF metrics(captionOf(look));
    if (const QString words = messageOf(texts); !words.isEmpty()) {
        const double width = layout.inspector.width() - look.px(20 + kMessageIcon + 6);
        const double height =
            metrics.boundingRect(QRectF(0, 0, width, 1e4), Qt::TextWordWrap, words).height();
        needs.messageLines = qRound(height / metrics.lineSpacing());
    }
    InspectorPlaces places;
    places.layout = layoutInspector(layout.inspector, look.scale, needs);
    InspectorChoice choice{needs.devices, static_cast<int>(places.layout.rows.size()), {}};
    const CardGeometry *chosen = cardOf(layout, device);
    const auto own =
        std::ranges::find(bars, chosen == nullptr ? device : chosen->device, &InspectorBar::device);
    if (own != bars.end())
        choice.must.push_back(static_cast<int>(own - bars.begin()));
    for (std::size_t i = 0; i < bars.size(); ++i) {
        if (bars[i].problem)
            choice.must.push_back(static_cast<int>(i));
        places.devices.push_back(bars[i].device);
    }
    places.shown = inspectorRows(choice);
    return places;
}

std::optional<int> inspectorDeviceAt(const InspectorPlaces &places, QPointF point)
{
    for (std::size_t i = 0; i < places.shown.size(); ++i) {
        if (places.layout.rows[i].contains(point))
            return places.devices[static_cast<std::size_t>(places.shown[i])];
    }
    return {};
}

void paintInspector(QPainter &painter, const core::Snapshot &snapshot, const SceneLayout &layout,
                    int device, core::Nanos time, const Look &look)
{
    const Theme &theme = look.theme;
    const core::DeviceMoment moment = core::deviceMoment(snapshot, device, time);
    const InspectorTexts texts =
        inspectorTexts(snapshot, inspectorGroup(snapshot, layout, device), moment, time);
    const InspectorPlaces places = placeInspector(snapshot, layout, device, look);
    const InspectorLayout &at = places.layout;
    drawRounded(painter, layout.inspector, look.px(8), theme.surface2, theme.line, look.px(1));
    const QFont caption = captionOf(look);
    paintFitting(painter, at.title, {texts.title}, look.font(TextRole::CardTitle), theme.text1);
    paintFitting(painter, at.where, {texts.where, texts.brief}, caption, theme.text2);
    paintFitting(painter, at.state, {texts.state, texts.word}, look.font(TextRole::ControlStrong),
                 theme.text1);
    paintFitting(painter, at.measure, {inspectorMeasure(snapshot)}, caption, theme.text2);
    paintBars(painter, snapshot, layout, places, device, look);
    if (!at.message.isEmpty())
        paintMessage(painter, at.message, messageOf(texts), look);
    if (!at.memory.isEmpty())
        paintInspectorMemory(painter, at.memory, snapshot, moment, look);
    // The reason for a wait matters more than the contents of its memory.
    paintInspectorRest(painter, at.rest, at.memory.isEmpty() ? core::MemoryParts() : moment.memory,
                       snapshot.plan.capacity, texts.reason, look);
}

} // namespace ui
