// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>

namespace core {

// Where things stand in a Chrome trace of this program, for what writes and what reads it. A
// process is a device, a thread one of its streams.
constexpr std::string_view kChromeGenerator = "\"generator\":\"parallarium\"";
constexpr int kSendTracks = 1000;       // threads from here on: what a row sends
constexpr int kSendLanes = 100;         // of each stream
constexpr int kCollectives = 1'000'000; // process of what belongs to no device

[[nodiscard]] constexpr int sendTrack(int stream, int lane)
{
    return kSendTracks + kSendLanes * stream + lane;
}
[[nodiscard]] constexpr std::int64_t streamOfSends(std::int64_t track)
{
    return (track - kSendTracks) / kSendLanes;
}

} // namespace core
