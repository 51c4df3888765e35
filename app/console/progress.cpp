// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/progress.h"

#include <cstdio>
#include <unistd.h>

namespace app {

Progress::Progress(Lines lines) : m_isShown(isatty(STDERR_FILENO) == 1), m_lines(lines) {}

void Progress::show(const std::string &text)
{
    if (m_isShown) {
        std::fprintf(stderr, "\r\033[K%s", text.c_str());
        m_isDirty = true;
    } else if (m_lines == Lines::Yes) {
        std::fprintf(stderr, "%s\n", text.c_str());
    }
}

void Progress::clear()
{
    if (m_isDirty)
        std::fputs("\r\033[K", stderr);
    m_isDirty = false;
}

} // namespace app
