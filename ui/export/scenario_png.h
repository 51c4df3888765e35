// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/scenario/scenario.h"

#include <QByteArray>
#include <QImage>

#include <string_view>

namespace ui {

// A PNG that carries its scenario as text (key "parallarium-scenario"), so that it can be opened.
[[nodiscard]] core::Result<QByteArray> pngWithScenario(const QImage &image,
                                                       const core::Scenario &scenario);
// One of something that no scenario made.
[[nodiscard]] core::Result<QByteArray> pngOf(const QImage &image);

[[nodiscard]] bool isPng(std::string_view bytes);

// The scenario that an exported image carries. Error "NAME: what, why, what to do".
[[nodiscard]] core::Result<core::Scenario> scenarioFromPng(std::string_view bytes,
                                                           std::string_view name);

} // namespace ui
