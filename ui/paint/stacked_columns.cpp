// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/paint/stacked_columns.h"

#include "core/base/wide.h"
#include "ui/paint/column_block.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>

namespace ui {

namespace {

constexpr int kPixel = 256; // parts

// By the number of the kind in the stack, and then of idle time.
using StackColours = std::array<QRgb, core::kWorkClassCount>;

// Parts of a pixel in a share of 1 of ShareColumns::kTop.
float partsOfShare(int height)
{
    return static_cast<float>(height * kPixel) / ShareColumns::kTop;
}

std::int32_t partsOf(ShareColumns::End end, float scale)
{
    return static_cast<std::int32_t>(static_cast<float>(end) * scale + 0.5F);
}

// Paints a block of columns line by line, from the bottom.
class StackBlock
{
public:
    StackBlock(std::size_t kinds, const StackColours &colours) : m_kinds(kinds), m_colours(colours)
    {
        for (std::size_t kind = 0; kind < kinds; ++kind) {
            for (std::size_t channel = 0; channel < 3; ++channel)
                m_steps[kind][channel] = static_cast<std::int16_t>(
                    codeIn(colours[kind], channel) - codeIn(colours[kind + 1], channel));
        }
    }
    void read(const ShareColumns &shares, std::size_t first, std::size_t count, int height)
    {
        const float scale = partsOfShare(height);
        ColumnLane<ShareColumns::End> ends;
        for (std::size_t kind = 0; kind < m_kinds; ++kind) {
            readEnds(shares, first, count, kind, ends);
            for (std::size_t i = 0; i < kColumnBlock; ++i)
                m_ends[kind][i] = partsOf(ends[i], scale);
        }
    }
    void paint(const PixelLines &lines, int x, std::size_t count)
    {
        // Heights of so many lines fit 16 bits, of which the processor works on twice as many.
        constexpr int kLines = 120;
        for (int first = 0; first < lines.count; first += kLines) {
            const int part = std::min(kLines, lines.count - first);
            cut(first * kPixel, part * kPixel);
            for (int y = 0; y < part; ++y)
                paintLine(lines.at(first + y) + x, y * kPixel, count);
        }
    }

private:
    static int codeIn(QRgb colour, std::size_t channel) { return colour >> 8 * channel & 0xFF; }
    // The heights of the kinds over some height, cut to so much.
    void cut(int from, int most)
    {
        for (std::size_t kind = 0; kind < m_kinds; ++kind) {
            ColumnLane<std::int16_t> &tops = m_tops[kind];
            for (std::size_t i = 0; i < kColumnBlock; ++i)
                tops[i] = static_cast<std::int16_t>(std::clamp(m_ends[kind][i] - from, 0, most));
            std::int16_t lowest = tops[0];
            std::int16_t highest = tops[0];
            for (std::size_t i = 0; i < kColumnBlock; ++i) {
                lowest = std::min(lowest, tops[i]);
                highest = std::max(highest, tops[i]);
            }
            m_lowest[kind] = lowest;
            m_highest[kind] = highest;
        }
    }
    void paintLine(QRgb *line, int from, std::size_t count)
    {
        // Of a kind that ends above the line in all columns, nothing that is above it is seen.
        std::size_t full = 0;
        while (full < m_kinds && m_lowest[full] < from + kPixel)
            ++full;
        std::size_t mixed = 0; // kinds below that which end below the line everywhere
        while (mixed < full && m_highest[mixed] <= from)
            ++mixed;
        if (mixed == full) {
            std::fill_n(line, count, m_colours[full] | 0xFF000000U);
            return;
        }
        constexpr int kHalf = kPixel / 2;
        for (std::size_t channel = 0; channel < 3; ++channel)
            m_mix[channel].fill(
                static_cast<std::uint16_t>(codeIn(m_colours[full], channel) * kPixel + kHalf));
        for (; mixed < full; ++mixed)
            add(mixed, static_cast<std::int16_t>(from));
        for (std::size_t i = 0; i < kColumnBlock; ++i)
            m_line[i] = 0xFF000000U | (QRgb{m_mix[2][i]} >> 8) << 16 |
                        (QRgb{m_mix[1][i]} & 0xFF00U) | QRgb{m_mix[0][i]} >> 8;
        std::copy_n(m_line.begin(), count, line);
    }
    // Whatever a kind takes of a pixel, the kind that is next on the stack would take without it.
    void add(std::size_t kind, std::int16_t from)
    {
        const ColumnLane<std::int16_t> &tops = m_tops[kind];
        ColumnLane<std::int16_t> taken;
        for (std::size_t i = 0; i < kColumnBlock; ++i) {
            const auto above = static_cast<std::int16_t>(tops[i] - from);
            taken[i] = std::min<std::int16_t>(std::max<std::int16_t>(above, 0), kPixel);
        }
        for (std::size_t channel = 0; channel < 3; ++channel) {
            const std::int16_t step = m_steps[kind][channel];
            ColumnLane<std::uint16_t> &mix = m_mix[channel];
            for (std::size_t i = 0; i < kColumnBlock; ++i)
                mix[i] = static_cast<std::uint16_t>(mix[i] + taken[i] * step);
        }
    }

