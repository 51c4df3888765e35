// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace core::shell {

// Text that knows of each byte where it stands in the file, through all that is done with it. What
// is not known stands in it as a mark, so that a word says which variable it lacks.
class Text
{
public:
    Text() = default;
    // Of a file that begins with this line. Carriage returns and bytes that are marks here go.
    static Text ofFile(std::string_view file, int firstLine = 1);
    static Text at(std::string_view bytes, int line);
    // Of another file, all of which stands where it is named.
    static Text ofOther(std::string_view file, int line);
    // What stands for a variable that has no value, and for what only a run would tell.
    static Text unset(std::string_view name, int line);
    static Text unknown(int line);

    void add(char byte, int line);
    void add(const Text &other);
    [[nodiscard]] Text part(std::size_t from, std::size_t count = std::string::npos) const;

    [[nodiscard]] const std::string &bytes() const { return m_bytes; }
    [[nodiscard]] std::size_t size() const { return m_bytes.size(); }
    [[nodiscard]] bool isEmpty() const { return m_bytes.empty(); }
    [[nodiscard]] char operator[](std::size_t at) const { return m_bytes[at]; }
    // Of this byte; behind the end, of the last one.
    [[nodiscard]] int lineAt(std::size_t at) const;

    // Without marks.
    [[nodiscard]] std::string plain() const;
    // What follows the last mark, without marks.
    [[nodiscard]] std::string behindMarks() const;
    // Marks and nothing else.
    [[nodiscard]] bool isNothing() const;
    [[nodiscard]] bool isUnknown() const; // a part of it
    [[nodiscard]] std::vector<std::string> unsetNames() const;

private:
    std::string m_bytes;
    std::vector<int> m_lines;
};

} // namespace core::shell
