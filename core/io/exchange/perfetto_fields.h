// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <protozero/types.hpp>

#include <cstdint>

// Numbers of the fields of Perfetto's protobuf that this program writes and reads
// (protos/perfetto/trace in github.com/google/perfetto).
namespace core::perfetto {

constexpr protozero::pbf_tag_type kPacket = 1; // of a Trace

namespace packet {
constexpr protozero::pbf_tag_type kTimestamp = 8;
constexpr protozero::pbf_tag_type kSequence = 10;
constexpr protozero::pbf_tag_type kTrackEvent = 11;
constexpr protozero::pbf_tag_type kInterned = 12;
constexpr protozero::pbf_tag_type kSequenceFlags = 13;
constexpr protozero::pbf_tag_type kTrackDescriptor = 60;
constexpr std::uint32_t kStateCleared = 1;
constexpr std::uint32_t kNeedsState = 2;
} // namespace packet
namespace track {
constexpr protozero::pbf_tag_type kUuid = 1;
constexpr protozero::pbf_tag_type kName = 2;
constexpr protozero::pbf_tag_type kParent = 5;
constexpr protozero::pbf_tag_type kCounter = 8;
constexpr protozero::pbf_tag_type kUnit = 3; // of the counter
constexpr std::int32_t kBytes = 3;
} // namespace track
namespace event {
constexpr protozero::pbf_tag_type kCategories = 22;
constexpr protozero::pbf_tag_type kType = 9;
constexpr protozero::pbf_tag_type kNameId = 10;
constexpr protozero::pbf_tag_type kTrack = 11;
constexpr protozero::pbf_tag_type kCounterValue = 30;
constexpr protozero::pbf_tag_type kFlows = 47;
constexpr protozero::pbf_tag_type kEndingFlows = 48;
constexpr std::int32_t kBegin = 1;
constexpr std::int32_t kEnd = 2;
constexpr std::int32_t kInstant = 3;
constexpr std::int32_t kCount = 4;
} // namespace event
namespace interned {
constexpr protozero::pbf_tag_type kEventNames = 2;
constexpr protozero::pbf_tag_type kId = 1;
constexpr protozero::pbf_tag_type kName = 2;
} // namespace interned

} // namespace core::perfetto
