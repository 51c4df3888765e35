// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/recording.h"

#include "core/analysis/trace_index.h"

#include <algorithm>

namespace core {

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
