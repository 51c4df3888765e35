// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace core {

// How numbers are written for people: 16,384 and 1.5. Files and options always have a point.
struct NumberSigns
{
    char decimal = '.';
    char group = ',';
};

// Of the language of the window, for every text of core/base/text.h that is made from now on. Any
// thread may make one at the same time.
void setNumberSigns(NumberSigns signs);
[[nodiscard]] NumberSigns numberSigns();

} // namespace core
