// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/recording.h"
#include "core/io/file/files.h"
#include "core/io/trace/read_trace.h"
#include "core/sim/trace_builder.h"

#include <QTemporaryDir>

#include <string>

namespace made {

// A hand-made trace with everything that a trace can hold.
inline core::Recording everything()
{
    core::TraceBuilder builder;
    (void)builder.addRow({.label = "Worker 1", .devices = {0}, .replicas = {0}, .group = 0});
    (void)builder.addRow({.label = "Worker 2 · sends",
                          .devices = {1},
                          .replicas = {1},
                          .rank = 1,
                          .replicaClass = 1,
                          .stream = 1,
                          .speed = 0.5,
                          .ownSpeed = 0.25});
    const std::uint32_t load = builder.nameOf("load \"samples\"");
    core::Span span = {.begin = 0, .end = 4, .tag = {.kind = core::SpanKind::Other}};
    bool added = builder.add(0, span, load);
    span = {.begin = 6,
            .end = 9,
            .tag = {.microBatch = 3, .stage = 65'535, .kind = core::SpanKind::BackwardInput},
            .wait = core::Span::kPaired};
    added = builder.add(0, span) && added;
    span = {.begin = 9, .end = 9, .tag = {.kind = core::SpanKind::Forward}};
    added = builder.add(0, span) && added;
    span = {.begin = 2, .end = 5, .tag = {.kind = core::SpanKind::Communication}};
    added = builder.add(1, span) && added;
    added = builder.addWait(1, core::IdleCause::Link,
                            {.begin = 7,
                             .end = 11,
                             .link = 2,
                             .awaitedRow = 0,
                             .microBatch = 8,
                             .forGradient = true,
                             .cut = true},
                            12) &&
            added;
    added = builder.addTransfer({.begin = 4,
                                 .end = 6,
                                 .microBatch = 1,
                                 .fromRow = 0,
                                 .toRow = 1,
                                 .stage = 7,
                                 .gradient = true},
                                {4096}) &&
            added;
    added = builder.addCollective({.begin = 5, .end = 8, .group = 0, .bucket = 2, .sent = {77}}) &&
            added;
    core::MemoryStep step;
    step.time = {3};
    step.parts = {{1}, {2}, {3}, {4}, {5}};
    added = builder.addMemory(1, step) && added;
    core::Trace trace = builder.close(15);
    trace.completed = !added; // false, and so is said in the file
    trace.diagnosis = "A link is cut";
    core::Recording recording;
    recording.title = "By hand";
    recording.rowOfDevice = core::rowsOfDevices(trace.info);
    recording.trace = std::move(trace);
    return recording;
}

// A folder for files of traces, which goes when the test does.
class TraceFolder
{
public:
    [[nodiscard]] std::string path(const char *name) const
    {
        return m_folder.filePath(QString::fromLatin1(name)).toStdString();
    }
    [[nodiscard]] core::Result<core::Recording> readBack(const std::string &text) const
    {
        if (!core::writeFile(path("text.json"), text))
            return core::Error{"not written"};
        return core::readTrace(path("text.json"));
    }

private:
    QTemporaryDir m_folder;
};

} // namespace made