    std::size_t m_kinds;
    StackColours m_colours;
    // By kind.
    std::array<std::array<std::int16_t, 3>, core::kWorkClassCount>
        m_steps{};                                                      // of colour to the next one
    std::array<ColumnLane<std::int32_t>, core::kWorkClassCount> m_ends; // in parts of a pixel
    std::array<ColumnLane<std::int16_t>, core::kWorkClassCount> m_tops;
    std::array<int, core::kWorkClassCount> m_lowest{};
    std::array<int, core::kWorkClassCount> m_highest{};
    std::array<ColumnLane<std::uint16_t>, 3> m_mix; // by channel, in parts of a code; modulo 2^16
    ColumnLane<QRgb> m_line;
};

// Of a colour its three channels beside each other, with room for 256 times as much in each: a mix
// of 256 parts is made in one number.
constexpr std::uint64_t channelsOf(QRgb colour)
{
    return (std::uint64_t{colour} & 0xFF) | (std::uint64_t{colour} & 0xFF00) << 8 |
           (std::uint64_t{colour} & 0xFF0000) << 16;
}

constexpr QRgb colourOf(std::uint64_t channels)
{
    constexpr std::uint64_t kHalf = 0x0000'0080'0080'0080;
    channels += kHalf;
    return 0xFF000000U | static_cast<QRgb>((channels >> 24 & 0xFF0000) | (channels >> 16 & 0xFF00) |
                                           (channels >> 8 & 0xFF));
}
static_assert(colourOf(channelsOf(0xFF12ABFF) * kPixel) == 0xFF12ABFF);

// One column of pixels, filled from the bottom, in parts of a pixel: to the same colours as in a
// block, which a strip of a few columns would not fill.
class Stack
{
public:
    Stack(const PixelLines &lines, int x) : m_pixel(lines.bottom + x), m_stride(lines.stride) {}

    void fillTo(int top, QRgb colour)
    {
        if (top <= m_filled)
            return;
        const int before = m_filled % kPixel;
        const int left = top / kPixel - m_filled / kPixel; // pixels that are full now
        m_filled = top;
        if (left == 0) {
            m_mix += channelsOf(colour) * static_cast<std::uint64_t>(top % kPixel - before);
            return;
        }
        m_mix += channelsOf(colour) * static_cast<std::uint64_t>(kPixel - before);
        put(colourOf(m_mix));
        for (int i = 1; i < left; ++i)
            put(colour | 0xFF000000U);
        m_mix = channelsOf(colour) * static_cast<std::uint64_t>(top % kPixel);
    }

private:
    void put(QRgb pixel)
    {
        *m_pixel = pixel;
        m_pixel -= m_stride;
    }

    QRgb *m_pixel; // to be written next
    qsizetype m_stride;
    int m_filled = 0;
    std::uint64_t m_mix = 0; // of the pixel that is filled in part
};

} // namespace

PARALLARIUM_WIDER [[gnu::flatten]] void
paintStacks(const PixelLines &lines, const ShareColumns &shares, int first, const Stretch &part,
            const std::array<QRgb, core::kWorkClassCount> &colours)
{
    constexpr int kWorthABlock = 12; // columns
    const std::span<const core::WorkClass> kinds = shares.kinds();
    StackColours stacked{};
    for (std::size_t i = 0; i < kinds.size(); ++i)
        stacked[i] = colours[static_cast<std::size_t>(kinds[i])];
    stacked[kinds.size()] = colours[static_cast<std::size_t>(core::WorkClass::Idle)];
    int x = part.begin;
    if (part.end - x >= kWorthABlock) {
        StackBlock block(kinds.size(), stacked);
        for (; part.end - x >= kWorthABlock;
             x = std::min(part.end, x + static_cast<int>(kColumnBlock))) {
            const std::size_t count =
                std::min(kColumnBlock, static_cast<std::size_t>(part.end - x));
            block.read(shares, static_cast<std::size_t>(first + x), count, lines.count);
            block.paint(lines, x, count);
        }
    }
    const float scale = partsOfShare(lines.count);
    for (; x < part.end; ++x) {
        Stack stack(lines, x);
        for (std::size_t kind = 0; kind < kinds.size(); ++kind)
            stack.fillTo(partsOf(shares.endsOf(kind)[static_cast<std::size_t>(first + x)], scale),
                         stacked[kind]);
        stack.fillTo(lines.count * kPixel, stacked[kinds.size()]);
    }
}

} // namespace ui
