// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <memory>
#include <semaphore>

namespace core::live {

// Whether this process can multiply at all, and from then on one thread of it always can: to be
// asked before anything is multiplied, for the library would wait for space without an end. Error:
// how much address space is missing.
[[nodiscard]] Status checkRoom();

// Lets so many threads of a team compute at the same time as there is space for; null: all of them.
// checkRoom() has been asked.
using Turns = std::counting_semaphore<>;
[[nodiscard]] std::unique_ptr<Turns> turnsFor(int threads);

} // namespace core::live
