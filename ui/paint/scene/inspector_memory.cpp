// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/paint/scene/inspector_memory.h"

#include "ui/paint/fitted_text.h"
#include "ui/paint/primitives.h"
#include "ui/words/figure_texts.h"
#include "ui/words/scene_inspector.h"
#include "ui/words/text_of.h"

#include <QFontMetricsF>
#include <QObject>

#include <algorithm>
#include <cmath>

namespace ui {
namespace {

struct MemoryPart
{
    QString name;
    core::Bytes size;
    QString figure; // as in the sum of all
    QColor colour;
};

std::vector<MemoryPart> memoryParts(const core::MemoryParts &memory, core::Bytes capacity,
                                    const Theme &theme)
{
    const core::FigureGroup sum = core::figuresOfMemory(memory, capacity);
    const auto figure = [&sum](std::size_t part) { return textOf(sum.text(part)); };
    std::vector<MemoryPart> parts = {
        {QObject::tr("weights"), memory.parameters, figure(0), theme.memWeights},
        {QObject::tr("gradients"), memory.gradients, figure(1), theme.memGrads},
        {QObject::tr("optimizer"), memory.optimizer, figure(2), theme.memOptim},
        {QObject::tr("activations"), memory.activations, figure(3), theme.memActs},
        {QObject::tr("buffers"), memory.buffers, figure(4), theme.memBuffers}};
    std::erase_if(parts, [](const MemoryPart &part) { return part.size.count <= 0; });
    return parts;
}

// Writes lines one below the other; lines that do not fit are left out.
class Lines
{
public:
    Lines(QPainter &painter, const QRectF &area, const Look &look)
        : m_painter(painter), m_look(look), m_area(area), m_top(area.top())
    {}

    [[nodiscard]] double left() const { return m_area.bottom() - m_top; }
    // The next strip of this height; empty: no room.
    QRectF take(double height)
    {
        if (left() < height)
            return {};
        const QRectF strip(m_area.left(), m_top, m_area.width(), height);
        m_top += height;
        return strip;
    }
    // How many lines the words take.
    [[nodiscard]] int linesOf(const QString &words, const QFont &font) const
    {
        const QFontMetricsF metrics(font);
        const double needed =
            metrics.boundingRect(QRectF(0, 0, m_area.width(), 1e4), Qt::TextWordWrap, words)
                .height();
        return words.isEmpty() ? 0
                               : static_cast<int>(std::ceil(needed / metrics.lineSpacing() - 0.01));
    }
    // Over at most this many lines; three dots where there are more words.
    void write(const QString &words, const QFont &font, const QColor &colour, int most)
    {
        if (words.isEmpty())
            return;
        const QFontMetricsF metrics(font);
        const double line = metrics.lineSpacing();
        const int lines = std::min({most, static_cast<int>(left() / line), linesOf(words, font)});
        if (lines < 1)
            return;
        m_painter.setFont(font);
        m_painter.setPen(colour);
        const QRectF strip = take(lines * line + 0.5);
        if (lines == 1)
            m_painter.drawText(strip, Qt::AlignLeft | Qt::AlignVCenter,
                               metrics.elidedText(words, Qt::ElideRight, strip.width()));
        else
            m_painter.drawText(strip, Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap,
                               fittedText(words, font, strip.size()));
    }

private:
    QPainter &m_painter;
    const Look &m_look;
    QRectF m_area;
    double m_top;
};

// The parts side by side; the whole bar is the capacity, or the need where that is more.
void paintMemoryBar(QPainter &painter, const QRectF &bar, const std::vector<MemoryPart> &parts,
                    core::Bytes capacity, const Look &look)
{
    const Theme &theme = look.theme;
    drawRounded(painter, bar, look.px(3), theme.idle, theme.line2, look.px(1));
    std::int64_t need = 0;
    for (const MemoryPart &part : parts)
        need += part.size.count;
    const double perByte =
        bar.width() / static_cast<double>(std::max({need, capacity.count, std::int64_t{1}}));
    double left = bar.left();
    for (const MemoryPart &part : parts) {
        const double width = perByte * static_cast<double>(part.size.count);
        painter.fillRect(QRectF(left, bar.top(), width, bar.height()), part.colour);
        left += width;
    }
    if (need > capacity.count) {
        const double line = bar.left() + perByte * static_cast<double>(capacity.count);
        painter.setPen(QPen(theme.problem, look.px(2)));
        painter.drawLine(QPointF(line, bar.top() - look.px(2)),
                         QPointF(line, bar.bottom() + look.px(2)));
    }
}

QString partText(const MemoryPart &part)
{
    return part.name + QChar::Space + part.figure;
}

constexpr double kMarker = 8;
constexpr double kLegendLine = 16;

struct PartsLegend
{
    QStringList texts;
    int columns = 2;
    double column = 0; // width of the first of two
    bool whole = true; // no text is cut

