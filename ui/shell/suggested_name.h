// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace ui {

// A file name for a scenario of this title, without a suffix: "Llama-2 7B, pipeline of 4".
// Characters that file systems refuse are dropped.
[[nodiscard]] QString suggestedName(const QString &title);

} // namespace ui
