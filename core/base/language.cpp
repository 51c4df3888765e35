// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/language.h"

#include <atomic>

namespace core {
namespace {

std::atomic<NumberSigns> g_signs;
std::atomic<Translate> g_translate;

} // namespace

void setNumberSigns(NumberSigns signs)
{
    g_signs = signs;
}

NumberSigns numberSigns()
{
    return g_signs;
}

std::string phrase(const Words &words, std::initializer_list<std::string> arguments)
{
    const Translate translate = g_translate;
    const std::string text = translate == nullptr ? words.text : translate(words);
    std::string filled;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool hole = text[i] == '%' && i + 1 < text.size() && text[i + 1] >= '1' &&
                          text[i + 1] < '1' + static_cast<int>(arguments.size());
        if (hole)
            filled += arguments.begin()[text[++i] - '1'];
        else
            filled += text[i];
    }
    return filled;
}

std::string listedInLanguage(const std::vector<std::string> &parts)
{
    std::string text;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (i == 0)
            text = parts[i];
        else if (i + 1 < parts.size())
            text += ", " + parts[i];
        else
            text = phrase(inContext("List", "%1 and %2"), {text, parts[i]});
    }
    return text;
}

void setTranslate(Translate translate)
{
    g_translate = translate;
}

} // namespace core
