// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/scenario/field_rows.h"

namespace core {

// The fields of a device, its curve and a link in scenario files, in the order in which they are
// written.
template <class Visit>
void forEachDeviceField(Visit visit)
{
    using D = DeviceSpec;
    visit(Field{"title", &D::title});
    visit(Field{"memory_gb", &D::memory, kBytesPerGb});
    visit(Field{"peak_tflops", &D::peakHalfFlops, kFlopsPerTflops});
    visit(Field{"single_tflops", &D::peakSingleFlops, kFlopsPerTflops});
    visit(Field{"fp8_tflops", &D::peakFp8Flops, kFlopsPerTflops});
    visit(Field{"tf32_tflops", &D::peakTf32Flops, kFlopsPerTflops});
    visit(Field{"measured_tflops", &D::measuredFlops, kFlopsPerTflops});
    visit(Field{"sustained_share", &D::sustainedShare});
    visit(Field{"new_matrix_units", &D::newMatrixUnits});
    visit(Field{"memory_gbps", &D::memoryBandwidth, kBytesPerGb});
    visit(Field{"copy_gbps", &D::copyBandwidth, kBytesPerGb});
    visit(Field{"multiprocessors", &D::multiprocessors});
}

// Accelerators have no curve.
template <class Visit>
void forEachCurveField(Visit visit)
{
    using C = ProductCurve;
    visit(Field{"half_rows", &C::halfRows, 1, WrittenWhen::IfChanged});
    visit(Field{"half_columns", &C::halfColumns, 1, WrittenWhen::IfChanged});
    visit(Field{"half_inner", &C::halfInner, 1, WrittenWhen::IfChanged});
    visit(Field{"functions_per_second", &C::functionRate, 1, WrittenWhen::IfChanged});
    visit(Field{"kernel_start_us", &C::start, kNanosPerMicrosecond, WrittenWhen::IfChanged});
}

template <class Visit>
void forEachTableField(Visit visit)
{
    visit(Field{"product_ns", &KernelTable::products, 1, WrittenWhen::IfChanged});
    visit(Field{"element_ns", &KernelTable::elements, 1, WrittenWhen::IfChanged});
    visit(Field{"near_product_ns", &KernelTable::nearProducts, 1, WrittenWhen::IfChanged});
    visit(Field{"near_element_ns", &KernelTable::nearElements, 1, WrittenWhen::IfChanged});
    visit(Field{"farness", &KernelTable::farness, 1, WrittenWhen::IfChanged});
}

template <class Visit>
void forEachLinkField(Visit visit)
{
    using L = LinkSpec;
    visit(Field{"title", &L::title});
    visit(Field{"gbps", &L::bandwidth, kBytesPerGb});
    visit(Field{"efficiency", &L::efficiency});
    visit(Field{"reduction_gbps", &L::reduction, kBytesPerGb});
    visit(Field{"latency_us", &L::latency, kNanosPerMicrosecond});
    visit(Field{"shared_by_node", &L::sharedByNode});
}

} // namespace core
