// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/number_signs.h"

#include <atomic>

namespace core {
namespace {

std::atomic<NumberSigns> g_signs;

} // namespace

void setNumberSigns(NumberSigns signs)
{
    g_signs = signs;
}

NumberSigns numberSigns()
{
    return g_signs;
}

} // namespace core
