// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/scenario/scenario.h"

#include <string>
#include <string_view>
#include <vector>

namespace core {

struct JsonNode;

// Reads a parallarium-scenario/1 document. Every default is filled in; an unknown key, a wrong
// type or an impossible number is an error "NAME:LINE: what, why, what to do". A config.json of
// Hugging Face is read too, as a scenario with that model. folder: where files that it names are
// looked for.
[[nodiscard]] Result<Scenario> scenarioFromJson(std::string_view text, std::string_view name,
                                                std::string_view folder = {});

// The same of a part of another document, called NAME in errors.
[[nodiscard]] Result<Scenario> scenarioFromTree(const JsonNode &root, std::string_view name);

// The same, but the scenario need not be able to run: only its form is checked.
[[nodiscard]] Result<Scenario> draftFromJson(std::string_view text, std::string_view name);

// The id of a built-in scenario, or the path of a file, with changes: settings are PATH=VALUE, for
// example "parallel.pipeline=8", VALUE being JSON or a bare word; overlay is the path of a
// DeepSpeed configuration, applied after them. Only the final result is checked.
[[nodiscard]] Result<Scenario> loadScenario(std::string_view fileOrId,
                                            const std::vector<std::string> &settings = {},
                                            const std::string &overlay = {});

// The same, with notes on the overlay: what is not simulated or not read, as sentences that begin
// with its name.
struct LoadedScenario
{
    Scenario scenario;
    std::vector<std::string> notes;
};
[[nodiscard]] Result<LoadedScenario> loadWithNotes(std::string_view fileOrId,
                                                   const std::vector<std::string> &settings,
                                                   const std::string &overlay);

// As short as possible for reading back the same scenario: presets by id, defaults left out; with
// everything = true every field is written (the "scenario" of a result).
enum class Detail : std::uint8_t { Short, Everything };
[[nodiscard]] std::string scenarioToJson(const Scenario &scenario, Detail detail = Detail::Short);

} // namespace core
