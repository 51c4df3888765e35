// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/scenario/scenario.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// What people start their training with: scripts, command lines, logs and settings of the
// frameworks, read as a scenario. Nothing of a file is ever executed.

namespace core {

// A file of a framework, or a text that was pasted.
struct LaunchFile
{
    std::string_view text;
    std::string_view name; // in messages; its ending helps to tell what it is
    // Files that it names, where they need not be looked for in its folder.
    const std::map<std::string, std::string> *beside = nullptr;
    std::string_view path = {}; // where it lies, if its name does not say that

    [[nodiscard]] std::string_view place() const { return path.empty() ? name : path; }
};

// What the user gave beside the file.
struct LaunchAnswers
{
    std::map<std::string, std::string> environment = {}; // of the shell that would start it
    std::optional<std::int64_t> devices = {};            // the world size
    std::optional<std::int64_t> vocab = {};              // rows of the embedding
    std::optional<ModelSpec> model = {};       // where the file names none, or one to be found
    std::optional<std::int64_t> training = {}; // which one of those that a script starts, from 1
};

// What was told beside the scenario: what is assumed, not read, or cannot be simulated.
struct LaunchNote
{
    int line = 0; // of the file; 0: of the whole
    std::string text;
};

// Something that the file leaves to whoever starts it.
struct LaunchQuestion
{
    enum class About : std::uint8_t {
        Variable, // of the environment
        Devices,
        Vocabulary,
        Model
    };
    About about = About::Variable;
    std::string name; // of the variable
    int line = 0;
    bool computed = false; // a variable that is set to what only a run knows: N=$(nproc)
    std::string why = {};  // in place of the usual reason: "the flavor 9B of llama3 is not known"

    bool operator==(const LaunchQuestion &) const = default;
};

struct LaunchReading
{
    Scenario scenario;
    std::string framework; // "Megatron-LM"
    std::vector<LaunchNote> notes;
};

// Either a reading or an error. If questions are what is missing, the error asks them all.
struct LaunchOutcome
{
    Result<LaunchReading> reading;
    std::vector<LaunchQuestion> questions;
};

// Whether some format of launchFormats() claims this text.
[[nodiscard]] bool isLaunchFile(const LaunchFile &file);

// base: everything that no such file says, such as the kind of device and its links; its model
// where the file has none. Faults, a placement and a training run of the base are left behind,
// since they are of its layout. Errors: "NAME:LINE: …", what the framework itself would refuse with
// its reason.
[[nodiscard]] LaunchOutcome readLaunch(const LaunchFile &file, const LaunchAnswers &answers,
                                       const Scenario &base);

// "NAME:LINE: text", or "NAME: text" for a note about the whole file.
[[nodiscard]] std::string textOfNote(const LaunchNote &note, std::string_view name);

} // namespace core
