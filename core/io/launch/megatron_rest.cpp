// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/text.h"
#include "core/io/launch/megatron_flags.h"
#include "core/io/launch/megatron_parts.h"
#include "core/io/launch/word_list.h"

#include <algorithm>

namespace core {
namespace {

bool isOff(const MegatronFlag &flag, const MegatronArguments::Given &given)
{
    return given.values.size() == 1 && isAmong(given.values.front(), flag.off);
}

void checkSpecial(MegatronValues &values)
{
    const bool hasFp8 =
        !values.firstOf({"--fp8-format", "--fp8", "--fp8-hybrid", "--fp8-e4m3"}).empty();
    const bool hasPartners = values.count("--context-parallel-size", 1) > 1;
    for (const auto &[name, given] : values.arguments().all()) {
        const MegatronFlag *flag = findMegatronFlag(name);
        if (!flag || isOff(*flag, given))
            continue;
        if (flag->effect == MegatronFlag::Effect::Refused)
            values.complain(name, name + ": " + std::string(flag->why) + '.');
        const bool isIdle =
            (!hasPartners && (name == "--cp-comm-type" || name == "--context-parallel-algo")) ||
            (!hasFp8 && name.starts_with("--fp8-"));
        if (flag->effect == MegatronFlag::Effect::Told && !isIdle)
            values.tell(name, name + ": " + std::string(flag->why) + '.');
    }
    if (values.has("--tp-comm-overlap") && !values.has("--sequence-parallel"))
        values.complain("--tp-comm-overlap",
                        "--tp-comm-overlap needs --sequence-parallel in Megatron-LM.");
}

// argparse ends with "unrecognized arguments" at words behind a flag that takes fewer.
void tellSurplus(MegatronValues &values)
{
    for (const auto &[name, given] : values.arguments().all()) {
        const bool isSchedule = name == "--step-batch-size-schedule" && given.values.size() > 1;
        if (!given.surplus.empty())
            values.tell(name, "Megatron-LM would not start: behind " + name +
                                  " it does not know \"" + given.surplus.front() +
                                  (given.surplus.size() > 1 ? "\" and more." : "\"."));
        else if (isSchedule)
            values.tell(name, "Megatron-LM would not start: the schedule behind " + name +
                                  " is split into words, for want of quotation marks.");
    }
}

// Of forks, or newer than what is known here.
void tellUnknown(MegatronValues &values)
{
    constexpr std::size_t most = 8;
    std::vector<std::string> names;
    int line = 0; // of the first of them
    for (const auto &[name, given] : values.arguments().all()) {
        if (findMegatronFlag(name))
            continue;
        names.push_back(name);
        line = line == 0 ? given.line : std::min(line, std::max(given.line, 1));
    }
    if (names.empty())
        return;
    const std::string verb = names.size() == 1 ? " is" : " are";
    if (names.size() > most + 1) {
        const auto more = static_cast<std::int64_t>(names.size() - most);
        names.resize(most);
        names.push_back(figureOfCount(more) + " more");
    }
    values.sheet().tell(line, joinWithAnd(names) + verb + " not known and not read.");
    for (std::size_t i = 0; i < most && i < names.size(); ++i) {
        const std::string_view similar = similarMegatronFlag(names[i]);
        if (!similar.empty() && !values.has(similar))
            values.tell(names[i],
                        names[i] + ": if " + std::string(similar) + " is meant, it is misspelt.");
    }
}

} // namespace

void readMegatronRest(MegatronValues &values, const MegatronStart &start)
{
    checkSpecial(values);
    if (start.origin == MegatronStart::Origin::Log)
        return;
    tellSurplus(values);
    tellUnknown(values);
}

Status applyMegatron(LaunchSheet &sheet, const MegatronArguments &arguments,
                     const MegatronStart &start)
{
    MegatronValues values(sheet, arguments);
    sheet.framework = isMegatronDeepSpeed(values) ? "Megatron-DeepSpeed" : "Megatron-LM";
    readMegatronRest(values, start);
    readMegatronDegrees(values, start);
    if (!values.failed())
        readMegatronModel(values, start);
    if (!values.failed())
        readMegatronTraining(values);
    if (!values.failed() && sheet.questions().empty()) {
        readMegatronStages(values);
        readMegatronRecompute(values);
        readMegatronSharding(values, start);
    }
    if (values.failed())
        return *values.error();
    return std::monostate{};
}

} // namespace core
