// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/recording.h"

#include "core/analysis/trace_index.h"

#include <algorithm>

namespace core {

namespace {

// Null: it is not there, or still being made.
const TraceIndex *madeOf(const TraceIndex *index)
{
    return index != nullptr && index->isMade() ? index : nullptr;
}

} // namespace

RunView::RunView(const Snapshot &snapshot)
    : m_trace(&snapshot.trace), m_rowOfDevice(&snapshot.plan.rowOfDevice),
      m_index(madeOf(snapshot.index.get())), m_awaitsIndex(snapshot.index && m_index == nullptr),
      m_snapshot(&snapshot)
{}

RunView::RunView(const Recording &recording)
    : m_trace(&recording.trace), m_rowOfDevice(&recording.rowOfDevice),
      m_index(madeOf(recording.index.get())), m_awaitsIndex(recording.index && m_index == nullptr)
{}

std::vector<int> rowsOfDevices(const std::vector<RowInfo> &rows)
{
    std::vector<int> rowOf;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        if (rows[row].stream != 0)
            continue;
        for (const int device : rows[row].devices) {
            const auto at = static_cast<std::size_t>(device);
            if (at >= rowOf.size())
                rowOf.resize(at + 1, -1);
            if (rowOf[at] < 0)
                rowOf[at] = static_cast<int>(row);
        }
    }
    return rowOf;
}

Recording recordingOf(std::string title, Trace trace, std::optional<Scenario> scenario)
{
    std::vector<int> rowOfDevice = rowsOfDevices(trace.info);
    Recording recording = {
        std::move(title), std::move(trace), std::move(scenario), std::move(rowOfDevice), {}};
    recording.index = std::make_shared<TraceIndex>(recording);
    return recording;
}

RecordingPtr makeRecording(std::string title, Trace trace, std::optional<Scenario> scenario)
{
    return std::make_shared<const Recording>(
        recordingOf(std::move(title), std::move(trace), std::move(scenario)));
}

} // namespace core
