// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/film_maker.h"

#include "ui/export/vector_files.h"

#include <QStandardPaths>

#include <utility>

namespace ui {

core::Result<std::unique_ptr<FilmMaker>> FilmMaker::make(Draw draw, Shows shows, core::Nanos stop,
                                                         const FilmPicture &wanted,
                                                         const FilmFormat &format,
                                                         const std::string &path)
{
    if (shows == Shows::Step)
        return core::Error{"A view of the sums of a step stands still, so there is no film of it: "
                           "choose timeline, scene, memory, network or window."};
    if (stop.count <= 0)
        return core::Error{"Nothing runs, so there is no film: the step has no length."};
    if (wanted.length.rate > format.mostRate)
        return core::Error{std::string(format.name) + " has at most " +
                           std::to_string(format.mostRate) + " frames a second, not " +
                           std::to_string(wanted.length.rate) + '.'};
    if (format.program != nullptr &&
        QStandardPaths::findExecutable(QString::fromLatin1(format.program)).isEmpty())
        return core::Error{"The program " + std::string(format.program) + ", which writes " +
                           std::string(format.name) + ", is not installed: install the package " +
                           format.program + ", or write a .gif, which needs no other program."};
    std::unique_ptr<FilmMaker> maker(new FilmMaker);
    maker->m_picture = wanted.picture;
    const TimePart part = wanted.picture.part.value_or(TimePart{{0}, stop});
    if (shows != Shows::Time)
        maker->m_picture.part.reset();
    maker->m_picture.moment = part.begin;
    const core::Result<Drawing> first = draw(maker->m_picture);
    if (!first)
        return first.error();
    // Where time has an axis it is at the foot in each frame; other views fill their size.
    maker->m_picture.trimmed = first.value().trimmed && shows == Shows::Time;
    if (maker->m_picture.trimmed) {
        const core::Result<QSize> size = sizeOf(first.value());
        if (!size)
            return size.error();
        maker->m_picture.size = size.value();
        maker->m_picture.trimmed = false;
    }
    maker->m_pixels = maker->m_picture.size * maker->m_picture.scale;
    const core::Result<Film> film = filmOf(part.begin, part.end, wanted.length, maker->m_pixels);
    if (!film)
        return film.error();
    maker->m_film = film.value();
    maker->m_draw = std::move(draw);
    maker->m_format = &format;
    maker->m_path = path;
    return maker;
}

core::Result<QImage> FilmMaker::frame(int number) const
{
    Picture picture = m_picture;
    picture.moment = momentOfFrame(m_film, number);
    const core::Result<Drawing> drawing = m_draw(picture);
    if (!drawing)
        return drawing.error();
    return imageOf(drawing.value());
}

core::Written FilmMaker::begin()
{
    const core::Result<Drawing> drawing = m_draw(m_picture);
    if (!drawing)
        return drawing.error();
    m_writer = m_format->open({.path = m_path,
                               .pixels = m_pixels,
                               .rate = m_film.rate,
                               .ground = themeOf(m_picture.theme).surface,
                               .scenario = carriedText(drawing.value())},
                              *m_format);
    return m_writer->begin();
}

core::Written FilmMaker::step()
{
    if (m_writer == nullptr) {
        if (core::Written begun = begin(); !begun)
            return begun;
    }
    if (m_made == m_film.frames) {
        m_done = true;
        return m_writer->finish();
    }
    const core::Result<QImage> image = frame(m_made);
    if (!image)
        return image.error();
    ++m_made;
    core::Written added = m_writer->add(image.value());
    if (added && m_writer->bytes() > kMostFilmBytes)
        return core::Error{"The film passes 256 MB at frame " + std::to_string(m_made) + " of " +
                           std::to_string(m_film.frames) + ": use a smaller size or fewer frames."};
    return added;
}

} // namespace ui
