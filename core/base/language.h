// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <initializer_list>
#include <string>
#include <vector>

// The language of what the window shows. Command line and files have none: there everything is
// English. The window sets it; any thread may make a text at the same time.

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

// A text that people read in the window, and the context in which translators find it.
struct Words
{
    const char *context;
    const char *text;
};

// Marks a text for packaging/translations/update.sh: both arguments are literals.
[[nodiscard]] constexpr Words inContext(const char *context, const char *text)
{
    return {context, text};
}

// The text in the language of the window, with %1, %2 … replaced by the arguments. Command line and
// files have no language: there it is English.
[[nodiscard]] std::string phrase(const Words &words,
                                 std::initializer_list<std::string> arguments = {});

// "a, b and c"
[[nodiscard]] std::string listedInLanguage(const std::vector<std::string> &parts);

// The window says who translates; null: nobody. Any thread may make a phrase at the same time.
using Translate = std::string (*)(const Words &);
void setTranslate(Translate translate);

} // namespace core
