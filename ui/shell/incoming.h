// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QMimeData;

namespace ui {

class MainWindow;

// Whether something dropped or pasted is a file or text that the window may be able to read.
[[nodiscard]] bool isIncoming(const QMimeData &data);

// Opens it: a scenario, an exported picture, a schedule, what a framework is started with, a
// config.json of Hugging Face or a configuration of DeepSpeed. Errors are shown in the message
// strip.
void receive(MainWindow &window, const QMimeData &data);

} // namespace ui
