// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/json/json_tree.h"
#include "core/io/launch/launch_sheet.h"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace core {

// A tree of settings (TOML, YAML, JSON, or words such as --section.key), read by the paths of its
// values: "training.seq_len". null is a value that is not given. Numbers and truths may be texts,
// as on a command line. The first value that cannot be what it must be is the complaint.
class LaunchSettings
{
public:
    explicit LaunchSettings(JsonNode root);

    // Both count as read; a path may name a whole section.
    [[nodiscard]] const JsonNode *find(std::string_view path);
    [[nodiscard]] bool has(std::string_view path) { return find(path) != nullptr; }
    // Where the value stands; 0 if it is not given.
    [[nodiscard]] int lineOf(std::string_view path) const;

    // Nothing if it is not given, or is no such value.
    [[nodiscard]] std::optional<std::int64_t> whole(std::string_view path, std::int64_t least,
                                                    std::int64_t most);
    [[nodiscard]] std::optional<double> number(std::string_view path);
    [[nodiscard]] std::optional<bool> flag(std::string_view path);
    [[nodiscard]] std::optional<std::string> word(std::string_view path);
    // A list of texts, or one text with commas.
    [[nodiscard]] std::vector<std::string> words(std::string_view path);

    // Replaces or adds a value, and the sections around it.
    void set(std::string_view path, JsonNode value);
    // What stands at from stands at to, unless there is something already. Whether there was any.
    bool rename(std::string_view from, std::string_view to);

    struct Unread
    {
        std::string path;
        int line = 0;
    };
    // Values that were never asked for, in the order of the file.
    [[nodiscard]] std::vector<Unread> unread() const;
    // Paths that were asked for, given or not.
    [[nodiscard]] const std::set<std::string, std::less<>> &known() const { return m_known; }

    void complain(std::string_view path, const std::string &what);
    [[nodiscard]] const std::optional<LaunchNote> &complaint() const { return m_complaint; }

private:
    [[nodiscard]] const JsonNode *at(std::string_view path) const;

    JsonNode m_root;
    std::set<std::string, std::less<>> m_known;
    std::optional<LaunchNote> m_complaint;
};

// Refuses keys that look like one that is read, which would otherwise stay at its default: "[…]
// parallelism.tensor_paralel_degree is not known: did you mean …?".
[[nodiscard]] std::optional<LaunchNote> misspeltSetting(const LaunchSettings &settings,
                                                        std::string_view framework);

// What is told of the settings that nothing asked for. effectless: beginnings of paths that change
// neither time nor memory of a step.
void tellUnread(LaunchSheet &sheet, const LaunchSettings &settings, std::string_view framework,
                std::span<const std::string_view> effectless);

} // namespace core
