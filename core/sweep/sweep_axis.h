// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/scenario/wish.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace core {

// Points of a sweep, or values of an axis, that are taken without being asked for by their number.
constexpr std::int64_t kUsualMostPoints = 10'000;
constexpr std::int64_t kMostPoints = 1'000'000;

// Whose words an error takes: options, or the names of fields in a window.
enum class SweepAsker : std::uint8_t { Options, Fields };

// A setting that a sweep moves as a control of the window would: what depends on it follows.
struct SweptSetting
{
    std::string_view path; // "cluster.devices"
    Setting setting;
};
// In the order in which several of them are asked for.
[[nodiscard]] std::span<const SweptSetting> sweptSettings();
[[nodiscard]] const SweptSetting *findSweptSetting(std::string_view path);
// What it may be where it is not a number; empty: it is one.
[[nodiscard]] std::vector<std::string_view> sweptNames(Setting setting);
// What is asked for: a number, or the place of a name.
[[nodiscard]] Result<std::int64_t> sweptValue(const SweptSetting &swept, std::string_view text);
// How a sweep spells the value that a scenario has: what sweptValue() reads.
[[nodiscard]] std::string sweptText(const SweptSetting &swept, std::int64_t value);

// One setting and the values that it takes, one after the other.
struct SweepAxis
{
    std::string path;                // as --set names it, or the path of a SweptSetting
    std::vector<std::string> values; // as they are written there, each once

    bool operator==(const SweepAxis &) const = default;

    [[nodiscard]] const SweptSetting *swept() const { return findSweptSetting(path); }
    // Of a value that is a number; nothing for a name.
    [[nodiscard]] std::optional<double> number(std::size_t value) const;
    [[nodiscard]] bool isNumeric() const; // all of them are numbers
};

// "cluster.devices=1..1024x2" doubles, "=1..8+1" and "=1..8" count, "=1,2,4" and "=1f1b,gpipe"
// list; ranges may stand in a list, and commas within brackets or quotes belong to a value. Counts
// before it makes anything: more than most values are refused with their number.
[[nodiscard]] Result<SweepAxis> axisFrom(std::string_view text,
                                         std::int64_t most = kUsualMostPoints,
                                         SweepAsker asker = SweepAsker::Options);
// The text that reads back as the axis.
[[nodiscard]] std::string textOf(const SweepAxis &axis);

} // namespace core
