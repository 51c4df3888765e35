// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cluster/kernel_table.h"
#include "core/live/session/paced_timer.h"

#include <memory>
#include <stop_token>

namespace core::live {

// Products of all kinds and sizes, and the kernels between them, far and near. Of what the engine
// takes to begin an instruction it knows nothing. Values are random, since signs decide how well a
// processor foresees branches.
class KernelSittings
{
public:
    virtual ~KernelSittings() = default;

    // Measures each once more, in some 0.2 s. What hinders a computer may hold on for longer than
    // that; of several sittings it spoils some. False once it is stopped.
    [[nodiscard]] virtual bool sit(const std::stop_token &stop) = 0;
    // What all sittings tell, of at least one.
    [[nodiscard]] virtual KernelTable table() const = 0;
};
[[nodiscard]] std::unique_ptr<KernelSittings> sittingsOfKernels(PacedTimer &timer);

} // namespace core::live
