// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>

namespace core {

// Says that something is there which one thread makes while others may ask for it already: who sees
// it set sees all that was made before.
class LateFlag
{
public:
    void set() { m_isSet.store(true, std::memory_order_release); }
    [[nodiscard]] bool isSet() const { return m_isSet.load(std::memory_order_acquire); }

private:
    std::atomic<bool> m_isSet = false;
};

} // namespace core
