// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/console/live_run.h"
#include "app/console/processes.h"

#include <string>

namespace CLI {
class App;
}

namespace app {

// Training that is compared with a reference run.
struct LiveCheckOptions
{
    std::string file;   // empty: nothing is compared
    std::string layout; // empty: one device
    bool inFloat = false;
};

void addLiveCheckOptions(CLI::App &command, LiveCheckOptions &options);

// Refuses options that have no effect: those of a check without one, and those of a run beside it.
[[nodiscard]] core::Status checkLiveCheckOptions(const LiveCheckOptions &options,
                                                 const LiveRunOptions &run);

// Trains the network of the reference run, and writes number by number how far it is from it, to
// the file json or, if that is empty, in words to standard output. Fails where a number is outside
// its tolerance. Every process takes part and gets the same answer.
[[nodiscard]] core::Written runLiveCheck(const LiveCheckOptions &options, const std::string &json,
                                         Processes &processes);

} // namespace app
