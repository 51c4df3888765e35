// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/console.h"

#include "core/base/printable.h"
#include "core/io/file/files.h"

#include <cstdio>

namespace app {

int exitCodeOf(const core::Written &done)
{
    if (done)
        return 0;
    std::fputs((core::printable(done.error().message) + '\n').c_str(), stderr);
    return done.machineFailed ? kFault : kWrongInput;
}

core::Written print(std::string_view text)
{
    return core::writeFile("-", core::printable(text, core::LineBreaks::Kept));
}

} // namespace app
