// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/network/slices.h"

#include <string_view>

namespace core::live {
namespace {

enum class Cut : std::uint8_t { None, Columns, Rows, QueryKeyValue };

Cut cutOf(const NetworkSpec &network, std::string_view tensor)
{
    if (network.kind == NetworkKind::Mlp)
        return Cut::Columns;
    const std::string_view name = tensor.substr(tensor.find_last_of('.', tensor.size() - 3) + 1);
    if (name == "qkv.w" || name == "qkv.b")
        return Cut::QueryKeyValue;
    if (name == "fc.w" || name == "fc.b")
        return Cut::Columns;
    if (name == "proj.w" || name == "out.w")
        return Cut::Rows;
    return Cut::None;
}

Range headColumns(const NetworkSpec &network, int partner, int partners)
{
    const int width = network.hidden / network.heads;
    const Range heads = partOf(network.heads, partner, partners);
    return {heads.begin * width, heads.end * width};
}

LocalTensor sliceOf(const NetworkSpec &network, const TensorSpec &tensor, int partner, int partners)
{
    LocalTensor local = {tensor, {0, tensor.rows}, {{0, tensor.columns}}};
    const Cut cut = partners == 1 ? Cut::None : cutOf(network, tensor.name);
    local.everywhere = cut == Cut::None;
    const bool ofAttention = tensor.name.ends_with("proj.w");
    switch (cut) {
    case Cut::None:
        break;
    case Cut::Columns:
        local.columns = {partOf(tensor.columns, partner, partners)};
        break;
    case Cut::Rows:
        local.rows = ofAttention ? headColumns(network, partner, partners)
                                 : partOf(tensor.rows, partner, partners);
        break;
    case Cut::QueryKeyValue: {
        const Range own = headColumns(network, partner, partners);
        const int h = network.hidden;
        local.columns = {{own.begin, own.end},
                         {h + own.begin, h + own.end},
                         {2 * h + own.begin, 2 * h + own.end}};
        break;
    }
    }
    return local;
}

} // namespace

int LocalTensor::columnCount() const
{
    int count = 0;
    for (const Range &range : columns)
        count += range.size();
    return count;
}

std::size_t LocalTensor::size() const
{
    return static_cast<std::size_t>(rowCount()) * static_cast<std::size_t>(columnCount());
}

std::int64_t LocalTensor::elementOfWhole(std::size_t element) const
{
    const auto width = static_cast<std::size_t>(columnCount());
    const auto row = static_cast<std::int64_t>(element / width) + rows.begin;
    auto column = static_cast<int>(element % width);
    for (const Range &range : columns) {
        if (column < range.size())
            return row * whole.columns + range.begin + column;
        column -= range.size();
    }
    return -1; // not reached: the ranges add up to the width
}

UnitSlices slicesOf(const NetworkSpec &network, int unit, int partner, int partners)
{
    UnitSlices slices;
    for (const TensorSpec &tensor : tensorsOf(network, unit)) {
        LocalTensor local = sliceOf(network, tensor, partner, partners);
        local.offset = slices.size;
        slices.size += local.size();
        slices.tensors.push_back(std::move(local));
    }
    return slices;
}

} // namespace core::live
