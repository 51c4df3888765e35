// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/exchange/read_step.h"

#include "core/io/exchange/read_chrome_step.h"
#include "core/io/exchange/read_perfetto_step.h"
#include "core/io/trace/read_trace.h"

namespace core {

bool isStepFile(const std::string &path)
{
    return isTraceFile(path) || isChromeStep(path) || isPerfettoStep(path);
}

Result<Recording> readStep(const std::string &path, const Watch &watch)
{
    if (isPerfettoStep(path))
        return readPerfettoStep(path, watch);
    return isChromeStep(path) ? readChromeStep(path, watch) : readTrace(path, watch);
}

} // namespace core
