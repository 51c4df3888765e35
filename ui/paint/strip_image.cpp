// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/paint/strip_image.h"

#include "ui/paint/work_colours.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

namespace ui {

namespace {

constexpr double kLowestStack = 6; // logical pixels at scale 1

using Shares = std::array<float, kWorkClassCount>;

using Light = StripImages::Light;
using Colours = StripImages::Colours;

Light lightOf(const QColor &colour)
{
    return {static_cast<float>(colour.red()), static_cast<float>(colour.green()),
            static_cast<float>(colour.blue())};
}

QRgb pixelOf(const Light &light)
{
    const auto byte = [](float value) {
        return std::clamp(static_cast<int>(value + 0.5F), 0, 255);
    };
    return qRgb(byte(light.red), byte(light.green), byte(light.blue));
}

Colours coloursOf(const Theme &theme, bool future)
{
    Colours colours;
    for (std::size_t work = 0; work < kWorkClassCount; ++work) {
        const auto kind = static_cast<WorkClass>(work);
        const QColor colour = workColour(kind, theme);
        colours[work] = lightOf(future && kind != WorkClass::Idle ? faded(colour, theme) : colour);
    }
    return colours;
}

// sRGB to light and back (IEC 61966-2-1): a mix of codes would make olive of blue and orange.
float linearOf(float code)
{
    const float value = code / 255;
    return value <= 0.04045F ? value / 12.92F : std::pow((value + 0.055F) / 1.055F, 2.4F);
}

float codeOf(float linear)
{
    const float value =
        linear <= 0.0031308F ? linear * 12.92F : 1.055F * std::pow(linear, 1 / 2.4F) - 0.055F;
    return 255 * value;
}

Colours linear(Colours colours)
{
    for (Light &colour : colours)
        colour = {linearOf(colour.red), linearOf(colour.green), linearOf(colour.blue)};
    return colours;
}

// The code of light in fine steps: a quarter of a code at the darkest.
float quickCodeOf(float linear)
{
    constexpr int kSteps = 16'384;
    static const auto codes = [] {
        std::array<float, kSteps + 1> table{};
        for (int i = 0; i <= kSteps; ++i)
            table[static_cast<std::size_t>(i)] = codeOf(static_cast<float>(i) / kSteps);
        return table;
    }();
    return codes[static_cast<std::size_t>(std::clamp(linear, 0.0F, 1.0F) * kSteps + 0.5F)];
}

QRgb mixedPixel(const Shares &shares, const Colours &lights)
{
    Light mix;
    float sum = 0;
    for (std::size_t work = 0; work < shares.size(); ++work) {
        mix.add(lights[work], shares[work]);
        sum += shares[work];
    }
    const float by = sum > 0 ? 1 / sum : 0;
    return pixelOf(
        {quickCodeOf(mix.red * by), quickCodeOf(mix.green * by), quickCodeOf(mix.blue * by)});
}

// Where the columns of a picture begin, at the bottom, and how far a pixel is from the one above.
struct Columns
{
    QRgb *bottom = nullptr;
    qsizetype stride = 0; // pixels
    int height = 0;

    explicit Columns(QImage &image)
        : bottom(reinterpret_cast<QRgb *>(image.scanLine(image.height() - 1))),
          stride(image.bytesPerLine() / static_cast<qsizetype>(sizeof(QRgb))),
          height(image.height())
    {}
};

// One column of pixels, filled from the bottom.
class Stack
{
public:
    Stack(const Columns &columns, int x)
        : m_pixel(columns.bottom + x), m_stride(columns.stride), m_left(columns.height)
    {}

    void add(const Light &colour, float pixels)
    {
        const float part = std::min(pixels, m_filled > 0 ? 1 - m_filled : 0);
        m_mix.add(colour, part);
        m_filled += part;
        if (m_filled >= 1 - kSlack)
            put(pixelOf(m_mix));
        pixels -= part;
        if (pixels >= 1)
            pixels -= fill(pixelOf(colour), static_cast<int>(pixels));
        if (pixels > kSlack && m_filled == 0) {
            m_mix.add(colour, pixels);
            m_filled = pixels;
        }
    }
    // What rounding left over is of this colour.
    void finish(const Light &colour)
    {
        if (m_filled > 0) {
            m_mix.add(colour, 1 - m_filled);
            put(pixelOf(m_mix));
        }
        (void)fill(pixelOf(colour), m_left);
    }

private:
    static constexpr float kSlack = 1e-4F;

    // Whole pixels; how many.
    float fill(QRgb pixel, int count)
    {
        count = std::min(count, m_left);
        for (int i = 0; i < count; ++i, m_pixel -= m_stride)
            *m_pixel = pixel;
        m_left -= count;
        return static_cast<float>(count);
    }
    void put(QRgb pixel)
    {
        if (m_left > 0) {
            *m_pixel = pixel;
            m_pixel -= m_stride;
            --m_left;
        }
        m_mix = {};
        m_filled = 0;
    }

    QRgb *m_pixel; // to be written next
    qsizetype m_stride;
    int m_left;         // pixels of the column
    float m_filled = 0; // share of this one
    Light m_mix;        // of that
};

void paintStack(const Columns &columns, int x, const Shares &shares, const Colours &colours)
{
    constexpr auto idle = static_cast<std::size_t>(WorkClass::Idle);
    Stack stack(columns, x);
    for (std::size_t work = 0; work < idle; ++work) {
        if (shares[work] > 0)
            stack.add(colours[work], shares[work] * static_cast<float>(columns.height));
    }
    stack.finish(colours[idle]);
}

} // namespace

void StripImages::Light::add(const Light &other, float share)
{
    red += share * other.red;
    green += share * other.green;
    blue += share * other.blue;
}

StripImages::StripImages(const Look &look, double pixelRatio)
    : m_lowestStack(look.px(kLowestStack)),
      m_pixelRatio(pixelRatio), m_codes{coloursOf(look.theme, false), coloursOf(look.theme, true)},
      m_lights{linear(m_codes.past), linear(m_codes.future)}
{}

QImage StripImages::of(const TimelineStrip &strip, double momentX) const
{
    return of(strip, momentX, 0, static_cast<int>(strip.pixels.size()));
}

QImage StripImages::of(const TimelineStrip &strip, double momentX, int first, int width) const
{
    const int height = std::max(1, qRound(strip.rect.height() * m_pixelRatio));
    const bool stacked = strip.rect.height() >= m_lowestStack;
    const Palette &palette = stacked ? m_codes : m_lights;
    QImage image(width, height, QImage::Format_RGB32);
    const Columns columns(image);
    auto *line = reinterpret_cast<QRgb *>(image.scanLine(0));
    for (int x = 0; x < width; ++x) {
        const bool later = strip.rect.left() + (first + x + 0.5) / m_pixelRatio >= momentX;
        const Colours &colours = later ? palette.future : palette.past;
        const Shares &shares = strip.pixels[static_cast<std::size_t>(first + x)];
        if (stacked)
            paintStack(columns, x, shares, colours);
        else
            line[x] = mixedPixel(shares, colours);
    }
    for (int y = 1; y < height && !stacked; ++y)
        std::memcpy(image.scanLine(y), line, static_cast<std::size_t>(width) * sizeof(QRgb));
    return image;
}

} // namespace ui
