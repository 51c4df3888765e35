// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/launch/shell_fields.h"

#include "core/io/launch/shell_scanner.h"

namespace core::shell {

void Fields::addLetter(char byte, int line)
{
    m_isOpen = true;
    m_current.add(byte, line);
}

void Fields::addQuoted(const Text &text)
{
    m_isOpen = true;
    m_current.add(text);
}

void Fields::addUnquoted(const Text &text)
{
    if (m_splitting == Splitting::Never)
        return addQuoted(text);
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (isBlank(text[at]) || text[at] == '\n')
            close();
        else
            addLetter(text[at], text.lineAt(at));
    }
}

void Fields::addEach(std::span<const Text> texts)
{
    for (std::size_t i = 0; i < texts.size(); ++i) {
        if (i > 0 && m_splitting == Splitting::AtBlanks)
            close();
        else if (i > 0)
            addLetter(' ', texts[i].lineAt(0));
        addQuoted(texts[i]);
    }
}

void Fields::close()
{
    if (m_isOpen)
        m_done.push_back(std::exchange(m_current, {}));
    m_isOpen = false;
}

std::vector<Text> Fields::taken()
{
    close();
    return std::exchange(m_done, {});
}

} // namespace core::shell
