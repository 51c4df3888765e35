// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/export_steps.h"

#include "core/io/exchange/write_exchange.h"

#include <utility>

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

StepFilesWriter::StepFilesWriter(StepFiles files)
    : m_files(std::move(files)), m_trace(m_files.trace), m_metrics(m_files.metrics)
{}

core::Written StepFilesWriter::open()
{
    core::Written done = m_files.trace.empty() ? core::Written() : m_trace.open();
    return done && !m_files.metrics.empty() ? m_metrics.open() : done;
}

core::Written StepFilesWriter::write(const core::RunView &run, const std::string &title)
{
    core::Written done;
    if (m_trace.isOpen())
        done = core::writeExchange(m_trace, core::isGzipName(m_files.trace),
                                   *core::exchangeFormatOf(m_files.trace), run, title);
    if (done && m_metrics.isOpen())
        done =
            core::writeExchange(m_metrics, core::isGzipName(m_files.metrics), kMetrics, run, title);
    for (core::FileWriter *writer : {&m_trace, &m_metrics}) {
        if (done && writer->isOpen())
            done = writer->seal();
    }
    for (core::FileWriter *writer : {&m_trace, &m_metrics}) {
        if (done && writer->isOpen())
            done = writer->commit();
    }
    return done;
}

} // namespace app