    [[nodiscard]] double height(const Look &look) const
    {
        return look.px(kLegendLine) * std::ceil(double(texts.size()) / columns);
    }
};

PartsLegend partsLegend(const QStringList &texts, int columns, double width, const Look &look)
{
    const QFont font = look.font(TextRole::Caption, 11);
    PartsLegend legend = {.texts = texts, .columns = columns};
    double last = 0;
    for (qsizetype i = 0; i < texts.size(); ++i) {
        double &widest = i % columns == columns - 1 ? last : legend.column;
        widest = std::max(widest, textWidth(font, texts[i]) + look.px(kMarker + 4));
    }
    legend.column = columns > 1 ? legend.column + look.px(7) : width;
    legend.whole = (columns > 1 ? legend.column : 0) + last <= width + 1;
    return legend;
}

// Names and sizes two beside each other or one below the other, else the names alone: the tip of
// the device has the sizes.
PartsLegend partsLegendIn(const std::vector<MemoryPart> &parts, QSizeF room, const Look &look)
{
    QStringList sizes;
    QStringList names;
    for (const MemoryPart &part : parts) {
        sizes.append(partText(part));
        names.append(part.name);
    }
    const PartsLegend beside = partsLegend(sizes, 2, room.width(), look);
    const PartsLegend below = partsLegend(sizes, 1, room.width(), look);
    if (beside.whole)
        return beside;
    if (below.whole && below.height(look) <= room.height())
        return below;
    return partsLegend(names, 2, room.width(), look);
}

void paintPartsLegend(QPainter &painter, Lines &lines, const std::vector<MemoryPart> &parts,
                      const PartsLegend &legend, const Look &look)
{
    const QFont font = look.font(TextRole::Caption, 11);
    const double marker = look.px(kMarker);
    painter.setFont(font);
    QRectF strip;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const bool first = static_cast<int>(i) % legend.columns == 0;
        if (first)
            strip = lines.take(look.px(kLegendLine));
        if (strip.isEmpty())
            return;
        QRectF cell = strip;
        const double column = std::min(legend.column, strip.width());
        if (first)
            cell.setWidth(column);
        else
            cell.setLeft(strip.left() + column);
        painter.fillRect(QRectF(cell.left(), cell.center().y() - marker / 2, marker, marker),
                         parts[i].colour);
        painter.setPen(look.theme.text2);
        const QRectF words = cell.adjusted(marker + look.px(4), 0, 1, 0);
        painter.drawText(words, Qt::AlignLeft | Qt::AlignVCenter,
                         QFontMetricsF(font).elidedText(legend.texts[static_cast<qsizetype>(i)],
                                                        Qt::ElideRight, words.width()));
    }
}

// On one line the names of what there is, the largest first: as many as have room.
void paintLineOfParts(QPainter &painter, QRectF line, std::vector<MemoryPart> parts,
                      const Look &look)
{
    const QFont font = look.font(TextRole::Caption, 11);
    const double marker = look.px(kMarker);
    std::ranges::stable_sort(parts, std::ranges::greater{}, &MemoryPart::size);
    painter.setFont(font);
    for (const MemoryPart &part : parts) {
        const double words = textWidth(font, part.name) + 1;
        if (part.size == core::Bytes{} || marker + look.px(4) + words > line.width())
            return;
        painter.fillRect(QRectF(line.left(), line.center().y() - marker / 2, marker, marker),
                         part.colour);
        painter.setPen(look.theme.text2);
        line.setLeft(line.left() + marker + look.px(4));
        painter.drawText(QRectF(line.left(), line.top(), words, line.height()),
                         Qt::AlignLeft | Qt::AlignVCenter, part.name);
        line.setLeft(line.left() + words + look.px(8));
    }
}

// A name at the left and its figure at the right of one line. brief: where the name has no room.
void paintPair(QPainter &painter, const QRectF &strip, const QString &name, const QString &brief,
               const QString &figure, const Look &look)
{
    painter.setFont(look.font(TextRole::Caption));
    painter.setPen(look.theme.text1);
    painter.drawText(strip, Qt::AlignRight | Qt::AlignVCenter, figure);
    const double room = strip.width() - textWidth(painter.font(), figure) - look.px(6);
    painter.setPen(look.theme.text2);
    const bool fits = textWidth(painter.font(), name) <= room;
    const QString words = fits ? name : brief;
    painter.drawText(strip, Qt::AlignLeft | Qt::AlignVCenter,
                     QFontMetricsF(painter.font()).elidedText(words, Qt::ElideRight, room));
}

} // namespace

void paintInspectorMemory(QPainter &painter, const QRectF &area, const core::Snapshot &snapshot,
                          const core::DeviceMoment &moment, const Look &look)
{
    const QString name =
        snapshot.plan.groupSize > 1
            ? QObject::tr("memory of %1").arg(textOf(core::deviceName(moment.device)))
            : QObject::tr("memory");
    QRectF line = area;
    line.setHeight(look.px(16));
    paintPair(painter, line, name, QObject::tr("memory"),
              ofText(moment.memory.total(), snapshot.plan.capacity), look);
    const QRectF bar(area.left(), line.bottom() + look.px(1), area.width(), look.px(11));
    const core::Bytes capacity = snapshot.plan.capacity;
    paintMemoryBar(painter, bar, memoryParts(moment.memory, capacity, look.theme), capacity, look);
}

void paintInspectorRest(QPainter &painter, const QRectF &area, const core::MemoryParts &memory,
                        core::Bytes capacity, const QString &reason, const Look &look)
{
    Lines lines(painter, area, look);
    const QFont caption = look.font(TextRole::Caption);
    const std::vector<MemoryPart> parts = memoryParts(memory, capacity, look.theme);
    constexpr int most = 4;
    const double kept =
        std::min(most, lines.linesOf(reason, caption)) * QFontMetricsF(caption).lineSpacing();
    const PartsLegend legend = partsLegendIn(parts, {area.width(), lines.left() - kept}, look);
    if (lines.left() >= kept + legend.height(look))
        paintPartsLegend(painter, lines, parts, legend, look);
    else if (lines.left() >= kept + look.px(kLegendLine))
        paintLineOfParts(painter, lines.take(look.px(kLegendLine)), parts, look);
    lines.write(reason, caption, look.theme.text2, most);
}

} // namespace ui
