// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/text.h"

#include <QString>

#include <cstdint>
#include <string_view>

namespace ui {

// core speaks UTF-8.
[[nodiscard]] inline QString textOf(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

// "131,072"
[[nodiscard]] inline QString countText(std::int64_t value)
{
    return textOf(core::figureOfCount(value));
}

// As many decimals as are asked for: "0.0030"
[[nodiscard]] inline QString decimalsText(double value, int decimals)
{
    return textOf(core::figureOfDecimals(value, decimals));
}

} // namespace ui
