// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/recorded/guessed_layout.h"
#include "core/recorded/recorded_facts.h"
#include "ui/words/kpi_texts.h"

#include <QString>

namespace ui {

// "rank 5, GPU 0"
[[nodiscard]] QString deviceText(const core::RecordedRank &rank, std::size_t device);
// "Step 12 · 412 ms"
[[nodiscard]] QString stepText(const core::StepFacts &step);
// Step time, busy, hidden communication, idle and peak memory, as they were recorded.
[[nodiscard]] KpiTexts recordedKpis(const core::RecordedRun &run, const core::RecordedFacts &facts);
// Who arrives last at the collectives, and what it costs; empty: nobody stands out.
[[nodiscard]] QString stragglerText(const core::RecordedRun &run, const core::RecordedFacts &facts);
// "8 GPUs: 8 replicas, sharded (ZeRO-3)"
[[nodiscard]] QString layoutText(const core::GuessedLayout &layout);
// "waiting for the host"
[[nodiscard]] QString recordedIdleText(core::RecordedIdle cause);

} // namespace ui
