// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/recording.h"
#include "core/base/watch.h"
#include "core/classroom/library.h"
#include "core/io/chrome/read_recorded.h"
#include "core/io/launch/launch.h"
#include "core/recorded/guessed_layout.h"
#include "core/recorded/recorded_part.h"
#include "core/scenario/scenario.h"
#include "core/schedule/validate_order.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <functional>
#include <memory>
#include <optional>
#include <variant>
#include <vector>

namespace ui {

// The most that a file opened by a window may unpack to.
constexpr std::int64_t kMostUnpacked = 256'000'000; // bytes

// What to read, and the scenario that a configuration or schedule changes.
struct ToRead
{
    enum class As { Anything, Schedule };

    QStringList paths;
    As as = As::Anything;
    core::Scenario base;
    std::vector<core::KernelRule> rules = core::usualKernelRules(); // for traces of a profiler
    core::LaunchAnswers answers = {};                               // to what a script left open
};

// A scenario that replaces the open one.
struct Whole
{
    core::Scenario scenario;
    QString path;   // where saving writes to; empty: nowhere yet
    QString origin; // what is opened again with the next start
};

// A change of the open scenario: one undo step.
struct Change
{
    core::Scenario scenario;
    QString step;     // its name
    QString sentence; // what came of it
};

// A step that was recorded, shown beside the window: no scenario takes another one's place.
struct Recorded
{
    core::RecordingPtr run;
    core::SnapshotPtr predicted; // of the scenario that ran, where the trace says it
    // Of traces of a profiler: all that they say, and what it tells of all steps together.
    std::shared_ptr<const core::ReadRun> profile;
    std::shared_ptr<const core::RecordedPart> part;
    std::optional<core::GuessedLayout> layout; // that its process groups tell
    QStringList paths;                         // to read it again

    // The rest of the traces is still being read.
    [[nodiscard]] bool isGrowing() const { return !paths.isEmpty() && !profile; }
};

// A lesson or a quiz.
struct Taught
{
    core::ClassroomFile file;
    QString folder; // of the scenarios that it brings
};

// What a script leaves to whoever starts it, to be asked before it is read.
struct Questioned
{
    QString name; // of the file
    std::vector<core::LaunchQuestion> questions;
};

struct Refusal
{
    QString sentence;
    QString name;               // of the file
    core::OrderErrors mistakes; // all of a schedule, if that is what is wrong
};

struct Opening
{
    std::variant<Whole, Change, Refusal, Recorded, Taught, Questioned> what;
    QString note; // what is told beside it

    [[nodiscard]] bool isRefused() const { return std::holds_alternative<Refusal>(what); }
};

// Reads a scenario, a lesson, a quiz, an exported picture, a schedule, a recorded trace, what a
// framework is started with, a config.json of Hugging Face or a configuration of DeepSpeed. Traces
// of a profiler are read together, one for each rank; of other files the first that can be opened
// is used. early: is given what was read of such traces while they take long. Touches no window:
// runs on any thread.
using ShowEarly = std::function<void(const Recorded &)>;
[[nodiscard]] Opening readFiles(const ToRead &what, const core::Watch &watch,
                                const ShowEarly &early = {});
// The same from text, which is called name; of what only the base and the answers count.
[[nodiscard]] Opening readText(const QByteArray &text, const QString &name, const ToRead &what);

} // namespace ui
