// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/critical_path.h"
#include "ui/controls/long_work.h"

#include <QObject>

#include <optional>
#include <utility>

namespace ui {

// The critical path of the step that is shown. In a long one it is found in the background.
class TimelinePath : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    void setWorker(WorkRunner worker) { m_worker = std::move(worker); } // that finds it
    // Null: it is being found, and changed() tells when it is.
    [[nodiscard]] const core::CriticalPath *of(const core::SnapshotPtr &snapshot);
    // How far that has come, 0 to 1; nothing: none is being found.
    [[nodiscard]] std::optional<double> progress() const { return m_progress; }
    void tell(double share); // it has come so far
    // What is known is let go, and what is under way is not waited for.
    void forget();

Q_SIGNALS:
    void changed(); // it is there, or nearer

private:
    WorkRunner m_worker = workAtOnce;
    core::SnapshotPtr m_snapshot; // whose it is
    std::optional<core::CriticalPath> m_path;
    std::optional<double> m_progress;
    int m_asked = 0; // times
};

} // namespace ui
