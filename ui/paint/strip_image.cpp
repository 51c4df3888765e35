// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/paint/strip_image.h"

#include "ui/paint/work_colours.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <span>
#include <utility>

namespace ui {

namespace {

constexpr double kLowestStack = 6; // logical pixels at scale 1

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
        m_codes.back() = 255;
        for (int i = 0; i <= kSteps; ++i)
            m_codes[static_cast<std::size_t>(i)] = static_cast<std::uint8_t>(
                std::lround(codeOf(static_cast<float>(i) / static_cast<float>(kSteps))));
    }
    // Of light times ShareColumns::kTop.
    [[nodiscard]] QRgb colourOf(float red, float green, float blue) const
    {
        return qRgb(of(red), of(green), of(blue));
    }

private:
    static constexpr int kSteps = 16'384;

    [[nodiscard]] std::uint8_t of(float light) const
    {
        constexpr float kScale = static_cast<float>(kSteps) / ShareColumns::kTop;
        return m_codes[static_cast<std::size_t>(light * kScale + 0.5F)];
    }

    // With room for light that is rounded up.
    std::array<std::uint8_t, kSteps + 2> m_codes{};
};

const QuickCodes &quickCodes()
{
    static const QuickCodes codes;
    return codes;
}

// Columns of one phase.
struct Stretch
{
    int begin = 0;
    int end = 0;
};

// The colours of columns as a mix of their light. In blocks, one kind and one channel after the
// other, so that the processor mixes several columns at once.
void mixColumns(QRgb *line, const ShareColumns &columns, int first, const Stretch &part,
                const Lights &lights)
{
    constexpr std::size_t kBlock = 64;
    const QuickCodes &codes = quickCodes();
    const std::span<const WorkClass> kinds = columns.kinds();
    std::array<std::array<float, kBlock>, 3> mix;
    std::array<float, kBlock> share{};
    std::array<float, kBlock> before;
    const auto add = [&](WorkClass work) {
        const Light &light = lights[static_cast<std::size_t>(work)];
        for (std::size_t channel = 0; channel < mix.size(); ++channel) {
            for (std::size_t i = 0; i < kBlock; ++i)
                mix[channel][i] += light[channel] * share[i];
        }
    };
    for (int begin = part.begin; begin < part.end; begin += static_cast<int>(kBlock)) {
        const std::size_t count = std::min(kBlock, static_cast<std::size_t>(part.end - begin));
        const ShareColumns::End *ends =
            columns.endsOf(static_cast<std::size_t>(first + begin)).data();
        before.fill(0);
        for (std::array<float, kBlock> &channel : mix)
            channel.fill(0);
        for (std::size_t kind = 0; kind < kinds.size(); ++kind) {
            for (std::size_t i = 0; i < count; ++i) {
                const auto end = static_cast<float>(ends[i * kinds.size() + kind]);
                share[i] = end - before[i];
                before[i] = end;
            }
            add(kinds[kind]);
        }
        for (std::size_t i = 0; i < count; ++i)
            share[i] = ShareColumns::kTop - before[i];
        add(WorkClass::Idle);
        for (std::size_t i = 0; i < count; ++i)
            line[static_cast<std::size_t>(begin) + i] =
                codes.colourOf(mix[0][i], mix[1][i], mix[2][i]);
    }
}

// Where the columns of a picture begin, at the bottom, and how far a pixel is from the one above.
struct Columns
{
    QRgb *bottom = nullptr;
    qsizetype stride = 0; // pixels
    int height = 0;

    Columns(QRgb *pixels, int width, int count)
        : bottom(pixels + static_cast<qsizetype>(width) * (count - 1)), stride(width), height(count)
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

void paintStacks(const Columns &columns, const ShareColumns &shares, int first, const Stretch &part,
                 const Codes &colours)
{
    const std::span<const WorkClass> kinds = shares.kinds();
    std::array<QRgb, kWorkClassCount> colour{};
    for (std::size_t i = 0; i < kinds.size(); ++i)
        colour[i] = colours[static_cast<std::size_t>(kinds[i])];
    const QRgb idle = colours[static_cast<std::size_t>(WorkClass::Idle)];
    for (int x = part.begin; x < part.end; ++x) {
        Stack stack(columns, x);
        const float scale = static_cast<float>(stack.height()) / ShareColumns::kTop;
        const std::span<const ShareColumns::End> ends =
            shares.endsOf(static_cast<std::size_t>(first + x));
        for (std::size_t i = 0; i < ends.size(); ++i)
            stack.fillTo(static_cast<int>(static_cast<float>(ends[i]) * scale + 0.5F), colour[i]);
        stack.fillTo(stack.height(), idle);
    }
}

} // namespace

StripImages::StripImages(const Look &look, double pixelRatio)
    : m_lowestStack(look.px(kLowestStack)), m_pixelRatio(pixelRatio),
      m_past(coloursOf(look.theme, false)), m_future(coloursOf(look.theme, true)),
      m_pastLights(linear(m_past)), m_futureLights(linear(m_future))
{}

QImage StripImages::room(int width, int height)
{
    const std::size_t pixels = static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
    if (!m_memory || m_memory.use_count() > 1 || m_memory->size() < pixels)
        m_memory = std::make_shared<Memory>(pixels);
    const auto release = [](void *kept) { delete static_cast<std::shared_ptr<Memory> *>(kept); };
    return {reinterpret_cast<uchar *>(m_memory->data()),
            width,
            height,
            static_cast<qsizetype>(width) * static_cast<qsizetype>(sizeof(QRgb)),
            QImage::Format_RGB32,
            release,
            new std::shared_ptr<Memory>(m_memory)};
}

QImage StripImages::of(const TimelineStrip &strip, double momentX)
{
    return of(strip, momentX, 0, static_cast<int>(strip.pixels.size()));
}

QImage StripImages::of(const TimelineStrip &strip, double momentX, int first, int width)
{
    const int height = std::max(1, qRound(strip.rect.height() * m_pixelRatio));
    const bool stacked = strip.rect.height() >= m_lowestStack;
    QImage image = room(width, height);
    QRgb *const pixels = m_memory->data();
    const Columns columns(pixels, width, height);
    const double split = (momentX - strip.rect.left()) * m_pixelRatio - first - 0.5;
    const int later = static_cast<int>(std::clamp<double>(std::ceil(split), 0, width));
    for (const auto &[part, future] :
         {std::pair(Stretch{0, later}, false), std::pair(Stretch{later, width}, true)}) {
        if (stacked)
            paintStacks(columns, strip.pixels, first, part, future ? m_future : m_past);
        else
            mixColumns(pixels, strip.pixels, first, part, future ? m_futureLights : m_pastLights);
    }
    for (int y = 1; y < height && !stacked; ++y)
        std::copy_n(pixels, width, pixels + static_cast<qsizetype>(y) * width);
    return image;
}

} // namespace ui
