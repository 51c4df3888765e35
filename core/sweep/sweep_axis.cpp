// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sweep/sweep_axis.h"

#include "core/base/text.h"
#include "core/io/json/json_reader.h"
#include "core/io/scenario/scenario_names.h"
#include "core/io/scenario/setting_titles.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <unordered_set>

namespace core {
namespace {

constexpr SweptSetting kSwept[] = {{"cluster.devices", Setting::Devices},
                                   {"parallel.split", Setting::Split},
                                   {"model.layers", Setting::Layers},
                                   {"parallel.schedule", Setting::Schedule},
                                   {"parallel.tensor", Setting::Tensor},
                                   {"parallel.context", Setting::Context},
                                   {"parallel.pipeline", Setting::Pipeline},
                                   {"parallel.data", Setting::Data},
                                   {"parallel.expert", Setting::Expert},
                                   {"parallel.sharding", Setting::Sharding},
                                   {"parallel.chunks", Setting::Chunks},
                                   {"parallel.group", Setting::Group},
                                   {"training.micro_batch", Setting::MicroBatch},
                                   {"training.micro_batches", Setting::MicroBatches},
                                   {"training.global_batch", Setting::GlobalBatch}};

// A hybrid is many layouts: its degrees are swept instead.
constexpr std::string_view kSplits[] = {"data", "layers", "pipeline", "tensor", "sharded"};

std::string inQuotes(std::string_view text)
{
    return '"' + std::string(text) + '"';
}

std::optional<std::int64_t> wholeFrom(std::string_view text)
{
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size())
        return {};
    return value;
}

std::optional<double> numberFrom(std::string_view text)
{
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value))
        return {};
    return value;
}

// One item of the list: a value, or a range of them.
struct Piece
{
    std::string_view text; // of a value
    double from = 0;
    double step = 1;
    double factor = 0; // 0: steps are added
    std::int64_t count = 1;
    bool isRange = false;

    [[nodiscard]] double at(std::int64_t index) const
    {
        const auto steps = static_cast<double>(index);
        return factor > 0 ? from * std::pow(factor, steps) : from + step * steps;
    }
};

std::vector<std::string_view> splitList(std::string_view text)
{
    std::vector<std::string_view> items;
    std::size_t begin = 0;
    int depth = 0;
    bool inQuotes = false;
    for (std::size_t i = 0; i <= text.size(); ++i) {
        const char sign = i < text.size() ? text[i] : ',';
        if (sign == '"')
            inQuotes = !inQuotes;
        depth += !inQuotes && (sign == '[' || sign == '{') ? 1 : 0;
        depth -= !inQuotes && (sign == ']' || sign == '}') ? 1 : 0;
        if (i < text.size() && (sign != ',' || depth > 0 || inQuotes))
            continue;
        items.push_back(text.substr(begin, i - begin));
        begin = i + 1;
    }
    return items;
}

constexpr double kUncounted = 1e15; // values: counting on makes no difference

// How many steps of the range are not beyond its end; capped where counting on makes no difference.
std::int64_t countOf(const Piece &range, double end)
{
    constexpr double kRounding = 1e-9; // 0.1..0.3+0.1 has its end
    constexpr double kRelative = 1e-12;
    const double steps = range.factor > 0 ? std::log(end / range.from) / std::log(range.factor)
                                          : (end - range.from) / range.step;
    const double rounding = std::clamp(steps * kRelative, kRounding, 0.5);
    return static_cast<std::int64_t>(std::min(kUncounted, std::floor(steps + rounding))) + 1;
}

Result<Piece> rangeFrom(std::string_view item)
{
    const std::size_t dots = item.find("..");
    const std::string_view rest = item.substr(dots + 2);
    const std::size_t sign = rest.find_first_of("x+", 1);
    const std::optional<double> from = numberFrom(item.substr(0, dots));
    const std::optional<double> end = numberFrom(rest.substr(0, sign));
    const std::optional<double> by =
        sign == std::string_view::npos ? std::optional(1.0) : numberFrom(rest.substr(sign + 1));
    if (!from || !end || !by)
        return Error{inQuotes(item) + " is no range: write 1..1024x2 to double from 1 to 1024, or "
                                      "1..8+1 to count."};
    Piece piece = {.text = item, .from = *from, .isRange = true};
    const bool multiplies = sign != std::string_view::npos && rest[sign] == 'x';
    if (*end < *from)
        return Error{inQuotes(item) + " is empty: it ends below its begin."};
    if (multiplies && (*from <= 0 || *by <= 1))
        return Error{inQuotes(item) +
                     " never ends: a range that multiplies begins above 0, by more "
                     "than 1."};
    if (!multiplies && *by <= 0)
        return Error{inQuotes(item) + " never ends: its step must be above 0."};
    (multiplies ? piece.factor : piece.step) = *by;
    piece.count = countOf(piece, *end);
    return piece;
}

// A name may have points: only what begins with a number is a range.
bool isRange(std::string_view item)
{
    const std::size_t dots = item.find("..");
    return dots != std::string_view::npos && item.find_first_of("[{\"") == std::string_view::npos;
}

