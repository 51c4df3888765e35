// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/export_steps.h"

#include "core/io/exchange/write_exchange.h"

namespace app {
namespace {

constexpr core::ExchangeFormat kMetrics = {".csv", "table of metrics", core::writeMetricsTable};

} // namespace

core::Status checkStepFiles(const StepFiles &files)
{
    if (!files.trace.empty() && core::exchangeFormatOf(files.trace) == nullptr)
        return core::Error{"--trace: \"" + files.trace +
                           "\" ends in no format that a step can be written as; there are " +
                           core::exchangeSuffixes() + ", each also with .gz."};
    return std::monostate{};
}

core::Written writeStepFiles(const StepFiles &files, const core::RunView &run,
                             const std::string &title)
{
    core::Written done;
    if (!files.trace.empty())
        done = core::writeExchange(files.trace, *core::exchangeFormatOf(files.trace), run, title);
    if (done && !files.metrics.empty())
        done = core::writeExchange(files.metrics, kMetrics, run, title);
    return done;
}

} // namespace app
