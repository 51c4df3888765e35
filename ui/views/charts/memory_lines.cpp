// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/charts/memory_lines.h"

#include "core/base/text.h"
#include "core/memory/memory_parts.h"
#include "ui/words/text_of.h"
#include "ui/words/training_texts.h"

#include <QCoreApplication>
#include <QFontMetricsF>

#include <algorithm>

namespace ui {

namespace {

constexpr std::size_t kMostLines = 64;
constexpr int kNamedLines = 8; // more: the fullest, and the others from the first to the last
constexpr double kLeastOfCapacity = 0.35; // a fuller device has the capacity in its picture
constexpr double kOwnHeadroom = 1.25;     // above the fullest, where the capacity is not shown

struct MemoryLines
{
    Q_DECLARE_TR_FUNCTIONS(MemoryLines)
};

QString nameOf(const core::Snapshot &snapshot, int row)
{
    const core::RowPlan &plan = snapshot.plan.rows[static_cast<std::size_t>(row)];
    if (plan.devices.size() == 1)
        return inWord(deviceWordOf(snapshot), textOf(core::deviceName(plan.devices.front())));
    if (snapshot.plan.ranks() > 1)
        return MemoryLines::tr("stage %1").arg(plan.pipelineRank + 1);
    return inWord(deviceWordOf(snapshot), MemoryLines::tr("%1 GPUs").arg(countText(
                                              static_cast<std::int64_t>(plan.devices.size()))));
}

std::int64_t peakOf(const core::Snapshot &snapshot, int row)
{
    return snapshot.plan.rows[static_cast<std::size_t>(row)].peak.total().count;
}

// All rows that have devices; of very many the fullest of each stage.
std::vector<int> rowsOf(const core::Snapshot &snapshot)
{
    std::vector<int> rows;
    for (std::size_t row = 0; row < snapshot.plan.rows.size(); ++row) {
        if (!snapshot.plan.rows[row].devices.empty())
            rows.push_back(static_cast<int>(row));
    }
    if (rows.size() <= kMostLines)
        return rows;
    std::vector<int> fullest(static_cast<std::size_t>(snapshot.plan.ranks()), -1);
    for (const int row : rows) {
        const int rank = snapshot.plan.rows[static_cast<std::size_t>(row)].pipelineRank;
        int &best = fullest[static_cast<std::size_t>(rank)];
        if (best < 0 || peakOf(snapshot, row) > peakOf(snapshot, best))
            best = row;
    }
    std::erase(fullest, -1);
    return fullest;
}

} // namespace

std::vector<MemoryLine> memoryLines(const core::Snapshot &snapshot)
{
    std::vector<MemoryLine> lines;
    const std::vector<int> rows = rowsOf(snapshot);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const double last = std::max<double>(1, static_cast<double>(rows.size()) - 1);
        lines.push_back({rows[i], nameOf(snapshot, rows[i]), static_cast<double>(i) / last, false});
    }
    const auto fullest = std::ranges::max_element(
        lines, {}, [&snapshot](const MemoryLine &line) { return peakOf(snapshot, line.row); });
    if (fullest != lines.end()) {
        fullest->fullest = true;
        std::rotate(fullest, fullest + 1, lines.end());
    }
    return lines;
}

QColor memoryLineColour(const MemoryLine &line, const Theme &theme)
{
    if (line.fullest)
        return theme.text1;
    // From blue over green to orange: colours that stand out from the surface and from each other.
    return line.tint < 0.5 ? mixed(theme.accent, theme.memActs, 2 * line.tint)
                           : mixed(theme.memActs, theme.backward, 2 * line.tint - 1);
}

