// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/exchange/words_back.h"

#include "core/analysis/idle_words.h"
#include "core/io/exchange/exchange_parts.h"

#include <charconv>

namespace core {
namespace {

template <class Kind, class Words>
std::optional<Kind> kindOf(std::string_view text, int count, Words words)
{
    for (int i = 0; i < count; ++i) {
        if (words(static_cast<Kind>(i)) == text)
            return static_cast<Kind>(i);
    }
    return {};
}

} // namespace

std::optional<SpanKind> spanKindOf(std::string_view words)
{
    return kindOf<SpanKind>(words, kSpanKindCount, kindWords);
}

std::optional<IdleCause> idleCauseOf(std::string_view words)
{
    return kindOf<IdleCause>(words, kIdleCauseCount, idleWords);
}

std::optional<std::uint32_t> countedFrom1(std::string_view name)
{
    const std::size_t space = name.rfind(' ');
    std::uint32_t number = 0;
    const char *const first =
        space == std::string_view::npos ? name.data() : name.data() + space + 1;
    const auto [end, error] = std::from_chars(first, name.data() + name.size(), number);
    if (error != std::errc() || end != name.data() + name.size() || number == 0)
        return {};
    return number - 1;
}

} // namespace core
