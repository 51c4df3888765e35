// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cluster/kernel_table.h"
#include "core/live/session/paced_timer.h"

#include <memory>
#include <stop_token>

namespace core::live {

// Products of all kinds and sizes with what they read and write spread over as much memory as a
// small network has in training; the same in as little as stays in the nearest caches; and how far
// what lies between is on the way.
class ProductSittings
{
public:
    virtual ~ProductSittings() = default;

    // Measures each once more. False once it is stopped.
    [[nodiscard]] virtual bool sit(const std::stop_token &stop) = 0;
    // What all sittings tell.
    virtual void putInto(KernelTable &table) const = 0;
};
[[nodiscard]] std::unique_ptr<ProductSittings> sittingsOfProducts(PacedTimer &timer);

} // namespace core::live
