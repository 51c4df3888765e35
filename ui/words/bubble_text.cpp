// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/formulas.h"
#include "ui/layout/timeline/timeline_marks.h"
#include "ui/words/kind_words.h"
#include "ui/words/kpi_texts.h"

#include <QCoreApplication>

#include <algorithm>

namespace ui {

KpiText bubbleText(const core::Snapshot &snapshot, core::BubbleDefinition definition)
{
    const double value = core::bubbleValue(snapshot.metrics.bubble, definition);
    return {.title = QCoreApplication::translate("Kpi", "Idle (bubble)"),
            .value = QString::fromStdString(core::shareInTenths(value)),
            .note = bubbleName(definition),
            .bar = KpiBar::Idle,
            .share = std::min(1.0, value)};
}

} // namespace ui
