// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QMenu;

namespace ui {

class Document;

// Menus of faults for a device and for the links to its neighbours.
void fillDeviceMenu(QMenu &menu, Document &document, int device);
void fillLinkMenu(QMenu &menu, Document &document, int fromDevice, int toDevice);

} // namespace ui
