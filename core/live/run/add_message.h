// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/live/run/transport.h"

namespace core::live {

// To numbers those of a message, or its terms, which are taken from where they lie.
template <class Real>
void addMessage(std::span<std::byte> to, const Message &message);

} // namespace core::live
