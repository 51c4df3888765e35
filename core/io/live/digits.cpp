// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/live/digits.h"

#include "core/io/file/gzip.h"

#include "digits_data.h"

#include <charconv>
#include <string>

namespace core {
namespace {

constexpr int kPixels = 64;
constexpr float kWhite = 16;
constexpr int kTrainingRows = 1500;

std::string unpacked()
{
    const std::string_view bytes(reinterpret_cast<const char *>(kDigits), sizeof kDigits);
    return unpackGzip(bytes, 1U << 20U).value();
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
