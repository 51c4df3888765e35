// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/picture_key.h"

#include "ui/paint/primitives.h"
#include "ui/paint/scene/scene_parts.h"
#include "ui/paint/scene/square_brushes.h"
#include "ui/paint/timeline/legend.h"
#include "ui/views/charts/memory_lines.h"
#include "ui/words/square_texts.h"

#include <QCoreApplication>

namespace ui {

namespace {

class KeyWords
{
    Q_DECLARE_TR_FUNCTIONS(PictureKey)
};

using Paint = std::function<void(QPainter &, const QRectF &, const Look &)>;

// Logical pixels.
constexpr double kSwatchWidth = 14;
constexpr double kSwatchHeight = 12;
constexpr double kToken = 7.5;

double ratioOf(const QPainter &painter)
{
    return painter.device() != nullptr ? painter.device()->devicePixelRatioF() : 1.0;
}

// As large as those beside the timeline.
QRectF swatchIn(const QRectF &rect, const Look &look)
{
    QRectF swatch(0, 0, look.px(kSwatchWidth), look.px(kSwatchHeight));
    swatch.moveCenter(rect.center());
    return swatch;
}

KeyRow entryRow(const LegendEntry &entry)
{
    return {entry.text, [entry](QPainter &painter, const QRectF &rect, const Look &look) {
                paintLegendSwatch(painter, swatchIn(rect, look), entry, look);
            }};
}

Paint plain(QColor (*colour)(const Theme &))
{
    return [colour](QPainter &painter, const QRectF &rect, const Look &look) {
        drawRounded(painter, swatchIn(rect, look), look.px(3), colour(look.theme));
    };
}

Paint token(TokenShape shape, QColor Theme::*fill, const QString &letter = {})
{
    return [=](QPainter &painter, const QRectF &rect, const Look &look) {
        drawToken(painter, rect.center(), look.px(kToken), shape, look.theme.*fill, letter, look);
    };
}

Paint icon(const char *name, QColor Theme::*colour)
{
    return [=](QPainter &painter, const QRectF &rect, const Look &look) {
        drawIcon(painter, rect, QString::fromLatin1(name), look.theme.*colour, 16, look);
    };
}

enum class Way { Across, Upright };

Paint line(QColor Theme::*colour, double width, Qt::PenStyle style, Way way)
{
    return [=](QPainter &painter, const QRectF &rect, const Look &look) {
        painter.setPen(QPen(look.theme.*colour, look.px(width), style, Qt::FlatCap));
        if (way == Way::Across)
            painter.drawLine(QPointF(rect.left(), rect.center().y()),
                             QPointF(rect.right(), rect.center().y()));
        else
            painter.drawLine(QPointF(rect.center().x(), rect.top()),
                             QPointF(rect.center().x(), rect.bottom()));
    };
}

Paint square(ColourBy by, int key)
{
    return [=](QPainter &painter, const QRectF &rect, const Look &look) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(squareBrush(by, key, look, ratioOf(painter)));
        painter.drawRoundedRect(swatchIn(rect, look), look.px(2.5), look.px(2.5));
    };
}

// From the colour of the first to that of the last.
Paint ramp(QColor (*colour)(double share, const Theme &))
{
    return [colour](QPainter &painter, const QRectF &rect, const Look &look) {
        constexpr int kSteps = 12;
        const double width = rect.width() / kSteps;
        for (int i = 0; i < kSteps; ++i)
            painter.fillRect(QRectF(rect.left() + i * width, rect.center().y() - look.px(5),
                                    width + 0.5, look.px(10)),
                             colour(double(i) / (kSteps - 1), look.theme));
    };
}

KeyGroup workKey()
{
    KeyGroup group = {KeyWords::tr("Work: timeline, cards, squares, busy time"), {}};
    for (int i = 0; i < kWorkClassCount; ++i)
        group.rows.append(entryRow(legendEntryOf(static_cast<WorkClass>(i))));
    group.rows.append(entryRow({KeyWords::tr("idle because of a slow GPU or a link"),
                                &Theme::problem, LegendSwatch::Blamed}));
    group.rows.append({KeyWords::tr("paler: still to come"),
                       plain([](const Theme &theme) { return faded(theme.forward, theme); })});
    return group;
}

KeyGroup timelineKey()
{
    KeyGroup group = {KeyWords::tr("Timeline"), {}};
    group.rows = {
        {KeyWords::tr("the moment that all views show"),
         line(&Theme::text1, 2, Qt::SolidLine, Way::Upright)},
        entryRow({KeyWords::tr("ideal finish: the busiest GPU at full speed, if it never waited"),
                  &Theme::text1, LegendSwatch::DashDot}),
        {KeyWords::tr("end of the other step, or of the step before the change"),
         line(&Theme::text2, 1.5, Qt::DashLine, Way::Upright)},
        entryRow({KeyWords::tr("chunk of the model (longer mark: deeper layers)"), &Theme::text2,
                  LegendSwatch::BandAbove}),
        entryRow({KeyWords::tr("micro-batch that enters at the last GPU"), &Theme::text2,
                  LegendSwatch::BandBelow}),
        {KeyWords::tr("two halves of a pair"), line(&Theme::line3, 1.5, Qt::DotLine, Way::Upright)},
        entryRow({KeyWords::tr("idle time that the bubble counts"), &Theme::text1,
                  LegendSwatch::Outlined}),
        {KeyWords::tr("what the bubble is divided by"),
         line(&Theme::text1, 2, Qt::DashLine, Way::Across)},
        entryRow({KeyWords::tr("critical path"), &Theme::text1, LegendSwatch::Underlined}),
        {KeyWords::tr("a mark at a row: slow GPU"), icon("slow", &Theme::problem)},
        {KeyWords::tr("a mark at a row: faulty link"), icon("link-off", &Theme::problem)}};
    return group;
}

KeyGroup tokenKey()
{
    return {KeyWords::tr("What moves"),
            {{KeyWords::tr("activations of a micro-batch, going forward"),
              token(TokenShape::Circle, &Theme::text3)},
             {KeyWords::tr("gradients of a micro-batch, going back"),
              token(TokenShape::Diamond, &Theme::text3)},
             {KeyWords::tr("chunk of a collective: sums, gathered weights, shares of gradients"),
              token(TokenShape::Square, &Theme::sync, chunkLetter(0))},
             {KeyWords::tr("micro-batches of a step, from the first to the last"),
              ramp([](double share, const Theme &theme) {
                  return visibleOn(theme, microBatchColour(qRound(share * 11), 12));
              })}}};
}

KeyGroup cardKey()
{
    const auto layer = [](double share) {
        return [share](QPainter &painter, const QRectF &rect, const Look &look) {
            painter.fillRect(swatchIn(rect, look),
                             mixed(look.theme.memWeights, look.theme.surface, share));
        };
    };
    return {KeyWords::tr("Card of a GPU"),
            {{KeyWords::tr("tower: a layer that this GPU holds"), layer(0.18)},
             {KeyWords::tr("tower: the part of a layer that others hold"), layer(0.78)},
             {KeyWords::tr("tower: a layer of other GPUs"),
              plain([](const Theme &theme) { return theme.idle; })},
             {KeyWords::tr("tower: weights that are arriving"),
              plain([](const Theme &theme) { return theme.sync; })},
             {KeyWords::tr("ring: how far the work is"),
              [](QPainter &painter, const QRectF &rect, const Look &look) {
                  QRectF ring(0, 0, look.px(13), look.px(13));
                  ring.moveCenter(rect.center());
                  painter.setBrush(Qt::NoBrush);
                  painter.setPen(
                      QPen(mixed(look.theme.forward, look.theme.surface, 0.78), look.px(3)));
                  painter.drawEllipse(ring);
                  painter.setPen(QPen(look.theme.forward, look.px(3), Qt::SolidLine, Qt::FlatCap));
                  painter.drawArc(ring, 90 * 16, -230 * 16);
              }},
             {KeyWords::tr("it waits"), icon("hourglass", &Theme::text3)},
             {KeyWords::tr("it shares gradients"), icon("loop", &Theme::sync)},
             {KeyWords::tr("it updates the weights"), icon("settings", &Theme::optimizer)},
             {KeyWords::tr("it is done"), icon("check", &Theme::text3)},
             {KeyWords::tr("it does not fit"), icon("warning", &Theme::problem)}}};
}

KeyGroup linkKey()
{
    return {KeyWords::tr("Links: thicker is busier"),
            {{KeyWords::tr("activations forward"),
              line(&Theme::forward, 2.5, Qt::SolidLine, Way::Across)},
             {KeyWords::tr("gradients back"),
              line(&Theme::backwardEdge, 2.5, Qt::SolidLine, Way::Across)},
             {KeyWords::tr("full, or a ring of collectives"),
              line(&Theme::sync, 2.5, Qt::SolidLine, Way::Across)},
             {KeyWords::tr("cut"), line(&Theme::problem, 2.5, Qt::SolidLine, Way::Across)}}};
}

KeyGroup memoryKey()
{
    KeyGroup group = {KeyWords::tr("Memory: tanks and charts"), {}};
    const std::pair<QString, QColor Theme::*> parts[] = {
        {KeyWords::tr("weights"), &Theme::memWeights},
        {KeyWords::tr("gradients"), &Theme::memGrads},
        {KeyWords::tr("optimizer states"), &Theme::memOptim},
        {KeyWords::tr("activations"), &Theme::memActs},
        {KeyWords::tr("buffers and workspaces"), &Theme::memBuffers}};
    for (const auto &[name, colour] : parts)
        group.rows.append(entryRow({name, colour, LegendSwatch::Solid}));
    group.rows.append(
        {KeyWords::tr("capacity"), line(&Theme::text1, 1.5, Qt::DashLine, Way::Across)});
    group.rows.append({KeyWords::tr("more than the capacity"), square(ColourBy::Memory, kTooMuch)});
    group.rows.append({KeyWords::tr("GPUs or stages, from the first to the last"),
                       ramp([](double share, const Theme &theme) {
                           MemoryLine line;
                           line.tint = share;
                           return memoryLineColour(line, theme);
                       })});
    group.rows.append(
        {KeyWords::tr("the fullest GPU"), line(&Theme::text1, 2, Qt::SolidLine, Way::Across)});
    return group;
}

KeyGroup squareKey()
{
    KeyGroup group = {KeyWords::tr("Squares of many GPUs"), {}};
    const auto states = {StateKey::Done, StateKey::Stopped, StateKey::DoesNotFit,
                         StateKey::OthersDoNotFit};
    for (const StateKey state : states)
        group.rows.append({keyText(ColourBy::State, static_cast<int>(state)),
                           square(ColourBy::State, static_cast<int>(state))});
    for (int cause = 0; cause <= kNeverIdle; ++cause)
        group.rows.append({KeyWords::tr("idle cause: %1").arg(keyText(ColourBy::IdleCause, cause)),
                           square(ColourBy::IdleCause, cause)});
    for (const ColourBy by : {ColourBy::Busy, ColourBy::Memory}) {
        const QString meaning = by == ColourBy::Busy ? KeyWords::tr("busy, from never to always")
                                                     : KeyWords::tr("memory, from empty to full");
        group.rows.append({meaning, [by](QPainter &painter, const QRectF &rect, const Look &look) {
                               const double width = rect.width() / (kLevels + 1);
                               for (int level = 0; level <= kLevels; ++level)
                                   painter.fillRect(QRectF(rect.left() + level * width,
                                                           rect.center().y() - look.px(5),
                                                           width + 0.5, look.px(10)),
                                                    squareColour(by, level, look.theme));
                           }});
    }
    return group;
}

KeyGroup chartKey()
{
    return {KeyWords::tr("Sweep and Best layout"),
            {{KeyWords::tr("out of memory, or not possible"),
              [](QPainter &painter, const QRectF &rect, const Look &look) {
                  painter.setPen(Qt::NoPen);
                  painter.setBrush(hatchBrush(look.theme.problemSoft, look.theme.problem, look,
                                              ratioOf(painter)));
                  painter.drawRoundedRect(swatchIn(rect, look), look.px(3), look.px(3));
              }},
             {KeyWords::tr("ideal: as many times faster as there are more GPUs"),
              line(&Theme::text2, 1.5, Qt::DashLine, Way::Across)},
             {KeyWords::tr("a layout that was simulated"),
              [](QPainter &painter, const QRectF &rect, const Look &look) {
                  painter.setPen(Qt::NoPen);
                  painter.setBrush(look.theme.line3);
                  painter.drawEllipse(rect.center(), look.px(2.5), look.px(2.5));
              }},
             {KeyWords::tr("a layout that needs too much memory"),
              [](QPainter &painter, const QRectF &rect, const Look &look) {
                  const QPointF arm(look.px(3.5), look.px(3.5));
                  const QPointF other(arm.x(), -arm.y());
                  painter.setPen(QPen(look.theme.problem, look.px(1.5)));
                  painter.drawLine(rect.center() - arm, rect.center() + arm);
                  painter.drawLine(rect.center() - other, rect.center() + other);
              }},
             {KeyWords::tr("an idea, by its number"),
              [](QPainter &painter, const QRectF &rect, const Look &look) {
                  painter.setPen(Qt::NoPen);
                  painter.setBrush(look.theme.accent);
                  painter.drawEllipse(rect.center(), look.px(7), look.px(7));
                  painter.setPen(look.theme.onAccent);
                  painter.setFont(look.font(TextRole::CaptionStrong));
                  painter.drawText(rect, Qt::AlignCenter, QStringLiteral("1"));
              }},
             {KeyWords::tr("the layout that is chosen now"),
              [](QPainter &painter, const QRectF &rect, const Look &look) {
                  painter.setBrush(Qt::NoBrush);
                  painter.setPen(QPen(look.theme.text1, look.px(2.5)));
                  painter.drawEllipse(rect.center(), look.px(6), look.px(6));
              }},
             {KeyWords::tr("none that was simulated is both faster and smaller"),
              line(&Theme::accent, 2, Qt::SolidLine, Way::Across)},
             {KeyWords::tr("proved bound: nothing that fits can be faster"),
              line(&Theme::memActs, 1.6, Qt::DotLine, Way::Across)}}};
}

} // namespace

QList<KeyGroup> pictureKey()
{
    return {workKey(), timelineKey(), tokenKey(),  cardKey(),
            linkKey(), memoryKey(),   squareKey(), chartKey()};
}

} // namespace ui
