// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/first_size.h"

namespace ui {

namespace {

constexpr int kTitleBar = 32; // about what window managers add above a window

} // namespace

// A screen too small for the window altogether was not laid out by a window manager.
bool startsMaximized(QSize available)
{
    const QSize wanted = kUsualWindow + QSize(0, kTitleBar);
    const bool fits = wanted.width() <= available.width() && wanted.height() <= available.height();
    return !fits && kSmallestWindow.width() <= available.width() &&
           kSmallestWindow.height() <= available.height();
}

} // namespace ui
