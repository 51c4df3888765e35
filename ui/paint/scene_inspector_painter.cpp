// SPDX-License-Identifier: GPL-3.0-or-later
// The panel beside a grid of tiles: one device at length.
#include "ui/layout/scene_inspector.h"
#include "ui/paint/primitives.h"
#include "ui/paint/scene_parts.h"

#include "core/base/text.h"

#include <QFontMetricsF>
#include <QObject>

#include <algorithm>

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
    void skip(double height) { m_top += height; }

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

    // A name at the left and its figure at the right of one line.
    void writePair(const QString &name, const QString &figure, const QFont &font)
    {
        const QRectF strip = take(QFontMetricsF(font).lineSpacing());
        if (strip.isEmpty())
            return;
        m_painter.setFont(font);
        m_painter.setPen(m_look.theme.text2);
        m_painter.drawText(strip, Qt::AlignLeft | Qt::AlignVCenter, name);
        m_painter.setPen(m_look.theme.text1);
        m_painter.drawText(strip, Qt::AlignRight | Qt::AlignVCenter, figure);
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
    return part.name + QChar::Space + QString::fromStdString(core::figureOf(part.size).text());
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

} // namespace

void paintInspector(QPainter &painter, const core::Snapshot &snapshot, const SceneLayout &layout,
                    int device, core::Nanos time, const Look &look)
{
    const Theme &theme = look.theme;
    const core::DeviceMoment moment = core::deviceMoment(snapshot, device, time);
    const InspectorTexts texts = inspectorTexts(snapshot, moment, time);
    drawRounded(painter, layout.inspector, look.px(8), theme.surface2, theme.line, look.px(1));
    const double margin = look.px(14);
    Lines lines(painter, layout.inspector.adjusted(margin, look.px(9), -margin, -look.px(7)), look);
    const QFont caption = look.font(TextRole::Caption);
    lines.write(texts.title, look.font(TextRole::CardTitle), theme.text1, 1);
    lines.write(texts.place, caption, theme.text2, 2);
    lines.skip(look.px(3));
    const QFont strong = look.font(TextRole::ControlStrong);
    const bool whole = textWidth(strong, texts.state) <= layout.inspector.width() - 2 * margin;
    lines.write(whole ? texts.state : texts.brief, strong, theme.text1, 1);
    lines.write(texts.trouble, caption, theme.problemText, 1);
    lines.skip(look.px(3));
    if (!texts.busy.isEmpty()) {
        lines.writePair(QObject::tr("busy"), texts.busy, caption);
        if (const QRectF bar = lines.take(look.px(11)); !bar.isEmpty())
            drawBar(painter, bar.adjusted(0, look.px(1), 0, -look.px(3)), texts.busyShare,
                    theme.accent, theme.flat ? theme.idleHatch : theme.idle);
    }
    const std::vector<MemoryPart> parts = memoryParts(moment.memory, theme);
    lines.writePair(QObject::tr("memory"), texts.memory, caption);
    if (const QRectF bar = lines.take(look.px(15)); !bar.isEmpty())
        paintMemoryBar(painter, bar.adjusted(0, look.px(1), 0, -look.px(3)), parts,
                       snapshot.plan.capacity, look);
    // Why it waits matters more than what is in its memory.
    const double reason = texts.reason.isEmpty() ? 0 : 2 * QFontMetricsF(caption).lineSpacing();
    if (lines.left() >= reason + look.px(16) * static_cast<double>((parts.size() + 1) / 2))
        paintMemoryLegend(painter, lines, parts, look);
    lines.write(texts.reason, caption, theme.text2, 4);
}

} // namespace ui