namespace {

// Logical pixels.
constexpr double kKeySwatch = 16;
constexpr double kKeyRamp = 32;
constexpr double kKeyTextGap = 5;
constexpr double kKeyGap = 16;

double widthOfKey(const std::vector<MemoryKeyPart> &parts, const Look &look)
{
    double width = parts.empty() ? 0 : -look.px(kKeyGap);
    for (const MemoryKeyPart &part : parts)
        width += look.px((part.lines.size() > 1 ? kKeyRamp : kKeySwatch) + kKeyTextGap + kKeyGap) +
                 textWidth(look.font(TextRole::Caption), part.name);
    return width;
}

// A line of its own in the colour of one, or of all from the first to the last.
void paintKeySwatch(QPainter &painter, const QRectF &line, const MemoryKeyPart &part,
                    const Look &look)
{
    const double high = look.px(part.lines.front().fullest ? 2.5 : 1.5);
    const auto count = static_cast<double>(part.lines.size());
    const double step = line.width() / count;
    for (std::size_t i = 0; i < part.lines.size(); ++i)
        painter.fillRect(QRectF(line.left() + static_cast<double>(i) * step,
                                line.center().y() - high / 2, step + (count > 1 ? 0.5 : 0), high),
                         memoryLineColour(part.lines[i], look.theme));
}

} // namespace

std::vector<MemoryKeyPart> memoryKey(const std::vector<MemoryLine> &lines, double width,
                                     const Look &look)
{
    std::vector<MemoryLine> ordered = lines;
    std::ranges::stable_sort(ordered, {}, &MemoryLine::tint);
    std::vector<MemoryKeyPart> parts;
    const auto nameOf = [&lines](const MemoryLine &line) {
        return line.fullest && lines.size() > 1 ? MemoryLines::tr("%1, the fullest").arg(line.name)
                                                : line.name;
    };
    for (const MemoryLine &line : ordered)
        parts.push_back({nameOf(line), {line}});
    if (static_cast<int>(parts.size()) <= kNamedLines && widthOfKey(parts, look) <= width)
        return parts;
    const auto fullest = std::ranges::find(ordered, true, &MemoryLine::fullest);
    parts.clear();
    if (fullest != ordered.end()) {
        parts.push_back({nameOf(*fullest), {*fullest}});
        ordered.erase(fullest);
    }
    if (ordered.size() == 1)
        parts.push_back({ordered.front().name, ordered});
    else if (!ordered.empty())
        parts.push_back(
            {MemoryLines::tr("%1 to %2").arg(ordered.front().name, ordered.back().name), ordered});
    if (parts.size() == 2 && widthOfKey(parts, look) > width)
        parts.back().name = MemoryLines::tr("the others");
    return parts;
}

void paintMemoryLinesKey(QPainter &painter, const QRectF &rect,
                         const std::vector<MemoryLine> &lines, const Look &look)
{
    painter.setFont(look.font(TextRole::Caption));
    double left = rect.left();
    for (const MemoryKeyPart &part : memoryKey(lines, rect.width(), look)) {
        const double swatch = look.px(part.lines.size() > 1 ? kKeyRamp : kKeySwatch);
        const double width = textWidth(painter.font(), part.name);
        if (left + swatch + look.px(kKeyTextGap) + width > rect.right() + 1)
            break;
        paintKeySwatch(painter, {left, rect.top(), swatch, rect.height()}, part, look);
        left += swatch + look.px(kKeyTextGap);
        painter.setPen(part.lines.front().fullest ? look.theme.text1 : look.theme.text2);
        painter.drawText(QRectF(left, rect.top(), width + 1, rect.height()),
                         Qt::AlignLeft | Qt::AlignVCenter, part.name);
        left += width + look.px(kKeyGap);
    }
}

MemoryScale memoryScale(core::Bytes most, core::Bytes capacity, double headroom)
{
    MemoryScale scale;
    const double largest = std::max(1.0, static_cast<double>(most.count));
    const double whole = static_cast<double>(capacity.count);
    scale.showsCapacity = largest >= kLeastOfCapacity * whole;
    scale.top = scale.showsCapacity ? std::max(whole * headroom, largest * 1.04)
                                    : largest * std::max(kOwnHeadroom, headroom);
    const core::Figure figure = core::figureOfMemory(most, capacity); // as in the headline
    struct Unit
    {
        const char *name;
        double bytes;
    };
    constexpr Unit units[] = {{"B", 1}, {"kB", 1e3}, {"MB", 1e6}, {"GB", 1e9}, {"TB", 1e12}};
    for (const Unit &unit : units) {
        if (figure.unit == unit.name)
            scale.divisor = unit.bytes;
    }
    scale.unit = textOf(figure.unit);
    return scale;
}

} // namespace ui
