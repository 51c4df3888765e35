// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QMenu;

namespace ui {

class Document;
class Mode;

// Menus of faults for a device and for the links to its neighbours, in the words of the mode. That
// of a device also divides layers evenly that are not.
void fillDeviceMenu(QMenu &menu, Document &document, const Mode &mode, int device);
void fillLinkMenu(QMenu &menu, Document &document, const Mode &mode, int fromDevice, int toDevice);

} // namespace ui
