// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/units.h"

#include <QSize>

#include <cstdint>
#include <string>

namespace ui {

constexpr int kMostFrames = 3'000;
constexpr std::int64_t kMostFilmPixels = 4'000'000'000; // of all frames together
constexpr std::uint64_t kMostFilmBytes = 256'000'000;   // of the file

// A stretch of a step, played at one speed: the first frame shows its begin, the last one its end.
struct Film
{
    core::Nanos begin;
    core::Nanos end;
    int frames = 250;
    int rate = 25; // frames a second
};

// What a frame shows, exact to the nanosecond below: begin + (end - begin) i / (frames - 1).
[[nodiscard]] core::Nanos momentOfFrame(const Film &film, int frame);

struct FilmLength
{
    double seconds = 10;
    int rate = 25;
};
// Error: times that no film has, or more frames or pixels than one may have. pixels: of a frame.
[[nodiscard]] core::Result<Film> filmOf(core::Nanos begin, core::Nanos end,
                                        const FilmLength &length, QSize pixels);

// "250 frames of 1280x720 pixels, 10.0 s, at most 256 MB", to be told before.
[[nodiscard]] std::string filmSizeText(const Film &film, QSize pixels);

} // namespace ui
