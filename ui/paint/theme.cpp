// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/paint/theme.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace ui {

namespace {

QColor rgb(QRgb value)
{
    return QColor::fromRgb(value);
}

Theme lightTheme()
{
    return {.bg = rgb(0xF1F4F8),
            .surface = rgb(0xFFFFFF),
            .surface2 = rgb(0xF8FAFC),
            .line = rgb(0xDCE2EA),
            .line2 = rgb(0xBFC8D4),
            .line3 = rgb(0x8793A3),
            .text1 = rgb(0x14181F),
            .text2 = rgb(0x46505E),
            .text3 = rgb(0x5F6B7A),
            .accent = rgb(0x1768AC),
            .accentSoft = rgb(0xE3EFF9),
            .onAccent = rgb(0xFFFFFF),
            .forward = rgb(0x1768AC),
            .onForward = rgb(0xFFFFFF),
            .recompute = rgb(0x7FB8E6),
            .backward = rgb(0xEFA00B),
            .onBackward = rgb(0x1B1403),
            .backwardEdge = rgb(0xA66A00),
            .weightGrad = rgb(0xF9DC9C),
            .sync = rgb(0xB84A8C),
            .onSync = rgb(0xFFFFFF),
            .optimizer = rgb(0x3A434F),
            .idle = rgb(0xE9EDF2),
            .idleHatch = rgb(0xCBD3DC),
            .problem = rgb(0xC4380F),
            .onProblem = rgb(0xFFFFFF),
            .problemSoft = rgb(0xFDEBE5),
            .problemText = rgb(0xB0300A),
            .memWeights = rgb(0x33437A),
            .memGrads = rgb(0x6A7FBE),
            .memOptim = rgb(0xAEBBE0),
            .memActs = rgb(0x2A9D8F),
            .memBuffers = rgb(0x9AA5B4)};
}

Theme darkTheme()
{
    return {.dark = true,
            .bg = rgb(0x10151C),
            .surface = rgb(0x19202A),
            .surface2 = rgb(0x212936),
            .line = rgb(0x2D3745),
            .line2 = rgb(0x46536A),
            .line3 = rgb(0x6B7A90),
            .text1 = rgb(0xEEF2F6),
            .text2 = rgb(0xB7C2CF),
            .text3 = rgb(0x93A0B0),
            .accent = rgb(0x4FA3EC),
            .accentSoft = rgb(0x1D3349),
            .onAccent = rgb(0x0B1118),
            .forward = rgb(0x4FA3EC),
            .onForward = rgb(0x06121F),
            .recompute = rgb(0x1E5A8E),
            .backward = rgb(0xF2AE3D),
            .onBackward = rgb(0x1B1403),
            .backwardEdge = rgb(0xF2AE3D),
            .weightGrad = rgb(0x7A5D24),
            .sync = rgb(0xD373B0),
            .onSync = rgb(0x200A18),
            .optimizer = rgb(0xC3CCD8),
            .idle = rgb(0x232B37),
            .idleHatch = rgb(0x3A4556),
            .problem = rgb(0xFF7A50),
            .onProblem = rgb(0x2A0D04),
            .problemSoft = rgb(0x40231B),
            .problemText = rgb(0xFF9574),
            .memWeights = rgb(0x8FA4E8),
            .memGrads = rgb(0x6478BF),
            .memOptim = rgb(0x46548A),
            .memActs = rgb(0x3CBFAE),
            .memBuffers = rgb(0x6F7D92)};
}

// White on black, every outline two pixels, no soft fills.
Theme highContrastTheme()
{
    const QColor black = rgb(0x000000);
    const QColor white = rgb(0xFFFFFF);
    Theme theme = darkTheme();
    theme.flat = true;
    theme.lineWidth = 2;
    theme.bg = theme.surface = theme.surface2 = theme.accentSoft = theme.problemSoft = black;
    theme.idle = black;
    theme.line = theme.line2 = theme.line3 = white;
    theme.text1 = theme.text2 = theme.text3 = white;
    theme.accent = theme.forward = rgb(0x66C2FF);
    theme.onAccent = theme.onForward = theme.onBackward = theme.onSync = theme.onProblem = black;
    theme.backward = theme.backwardEdge = rgb(0xFFC233);
    theme.weightGrad = rgb(0xB88A2A);
    theme.sync = rgb(0xFF8CD2);
    theme.optimizer = white;
    theme.idleHatch = rgb(0xA0A0A0);
    theme.problem = theme.problemText = rgb(0xFF8A66);
    return theme;
}

Theme printTheme()
{
    Theme theme = lightTheme();
    theme.flat = true;
    theme.bg = theme.surface2 = theme.surface;
    return theme;
}

double linearChannel(double value)
{
    return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

// WCAG 2: of an opaque colour, 0 to 1.
double relativeLuminance(const QColor &colour)
{
    // Asked for each word on a cell.
    static const std::array<double, 256> linear = [] {
        std::array<double, 256> channels{};
        for (std::size_t code = 0; code < channels.size(); ++code)
            channels[code] = linearChannel(static_cast<double>(code) / 255.0);
        return channels;
    }();
    const auto of = [](int code) { return linear[static_cast<std::size_t>(code)]; };
    return 0.2126 * of(colour.red()) + 0.7152 * of(colour.green()) + 0.0722 * of(colour.blue());
}

} // namespace

const Theme &themeOf(ThemeId id)
{
    static const Theme light = lightTheme();
    static const Theme dark = darkTheme();
    static const Theme highContrast = highContrastTheme();
    static const Theme print = printTheme();
    switch (id) {
    case ThemeId::Dark:
        return dark;
    case ThemeId::HighContrast:
        return highContrast;
    case ThemeId::Print:
        return print;
    case ThemeId::System:
    case ThemeId::Light:
        break;
    }
    return light;
}

QColor microBatchColour(int index, int count)
{
    constexpr std::array<QRgb, 7> ramp = {0x46327E, 0x365C8D, 0x277F8E, 0x1FA187,
                                          0x4AC16D, 0xA0DA39, 0xF2E51D};
    if (count < 2)
        return rgb(ramp.front());
    constexpr int last = static_cast<int>(ramp.size()) - 1;
    const double position =
        static_cast<double>(std::clamp(index, 0, count - 1)) / (count - 1) * last;
    const int left = std::min(static_cast<int>(position), last - 1);
    const std::size_t at = static_cast<std::size_t>(left);
    return mixed(rgb(ramp[at]), rgb(ramp[at + 1]), position - left);
}

QColor textOn(const QColor &background)
{
    return relativeLuminance(background) <= 0.22 ? rgb(0xFFFFFF) : rgb(0x11151B);
}

QColor visibleOn(const Theme &theme, const QColor &colour)
{
    constexpr double kSeen = 3;
    constexpr int kSteps = 20;
    if (!theme.dark)
        return colour;
    QColor seen = colour;
    for (int step = 1; step <= kSteps && contrastRatio(seen, theme.surface) < kSeen; ++step)
        seen = mixed(colour, theme.text1, static_cast<double>(step) / kSteps);
    return seen;
}

QColor faded(const QColor &colour, const Theme &theme)
{
    return mixed(colour, theme.surface, 0.62);
}

QColor mixed(const QColor &a, const QColor &b, double share)
{
    const auto channel = [share](int from, int to) { return qRound(from + (to - from) * share); };
    return QColor(channel(a.red(), b.red()), channel(a.green(), b.green()),
                  channel(a.blue(), b.blue()), channel(a.alpha(), b.alpha()));
}

double contrastRatio(const QColor &a, const QColor &b)
{
    const double first = relativeLuminance(a);
    const double second = relativeLuminance(b);
    return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

} // namespace ui
