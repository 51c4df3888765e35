// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/chrome/read_recorded.h"
#include "core/recorded/recorded_part.h"
#include "core/runner/latest_only.h"

#include <QObject>

#include <cstdint>
#include <memory>
#include <optional>

namespace ui {

using RecordedPartPtr = std::shared_ptr<const core::RecordedPart>;

// Works out in the background what a step of a recorded run tells. Only the newest request is
// answered.
class RecordedBridge : public QObject
{
    Q_OBJECT

public:
    explicit RecordedBridge(std::shared_ptr<const core::ReadRun> run, QObject *parent = nullptr);
    ~RecordedBridge() override;

    void request(std::optional<std::int64_t> step); // nothing: all of them

Q_SIGNALS:
    void told(const ui::RecordedPartPtr &part);

private:
    using Step = std::optional<std::int64_t>;
    using Runner = core::LatestOnly<Step, RecordedPartPtr>;

    std::unique_ptr<Runner> m_runner; // last: its thread ends before the rest goes
};

} // namespace ui
