// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lesson/claim.h"
#include "core/lesson/moment_text.h"
#include "core/lesson/spotlight.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace core {

// A step of a lesson: say and watch tell and show, do waits until a condition holds, predict asks
// before the answer is seen, ask is an open question, quiz asks questions of the quiz bank.
enum class StepKind : std::uint8_t { Say, Do, Predict, Watch, Ask, Quiz };

enum class AnswerKind : std::uint8_t { Choice, Number, Curve };

// What a prediction is asked for.
struct Prediction
{
    AnswerKind kind = AnswerKind::Choice;
    std::string truth;                // a metric; empty: claims prove it
    double correct = 0;               // Choice: index of the option; Number: the value
    std::string unit;                 // "visits", "%": a number is shown as a share then
    std::vector<std::string> options; // Choice
    OptionClaims optionClaims;        // per option, or empty
    // Number: what can be chosen.
    double from = 0;
    double to = 1;
    double step = 1;
    // Curve: the setting that changes, its values and how they are called, what is measured, and
    // how many of its points are shown from the start.
    std::string vary;
    std::vector<double> over;
    std::vector<std::string> labels; // one for each
    int given = 0;
    int line = 0;
};

struct LessonStep
{
    std::string id;
    StepKind kind = StepKind::Say;
    std::string text;
    // The set-up that it begins with: no scenario is that of the step before.
    SetUp setUp;
    std::optional<MomentText> at;
    std::optional<MomentText> to; // of Watch
    std::optional<Spotlight> spotlight;
    std::optional<Prediction> answer;  // of Predict
    std::vector<Condition> until;      // of Do: all of them
    std::vector<std::string> solution; // of Do: settings with which they hold
    // Of Do: the controls that may be used, by name; none: all.
    std::optional<std::vector<std::string>> allowed;
    std::string after; // said when it is done, or the answer is locked in
    std::string hint;
    std::string note;                   // for the teacher alone
    std::string expected;               // of Ask, for the teacher
    std::vector<std::string> questions; // of Quiz: their ids
    std::vector<int> markedLines;       // of the listing, from 1
    std::vector<Claim> claims;
    int line = 0; // of the file
};

// Program text beside the scene; what it prints is the list of the visits that have begun.
struct ProgramListing
{
    std::vector<std::string> code;
    // Lines, from 1, that are marked while it runs: when a visit begins that is the first of its
    // batch, when another one begins, and at the end of the step. Empty: those of the lesson's
    // step.
    std::vector<int> first;
    std::vector<int> next;
    std::vector<int> end;
};

struct Lesson
{
    std::string id;
    std::string title;
    std::string goal;
    int minutes = 0;
    std::string scenario; // of the first step
    std::optional<ProgramListing> listing;
    std::vector<LessonStep> steps;
};

// Whether what is predicted happens in the step that is shown; if all that proves it is of other
// set-ups, there is nothing to watch.
[[nodiscard]] bool isOfShownStep(const LessonStep &step);
// The set-up of one point of its curve.
[[nodiscard]] SetUp setUpOfPoint(const Lesson &lesson, std::size_t step, double value);
// The set-up that the step begins with: what the steps before it left behind, and its own changes.
[[nodiscard]] SetUp setUpOf(const Lesson &lesson, std::size_t step);
// The same when it is done: a Do has reached its solution.
[[nodiscard]] SetUp setUpAfter(const Lesson &lesson, std::size_t step);

} // namespace core
