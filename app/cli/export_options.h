// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/export_steps.h"
#include "app/console/scenario_options.h"
#include "core/base/text.h"
#include "ui/export/picture.h"
#include "ui/export/picture_formats.h"

#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace app {

struct ExportOptions : ScenarioOptions
{
    std::string framework; // to write a configuration for; empty: none
    std::string view;
    std::string at;
    std::string from; // of the part shown
    std::string to;
    std::string mode;
    std::optional<int> steps; // 100
    std::string against;      // in mode compare
    std::string lesson;       // "waiting:2", the step from 1
    std::string challenge;    // "beat-1f1b:43", with so many visits placed
    bool presented = false;
    std::string size; // 1280 wide and as high as it needs
    std::string theme = "light";
    std::optional<int> zoom; // per cent, of the window
    std::string language = "en";
    int scale = 1;
    std::string bubble;
    bool criticalPath = false;
    std::string runs = "both"; // of a trace
    StepFiles files;
    std::string out;
    std::string format;            // by the suffix of out
    std::optional<double> seconds; // of a film
    std::optional<int> rate;       // frames a second

    [[nodiscard]] bool wantsPicture() const { return !view.empty() || !out.empty(); }
};

// Tells the parser of the command what it takes. options outlives the command.
void addExportOptions(CLI::App &command, ExportOptions &options);

// "timeline, scene and memory" of rows of a table.
template <class Rows>
std::string idsOf(const Rows &rows)
{
    std::vector<std::string> ids;
    for (const auto &row : rows)
        ids.push_back(std::string(row.id));
    return core::joinWithAnd(ids);
}

// Of the file, by its name or by --format.
[[nodiscard]] core::Result<const ui::PictureFormat *> formatOf(const ExportOptions &options);
// What of the picture does not depend on what is in it.
[[nodiscard]] core::Result<ui::Picture> framedBy(const ExportOptions &options);
// The moment and the part shown, of a step that ends at stop.
[[nodiscard]] core::Status takeTimes(const ExportOptions &options, core::Nanos stop,
                                     ui::Picture &picture);
// All of it, of a simulated step.
[[nodiscard]] core::Result<ui::Picture> pictureFrom(const ExportOptions &options,
                                                    const core::Snapshot &snapshot);

} // namespace app
