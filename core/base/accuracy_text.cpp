// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/accuracy_text.h"

#include "core/base/text.h"

namespace core {

std::string figureOfAccuracy(double share)
{
    constexpr double kLastTenth = 0.9995; // above, a tenth of a percent rounds to all
    constexpr int kMostDecimals = 6;
    if (!(share >= kLastTenth && share < 1))
        return shareInTenths(share);
    int decimals = 2;
    std::string text = figureOfDecimals(share * 100, decimals);
    while (text.starts_with("100") && decimals < kMostDecimals)
        text = figureOfDecimals(share * 100, ++decimals);
    return text + " %";
}

} // namespace core
