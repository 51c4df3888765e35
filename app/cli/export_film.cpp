// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/export_film.h"

#include "app/cli/offscreen.h"
#include "ui/words/language.h"

#include <algorithm>
#include <cstdio>
#include <utility>

namespace app {

const ui::FilmFormat *filmFormatOf(const ExportOptions &options)
{
    if (options.format.empty())
        return ui::filmFormatOfFile(options.out);
    const auto formats = ui::filmFormats();
    const auto named = std::ranges::find(formats, options.format, &ui::FilmFormat::suffix);
    return named != formats.end() ? &*named : nullptr;
}

core::Status checkFilm(const ExportOptions &options, const ui::FilmFormat *film)
{
    if (film == nullptr && (options.seconds || options.rate))
        return core::Error{"--seconds and --fps: Only a film takes them: let --out end in one of " +
                           ui::filmSuffixes() + ", or leave them out."};
    if (film != nullptr && !options.at.empty())
        return core::Error{
            "--at: A film shows more than one moment: give --from and --to, or leave "
            "--at out."};
    return std::monostate{};
}

core::Written writeFilm(const ExportOptions &options, const ui::FilmFormat &format,
                        const Filmed &filmed, const ui::Picture &picture)
{
    const std::unique_ptr<QApplication> application = offscreenApplication();
    if (core::Written fonts = checkFonts(); !fonts)
        return fonts;
    ui::useLanguage(QString::fromStdString(options.language));
    const ui::FilmPicture wanted = {picture,
                                    {options.seconds.value_or(ui::FilmLength().seconds),
                                     options.rate.value_or(ui::FilmLength().rate)}};
    const auto made =
        ui::FilmMaker::make(filmed.draw, filmed.shows, filmed.stop, wanted, format, options.out);
    if (!made)
        return made.error();
    ui::FilmMaker &maker = *made.value();
    std::fprintf(stderr, "%s: %s\n", options.out.c_str(),
                 ui::filmSizeText(maker.film(), maker.pixels()).c_str());
    core::Written written;
    while (written && !maker.isDone())
        written = maker.step();
    return written;
}

} // namespace app
