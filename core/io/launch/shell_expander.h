// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/launch/shell_fields.h"
#include "core/io/launch/shell_parameter.h"
#include "core/io/launch/shell_state.h"

#include <functional>
#include <span>
#include <vector>

namespace core::shell {

// Puts values in the place of what stands for them: words as bash would hand them to a program.
class Expander
{
public:
    // What a command between $( and ) writes.
    using Substitute = std::function<Text(const Text &)>;

    Expander(State &state, Budget &budget, Substitute substitute)
        : m_state(state), m_budget(budget), m_substitute(std::move(substitute))
    {}

    [[nodiscard]] std::vector<Text> words(std::span<const Text> written);
    // Of a value, a pattern or an index: one text, never split.
    [[nodiscard]] Text text(const Text &written);
    // Of a here-document: quotation marks are letters.
    [[nodiscard]] Text document(const Text &written);

private:
    enum class Quotes : std::uint8_t { None, Double, Document };

    void expand(const Text &written, Fields &fields, Quotes quotes);
    std::size_t expandQuoted(const Text &written, std::size_t at, Fields &fields);
    std::size_t expandBackslash(const Text &written, std::size_t at, Fields &fields, Quotes quotes);
    std::size_t expandDollar(const Text &written, std::size_t at, Fields &fields, Quotes quotes);
    void addValues(const Values &values, bool joined, Fields &fields, Quotes quotes);
    void addText(const Text &text, Fields &fields, Quotes quotes);
    Values valuesOf(const Parameter &parameter, int line, Quotes quotes);
    Values otherwiseOf(const Parameter &parameter);
    Values withoutFirst(Values values, const Text &count);
    // Of the variable with this name, before what the parameter changes.
    Values plainValuesOf(const Parameter &parameter, int line);

    State &m_state;
    Budget &m_budget;
    Substitute m_substitute;
    int m_depth = 0;
};

} // namespace core::shell
