// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/recording.h"

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

RecordingPtr makeRecording(std::string title, Trace trace, std::optional<Scenario> scenario)
{
    auto recording = std::make_shared<Recording>();
    recording->title = std::move(title);
    recording->rowOfDevice = rowsOfDevices(trace.info);
    recording->trace = std::move(trace);
    recording->scenario = std::move(scenario);
    return recording;
}

} // namespace core
