// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/snapshot.h"
#include "ui/export/film_formats.h"
#include "ui/export/picture.h"

#include <functional>
#include <memory>

namespace ui {

// A film as it is asked for: of a view, between two moments.
struct FilmPicture
{
    Picture picture; // without a moment; of part only views of time show no more than that
    FilmLength length;
};

// Paints a film frame by frame, with the painter of pictures, and writes it.
class FilmMaker
{
public:
    using Draw = std::function<core::Result<Drawing>(const Picture &picture)>;

    // The film of what draw paints. Error, before anything is painted: times, a size or a number of
    // frames that no film has, or a view without moments.
    [[nodiscard]] static core::Result<std::unique_ptr<FilmMaker>>
    make(Draw draw, Shows shows, core::Nanos stop, const FilmPicture &wanted,
         const FilmFormat &format, const std::string &path);

    [[nodiscard]] const Film &film() const { return m_film; }
    [[nodiscard]] QSize pixels() const { return m_pixels; }
    [[nodiscard]] int made() const { return m_made; } // frames
    [[nodiscard]] bool isDone() const { return m_done; }

    // The next frame or, after the last one, the end of the file. Needs a QApplication.
    [[nodiscard]] core::Written step();

private:
    FilmMaker() = default;
    [[nodiscard]] core::Written begin();
    [[nodiscard]] core::Result<QImage> frame(int number) const;

    Draw m_draw;
    Picture m_picture;
    Film m_film;
    QSize m_pixels;
    const FilmFormat *m_format = nullptr;
    std::string m_path;
    std::unique_ptr<FilmWriter> m_writer;
    int m_made = 0;
    bool m_done = false;
};

} // namespace ui
