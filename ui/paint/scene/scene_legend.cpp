// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/paint/scene/scene_legend.h"

#include "core/analysis/memory_series.h"
#include "ui/paint/primitives.h"
#include "ui/paint/scene/scene_parts.h"

#include <QFontMetricsF>
#include <QObject>
#include <QStringList>

#include <algorithm>
#include <array>
#include <ranges>
#include <utility>

namespace ui {
namespace {

// Logical pixels.
constexpr double kSwatch = 10;
constexpr double kSwatchGap = 5;
constexpr double kLayerGap = 12;
constexpr double kNarrowGap = 8;
constexpr double kTokenRoom = 20; // of a shape and the air behind it
constexpr double kEntryGap = 16;

struct SceneLegendEntry
{
    TokenShape shape;
    QString text;
    QString letter = {};
    QString brief = {}; // where there is no room else; empty: the same
};

QList<SceneLegendEntry> legendOf(const core::Snapshot &snapshot, const SceneLayout &layout)
{
    const SceneKind kind = layout.kind;
    QList<SceneLegendEntry> entries = {
        {TokenShape::Circle, QObject::tr("activations forward"), {}, QObject::tr("forward")},
    };
    if (snapshot.plan.training)
        entries.append(
            {TokenShape::Diamond, QObject::tr("gradients back"), {}, QObject::tr("back")});
    using enum core::LayerExchange::Kind;
    if (snapshot.plan.tensor > 1 && !layout.tiles.empty()) {
        entries.prepend({TokenShape::Square, QObject::tr("sum of partners")});
        return entries;
    }
    if (kind == SceneKind::Data && core::gathersLayers(snapshot.scenario)) {
        entries.append({TokenShape::Square, QObject::tr("weights"), shardLetter(Gather)});
        if (snapshot.plan.training)
            entries.append({TokenShape::Square, QObject::tr("gradients"), shardLetter(Scatter)});
    } else if (kind == SceneKind::Data && snapshot.plan.replicas > 1 && snapshot.plan.training) {
        entries.append({TokenShape::Square, QObject::tr("gradient chunk")});
    } else if (kind == SceneKind::Data && snapshot.plan.tensor > 1) {
        entries.append({TokenShape::Square, QObject::tr("sum of partners")});
    }
    return entries;
}

double entriesWidth(const QList<SceneLegendEntry> &entries, const Look &look)
{
    double width = 0;
    for (const SceneLegendEntry &entry : entries)
        width +=
            textWidth(look.font(TextRole::Caption), entry.text) + look.px(kTokenRoom + kEntryGap);
    return width;
}

// Beside the layers of tanks, where there are any, else in the room that is there without them.
// What goes forward and what comes back are named both or neither: one alone would seem to be all.
QList<SceneLegendEntry> shownEntries(const QList<SceneLegendEntry> &entries, double besideTanks,
                                     double room, const Look &look)
{
    QList<SceneLegendEntry> brief = entries;
    QList<SceneLegendEntry> squares;
    for (SceneLegendEntry &entry : brief) {
        entry.text = entry.brief.isEmpty() ? entry.text : entry.brief;
        if (entry.shape == TokenShape::Square)
            squares.append(entry);
    }
    for (const double width : {besideTanks, room + look.px(kEntryGap)}) {
        for (const QList<SceneLegendEntry> *form : {&entries, &std::as_const(brief)}) {
            if (entriesWidth(*form, look) <= width)
                return *form;
        }
    }
    const bool fits = entriesWidth(squares, look) <= room + look.px(kEntryGap);
    return fits ? squares : QList<SceneLegendEntry>();
}

double tankLegendWidth(const std::vector<TankLayer> &layers, const QString &what, double gap,
                       const Look &look)
{
    const QFont font = look.font(TextRole::Caption);
    double width = what.isEmpty() ? -look.px(gap) : textWidth(font, what);
    for (const TankLayer &layer : layers)
        width += look.px(gap + kSwatch + kSwatchGap) + textWidth(font, layer.name);
    return width;
}

// "memory:" and its layers, the last of them ending at right. Where that has no room, closer
// together or the layers alone, else not at all: the tip of a card has them with their sizes.
double paintTankLegend(QPainter &painter, const std::vector<TankLayer> &layers, const QRectF &line,
                       double right, double least, const Look &look)
{
    const auto fits = [&](const QString &what, double gap) {
        return right - tankLegendWidth(layers, what, gap, look) >= least;
    };
    const QString word = QObject::tr("memory:");
    const QString what = fits(word, kNarrowGap) ? word : QString();
    const double gap = fits(what, kLayerGap) ? kLayerGap : kNarrowGap;
    if (layers.empty() || !fits(what, gap))
        return right;
    const QFont font = look.font(TextRole::Caption);
    const double left = right - tankLegendWidth(layers, what, gap, look);
    painter.setFont(font);
    double x = left;
    const auto write = [&](const QString &text) {
        painter.setPen(look.theme.text2);
        painter.drawText(QRectF(x, line.top(), textWidth(font, text) + 1, line.height()),
                         Qt::AlignLeft | Qt::AlignVCenter, text);
        x += textWidth(font, text) + look.px(gap);
    };
    if (!what.isEmpty())
        write(what);
    for (const TankLayer &layer : layers) {
        const double side = look.px(kSwatch);
        drawRounded(painter, QRectF(x, line.center().y() - side / 2, side, side), look.px(2.5),
                    look.theme.*layer.colour);
        x += look.px(kSwatch + kSwatchGap);
        write(layer.name);
    }
    return left - look.px(kEntryGap);
}

} // namespace

std::vector<TankLayer> tankLayers(const core::Snapshot &snapshot, const SceneLayout &layout)
{
    const bool tanks = std::ranges::any_of(
        layout.cards, [](const CardGeometry &card) { return !card.tank.isEmpty(); });
    if (!tanks || layout.detail != CardDetail::Full)
        return {};
    const std::array<TankLayer, core::kMemoryParts> all = {
        {{QObject::tr("weights"), &Theme::memWeights},
         {QObject::tr("gradients"), &Theme::memGrads},
         {QObject::tr("optimizer"), &Theme::memOptim},
         {QObject::tr("activations"), &Theme::memActs},
         {QObject::tr("buffers"), &Theme::memBuffers}}};
    std::vector<TankLayer> layers;
    for (std::size_t part = 0; part < all.size(); ++part) {
        if (std::ranges::any_of(snapshot.metrics.rows, [part](const core::RowMetrics &row) {
                return core::partsOf(row.atPeak)[part].count > 0;
            }))
            layers.push_back(all[part]);
    }
    return layers;
}

QString shapesText(const core::Snapshot &snapshot, const SceneLayout &layout)
{
    if (layout.squares.order != SquareOrder::None)
        return {}; // nothing moves among squares
    QStringList lines;
    for (const SceneLegendEntry &entry : legendOf(snapshot, layout)) {
        const QString shape = entry.shape == TokenShape::Circle    ? QObject::tr("circle")
                              : entry.shape == TokenShape::Diamond ? QObject::tr("diamond")
                                                                   : QObject::tr("square");
        const QString letter = entry.letter.isEmpty() ? QString() : QChar::Space + entry.letter;
        lines.append(shape + letter + QStringLiteral(": ") + entry.text);
    }
    return lines.join(u'\n');
}

double paintSceneLegend(QPainter &painter, const core::Snapshot &snapshot,
                        const SceneLayout &layout, double titleEnd, const Look &look)
{
    painter.setFont(look.font(TextRole::Caption));
    const QFontMetricsF metrics(painter.font());
    const bool chooses = !layout.colourChoice.isEmpty(); // then rather the whole title
    double right =
        chooses ? layout.colourChoice.left() - look.px(kEntryGap) : layout.header.right();
    const double least = chooses ? titleEnd : layout.header.center().x();
    const std::vector<TankLayer> layers = tankLayers(snapshot, layout);
    QList<SceneLegendEntry> entries;
    if (layout.squares.order == SquareOrder::None || !chooses) {
        const double tanks = tankLegendWidth(layers, {}, kNarrowGap, look);
        const double beside = layers.empty() ? 0 : right - tanks - titleEnd;
        entries = shownEntries(legendOf(snapshot, layout), beside, right - least, look);
    }
    for (qsizetype i = entries.size(); i-- > 0;) {
        const double width = metrics.horizontalAdvance(entries[i].text);
        const double left = right - width - look.px(kTokenRoom);
        painter.setPen(look.theme.text2);
        painter.drawText(
            QRectF(right - width, layout.header.top(), width + 1, layout.header.height()),
            Qt::AlignLeft | Qt::AlignVCenter, entries[i].text);
        const bool square = entries[i].shape == TokenShape::Square;
        const double radius = look.px(entries[i].letter.isEmpty() ? 6 : 7.5);
        drawToken(painter, {left + look.px(6), layout.header.center().y()}, radius,
                  entries[i].shape, square ? look.theme.sync : look.theme.text3, entries[i].letter,
                  look);
        right = left - look.px(kEntryGap);
    }
    return paintTankLegend(painter, layers, layout.header, right, titleEnd, look);
}

} // namespace ui
