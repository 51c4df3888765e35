// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/bench/medians.h"
#include "app/bench/timeline_on_image.h"
#include "core/base/large_pages.h"

#include <QImage>
#include <QRgb>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace app {

// Work of the same kind as a picture of rows of which each column tells exactly how its time was
// spent: for each column of each row one line of memory that lies anywhere in as much of it as the
// index of so many spans takes, and each pixel of the rows written once. A blit, which reads one
// pixel after the other, differs from it by another factor on each machine.
class ColumnsYardstick
{
public:
    explicit ColumnsYardstick(std::size_t spans)
        : m_memory(std::max<std::size_t>(1, spans * kBytesEach / sizeof(Line)))
    {
        for (std::size_t i = 0; i < m_memory.size(); ++i)
            m_memory[i].fill(static_cast<std::uint32_t>(i));
    }
    // Of as many rows and columns as are in sight.
    double seconds(TimelineOnImage &timeline)
    {
        const std::vector<ui::TimelineRow> &rows = timeline.view().timelineLayout().rows;
        const auto all = static_cast<std::size_t>(timeline.columns());
        const std::size_t columns = all / std::max<std::size_t>(1, rows.size());
        return processorSecondsOf([&] {
            m_colours.resize(columns);
            for (std::size_t row = 0; row < rows.size(); ++row) {
                read(row * columns, all);
                const int top = std::max(0, static_cast<int>(rows[row].rect.top()));
                const int bottom = static_cast<int>(rows[row].rect.bottom());
                for (int y = top; y < std::min(bottom, m_image.height()); ++y)
                    std::ranges::copy(m_colours, reinterpret_cast<QRgb *>(m_image.scanLine(y)));
            }
        });
    }

private:
    static constexpr std::size_t kBytesEach = 25; // of the index
    static constexpr std::size_t kAhead = 28;     // lines that are on their way
    using Line = std::array<std::uint32_t, 16>;

    void read(std::size_t first, std::size_t all)
    {
        const std::size_t each = std::max<std::size_t>(1, m_memory.size() / all);
        const auto lineOf = [&](std::size_t column) {
            return m_memory.data() + (first + column) * each % m_memory.size();
        };
        for (std::size_t i = 0; i < m_colours.size(); ++i) {
            __builtin_prefetch(lineOf(i + kAhead));
            QRgb sum = 0;
            for (const std::uint32_t number : *lineOf(i))
                sum += number;
            m_colours[i] = 0xFF000000U | sum;
        }
    }

    std::vector<Line, core::LargePageAllocator<Line>> m_memory;
    std::vector<QRgb> m_colours;
    QImage m_image = QImage(kTimelineSize, QImage::Format_RGB32);
};

inline core::BenchResult overColumns(const std::string &name, double bar, const std::string &what,
                                     const Medians &medians)
{
    return {name, medians.work / medians.yardstick, bar, "ratio",
            what + ": " + millisecondsText(medians.work) +
                ", over one line of memory read for each of its columns and each pixel written "
                "once: " +
                millisecondsText(medians.yardstick) + "; medians"};
}

} // namespace app
