// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/launch/megatron_arguments.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace core {

// Asks arguments for numbers and words. What is not set is asked for by name; what is no number is
// the first complaint.
class MegatronValues
{
public:
    MegatronValues(LaunchSheet &sheet, const MegatronArguments &arguments)
        : m_sheet(sheet), m_arguments(arguments)
    {}

    [[nodiscard]] bool has(std::string_view flag) const { return m_arguments.has(flag); }
    // The first of the flags that is given; empty: none.
    [[nodiscard]] std::string_view firstOf(std::initializer_list<std::string_view> flags) const;
    [[nodiscard]] int lineOf(std::string_view flag) const { return m_arguments.lineOf(flag); }

    // At least 1, unless another least is given. Nothing: the flag is not there.
    [[nodiscard]] std::optional<std::int64_t> countIn(std::string_view flag,
                                                      std::int64_t least = 1);
    [[nodiscard]] std::int64_t count(std::string_view flag, std::int64_t otherwise,
                                     std::int64_t least = 1);
    // The first value in small letters; empty: the flag is not there.
    [[nodiscard]] std::string word(std::string_view flag);
    [[nodiscard]] std::string word(std::string_view flag, std::string_view otherwise);
    [[nodiscard]] std::vector<std::string> texts(std::string_view flag);

    void tell(std::string_view flag, std::string text)
    {
        m_sheet.tell(lineOf(flag), std::move(text));
    }
    void complain(std::string_view flag, const std::string &sentence)
    {
        complainAt(lineOf(flag), sentence);
    }
    void complainAt(int line, const std::string &sentence);
    [[nodiscard]] bool failed() const { return m_error.has_value(); }
    [[nodiscard]] const std::optional<Error> &error() const { return m_error; }

    [[nodiscard]] LaunchSheet &sheet() { return m_sheet; }
    [[nodiscard]] const MegatronArguments &arguments() const { return m_arguments; }

private:
    // Null: not there, or asked for.
    const MegatronArguments::Given *given(std::string_view flag);

    LaunchSheet &m_sheet;
    const MegatronArguments &m_arguments;
    std::optional<Error> m_error;
};

// "220_000_000" too, as Python reads it.
[[nodiscard]] std::optional<std::int64_t> pythonInteger(std::string_view text);

// bf16, fp16 and their long names, as values of --main-grads-dtype and others.
[[nodiscard]] bool isNarrowType(std::string_view type);

} // namespace core
