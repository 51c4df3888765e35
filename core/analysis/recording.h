// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/snapshot.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace core {

// A step that was not simulated but recorded: by a live run, or by whoever wrote a trace file. Made
// once, then const for ever, as a Snapshot is.
struct Recording
{
    std::string title;
    Trace trace;
    std::optional<Scenario> scenario;        // that ran, if that is known
    std::vector<int> rowOfDevice;            // that computes; -1: none does
    std::shared_ptr<const TraceIndex> index; // of the trace; null: a view walks its spans
};

using RecordingPtr = std::shared_ptr<const Recording>;

[[nodiscard]] Recording recordingOf(std::string title, Trace trace,
                                    std::optional<Scenario> scenario);
[[nodiscard]] RecordingPtr makeRecording(std::string title, Trace trace,
                                         std::optional<Scenario> scenario = {});

// The first row of each device on which it computes; -1: it has none.
[[nodiscard]] std::vector<int> rowsOfDevices(const std::vector<RowInfo> &rows);

// A step of any origin, as views are given it: the trace, and what only a simulated run has. Owns
// nothing: for the time of a call.
class RunView
{
public:
    RunView(const Snapshot &snapshot);
    RunView(const Recording &recording);

    [[nodiscard]] const Trace &trace() const { return *m_trace; }
    [[nodiscard]] const RowInfo &row(int row) const
    {
        return m_trace->info[static_cast<std::size_t>(row)];
    }
    [[nodiscard]] int deviceCount() const { return static_cast<int>(m_rowOfDevice->size()); }
    [[nodiscard]] int rowOf(int device) const
    {
        return (*m_rowOfDevice)[static_cast<std::size_t>(device)];
    }
    // Null: none was made, or not yet. It stays so for this view.
    [[nodiscard]] const TraceIndex *index() const { return m_index; }
    [[nodiscard]] bool awaitsIndex() const { return m_awaitsIndex; }
    // Scenario, plan and metrics; nothing if only the trace is known.
    [[nodiscard]] const Snapshot *snapshot() const { return m_snapshot; }

private:
    const Trace *m_trace;
    const std::vector<int> *m_rowOfDevice;
    const TraceIndex *m_index;
    bool m_awaitsIndex;
    const Snapshot *m_snapshot = nullptr;
};

// The same, kept alive: what a view holds.
struct RunPtr
{
    SnapshotPtr snapshot;
    RecordingPtr recording; // one of the two, or neither

    RunPtr() = default;
    RunPtr(SnapshotPtr simulated) : snapshot(std::move(simulated)) {}
    RunPtr(RecordingPtr recorded) : recording(std::move(recorded)) {}

    bool operator==(const RunPtr &) const = default;
    explicit operator bool() const { return snapshot || recording; }
    [[nodiscard]] RunView view() const
    {
        return recording ? RunView(*recording) : RunView(*snapshot);
    }
    [[nodiscard]] const Trace &trace() const
    {
        return recording ? recording->trace : snapshot->trace;
    }
};

} // namespace core
