// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/export_options.h"
#include "ui/export/film_maker.h"

namespace app {

// The kind of film that --format or the name of the file asks for; null: a picture that stands.
[[nodiscard]] const ui::FilmFormat *filmFormatOf(const ExportOptions &options);

// Refuses what has no effect on a film, or on anything else.
[[nodiscard]] core::Status checkFilm(const ExportOptions &options, const ui::FilmFormat *film);

// What is filmed: a view of a step.
struct Filmed
{
    ui::FilmMaker::Draw draw;
    ui::Shows shows = ui::Shows::Time;
    core::Nanos stop;
};

// Says on standard error what it will be, and makes it.
[[nodiscard]] core::Written writeFilm(const ExportOptions &options, const ui::FilmFormat &format,
                                      const Filmed &filmed, const ui::Picture &picture);

} // namespace app
