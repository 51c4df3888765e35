// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/launch/shell_text.h"

#include <span>
#include <utility>
#include <vector>

namespace core::shell {

// The words that one written word becomes. What was expanded without quotation marks is split at
// blanks; with them, or where nothing may be split, it is not.
class Fields
{
public:
    enum class Splitting : std::uint8_t { AtBlanks, Never };
    explicit Fields(Splitting splitting) : m_splitting(splitting) {}

    void addLetter(char byte, int line);
    void addQuotes() { m_isOpen = true; } // an empty word is a word
    void addQuoted(const Text &text);
    void addUnquoted(const Text &text);
    // "$@": each text a word of its own. Nothing of no text.
    void addEach(std::span<const Text> texts);

    [[nodiscard]] std::vector<Text> taken();

private:
    void close();

    Splitting m_splitting;
    bool m_isOpen = false;
    Text m_current;
    std::vector<Text> m_done;
};

} // namespace core::shell
