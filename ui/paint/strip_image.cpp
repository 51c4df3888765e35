// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/paint/strip_image.h"

#include "core/base/wide.h"
#include "ui/paint/column_block.h"
#include "ui/paint/stacked_columns.h"
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
constexpr int kLightSteps = 16'384;
// Of a share of ShareColumns::kTop of a light of 1.
constexpr float kStepsOfShare = static_cast<float>(kLightSteps) / ShareColumns::kTop;

// With room for light that is rounded up.
using LightCodes = std::array<std::uint8_t, kLightSteps + 2>;

const LightCodes &lightCodes()
{
    static const LightCodes codes = [] {
        LightCodes made{};
        made.back() = 255;
        for (int i = 0; i <= kLightSteps; ++i)
            made[static_cast<std::size_t>(i)] = static_cast<std::uint8_t>(
                std::lround(codeOf(static_cast<float>(i) / static_cast<float>(kLightSteps))));
        return made;
    }();
    return codes;
}

// The colours of columns as a mix of their light.
PARALLARIUM_WIDER void mixColumns(QRgb *line, const ShareColumns &columns, int first,
                                  const Stretch &part, const Lights &lights)
{
    const LightCodes &codes = lightCodes();
    const std::span<const WorkClass> kinds = columns.kinds();
    std::array<ColumnLane<float>, 3> mix;
    std::array<ColumnLane<std::int32_t>, 3> steps;
    ColumnLane<ShareColumns::End> ends;
    ColumnLane<float> share;
    ColumnLane<float> before;
    const auto add = [&](WorkClass work) {
        const Light &light = lights[static_cast<std::size_t>(work)];
        for (std::size_t channel = 0; channel < mix.size(); ++channel) {
            const float each = light[channel] * kStepsOfShare;
            for (std::size_t i = 0; i < kColumnBlock; ++i)
                mix[channel][i] += each * share[i];
        }
    };
    for (int begin = part.begin; begin < part.end; begin += static_cast<int>(kColumnBlock)) {
        const std::size_t count =
            std::min(kColumnBlock, static_cast<std::size_t>(part.end - begin));
        before.fill(0);
        for (ColumnLane<float> &channel : mix)
            channel.fill(0.5F);
        for (std::size_t kind = 0; kind < kinds.size(); ++kind) {
            readEnds(columns, static_cast<std::size_t>(first + begin), count, kind, ends);
            for (std::size_t i = 0; i < kColumnBlock; ++i) {
                const auto end = static_cast<float>(ends[i]);
                share[i] = end - before[i];
                before[i] = end;
            }
            add(kinds[kind]);
        }
        for (std::size_t i = 0; i < kColumnBlock; ++i)
            share[i] = ShareColumns::kTop - before[i];
        add(WorkClass::Idle);
        for (std::size_t channel = 0; channel < mix.size(); ++channel) {
            for (std::size_t i = 0; i < kColumnBlock; ++i)
                steps[channel][i] = static_cast<std::int32_t>(mix[channel][i]);
        }
        const auto code = [&](std::size_t channel, std::size_t i) {
            return QRgb{codes[static_cast<std::size_t>(steps[channel][i])]};
        };
        for (std::size_t i = 0; i < count; ++i)
            line[static_cast<std::size_t>(begin) + i] =
                0xFF000000U | code(0, i) << 16 | code(1, i) << 8 | code(2, i);
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
    QImage image = room(width, heightOf(strip));
    const PixelLines lines(reinterpret_cast<QRgb *>(image.bits()), width, image.height());
    paint(lines, strip, momentX, first, width);
    return image;
}

int StripImages::heightOf(const TimelineStrip &strip) const
{
    return std::max(1, qRound(strip.rect.height() * m_pixelRatio));
}

void StripImages::paint(const PixelLines &lines, const TimelineStrip &strip, double momentX,
                        int first, int width) const
{
    const bool stacked = strip.rect.height() >= m_lowestStack;
    const double split = (momentX - strip.rect.left()) * m_pixelRatio - first - 0.5;
    const int later = static_cast<int>(std::clamp<double>(std::ceil(split), 0, width));
    for (const auto &[part, future] :
         {std::pair(Stretch{0, later}, false), std::pair(Stretch{later, width}, true)}) {
        if (stacked)
            paintStacks(lines, strip.pixels, first, part, future ? m_future : m_past);
        else
            mixColumns(lines.bottom, strip.pixels, first, part,
                       future ? m_futureLights : m_pastLights);
    }
    for (int y = 1; y < lines.count && !stacked; ++y)
        std::copy_n(lines.bottom, width, lines.at(y));
}

} // namespace ui
