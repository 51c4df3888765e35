// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/film_formats.h"

#include "core/base/text.h"
#include "core/io/picture/carried_scenario.h"
#include "core/io/picture/gif_film.h"
#include "ui/export/ffmpeg_film.h"
#include "ui/export/file_suffix.h"

#include <algorithm>
#include <vector>

namespace ui {
namespace {

class GifWriter : public FilmWriter
{
public:
    explicit GifWriter(const FilmTarget &target)
        : m_film(target.path, {target.pixels.width(), target.pixels.height(), target.rate}),
          m_comment(core::scenarioElement(target.scenario))
    {}

    core::Written begin() override { return m_film.begin(m_comment); }
    core::Written add(const QImage &frame) override
    {
        static_assert(sizeof(QRgb) == sizeof(std::uint32_t));
        const auto *pixels = reinterpret_cast<const std::uint32_t *>(frame.constBits());
        return m_film.add({pixels, static_cast<std::size_t>(frame.sizeInBytes()) / sizeof(QRgb)});
    }
    core::Written finish() override { return m_film.end(); }
    [[nodiscard]] std::uint64_t bytes() const override { return m_film.bytes(); }

private:
    core::GifFilm m_film;
    std::string m_comment;
};

std::unique_ptr<FilmWriter> openGif(const FilmTarget &target, const FilmFormat &)
{
    return std::make_unique<GifWriter>(target);
}

// H.264, which plays everywhere; its index stands first, so that it plays while it loads.
std::unique_ptr<FilmWriter> openMp4(const FilmTarget &target, const FilmFormat &format)
{
    return std::make_unique<FfmpegFilm>(
        target, format,
        QStringList{QStringLiteral("-c:v"), QStringLiteral("libx264"), QStringLiteral("-crf"),
                    QStringLiteral("20"), QStringLiteral("-movflags"), QStringLiteral("+faststart"),
                    QStringLiteral("-f"), QStringLiteral("mp4")});
}

// VP9 at the quality that its makers name for screens.
std::unique_ptr<FilmWriter> openWebm(const FilmTarget &target, const FilmFormat &format)
{
    return std::make_unique<FfmpegFilm>(
        target, format,
        QStringList{QStringLiteral("-c:v"), QStringLiteral("libvpx-vp9"), QStringLiteral("-crf"),
                    QStringLiteral("30"), QStringLiteral("-b:v"), QStringLiteral("0"),
                    QStringLiteral("-deadline"), QStringLiteral("realtime"),
                    QStringLiteral("-cpu-used"), QStringLiteral("6"), QStringLiteral("-f"),
                    QStringLiteral("webm")});
}

} // namespace

std::span<const FilmFormat> filmFormats()
{
    static constexpr FilmFormat table[] = {
        {"gif", "GIF", core::kMostGifRate, nullptr, openGif},
        {"mp4", "MP4", 60, kFfmpeg, openMp4},
        {"webm", "WebM", 60, kFfmpeg, openWebm},
    };
    return table;
}

const FilmFormat *filmFormatOfFile(std::string_view path)
{
    const auto formats = filmFormats();
    const auto found = std::ranges::find(formats, suffixOf(path), &FilmFormat::suffix);
    return found != formats.end() ? &*found : nullptr;
}

std::string filmSuffixes()
{
    std::vector<std::string> suffixes;
    for (const FilmFormat &format : filmFormats())
        suffixes.push_back('.' + std::string(format.suffix));
    return core::joinWithAnd(suffixes);
}

} // namespace ui
