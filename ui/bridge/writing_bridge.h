// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>

namespace core {
class WorkQueue;
}

namespace ui {

// Writes files in the background, in the order requested, so that a slow disk blocks nobody.
class WritingBridge
{
public:
    WritingBridge();
    ~WritingBridge(); // waits until all is written
    WritingBridge(const WritingBridge &) = delete;
    WritingBridge &operator=(const WritingBridge &) = delete;

    void post(std::function<void()> job);
    void finish();

private:
    std::unique_ptr<core::WorkQueue> m_queue; // made when the first job comes
};

} // namespace ui
