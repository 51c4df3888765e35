// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/paint/scene/scene_key_painter.h"

#include "ui/paint/primitives.h"
#include "ui/paint/scene/scene_legend.h"
#include "ui/words/scene_description.h"
#include "ui/words/scene_inspector.h"
#include "ui/words/square_texts.h"
#include "ui/words/text_of.h"
#include "ui/words/training_texts.h"

#include <QFontMetricsF>
#include <QObject>

#include <algorithm>

namespace ui {
namespace {

// Logical pixels.
constexpr double kSwatch = 11;
constexpr double kSwatchGap = 6;
constexpr double kEntryGap = 16;
constexpr double kNarrowGap = 7; // before counts, and in the end names, are left out
constexpr double kRamp = 110;

class KeyLine
{
public:
    KeyLine(QPainter &painter, const QRectF &line, const Look &look)
        : m_painter(painter), m_line(line), m_look(look), m_font(look.font(TextRole::Caption)),
          m_strong(look.font(TextRole::CaptionStrong)), m_left(line.left())
    {}

    [[nodiscard]] double left() const { return m_left; }
    [[nodiscard]] double room() const { return m_line.right() - m_left; }
    void keepFree(double right) { m_line.setRight(m_line.right() - right); }

    void swatch(const QBrush &fill)
    {
        const double side = m_look.px(kSwatch);
        m_painter.setRenderHint(QPainter::Antialiasing);
        // In high contrast some are as black as what is around them.
        m_painter.setPen(m_look.theme.flat ? QPen(m_look.theme.line2, 1) : QPen(Qt::NoPen));
        m_painter.setBrush(fill);
        m_painter.drawRoundedRect(QRectF(m_left, m_line.center().y() - side / 2, side, side),
                                  m_look.px(2.5), m_look.px(2.5));
        m_left += side + m_look.px(kSwatchGap);
    }
    // reserved: as wide as this text, so that what follows does not jump.
    void write(const QString &text, bool strong, const QString &reserved)
    {
        const QFont &font = strong ? m_strong : m_font;
        m_painter.setFont(font);
        m_painter.setPen(strong ? m_look.theme.text1 : m_look.theme.text2);
        const double width = std::max(textWidth(font, text), textWidth(font, reserved));
        m_painter.drawText(QRectF(m_left, m_line.top(), width + 1, m_line.height()),
                           Qt::AlignLeft | Qt::AlignVCenter, text);
        m_left += width + m_look.px(kSwatchGap);
    }
    void skip(double logical) { m_left += m_look.px(logical); }

private:
    QPainter &m_painter;
    QRectF m_line;
    const Look &m_look;
    QFont m_font;
    QFont m_strong;
    double m_left;
};

// States that occur in this step, whether at this moment or not.
std::vector<int> statesOf(const core::Snapshot &snapshot)
{
    if (!snapshot.metrics.fits)
        return {static_cast<int>(StateKey::DoesNotFit), static_cast<int>(StateKey::OthersDoNotFit)};
    const auto spent = [&snapshot](std::initializer_list<core::SpanKind> kinds) {
        return std::ranges::any_of(snapshot.metrics.rows, [&](const core::RowMetrics &row) {
            return std::ranges::any_of(kinds, [&row](core::SpanKind kind) {
                return row.spent[static_cast<std::size_t>(kind)].count > 0;
            });
        });
    };
    using enum core::SpanKind;
    std::vector<int> keys;
    const auto add = [&keys](StateKey key, bool occurs) {
        if (occurs)
            keys.push_back(static_cast<int>(key));
    };
    add(StateKey::Forward, spent({Forward}));
    add(StateKey::Recompute, spent({Recompute}));
    add(StateKey::Backward, spent({Backward, BackwardInput}));
    add(StateKey::WeightGradient, spent({BackwardWeight}));
    add(StateKey::Sharing,
        std::ranges::any_of(snapshot.metrics.rows,
                            [](const core::RowMetrics &row) { return row.sharing().count > 0; }));
    add(StateKey::Optimizer, spent({Optimizer}));
    add(StateKey::Waiting, true);
    add(snapshot.metrics.completed ? StateKey::Done : StateKey::Stopped, true);
    return keys;
}

// Whether at this moment or not, so that the line holds still.
std::vector<int> namedKeys(const core::Snapshot &snapshot, const SquareColours &colours)
{
    if (colours.by == ColourBy::State)
        return statesOf(snapshot);
    std::vector<int> keys;
    for (const KeyCount &count : keyCounts(snapshot, colours.keys))
        keys.push_back(count.key);
    return keys;
}

QString countOf(const std::vector<KeyCount> &counts, int key)
{
    const auto found = std::ranges::find(counts, key, &KeyCount::key);
    return countText(found == counts.end() ? 0 : found->devices);
}

double widthOf(const NamedKeys &named, ColourBy by, double ofCount, const Look &look)
{
    const double each = look.px(kSwatch + kSwatchGap) + (named.counts ? ofCount : 0);
    double width = -look.px(named.gap);
    for (const int key : named.keys)
        width +=
            each + textWidth(look.font(TextRole::Caption), keyText(by, key)) + look.px(named.gap);
    return width;
}

void paintNamedKeys(QPainter &painter, KeyLine &line, const core::Snapshot &snapshot,
                    const SquareColours &colours, const Look &look)
{
    const double ratio = painter.device() != nullptr ? painter.device()->devicePixelRatioF() : 1;
    const std::vector<KeyCount> counts = keyCounts(snapshot, colours.keys);
    const NamedKeys named = fittedKeys(snapshot, colours, line.room(), look);
    const QString most = countText(snapshot.deviceCount());
    for (const int key : named.keys) {
        line.swatch(squareBrush(colours.by, key, look, ratio));
        line.write(keyText(colours.by, key), false, {});
        if (named.counts)
            line.write(countOf(counts, key), true, most);
        line.skip(named.gap - kSwatchGap);
    }
}

// From none to all, in as many steps as squares have colours.
void paintRamp(QPainter &painter, KeyLine &line, const QRectF &area, const core::Snapshot &snapshot,
               const SquareColours &colours, const Look &look)
{
    line.write(keyText(colours.by, 0), false, {});
    const double width = look.px(kRamp) / (kLevels + 1);
    const double height = look.px(kSwatch);
    for (int level = 0; level <= kLevels; ++level)
        painter.fillRect(QRectF(line.left() + level * width, area.center().y() - height / 2,
                                width + 0.5, height),
                         squareColour(colours.by, level, look.theme));
    line.skip(kRamp + kSwatchGap);
    line.write(keyText(colours.by, kLevels), false, {});
    line.skip(kSwatchGap);
    line.write(levelsText(snapshot, colours.by), true, {});
}

// Squares that are red whatever their GPUs are at, where no note beside them says so.
void paintSlow(KeyLine &line, const core::Snapshot &snapshot, const Look &look)
{
    if (std::ranges::none_of(snapshot.plan.rows,
                             [](const core::RowPlan &row) { return row.ownSpeed < 1; }))
        return;
    line.swatch(look.theme.problem);
    line.write(inWord(deviceWordOf(snapshot), QObject::tr("slow GPU")), false, {});
    line.skip(kEntryGap - kSwatchGap);
}

// What moves among partners is named here as well: the heading seldom has room for it.
void paintSumOfPartners(QPainter &painter, KeyLine &line, const QRectF &area, const Look &look)
{
    const QString text = QObject::tr("sum of partners");
    const double width = textWidth(look.font(TextRole::Caption), text);
    if (line.room() < look.px(kSwatch + kSwatchGap) + width)
        return;
    drawToken(painter, {line.left() + look.px(kSwatch / 2), area.center().y()}, look.px(4.5),
              TokenShape::Square, look.theme.sync, {}, look);
    line.skip(kSwatch + kSwatchGap);
    line.write(text, false, {});
}

} // namespace

NamedKeys fittedKeys(const core::Snapshot &snapshot, const SquareColours &colours, double width,
                     const Look &look)
{
    NamedKeys named = {.keys = namedKeys(snapshot, colours), .gap = kEntryGap, .counts = true};
    const double ofCount =
        look.px(kSwatchGap) + textWidth(look.font(TextRole::CaptionStrong),
                                        countText(snapshot.deviceCount())); // never wider
    const auto fits = [&] { return widthOf(named, colours.by, ofCount, look) <= width; };
    for (const bool counts : {true, false}) {
        for (const double gap : {kEntryGap, kNarrowGap}) {
            named.gap = gap;
            named.counts = counts;
            if (fits())
                return named;
        }
    }
    while (!named.keys.empty() && !fits())
        named.keys.pop_back();
    return named;
}

QString keyTip(const core::Snapshot &snapshot, const SquareColours &colours)
{
    if (!levelsText(snapshot, colours.by).isEmpty())
        return {};
    const std::vector<KeyCount> counts = keyCounts(snapshot, colours.keys);
    QStringList lines;
    for (const int key : namedKeys(snapshot, colours))
        lines.append(keyText(colours.by, key) + QStringLiteral(": ") + countOf(counts, key));
    return lines.join(u'\n');
}

QString tipInScene(const core::Snapshot &snapshot, const SceneLayout &layout, QPointF point,
                   core::Nanos time, ColourBy colourBy, std::optional<int> chosen)
{
    if (layout.inspector.contains(point))
        return deviceDescription(snapshot, inspectedDevice(snapshot, layout, chosen), time);
    if (layout.header.contains(point)) {
        const SceneTitle title = layout.squares.order == SquareOrder::None
                                     ? sceneTitle(snapshot)
                                     : squaresTitle(snapshot, layout);
        const QString shapes = shapesText(snapshot, layout);
        return title.title + QStringLiteral(": ") + title.detail +
               (shapes.isEmpty() ? QString() : u'\n' + shapes);
    }
    return layout.key.contains(point)
               ? keyTip(snapshot, {colourBy, keysOfRows(snapshot, time, colourBy)})
               : sceneTip(snapshot, layout, point, time);
}

void paintKey(QPainter &painter, const core::Snapshot &snapshot, const SceneLayout &layout,
              const SquareColours &colours, const Look &look)
{
    if (layout.key.isEmpty() || layout.overflows)
        return;
    KeyLine line(painter, layout.key, look);
    if (const QString square = squareText(layout); !square.isEmpty()) {
        painter.setFont(look.font(TextRole::CaptionStrong));
        painter.setPen(look.theme.text1);
        painter.drawText(layout.key, Qt::AlignRight | Qt::AlignVCenter, square);
        line.keepFree(textWidth(painter.font(), square) + look.px(kEntryGap));
    }
    const bool red = colours.by == ColourBy::State && layout.squares.order != SquareOrder::None;
    if (red && layout.squares.notes.isEmpty())
        paintSlow(line, snapshot, look);
    if (levelsText(snapshot, colours.by).isEmpty()) {
        paintNamedKeys(painter, line, snapshot, colours, look);
        if (layout.squares.order == SquareOrder::None && snapshot.plan.tensor > 1)
            paintSumOfPartners(painter, line, layout.key, look);
    } else {
        paintRamp(painter, line, layout.key, snapshot, colours, look);
    }
}

} // namespace ui
