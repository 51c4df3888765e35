// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/launch/launch_settings.h"
#include "core/io/launch/launch_sheet.h"
#include "core/io/launch/launcher.h"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace core {

// What argparse makes of the words behind a program that trains with transformers' Trainer: the
// last value of each option, by its name with low dashes.
class TrainerOptions
{
public:
    // written: keys of YAML, by the options that they are.
    TrainerOptions(LaunchSheet &sheet, const std::vector<ShellWord> &words,
                   std::map<std::string, std::string> written = {});

    [[nodiscard]] bool has(std::string_view name); // asks for it, as word() and the others do
    [[nodiscard]] std::vector<std::string> names() const; // of all that are given
    // Those that nothing has asked for, in the order of their lines; and all that were asked for.
    [[nodiscard]] std::vector<std::string> unread() const;
    [[nodiscard]] const std::set<std::string, std::less<>> &asked() const { return m_asked; }
    [[nodiscard]] bool isGiven(std::string_view name) const { return find(name) != nullptr; }
    // As it is given, without asking for it: variables may be left in it.
    [[nodiscard]] std::string_view textOf(std::string_view name) const;
    // As the user writes it: "--max_seq_length", "sequence_len".
    [[nodiscard]] std::string nameOf(std::string_view name) const;
    [[nodiscard]] int lineOf(std::string_view name) const;
    // Empty: not given, or asked for because a variable of it is not set.
    [[nodiscard]] std::string word(std::string_view name);
    // The path of a file: one that the script writes is known whatever is not set in its name.
    [[nodiscard]] std::string path(std::string_view name);
    // --bf16, --bf16 True
    [[nodiscard]] bool truth(std::string_view name);
    // At least 1; else the complaint.
    [[nodiscard]] std::int64_t count(std::string_view name, std::int64_t otherwise);
    [[nodiscard]] const std::optional<Error> &complaint() const { return m_complaint; }

private:
    [[nodiscard]] const ShellWord *find(std::string_view name) const;

    LaunchSheet &m_sheet;
    std::map<std::string, ShellWord, std::less<>> m_given;
    std::set<std::string, std::less<>> m_asked;
    std::map<std::string, std::string> m_written;
    std::optional<Error> m_complaint;
};

// Options in YAML: whether they are some, and as a command line would have them; what stands in a
// section is --section.key, without the fsdp_ that a key of fsdp_config may begin with.
[[nodiscard]] bool isTrainerTree(const JsonNode &root);
[[nodiscard]] std::vector<ShellWord> trainerWords(const JsonNode &root);
[[nodiscard]] std::map<std::string, std::string> trainerKeys(const JsonNode &root);

// What these options train. program: what starts it, if that is known. accelerate: what its
// launcher says, if it is that.
[[nodiscard]] Status applyTrainer(LaunchSheet &sheet, TrainerOptions &options,
                                  const LaunchedProgram &program, LaunchSettings *accelerate);

} // namespace core
