// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/scenario_picture.h"

#include "core/io/picture/carried_scenario.h"
#include "core/io/scenario/scenario_json.h"

#include <string>

namespace ui {

core::Result<core::Scenario> scenarioFromPicture(std::string_view bytes, std::string_view name)
{
    const core::Result<std::string> json = core::scenarioTextOfPicture(bytes, name);
    if (!json)
        return json.error();
    return core::scenarioFromJson(json.value(), name);
}

} // namespace ui
