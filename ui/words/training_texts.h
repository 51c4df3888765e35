// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/snapshot.h"
#include "ui/layout/training/learned.h"
#include "ui/layout/training/learning_curve.h"
#include "ui/layout/training/worker_cards.h"

#include <QString>

namespace ui {

// Sentences of mode Train.

// Devices are workers there, counted from 1.
[[nodiscard]] QString workerName(int device); // "Worker 1"
// A sentence about GPUs as one about workers: "GPU 0 waits" becomes "worker 1 waits".
[[nodiscard]] QString ofWorkers(const QString &sentence);
// The same where it may begin one: "GPU 0" becomes "Worker 1".
[[nodiscard]] QString startedOfWorkers(const QString &sentence);

// What the rows of a step are called: GPUs, or the workers of a training run.
enum class DeviceWord { Gpu, Worker };
[[nodiscard]] DeviceWord deviceWordOf(const core::Snapshot &snapshot);
[[nodiscard]] DeviceWord deviceWordOf(const core::Trace &trace); // also of a file
// A sentence about GPUs in that word.
[[nodiscard]] QString inWord(DeviceWord word, const QString &sentence);

// How the work is split: "Tensor parallel".
[[nodiscard]] QString trainingTitle(const core::Snapshot &snapshot);

[[nodiscard]] QString verdictText(WeightsVerdict verdict); // "equal"
[[nodiscard]] QString shortPrint(std::string_view digits); // "a3f2 91c8"

// "4 workers, pipeline"
[[nodiscard]] QString runName(const core::Scenario &scenario);

[[nodiscard]] QString lossText(double loss);      // "0.031"; not a number: "not finite"
[[nodiscard]] QString accuracyText(double share); // "97.2 %"

// "equal to the last bit"; "losses differ by up to 0.02 %"; without a common step: empty.
[[nodiscard]] QString likenessText(const Likeness &like);
[[nodiscard]] QString divergedText(std::int64_t step); // "diverged at step 194"
[[nodiscard]] QString aloneText(std::int64_t step);    // "not shared since step 60"

[[nodiscard]] QString learnedTitle(const Learned &learned); // "Test digits"
[[nodiscard]] QString wrongText(const WrongCount &count);   // "10 of 360 wrong"
// The whole of it in words, for screen readers and the description of the scene.
[[nodiscard]] QString learnedText(const Learned &learned);

// Whether the memory of a row of the trace is what was allocated in a step that was made.
[[nodiscard]] bool hasAllocated(const core::Snapshot &snapshot, int row);
// Of such a row: how much of it a plan counts, and what one pass takes beside that; else empty.
struct WorkspaceText
{
    QString whole;
    QString brief;
};
[[nodiscard]] WorkspaceText workspaceText(const core::Snapshot &snapshot, int row);

} // namespace ui
