// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/layout/scene/inspector_layout.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace ui {
namespace {

// Logical pixels.
constexpr double kMargin = 14;
constexpr double kTop = 9;
constexpr double kFoot = 7;
constexpr double kTitle = 20;
constexpr double kLine = 16;
constexpr double kState = 18;
constexpr double kGap = 4;
constexpr double kLowestRow = 15;
constexpr double kHighestRow = 22;
constexpr double kColumnGap = 16;
constexpr double kMessagePadding = 6;
constexpr double kMemory = 31; // its line and its bar

struct Rows
{
    int columns = 1;
    int lines = 0;
    double pitch = 0;
    bool memory = false;
    bool cut = false; // not all devices are shown
};

// One column rather than two, and the memory of the selected device where it costs no row.
Rows chooseRows(double height, double scale, int devices)
{
    for (const bool memory : {true, false}) {
        const double room = height - (memory ? (kMemory + kGap) * scale : 0);
        for (const int columns : {1, 2}) {
            const int lines = (devices + columns - 1) / columns;
            if (lines * kLowestRow * scale <= room)
                return {columns, lines, std::min(kHighestRow * scale, room / lines), memory, false};
        }
    }
    const double room = height - kLine * scale;
    const int lines = std::max(1, static_cast<int>(room / (kLowestRow * scale)));
    return {2, lines, kLowestRow * scale, false, true};
}

class Strips
{
public:
    explicit Strips(const QRectF &area) : m_area(area), m_top(area.top()) {}
    [[nodiscard]] double left() const { return m_area.bottom() - m_top; }
    QRectF take(double height)
    {
        const QRectF strip(m_area.left(), m_top, m_area.width(), height);
        m_top += height;
        return strip;
    }

private:
    QRectF m_area;
    double m_top;
};

void placeRows(InspectorLayout &layout, const QRectF &area, const Rows &rows, int devices,
               double scale)
{
    const double gap = rows.columns > 1 ? kColumnGap * scale : 0;
    const double width = (area.width() - gap) / rows.columns;
    const int shown = std::min(devices, rows.columns * rows.lines);
    for (int i = 0; i < shown; ++i) {
        const int column = i / rows.lines;
        layout.rows.push_back({area.left() + column * (width + gap),
                               area.top() + (i % rows.lines) * rows.pitch, width, rows.pitch});
    }
    layout.twoColumns = rows.columns > 1;
}

} // namespace

InspectorLayout layoutInspector(const QRectF &panel, double scale, const InspectorNeeds &needs)
{
    InspectorLayout layout;
    const double s = scale;
    Strips strips(panel.adjusted(kMargin * s, kTop * s, -kMargin * s, -kFoot * s));
    const double message =
        needs.messageLines > 0 ? (needs.messageLines * kLine + 2 * kMessagePadding + kGap) * s : 0;
    layout.title = strips.take(kTitle * s);
    layout.where = strips.take(kLine * s);
    // The tile says its state too: rather what is wrong than that, and a row at least.
    const double least = (kState + kLine + kGap + 2 * kLowestRow) * s + message;
    if (strips.left() >= least) {
        layout.state = strips.take(kState * s);
        strips.take(kGap / 2 * s);
        layout.measure = strips.take(kLine * s);
        strips.take(kGap / 2 * s);
    }
    const Rows rows = chooseRows(strips.left() - message, s, needs.devices);
    placeRows(layout, strips.take(rows.lines * rows.pitch), rows, needs.devices, s);
    if (rows.cut)
        layout.more = strips.take(kLine * s);
    if (message > 0) {
        strips.take(kGap * s);
        layout.message = strips.take(message - kGap * s).adjusted(-4 * s, 0, 4 * s, 0);
    }
    if (rows.memory) {
        strips.take(kGap * s);
        layout.memory = strips.take(kMemory * s);
    }
    layout.rest = strips.take(std::max(0.0, strips.left()));
    return layout;
}

std::vector<int> inspectorRows(const InspectorChoice &choice)
{
    std::set<int> shown;
    const auto room = static_cast<std::size_t>(std::min(choice.room, choice.count));
    for (const int index : choice.must) {
        if (shown.size() < room)
            shown.insert(index);
    }
    for (int index = 0; index < choice.count && shown.size() < room; ++index)
        shown.insert(index);
    return {shown.begin(), shown.end()};
}

} // namespace ui
