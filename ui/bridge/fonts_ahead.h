// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <thread>

namespace ui {

// Reads the system's font configuration on a thread of its own while Qt starts: it takes as long as
// the rest of Qt's start, and neither needs the other. Where there is no fontconfig it does
// nothing.
class FontsAhead
{
public:
    FontsAhead();
    // To be called before the first text is measured; two readers at once would do the work twice.
    void wait();

private:
    std::jthread m_thread;
};

} // namespace ui
