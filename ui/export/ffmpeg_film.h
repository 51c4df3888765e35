// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/export/film_formats.h"

#include <QProcess>
#include <QTemporaryDir>

namespace ui {

inline constexpr char kFfmpeg[] = "ffmpeg";

// A film by the program ffmpeg, which gets each frame as it is and may be missing.
class FfmpegFilm : public FilmWriter
{
public:
    FfmpegFilm(FilmTarget target, const FilmFormat &format, QStringList encoder);
    ~FfmpegFilm() override;

    [[nodiscard]] core::Written begin() override;
    [[nodiscard]] core::Written add(const QImage &frame) override;
    [[nodiscard]] core::Written finish() override;
    [[nodiscard]] std::uint64_t bytes() const override;

private:
    [[nodiscard]] QStringList arguments() const;
    [[nodiscard]] core::Written failed();
    [[nodiscard]] QString file() const;

    FilmTarget m_target;
    std::string m_suffix;
    std::string m_name;
    QStringList m_encoder;
    QTemporaryDir m_folder;
    QProcess m_process;
    QByteArray m_said; // errors alone
};

} // namespace ui
