// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/layout/live_texts.h"

#include <algorithm>
#include <cctype>

namespace ui {

QString liveText(const core::Figure &figure)
{
    core::Figure shown = figure;
    std::string &value = shown.value;
    const bool whole = value.find('.') == std::string::npos;
    auto digits = std::ranges::count_if(
        value, [](char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; });
    if (value == "0" || digits == 0 || digits >= 3)
        return QString::fromStdString(shown.text());
    if (whole)
        value += '.';
    else if (value.front() == '0') // a leading zero is no significant digit
        --digits;
    for (; digits < 3; ++digits)
        value += '0';
    return QString::fromStdString(shown.text());
}

} // namespace ui