Result<std::vector<Piece>> piecesOf(std::string_view list)
{
    std::vector<Piece> pieces;
    for (const std::string_view item : splitList(list)) {
        if (item.empty())
            return Error{"a value is missing between the commas."};
        if (!isRange(item)) {
            pieces.push_back({.text = item});
            continue;
        }
        const Result<Piece> range = rangeFrom(item);
        if (!range)
            return range.error();
        pieces.push_back(range.value());
    }
    return pieces;
}

std::vector<std::string> valuesOf(const std::vector<Piece> &pieces)
{
    std::vector<std::string> values;
    std::unordered_set<std::string> known;
    for (const Piece &piece : pieces) {
        for (std::int64_t i = 0; i < piece.count; ++i) {
            std::string text = piece.isRange ? plainNumber(piece.at(i)) : std::string(piece.text);
            if (known.insert(text).second)
                values.push_back(std::move(text));
        }
    }
    return values;
}

Status checkValues(const SweepAxis &axis)
{
    const SweptSetting *swept = axis.swept();
    if (!swept)
        return std::monostate{};
    for (const std::string &value : axis.values) {
        if (const Result<std::int64_t> read = sweptValue(*swept, value); !read)
            return read.error();
    }
    return std::monostate{};
}

} // namespace

std::span<const SweptSetting> sweptSettings()
{
    return kSwept;
}

const SweptSetting *findSweptSetting(std::string_view path)
{
    const auto row = std::ranges::find(kSwept, path, &SweptSetting::path);
    return row == std::end(kSwept) ? nullptr : &*row;
}

std::vector<std::string_view> sweptNames(Setting setting)
{
    std::vector<std::string_view> names;
    if (setting == Setting::Split)
        names.assign(std::begin(kSplits), std::end(kSplits));
    for (const auto &name : kShardingNames) {
        if (setting == Setting::Sharding)
            names.push_back(name.id);
    }
    for (const ScheduleEntry &entry : schedules()) {
        if (setting == Setting::Schedule)
            names.push_back(entry.id);
    }
    return names;
}

Result<std::int64_t> sweptValue(const SweptSetting &swept, std::string_view text)
{
    const std::vector<std::string_view> names = sweptNames(swept.setting);
    if (names.empty()) {
        constexpr std::int64_t most = 1'000'000'000;
        const std::optional<std::int64_t> value = wholeFrom(text);
        const std::int64_t least = swept.setting == Setting::Group ? 0 : 1;
        if (value && *value >= least && *value <= most)
            return *value;
        return Error{std::string(swept.path) + " is " + inQuotes(text) +
                     ", but must be a whole number from " + std::to_string(least) + " on."};
    }
    const auto name = std::ranges::find(names, text);
    if (name != names.end())
        return std::int64_t{name - names.begin()};
    std::string known;
    for (const std::string_view each : names)
        known += (known.empty() ? "" : ", ") + std::string(each);
    const std::string_view like = nearest(text, names);
    return Error{std::string(swept.path) + " is " + inQuotes(text) + ", which is not known." +
                 (like.empty() ? "" : " Did you mean " + inQuotes(like) + '?') + " There are " +
                 known + '.'};
}

std::string sweptText(const SweptSetting &swept, std::int64_t value)
{
    const std::vector<std::string_view> names = sweptNames(swept.setting);
    if (names.empty())
        return std::to_string(value);
    const auto place = static_cast<std::size_t>(value);
    return place < names.size() ? std::string(names[place]) : std::string();
}

std::optional<double> SweepAxis::number(std::size_t value) const
{
    return numberFrom(values[value]);
}

bool SweepAxis::isNumeric() const
{
    return std::ranges::all_of(
        values, [](const std::string &text) { return numberFrom(text).has_value(); });
}

Result<SweepAxis> axisFrom(std::string_view text, std::int64_t most, SweepAsker asker)
{
    const std::size_t equals = text.find('=');
    const bool hasOptions = asker == SweepAsker::Options;
    const std::string name =
        (hasOptions ? "--vary " + std::string(text) : settingTitle(text.substr(0, equals))) + ": ";
    if (equals == std::string_view::npos || equals == 0 || equals + 1 == text.size())
        return Error{name + "This is not PATH=VALUES, for example cluster.devices=1..64x2 or "
                            "training.micro_batch=1,2,4."};
    const Result<std::vector<Piece>> pieces = piecesOf(text.substr(equals + 1));
    if (!pieces)
        return Error{name + pieces.error().message};
    std::int64_t count = 0;
    for (const Piece &piece : pieces.value())
        count = std::min(static_cast<std::int64_t>(kUncounted), count + piece.count);
    if (count > most)
        return Error{name + "These are " + figureOfCount(count) + " values, and " +
                     figureOfCount(most) + " points are the most: take fewer" +
                     (hasOptions && count <= kMostPoints
                          ? ", or say --points " + std::to_string(count)
                          : "") +
                     '.'};
    SweepAxis axis = {std::string(text.substr(0, equals)), valuesOf(pieces.value())};
    if (const Status status = checkValues(axis); !status)
        return Error{name + status.error().message};
    return axis;
}

std::string textOf(const SweepAxis &axis)
{
    std::string text = axis.path;
    for (std::size_t i = 0; i < axis.values.size(); ++i)
        text += (i == 0 ? "=" : ",") + axis.values[i];
    return text;
}

} // namespace core
