// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/paint/strip_image.h"

#include "ui/paint/work_colours.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstring>

namespace ui {

namespace {

constexpr double kLowestStack = 6; // logical pixels at scale 1

using Shares = std::array<float, kWorkClassCount>;

using Light = StripImages::Light;
using Codes = StripImages::Codes;
using Lights = StripImages::Lights;

Codes coloursOf(const Theme &theme, bool future)
{
    Codes colours{};
    for (std::size_t work = 0; work < kWorkClassCount; ++work) {
        const auto kind = static_cast<WorkClass>(work);
        const QColor colour = workColour(kind, theme);
        colours[work] = (future && kind != WorkClass::Idle ? faded(colour, theme) : colour).rgb();
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

Lights linear(const Codes &colours)
{
    Lights lights;
    std::ranges::transform(colours, lights.begin(), [](QRgb colour) {
        return Light{linearOf(static_cast<float>(qRed(colour))),
                     linearOf(static_cast<float>(qGreen(colour))),
                     linearOf(static_cast<float>(qBlue(colour)))};
    });
    return lights;
}

// The code of light in fine steps: a quarter of a code at the darkest.
class QuickCodes
{
public:
    QuickCodes()
    {
        for (int i = 0; i <= kSteps; ++i)
            m_codes[static_cast<std::size_t>(i)] = static_cast<std::uint8_t>(
                std::lround(codeOf(static_cast<float>(i) / static_cast<float>(kSteps))));
    }
    [[nodiscard]] int of(float linear) const
    {
        const auto step = static_cast<int>(linear * static_cast<float>(kSteps) + 0.5F);
        return m_codes[static_cast<std::size_t>(std::clamp(step, 0, kSteps))];
    }

private:
    static constexpr int kSteps = 16'384;
    std::array<std::uint8_t, kSteps + 1> m_codes{};
};

const QuickCodes &quickCodes()
{
    static const QuickCodes codes;
    return codes;
}

QRgb mixedPixel(const Shares &shares, const Lights &lights, const QuickCodes &codes)
{
    Light mix;
    float sum = 0;
    for (std::size_t work = 0; work < shares.size(); ++work) {
        if (shares[work] <= 0)
            continue;
        mix.add(lights[work], shares[work]);
        sum += shares[work];
    }
    const float by = sum > 0 ? 1 / sum : 0;
    return qRgb(codes.of(mix.red * by), codes.of(mix.green * by), codes.of(mix.blue * by));
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

// Of a colour its three channels beside each other, with room for 256 times as much in each: a mix
// of 256 parts is made in one number.
constexpr std::uint64_t partsOf(QRgb colour)
{
    return (std::uint64_t{colour} & 0xFF) | (std::uint64_t{colour} & 0xFF00) << 8 |
           (std::uint64_t{colour} & 0xFF0000) << 16;
}

constexpr QRgb colourOf(std::uint64_t parts)
{
    constexpr std::uint64_t kHalf = 0x0000'0080'0080'0080;
    parts += kHalf;
    return 0xFF000000U | static_cast<QRgb>((parts >> 24 & 0xFF0000) | (parts >> 16 & 0xFF00) |
                                           (parts >> 8 & 0xFF));
}
static_assert(colourOf(partsOf(0xFF12ABFF) * 256) == 0xFF12ABFF);

// One column of pixels, filled from the bottom, in parts of a pixel.
class Stack
{
public:
    static constexpr int kPixel = 256; // parts

    Stack(const Columns &columns, int x)
        : m_pixel(columns.bottom + x), m_stride(columns.stride), m_height(columns.height * kPixel)
    {}

    [[nodiscard]] int height() const { return m_height; }
    void fillTo(int top, QRgb colour)
    {
        if (top <= m_filled)
            return;
        const int before = m_filled % kPixel;
        const int left = top / kPixel - m_filled / kPixel; // pixels that are full now
        m_filled = top;
        if (left == 0) {
            m_mix += partsOf(colour) * static_cast<std::uint64_t>(top % kPixel - before);
            return;
        }
        m_mix += partsOf(colour) * static_cast<std::uint64_t>(kPixel - before);
        put(colourOf(m_mix));
        for (int i = 1; i < left; ++i)
            put(colour);
        m_mix = partsOf(colour) * static_cast<std::uint64_t>(top % kPixel);
    }

private:
    void put(QRgb pixel)
    {
        *m_pixel = pixel;
        m_pixel -= m_stride;
    }

    QRgb *m_pixel; // to be written next
    qsizetype m_stride;
    int m_height;
    int m_filled = 0;
    std::uint64_t m_mix = 0; // of the pixel that is filled in part
};

// Where each kind ends is rounded from the sum up to it, so that errors do not add up.
void paintStack(const Columns &columns, int x, const Shares &shares, const Codes &colours)
{
    constexpr auto idle = static_cast<std::size_t>(WorkClass::Idle);
    Stack stack(columns, x);
    const auto height = static_cast<float>(stack.height());
    float sum = 0;
    for (std::size_t work = 0; work < idle; ++work) {
        if (shares[work] <= 0)
            continue;
        sum += shares[work];
        stack.fillTo(std::min(stack.height(), static_cast<int>(sum * height + 0.5F)),
                     colours[work]);
    }
    stack.fillTo(stack.height(), colours[idle]);
}

} // namespace

StripImages::StripImages(const Look &look, double pixelRatio)
    : m_lowestStack(look.px(kLowestStack)), m_pixelRatio(pixelRatio),
      m_past(coloursOf(look.theme, false)), m_future(coloursOf(look.theme, true)),
      m_pastLights(linear(m_past)), m_futureLights(linear(m_future))
{}

QImage StripImages::of(const TimelineStrip &strip, double momentX) const
{
    return of(strip, momentX, 0, static_cast<int>(strip.pixels.size()));
}

QImage StripImages::of(const TimelineStrip &strip, double momentX, int first, int width) const
{
    const int height = std::max(1, qRound(strip.rect.height() * m_pixelRatio));
    const bool stacked = strip.rect.height() >= m_lowestStack;
    QImage image(width, height, QImage::Format_RGB32);
    const Columns columns(image);
    auto *line = reinterpret_cast<QRgb *>(image.scanLine(0));
    const QuickCodes &codes = quickCodes();
    const double split = (momentX - strip.rect.left()) * m_pixelRatio - first - 0.5;
    for (int x = 0; x < width; ++x) {
        const bool later = x >= split;
        const Shares &shares = strip.pixels[static_cast<std::size_t>(first + x)];
        if (stacked)
            paintStack(columns, x, shares, later ? m_future : m_past);
        else
            line[x] = mixedPixel(shares, later ? m_futureLights : m_pastLights, codes);
    }
    for (int y = 1; y < height && !stacked; ++y)
        std::memcpy(image.scanLine(y), line, static_cast<std::size_t>(width) * sizeof(QRgb));
    return image;
}

} // namespace ui
