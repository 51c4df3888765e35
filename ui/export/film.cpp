// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/film.h"

#include "core/base/text.h"

#include <algorithm>
#include <cmath>

namespace ui {
namespace {

constexpr int kMostRate = 60;
constexpr double kLongest = 600; // seconds

std::string sizeText(QSize size)
{
    return std::to_string(size.width()) + 'x' + std::to_string(size.height());
}

} // namespace

core::Nanos momentOfFrame(const Film &film, int frame)
{
    const std::int64_t steps = std::max(1, film.frames - 1);
    const std::int64_t span = film.end.count - film.begin.count;
    // Without the product, which a step of many hours would make too large.
    return {film.begin.count + span / steps * frame + span % steps * frame / steps};
}

core::Result<Film> filmOf(core::Nanos begin, core::Nanos end, const FilmLength &length,
                          QSize pixels)
{
    if (length.rate < 1 || length.rate > kMostRate)
        return core::Error{"A film of " + std::to_string(length.rate) +
                           " frames a second is not possible: it must be from 1 to 60."};
    if (!(length.seconds > 0) || length.seconds > kLongest)
        return core::Error{"A film of " + core::plainNumber(length.seconds) +
                           " seconds is not possible: it must be above 0 and up to 600."};
    const auto frames = static_cast<std::int64_t>(std::llround(length.seconds * length.rate));
    if (frames < 2 || frames > kMostFrames)
        return core::Error{"A film of " + std::to_string(frames) + " frames (" +
                           core::plainNumber(length.seconds) + " s at " +
                           std::to_string(length.rate) +
                           " a second) is not possible: it must have from 2 to 3,000."};
    const std::int64_t all = frames * pixels.width() * pixels.height();
    if (all > kMostFilmPixels)
        return core::Error{std::to_string(frames) + " frames of " + sizeText(pixels) +
                           " pixels are more than the 4,000,000,000 pixels that a film may have: "
                           "use a smaller size or fewer frames."};
    return Film{begin, end, static_cast<int>(frames), length.rate};
}

std::string filmSizeText(const Film &film, QSize pixels)
{
    return std::to_string(film.frames) + " frames of " + sizeText(pixels) + " pixels, " +
           core::figureOf(core::Nanos{std::int64_t{1'000'000'000} * film.frames / film.rate})
               .text() +
           " long, at most 256 MB";
}

} // namespace ui
