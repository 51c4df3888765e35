// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QMenu;

namespace ui {

class Document;

// What can go wrong with a device, and with the links to its neighbours.
void fillDeviceMenu(QMenu &menu, Document &document, int device);
void fillLinkMenu(QMenu &menu, Document &document, int fromDevice, int toDevice);

} // namespace ui
