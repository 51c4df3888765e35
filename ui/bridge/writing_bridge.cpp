// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/writing_bridge.h"

#include "core/runner/work_queue.h"

#include <utility>

namespace ui {

WritingBridge::WritingBridge() = default;

WritingBridge::~WritingBridge() = default;

void WritingBridge::post(std::function<void()> job)
{
    if (!m_queue)
        m_queue = std::make_unique<core::WorkQueue>();
    m_queue->post(std::move(job));
}

void WritingBridge::finish()
{
    if (m_queue)
        m_queue->finish();
}

} // namespace ui
