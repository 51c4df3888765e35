// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mpi/packed_device.h"

#include "app/mpi/packed.h"

#include <cstddef>

namespace app {

using namespace core::live;

template <class Real>
std::string packedDevice(const DeviceRecord &record, const WeightStore<Real> &store, Collected what)
{
    std::vector<Real> weights;
    store.copyHeld(weights);
    Packed packed;
    packed.add(record.begin);
    packed.add(record.end);
    packed.add(record.cost);
    packed.add(record.activations);
    packed.add(record.fullest);
    packed.add(weights);
    packed.add(what == Collected::WeightsAndGradients ? store.copyOfGradients()
                                                      : std::vector<std::byte>());
    return packed.text();
}

template <class Real>
void unpackDevice(std::string_view text, DeviceRecord &record, WeightStore<Real> &store)
{
    Unpacked unpacked(text);
    record.begin = unpacked.next<std::int64_t>();
    record.end = unpacked.next<std::int64_t>();
    record.cost = unpacked.next<std::int64_t>();
    record.activations = unpacked.next<core::Bytes>();
    record.fullest = unpacked.next<core::Bytes>();
    store.setHeld(unpacked.next<Real>());
    if (const std::vector<std::byte> gradients = unpacked.next<std::byte>(); !gradients.empty())
        store.setGradients(gradients);
}

template std::string packedDevice(const DeviceRecord &, const WeightStore<float> &, Collected);
template std::string packedDevice(const DeviceRecord &, const WeightStore<double> &, Collected);
template void unpackDevice(std::string_view, DeviceRecord &, WeightStore<float> &);
template void unpackDevice(std::string_view, DeviceRecord &, WeightStore<double> &);

} // namespace app
