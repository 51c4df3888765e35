// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/picture/gif_film.h"

#include <gif_lib.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <unordered_map>

namespace core {
namespace {

constexpr std::uint32_t kColour = 0xFFFFFF;
constexpr int kColourBits = 8;
constexpr int kTransparent = 255; // the last number of a table of 256
constexpr std::string_view kHeads[] = {"GIF87a", "GIF89a"};

GifColorType gifColour(std::uint32_t colour)
{
    return {static_cast<GifByteType>(colour >> 16), static_cast<GifByteType>(colour >> 8),
            static_cast<GifByteType>(colour)};
}

int distance(std::uint32_t one, std::uint32_t other)
{
    int sum = 0;
    for (int shift = 0; shift < 24; shift += 8) {
        const int by =
            static_cast<int>(one >> shift & 0xFF) - static_cast<int>(other >> shift & 0xFF);
        sum += by * by;
    }
    return sum;
}

// Numbers for the colours of a frame.
class Numbers
{
public:
    void count(std::uint32_t colour) { ++m_counts[colour]; }

    // The most frequent ones get a number of their own.
    void settle()
    {
        std::vector<std::pair<std::uint32_t, std::size_t>> colours(m_counts.begin(),
                                                                   m_counts.end());
        std::ranges::sort(colours, [](const auto &one, const auto &other) {
            return one.second != other.second ? one.second > other.second : one.first < other.first;
        });
        for (const auto &[colour, count] : colours) {
            if (m_table.size() < kTransparent)
                m_table.push_back(colour);
            m_numbers.emplace(colour, nearest(colour));
        }
    }
    [[nodiscard]] GifPixelType of(std::uint32_t colour) const { return m_numbers.at(colour); }
    [[nodiscard]] std::array<GifColorType, 1 << kColourBits> table() const
    {
        std::array<GifColorType, 1 << kColourBits> colours{};
        std::ranges::transform(m_table, colours.begin(), gifColour);
        return colours;
    }

private:
    [[nodiscard]] GifPixelType nearest(std::uint32_t colour) const
    {
        const auto found = std::ranges::min_element(
            m_table, {}, [&](std::uint32_t other) { return distance(colour, other); });
        return static_cast<GifPixelType>(found - m_table.begin());
    }

