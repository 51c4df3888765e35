// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/charts/memory_lines.h"

#include "core/base/text.h"
#include "ui/words/text_of.h"
#include "ui/words/training_texts.h"

#include <QCoreApplication>
#include <QFontMetricsF>

#include <algorithm>

namespace ui {

namespace {

constexpr std::size_t kMostLines = 64;
constexpr int kNamedLines = 8; // more have the names of the first, the last and the fullest
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
    return MemoryLines::tr("%1 alike")
        .arg(countText(static_cast<std::int64_t>(plan.devices.size())));
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

void paintMemoryLinesKey(QPainter &painter, const QRectF &rect,
                         const std::vector<MemoryLine> &lines, const Look &look)
{
    std::vector<MemoryLine> named = lines;
    std::ranges::stable_sort(named, {}, &MemoryLine::tint);
    const bool all = static_cast<int>(named.size()) <= kNamedLines;
    painter.setFont(look.font(TextRole::Caption));
    double left = rect.left();
    for (std::size_t i = 0; i < named.size(); ++i) {
        const MemoryLine &line = named[i];
        const bool end = i == 0 || i + 1 == named.size();
        if (!all && !end && !line.fullest)
            continue;
        const QString name =
            line.fullest ? MemoryLines::tr("%1, the fullest").arg(line.name) : line.name;
        const double width = textWidth(painter.font(), name);
        if (left + look.px(24) + width > rect.right())
            break;
        painter.fillRect(QRectF(left, rect.center().y() - look.px(line.fullest ? 1.25 : 0.75),
                                look.px(16), look.px(line.fullest ? 2.5 : 1.5)),
                         memoryLineColour(line, look.theme));
        left += look.px(21);
        painter.setPen(line.fullest ? look.theme.text1 : look.theme.text2);
        painter.drawText(QRectF(left, rect.top(), width + 1, rect.height()),
                         Qt::AlignLeft | Qt::AlignVCenter, name);
        left += width + look.px(16);
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
    const core::Figure figure = core::figureOf(core::Bytes{static_cast<std::int64_t>(scale.top)});
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
