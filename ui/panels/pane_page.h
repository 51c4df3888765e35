// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/snapshot.h"
#include "ui/controls/choice_row.h"

#include <functional>
#include <optional>

namespace ui {

// One tab of a pane. Its view is created when first shown, and kept up to date while visible.
struct PanePage
{
    ChoiceItem tab;
    std::function<void(PanePage &)> make;
    QWidget *view = nullptr;
    std::function<void(const core::SnapshotPtr &)> setSnapshot = {};
    std::function<void(core::Nanos)> setMoment = {};
    std::function<void(const Look &)> setLook = {};
    std::function<void(std::optional<int>)> setSelectedDevice = {};
    core::SnapshotPtr shown = {};
};

// What every view of a pane takes.
template <class View>
void showOn(PanePage &page, View *view)
{
    page.view = view;
    page.setSnapshot = [view](const core::SnapshotPtr &snapshot) { view->setSnapshot(snapshot); };
    page.setMoment = [view](core::Nanos moment) { view->setMoment(moment); };
    page.setLook = [view](const Look &look) { view->setLook(look); };
    page.setSelectedDevice = [view](std::optional<int> device) { view->setSelectedDevice(device); };
}

} // namespace ui
