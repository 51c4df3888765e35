// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lesson/moment_text.h"

#include "core/base/text.h"
#include "core/lesson/take_number.h"

#include <charconv>
#include <cmath>
#include <string>
#include <utility>

namespace core {
namespace {

constexpr std::pair<std::string_view, double> kTimeUnits[] = {
    {"ns", 1}, {"us", 1e3}, {"µs", 1e3}, {"ms", 1e6}, {"s", 1e9}};

constexpr std::pair<char, Op> kOps[] = {
    {'F', Op::Forward}, {'B', Op::Backward}, {'I', Op::BackwardInput}, {'W', Op::BackwardWeight}};

// "F1.0.start"
std::optional<MomentText> visitFrom(std::string_view text)
{
    VisitMoment visit;
    bool known = false;
    for (const auto &[letter, op] : kOps) {
        if (text.starts_with(letter)) {
            visit.op = op;
            known = true;
        }
    }
    if (!known)
        return {};
    text.remove_prefix(1);
    const std::optional<int> stage = takeNumber(text);
    if (!stage || !text.starts_with('.'))
        return {};
    text.remove_prefix(1);
    const std::optional<int> microBatch = takeNumber(text);
    if (!microBatch || (text != ".start" && text != ".end"))
        return {};
    visit.stage = *stage;
    visit.microBatch = *microBatch;
    visit.end = text == ".end";
    return visit;
}

std::optional<std::int64_t> timeIn(const Trace &trace, const VisitMoment &visit)
{
    for (const Trace::RowRange &row : trace.rows) {
        for (std::size_t i = row.first; i < row.first + row.count; ++i) {
            const SpanTag &tag = trace.tag[i];
            if (opOf(tag.kind) == visit.op && tag.stage == visit.stage &&
                tag.microBatch == static_cast<std::uint32_t>(visit.microBatch))
                return visit.end ? trace.end[i] : trace.begin[i];
        }
    }
    return {};
}

std::string nameOf(const VisitMoment &visit)
{
    const char *word = visit.op == Op::Forward ? "forward" : "backward";
    return std::string(word) + " pass of micro-batch " + std::to_string(visit.microBatch) +
           " on stage " + std::to_string(visit.stage);
}

} // namespace

std::optional<MomentText> momentFromText(std::string_view text)
{
    constexpr std::string_view event = "event:";
    if (text == "start")
        return StepShare{0};
    if (text == "end")
        return StepShare{1};
    if (text.starts_with(event))
        return visitFrom(text.substr(event.size()));
    double value = 0;
    const char *end = text.data() + text.size();
    const auto [rest, failure] = std::from_chars(text.data(), end, value);
    if (failure != std::errc{} || !std::isfinite(value) || value < 0)
        return {};
    std::string_view unit(rest, static_cast<std::size_t>(end - rest));
    if (unit.starts_with(' '))
        unit.remove_prefix(1);
    if (unit == "%")
        return value <= 100 ? std::optional<MomentText>(StepShare{value / 100}) : std::nullopt;
    for (const auto &[name, nanos] : kTimeUnits) {
        if (unit == name && value * nanos < 9e18)
            return Nanos{std::llround(value * nanos)};
    }
    return {};
}

Result<Nanos> momentOf(const Snapshot &snapshot, const MomentText &moment)
{
    const Nanos stop = {snapshot.trace.stop};
    if (const auto *share = std::get_if<StepShare>(&moment))
        return Nanos{std::llround(share->share * static_cast<double>(stop.count))};
    if (const auto *time = std::get_if<Nanos>(&moment)) {
        if (time->count > stop.count)
            return Error{figureOf(*time).text() + " lies after the end of the step, " +
                         figureOf(stop).text() + '.'};
        return *time;
    }
    const VisitMoment &visit = std::get<VisitMoment>(moment);
    const std::optional<std::int64_t> time = timeIn(snapshot.trace, visit);
    if (!time)
        return Error{"The step has no " + nameOf(visit) + '.'};
    return Nanos{*time};
}

} // namespace core
