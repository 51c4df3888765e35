// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/file/file_writer.h"
#include "ui/export/film.h"

#include <QColor>
#include <QImage>
#include <QSize>

#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace ui {

// A film that is being written, frame by frame. Nothing stands at its path before finish(); one
// that is given up leaves what was there.
class FilmWriter
{
public:
    FilmWriter() = default;
    virtual ~FilmWriter() = default;
    FilmWriter(const FilmWriter &) = delete;
    FilmWriter &operator=(const FilmWriter &) = delete;

    [[nodiscard]] virtual core::Written begin() = 0;
    // QImage::Format_RGB32, of the size of the target.
    [[nodiscard]] virtual core::Written add(const QImage &frame) = 0;
    [[nodiscard]] virtual core::Written finish() = 0;
    // Of the file so far.
    [[nodiscard]] virtual std::uint64_t bytes() const = 0;
};

struct FilmTarget
{
    std::string path; // "-" is standard output
    QSize pixels;
    int rate = 25;        // frames a second
    QColor ground;        // of what a format adds at the edges
    std::string scenario; // that the file carries, as JSON; empty: none
};

struct FilmFormat
{
    std::string_view suffix; // "mp4", in small letters
    std::string_view name;   // "MP4"
    int mostRate = 60;       // frames a second
    const char *program;     // that writes it; null: none is needed
    std::unique_ptr<FilmWriter> (*open)(const FilmTarget &target, const FilmFormat &format);
};
[[nodiscard]] std::span<const FilmFormat> filmFormats();

// By the suffix of a file name, in small or capital letters; none of them: null.
[[nodiscard]] const FilmFormat *filmFormatOfFile(std::string_view path);

// ".gif, .mp4 and .webm"
[[nodiscard]] std::string filmSuffixes();

} // namespace ui
