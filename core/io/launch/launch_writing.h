// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/scenario/scenario.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

// A scenario as what a framework is started with.

namespace core {

struct LaunchText
{
    std::string name; // of a file; those behind the first are named by it, and lie in its folder
    std::string text;
};

// A scenario that is written. What the framework cannot do at all is an error instead.
struct LaunchWriting
{
    std::vector<LaunchText> files;
    // What the framework does in another way, or cannot be told: "parallel.overlap: …".
    std::vector<std::string> losses = {};
    std::vector<std::string> notes = {}; // how to start it, and what it needs
};

// A framework to write for. To add one: a source with its function, and a row in
// launch_writing.cpp.
struct LaunchWriter
{
    std::string_view id;       // "megatron"
    std::string_view title;    // "Megatron-LM"
    std::string_view fileName; // "train.sh"
    // name: of the first file, without its folder. Refuses what the framework would refuse, with
    // its reason.
    Result<LaunchWriting> (*write)(const Scenario &scenario, const std::string &name);
};

[[nodiscard]] std::span<const LaunchWriter> launchWriters();
[[nodiscard]] const LaunchWriter *findLaunchWriter(std::string_view id); // nullptr: none

// Writes, and reads it back: what differs then is among the losses, so that none is left out. name:
// of the first file; empty: the writer's own.
[[nodiscard]] Result<LaunchWriting> writeLaunch(const LaunchWriter &writer,
                                                const Scenario &scenario, std::string name = {});

// The first reason why no framework could train this: layers that are given by figures, a network
// that is trained here, forward passes alone.
[[nodiscard]] Status checkForLaunch(const Scenario &scenario);

// Rows.
[[nodiscard]] Result<LaunchWriting> writeMegatronScript(const Scenario &scenario,
                                                        const std::string &name);
[[nodiscard]] Result<LaunchWriting> writeTorchtitanToml(const Scenario &scenario,
                                                        const std::string &name);
[[nodiscard]] Result<LaunchWriting> writeTorchtitanRecipe(const Scenario &scenario,
                                                          const std::string &name);
[[nodiscard]] Result<LaunchWriting> writeDeepSpeed(const Scenario &scenario,
                                                   const std::string &name);
[[nodiscard]] Result<LaunchWriting> writeAccelerate(const Scenario &scenario,
                                                    const std::string &name);

} // namespace core
