// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/held_parts.h"

#include "core/base/similar_names.h"
#include "core/base/text.h"

#include <algorithm>
#include <iterator>

namespace core {
namespace {

template <class Of, auto member>
bool same(const Of &a, const Of &b)
{
    return a.*member == b.*member;
}

// Where there is one copy of the states, nothing can be shared out, and without tensor partners
// sequence parallelism has no effect: spaces list such layouts without either.
bool sameSharding(const Layout &a, const Layout &b)
{
    const auto hasOne = [](const Layout &layout) { return layout.data * layout.context == 1; };
    return hasOne(a) || hasOne(b) || a.sharding == b.sharding;
}

bool sameSequenceParallel(const Layout &a, const Layout &b)
{
    return a.tensor == 1 || b.tensor == 1 || a.sequenceParallel == b.sequenceParallel;
}

constexpr LayoutPart kParts[] = {
    {"parallel.data", same<Layout, &Layout::data>},
    {"parallel.tensor", same<Layout, &Layout::tensor>},
    {"parallel.pipeline", same<Layout, &Layout::pipeline>},
    {"parallel.context", same<Layout, &Layout::context>},
    {"parallel.expert", same<Layout, &Layout::expert>},
    {"parallel.sharding", sameSharding},
    {"parallel.schedule", nullptr, same<OrderChoice, &OrderChoice::entry>},
    {"parallel.chunks", nullptr, same<OrderChoice, &OrderChoice::chunks>},
    {"training.micro_batch", same<Layout, &Layout::microBatch>},
    {"training.recompute", same<Layout, &Layout::recompute>},
    {"parallel.sequence_parallel", sameSequenceParallel},
};
static_assert(std::size(kParts) == HeldParts().size());

std::string unknownPart(std::string_view name)
{
    std::vector<std::string_view> ids;
    for (const LayoutPart &part : kParts)
        ids.push_back(part.id());
    std::string text = "\"" + std::string(name) + "\" is nothing that a search can hold.";
    if (const std::string_view meant = nearest(name, ids); !meant.empty())
        text += " Did you mean \"" + std::string(meant) + "\"?";
    return text + " It can hold " + joinWithAnd(std::vector<std::string>(ids.begin(), ids.end())) +
           '.';
}

} // namespace

std::string_view LayoutPart::id() const
{
    return path.substr(path.find('.') + 1);
}

std::span<const LayoutPart> layoutParts()
{
    return kParts;
}

Result<HeldParts> heldPartsFrom(std::string_view names)
{
    HeldParts held;
    while (!names.empty()) {
        const std::string_view name = names.substr(0, names.find(','));
        const auto *part = std::ranges::find_if(kParts, [name](const LayoutPart &each) {
            return each.id() == name || each.path == name;
        });
        if (part == std::end(kParts))
            return Error{unknownPart(name)};
        held.set(static_cast<std::size_t>(part - kParts));
        names.remove_prefix(std::min(names.size(), name.size() + 1));
    }
    return held;
}

std::vector<std::string> namesOf(const HeldParts &held)
{
    std::vector<std::string> names;
    for (std::size_t i = 0; i < held.size(); ++i) {
        if (held[i])
            names.emplace_back(kParts[i].id());
    }
    return names;
}

bool isHeldIn(const HeldParts &held, const Layout &a, const Layout &b)
{
    for (std::size_t i = 0; i < held.size(); ++i) {
        if (held[i] && kParts[i].isSame && !kParts[i].isSame(a, b))
            return false;
    }
    return true;
}

bool isHeldIn(const HeldParts &held, const OrderChoice &a, const OrderChoice &b)
{
    for (std::size_t i = 0; i < held.size(); ++i) {
        if (held[i] && kParts[i].isSameOrder && !kParts[i].isSameOrder(a, b))
            return false;
    }
    return true;
}

} // namespace core