    std::unordered_map<std::uint32_t, std::size_t> m_counts;
    std::unordered_map<std::uint32_t, GifPixelType> m_numbers;
    std::vector<std::uint32_t> m_table;
};

} // namespace

GifFilm::GifFilm(std::string path, Shape shape) : m_writer(std::move(path)), m_shape(shape)
{
    assert(shape.width > 0 && shape.width <= kLongestGifSide);
    assert(shape.height > 0 && shape.height <= kLongestGifSide);
    assert(shape.rate > 0 && shape.rate <= kMostGifRate);
}

GifFilm::~GifFilm()
{
    if (m_gif != nullptr)
        EGifCloseFile(m_gif, nullptr);
}

int GifFilm::take(GifFileType *gif, const std::uint8_t *bytes, int count)
{
    auto *film = static_cast<GifFilm *>(gif->UserData);
    const auto size = static_cast<std::size_t>(count);
    if (film->m_written)
        film->m_written = film->m_writer.write({reinterpret_cast<const char *>(bytes), size});
    film->m_bytes += size;
    return film->m_written ? count : 0;
}

// What refused a piece of it says more than the library, which does not look at each and can else
// only lack memory.
Written GifFilm::failed(int code)
{
    if (!m_written)
        return m_written;
    if (code == GIF_OK)
        return {};
    Written failure =
        Error{"There is not enough memory for a frame of " + std::to_string(m_shape.width) + 'x' +
              std::to_string(m_shape.height) + " pixels as GIF."};
    failure.machineFailed = true;
    return failure;
}

Written GifFilm::begin(const std::string &comment)
{
    if (Written opened = m_writer.open(); !opened)
        return opened;
    m_gif = EGifOpen(this, &GifFilm::take, nullptr);
    if (m_gif == nullptr)
        return failed(GIF_ERROR);
    EGifSetGifVersion(m_gif, true);
    constexpr std::array<GifByteType, 3> kWithoutEnd = {1, 0, 0};
    constexpr std::string_view kLoop = "NETSCAPE2.0";
    int code = EGifPutScreenDesc(m_gif, m_shape.width, m_shape.height, kColourBits, 0, nullptr);
    if (code == GIF_OK)
        code = EGifPutExtensionLeader(m_gif, APPLICATION_EXT_FUNC_CODE);
    if (code == GIF_OK)
        code = EGifPutExtensionBlock(m_gif, static_cast<int>(kLoop.size()), kLoop.data());
    if (code == GIF_OK)
        code =
            EGifPutExtensionBlock(m_gif, static_cast<int>(kWithoutEnd.size()), kWithoutEnd.data());
    if (code == GIF_OK)
        code = EGifPutExtensionTrailer(m_gif);
    if (code == GIF_OK && !comment.empty())
        code = EGifPutComment(m_gif, comment.c_str());
    return failed(code);
}

// Times are rounded so that the sum of all stays right.
int GifFilm::delay()
{
    const auto at = [&](int frame) { return (200 * frame + m_shape.rate) / (2 * m_shape.rate); };
    const int hundredths = at(m_frames + 1) - at(m_frames);
    ++m_frames;
    return hundredths;
}

// Where this frame differs from the one before; one pixel of a frame that does not.
GifFilm::Area GifFilm::changed(std::span<const std::uint32_t> pixels) const
{
    if (m_before.empty())
        return {0, 0, m_shape.width, m_shape.height};
    int left = m_shape.width;
    int right = 0;
    int top = m_shape.height;
    int bottom = 0;
    for (int y = 0; y < m_shape.height; ++y) {
        const std::size_t row =
            static_cast<std::size_t>(y) * static_cast<std::size_t>(m_shape.width);
        for (int x = 0; x < m_shape.width; ++x) {
            const std::size_t i = row + static_cast<std::size_t>(x);
            if (((pixels[i] ^ m_before[i]) & kColour) == 0)
                continue;
            left = std::min(left, x);
            right = std::max(right, x + 1);
            top = std::min(top, y);
            bottom = y + 1;
        }
    }
    return right > left ? Area{left, top, right - left, bottom - top} : Area{0, 0, 1, 1};
}

Written GifFilm::put(std::span<const std::uint32_t> pixels, const Area &area)
{
    const auto index = [&](int x, int y) {
        return static_cast<std::size_t>(area.top + y) * static_cast<std::size_t>(m_shape.width) +
               static_cast<std::size_t>(area.left + x);
    };
    const auto isNew = [&](std::size_t i) {
        return m_before.empty() || ((pixels[i] ^ m_before[i]) & kColour) != 0;
    };
    Numbers numbers;
    for (int y = 0; y < area.height; ++y) {
        for (int x = 0; x < area.width; ++x) {
            if (isNew(index(x, y)))
                numbers.count(pixels[index(x, y)] & kColour);
        }
    }
    numbers.settle();
    const auto table = numbers.table();
    ColorMapObject *map = GifMakeMapObject(1 << kColourBits, table.data());
    if (map == nullptr)
        return failed(GIF_ERROR);
    int code = EGifPutImageDesc(m_gif, area.left, area.top, area.width, area.height, false, map);
    GifFreeMapObject(map); // it keeps a copy
    std::vector<GifPixelType> line(static_cast<std::size_t>(area.width));
    for (int y = 0; y < area.height && code == GIF_OK; ++y) {
        for (int x = 0; x < area.width; ++x) {
            const std::size_t i = index(x, y);
            line[static_cast<std::size_t>(x)] =
                isNew(i) ? numbers.of(pixels[i] & kColour) : GifPixelType{kTransparent};
        }
        code = EGifPutLine(m_gif, line.data(), area.width);
    }
    return failed(code);
}

Written GifFilm::add(std::span<const std::uint32_t> pixels)
{
    assert(pixels.size() ==
           static_cast<std::size_t>(m_shape.width) * static_cast<std::size_t>(m_shape.height));
    const GraphicsControlBlock control = {.DisposalMode = DISPOSE_DO_NOT,
                                          .UserInputFlag = false,
                                          .DelayTime = delay(),
                                          .TransparentColor = kTransparent};
    std::array<GifByteType, 4> packed{};
    EGifGCBToExtension(&control, packed.data());
    Written done = failed(EGifPutExtension(m_gif, GRAPHICS_EXT_FUNC_CODE,
                                           static_cast<int>(packed.size()), packed.data()));
    if (done)
        done = put(pixels, changed(pixels));
    m_before.assign(pixels.begin(), pixels.end());
    return done;
}

Written GifFilm::end()
{
    const int code = EGifCloseFile(m_gif, nullptr);
    m_gif = nullptr;
    if (Written done = failed(code); !done)
        return done;
    if (Written sealed = m_writer.seal(); !sealed)
        return sealed;
    return m_writer.commit();
}

bool isGif(std::string_view bytes)
{
    return std::ranges::any_of(kHeads,
                               [&](std::string_view head) { return bytes.starts_with(head); });
}

// An extension of label FE: blocks of up to 255 bytes, each after its size, until one of none.
std::string commentOfGif(std::string_view bytes)
{
    std::string comment;
    const std::size_t begin = bytes.find("!\xFE");
    if (begin == std::string_view::npos)
        return comment;
    for (std::size_t at = begin + 2; at < bytes.size() && bytes[at] != 0;) {
        const auto size = static_cast<std::size_t>(static_cast<std::uint8_t>(bytes[at]));
        comment += bytes.substr(at + 1, size);
        at += size + 1;
    }
    return comment;
}

} // namespace core
