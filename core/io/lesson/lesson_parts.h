// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/io/json/json_reader.h"
#include "core/lesson/claim.h"
#include "core/lesson/moment_text.h"

#include <optional>
#include <string>
#include <vector>

namespace core {

// What lessons and questions share.

constexpr std::size_t kMostOptions = 8; // as many as there are keys

// A list of texts; one alone stands for a list of one where allowed.
void takeTexts(ObjectReader &reader, std::string_view key, std::vector<std::string> &target);
// Texts, or objects of a text and what it claims.
void takeOptions(JsonComplaints &complaints, ObjectReader &reader,
                 std::vector<std::string> &options, OptionClaims &claims);
// PATH=VALUE, each.
void takeSettings(ObjectReader &reader, std::string_view key, std::vector<std::string> &target);
// scenario and set.
void takeSetUp(ObjectReader &reader, SetUp &target);
// An expression; "metric:" in front is left away.
void takeMetric(ObjectReader &reader, std::string_view key, std::string &target);
void takeMoment(ObjectReader &reader, std::string_view key, std::optional<MomentText> &target);
[[nodiscard]] std::vector<Condition> readConditions(JsonComplaints &complaints,
                                                    const JsonNode &node);
[[nodiscard]] std::vector<Claim> readClaims(JsonComplaints &complaints, const JsonNode &node);

// The first complaint, with its place apart.
[[nodiscard]] Error errorOf(const JsonComplaints &complaints, std::string_view name);

// The document of one format. Complains when it is of another, or no object.
[[nodiscard]] bool isOfFormat(JsonComplaints &complaints, const JsonNode &root,
                              std::string_view format, std::string_view what);

} // namespace core
