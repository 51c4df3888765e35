// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/fonts_ahead.h"

#ifdef PARALLARIUM_FONTCONFIG
#include <fontconfig/fontconfig.h>
#endif

namespace ui {

FontsAhead::FontsAhead()
{
#ifdef PARALLARIUM_FONTCONFIG
    m_thread = std::jthread([] { FcInit(); }); // what it loads belongs to the process
#endif
}

void FontsAhead::wait()
{
    if (m_thread.joinable())
        m_thread.join();
}

} // namespace ui
