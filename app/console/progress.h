// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <string>

namespace app {

// A line on a terminal that the next one replaces. Where errors go into a file: nothing, or a line
// for each if that is wanted.
class Progress
{
public:
    enum class Lines : bool { No, Yes };

    explicit Progress(Lines lines = Lines::No);
    ~Progress() { clear(); }
    Progress(const Progress &) = delete;
    Progress &operator=(const Progress &) = delete;

    void show(const std::string &text);
    // The same of what changes faster than anybody reads: now and then.
    template <class Text>
    void follow(const Text &text)
    {
        const auto now = std::chrono::steady_clock::now();
        if (!m_isShown || now - m_followed < std::chrono::milliseconds(100))
            return;
        m_followed = now;
        show(text());
    }
    void clear(); // before anything else is written there

private:
    bool m_isShown;
    Lines m_lines;
    bool m_isDirty = false;
    std::chrono::steady_clock::time_point m_followed = {};
};

} // namespace app
