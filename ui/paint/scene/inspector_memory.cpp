// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/paint/scene/inspector_memory.h"

#include "ui/paint/primitives.h"
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
    QColor colour;
};

std::vector<MemoryPart> memoryParts(const core::MemoryParts &memory, const Theme &theme)
{
    std::vector<MemoryPart> parts = {
        {QObject::tr("weights"), memory.parameters, theme.memWeights},
        {QObject::tr("gradients"), memory.gradients, theme.memGrads},
        {QObject::tr("optimizer"), memory.optimizer, theme.memOptim},
        {QObject::tr("activations"), memory.activations, theme.memActs},
        {QObject::tr("buffers"), memory.buffers, theme.memBuffers}};
    std::erase_if(parts, [](const MemoryPart &part) { return part.size.count <= 0; });
    return parts;
}

// Writes lines one below the other; what finds no room is left out.
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
    // Over at most this many lines.
    void write(const QString &words, const QFont &font, const QColor &colour, int most)
    {
        if (words.isEmpty())
            return;
        const QFontMetricsF metrics(font);
        const double line = metrics.lineSpacing();
        const double needed =
            metrics.boundingRect(QRectF(0, 0, m_area.width(), 1e4), Qt::TextWordWrap, words)
                .height();
        const int lines = std::min({most, static_cast<int>(left() / line),
                                    static_cast<int>(std::ceil(needed / line - 0.01))});
        if (lines < 1)
            return;
        m_painter.setFont(font);
        m_painter.setPen(colour);
        const QRectF strip = take(lines * line + 0.5);
        if (lines == 1)
            m_painter.drawText(strip, Qt::AlignLeft | Qt::AlignVCenter,
                               metrics.elidedText(words, Qt::ElideRight, strip.width()));
        else
            m_painter.drawText(strip, Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, words);
    }

private:
    QPainter &m_painter;
    const Look &m_look;
    QRectF m_area;
    double m_top;
};

// The parts beside each other; the whole bar is the capacity, or the need where that is more.
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
    return part.name + QChar::Space + textOf(core::figureOf(part.size).text());
}

// Marker, name and size, two beside each other.
void paintMemoryLegend(QPainter &painter, Lines &lines, const std::vector<MemoryPart> &parts,
                       const Look &look)
{
    const QFont font = look.font(TextRole::Caption, 11);
    painter.setFont(font);
    const double marker = look.px(8);
    double column = 0; // width of the first of the two
    for (std::size_t i = 0; i < parts.size(); i += 2)
        column = std::max(column, textWidth(font, partText(parts[i])) + marker + look.px(11));
    QRectF strip;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (i % 2 == 0)
            strip = lines.take(look.px(16));
        if (strip.isEmpty())
            return;
        QRectF cell = strip;
        if (i % 2 == 0)
            cell.setWidth(std::min(column, strip.width()));
        else
            cell.setLeft(strip.left() + std::min(column, strip.width()));
        painter.fillRect(QRectF(cell.left(), cell.center().y() - marker / 2, marker, marker),
                         parts[i].colour);
        painter.setPen(look.theme.text2);
        const QRectF words = cell.adjusted(marker + look.px(4), 0, 1, 0);
        painter.drawText(
            words, Qt::AlignLeft | Qt::AlignVCenter,
            QFontMetricsF(font).elidedText(partText(parts[i]), Qt::ElideRight, words.width()));
    }
}

// A name at the left and its figure at the right of one line.
void paintPair(QPainter &painter, const QRectF &strip, const QString &name, const QString &figure,
               const Look &look)
{
    painter.setFont(look.font(TextRole::Caption));
    painter.setPen(look.theme.text1);
    painter.drawText(strip, Qt::AlignRight | Qt::AlignVCenter, figure);
    const double room = strip.width() - textWidth(painter.font(), figure) - look.px(6);
    painter.setPen(look.theme.text2);
    painter.drawText(strip, Qt::AlignLeft | Qt::AlignVCenter,
                     QFontMetricsF(painter.font()).elidedText(name, Qt::ElideRight, room));
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
    paintPair(painter, line, name, ofCapacityText(moment.memory.total(), snapshot.plan.capacity),
              look);
    const QRectF bar(area.left(), line.bottom() + look.px(1), area.width(), look.px(11));
    paintMemoryBar(painter, bar, memoryParts(moment.memory, look.theme), snapshot.plan.capacity,
                   look);
}

void paintInspectorRest(QPainter &painter, const QRectF &area, const core::MemoryParts &memory,
                        const QString &reason, const Look &look)
{
    Lines lines(painter, area, look);
    const QFont caption = look.font(TextRole::Caption);
    const std::vector<MemoryPart> parts = memoryParts(memory, look.theme);
    const double kept = reason.isEmpty() ? 0 : 2 * QFontMetricsF(caption).lineSpacing();
    if (lines.left() >= kept + look.px(16) * static_cast<double>((parts.size() + 1) / 2))
        paintMemoryLegend(painter, lines, parts, look);
    lines.write(reason, caption, look.theme.text2, 4);
}

} // namespace ui
