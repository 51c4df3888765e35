// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/validation/published_bubble.h"

#include <cmath>

namespace core {

bool PublishedBubble::agrees() const
{
    return ours && std::abs(*ours - published) <= 1e-4;
}

bool PublishedBubble::isBetter() const
{
    return searched && *searched < published - 1e-4;
}

} // namespace core
