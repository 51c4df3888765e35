// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/timeline/timeline_path.h"

#include <memory>

namespace ui {

namespace {

constexpr std::size_t kManySpans = 200'000; // of fewer it is found in less than a frame

} // namespace

const core::CriticalPath *TimelinePath::of(const core::SnapshotPtr &snapshot)
{
    if (m_snapshot == snapshot)
        return m_path ? &*m_path : nullptr;
    forget();
    m_snapshot = snapshot;
    if (snapshot->trace.spanCount() <= kManySpans)
        return &m_path.emplace(core::criticalPath(*snapshot));
    m_progress = 0;
    m_worker([this, asked = m_asked, snapshot](const core::Watch &watch) -> Delivery {
        const auto path =
            std::make_shared<core::CriticalPath>(core::criticalPath(*snapshot, watch));
        return [this, asked, path] {
            if (asked != m_asked)
                return;
            m_path = std::move(*path);
            m_progress.reset();
            Q_EMIT changed();
        };
    });
    return m_path ? &*m_path : nullptr; // a worker may do it at once
}

void TimelinePath::tell(double share)
{
    if (!m_progress)
        return;
    m_progress = share;
    Q_EMIT changed();
}

void TimelinePath::forget()
{
    ++m_asked;
    m_snapshot.reset();
    m_path.reset();
    if (std::exchange(m_progress, std::nullopt))
        m_worker([](const core::Watch &) -> Delivery { return [] {}; });
}

} // namespace ui
