// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/file/file_writer.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

struct GifFileType;

namespace core {

constexpr int kMostGifRate = 50; // frames a second: viewers slow down what is shorter than 20 ms
constexpr int kLongestGifSide = 65'535; // pixels

// A film as "Graphics Interchange Format, Version 89a" (CompuServe, 1990) has it, frame by frame,
// repeated without end. Of each frame only what differs from the one before is written, in its 255
// most frequent colours or those that are nearest to them.
class GifFilm
{
public:
    struct Shape
    {
        int width = 0; // pixels
        int height = 0;
        int rate = 25; // frames a second, up to kMostGifRate
    };
    // What is written to path takes the place of an old file in end(), and not before.
    GifFilm(std::string path, Shape shape);
    ~GifFilm();
    GifFilm(const GifFilm &) = delete;
    GifFilm &operator=(const GifFilm &) = delete;

    [[nodiscard]] Written begin(const std::string &comment); // empty: none
    // Rows from top to bottom; a pixel is 0xRRGGBB, whatever is above that.
    [[nodiscard]] Written add(std::span<const std::uint32_t> pixels);
    [[nodiscard]] Written end();
    [[nodiscard]] std::uint64_t bytes() const { return m_bytes; }

private:
    struct Area
    {
        int left = 0;
        int top = 0;
        int width = 0;
        int height = 0;
    };

    static int take(GifFileType *gif, const std::uint8_t *bytes, int count);
    [[nodiscard]] Written failed(int code);
    [[nodiscard]] Area changed(std::span<const std::uint32_t> pixels) const;
    [[nodiscard]] Written put(std::span<const std::uint32_t> pixels, const Area &area);
    [[nodiscard]] int delay(); // of the frame that comes now, hundredths of a second

    FileWriter m_writer;
    Shape m_shape;
    GifFileType *m_gif = nullptr;
    std::vector<std::uint32_t> m_before; // the frame before; empty: this is the first
    Written m_written;                   // of the last piece
    std::uint64_t m_bytes = 0;
    int m_frames = 0;
};

// The comment of a GIF, which may be anywhere; empty: it has none.
[[nodiscard]] std::string commentOfGif(std::string_view bytes);
[[nodiscard]] bool isGif(std::string_view bytes);

} // namespace core
