// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/live/digits.h"

#include "digits_data.h"

#include <zlib.h>

#include <array>
#include <cassert>
#include <charconv>
#include <string>

namespace core {
namespace {

constexpr int kPixels = 64;
constexpr float kWhite = 16;
constexpr int kTrainingRows = 1500;

std::string unpacked()
{
    std::string text;
    z_stream stream = {};
    stream.next_in = const_cast<Bytef *>(kDigits); // zlib reads it only
    stream.avail_in = sizeof kDigits;
    constexpr int kGzip = 16 + MAX_WBITS;
    [[maybe_unused]] int status = inflateInit2(&stream, kGzip);
    assert(status == Z_OK);
    std::array<char, 1U << 16U> block{};
    do {
        stream.next_out = reinterpret_cast<Bytef *>(block.data());
        stream.avail_out = block.size();
        status = inflate(&stream, Z_NO_FLUSH);
        text.append(block.data(), block.size() - stream.avail_out);
    } while (status == Z_OK);
    inflateEnd(&stream);
    return text;
}

} // namespace

std::shared_ptr<const live::Table> digits()
{
    auto table = std::make_shared<live::Table>();
    table->width = kPixels;
    table->classes = 10;
    table->trainingRows = kTrainingRows;
    const std::string text = unpacked();
    int column = 0;
    for (const char *at = text.data(), *end = at + text.size(); at < end; ++at) {
        int value = 0;
        const auto [behind, error] = std::from_chars(at, end, value);
        if (error != std::errc())
            continue; // a line break
        if (column < kPixels)
            table->numbers.push_back(static_cast<float>(value) / kWhite);
        else
            table->labels.push_back(value);
        column = column < kPixels ? column + 1 : 0;
        at = behind;
    }
    return table;
}

} // namespace core
