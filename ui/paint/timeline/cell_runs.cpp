// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/paint/timeline/cell_runs.h"

#include "ui/paint/work_colours.h"

#include <QPainterPath>

#include <algorithm>
#include <cstdint>
#include <map>
#include <utility>

namespace ui {

namespace {

constexpr double kTouching = 1; // logical pixels

// Of one row and one height: work, or the communication at its foot.
class RunJoiner
{
public:
    RunJoiner(std::vector<CellRun> &runs, bool foot) : m_runs(runs), m_foot(foot) {}

    void add(const QRectF &rect, const QColor &colour, int row)
    {
        if (rect.width() <= 0 || rect.height() <= 0)
            return;
        if (m_last < m_runs.size()) {
            CellRun &last = m_runs[m_last];
            const bool level = last.rect.top() == rect.top() && last.rect.bottom() == rect.bottom();
            if (last.row == row && last.colour == colour && level &&
                rect.left() - last.rect.right() < kTouching) {
                last.rect.setRight(std::max(last.rect.right(), rect.right()));
                return;
            }
        }
        m_last = m_runs.size();
        m_runs.push_back({rect, colour, row, m_foot});
    }

private:
    std::vector<CellRun> &m_runs;
    bool m_foot;
    std::size_t m_last = SIZE_MAX;
};

// The moment cuts a cell into what was and what is to come.
void addSplit(RunJoiner &joiner, const QRectF &rect, double momentX, const QColor &colour, int row,
              const Look &look)
{
    const double split = std::clamp(momentX, rect.left(), rect.right());
    QRectF past = rect;
    past.setRight(split);
    QRectF future = rect;
    future.setLeft(split);
    joiner.add(past, colour, row);
    joiner.add(future, faded(colour, look.theme), row);
}

} // namespace

std::vector<CellRun> cellRuns(const TimelineLayout &layout, core::Nanos moment, const Look &look)
{
    std::vector<CellRun> runs;
    RunJoiner work(runs, false);
    RunJoiner foot(runs, true);
    const double momentX = layout.viewport.xOf(moment);
    for (const TimelineCell &cell : layout.cells) {
        addSplit(work, cell.rect, momentX, workColour(cell.work, look.theme), cell.row, look);
        if (cell.exchange <= 0 || cell.work == WorkClass::Sync)
            continue;
        QRectF band = cell.rect;
        band.setTop(band.bottom() - band.height() * cell.exchange);
        addSplit(foot, band, momentX, look.theme.sync, cell.row, look);
    }
    return runs;
}

void paintCellRuns(QPainter &painter, const std::vector<CellRun> &runs)
{
    painter.setPen(Qt::NoPen);
    const auto paintRow = [&](std::size_t begin, std::size_t end) {
        std::map<std::pair<bool, QRgb>, QPainterPath> shapes; // feet last
        for (std::size_t i = begin; i < end; ++i)
            shapes[{runs[i].foot, runs[i].colour.rgb()}].addRect(runs[i].rect);
        for (const auto &[which, shape] : shapes) {
            painter.setBrush(QColor(which.second));
            painter.drawPath(shape);
        }
    };
    for (std::size_t begin = 0, end = 0; begin < runs.size(); begin = end) {
        while (end < runs.size() && runs[end].row == runs[begin].row)
            ++end;
        paintRow(begin, end);
    }
}

} // namespace ui
