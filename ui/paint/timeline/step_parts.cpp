// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/paint/timeline/step_parts.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace ui {
namespace {

struct Row
{
    StepPart part;
    const char *name;
    StepPartLook look;
};

constexpr std::array<Row, kStepParts.size()> kRows = {{
    {&core::Breakdown::forward,
     QT_TRANSLATE_NOOP("ui::BreakdownBar", "forward"),
     {&Theme::forward}},
    {&core::Breakdown::recompute,
     QT_TRANSLATE_NOOP("ui::BreakdownBar", "recompute"),
     {&Theme::recompute, LegendSwatch::Striped}},
    {&core::Breakdown::backward,
     QT_TRANSLATE_NOOP("ui::BreakdownBar", "backward"),
     {&Theme::backward}},
    {&core::Breakdown::tensorComm,
     QT_TRANSLATE_NOOP("ui::BreakdownBar", "tensor communication"),
     {&Theme::memGrads}},
    {&core::Breakdown::contextComm,
     QT_TRANSLATE_NOOP("ui::BreakdownBar", "context communication"),
     {&Theme::memOptim}},
    {&core::Breakdown::expertComm,
     QT_TRANSLATE_NOOP("ui::BreakdownBar", "expert communication"),
     {&Theme::memWeights}},
    {&core::Breakdown::pipelineComm,
     QT_TRANSLATE_NOOP("ui::BreakdownBar", "pipeline communication"),
     {&Theme::memActs}},
    {&core::Breakdown::dataComm,
     QT_TRANSLATE_NOOP("ui::BreakdownBar", "gradient sync"),
     {&Theme::sync, LegendSwatch::Chevrons}},
    {&core::Breakdown::optimizer,
     QT_TRANSLATE_NOOP("ui::BreakdownBar", "optimizer"),
     {&Theme::optimizer}},
    {&core::Breakdown::host, QT_TRANSLATE_NOOP("ui::BreakdownBar", "host"), {&Theme::text3}},
}};

const Row &rowOf(StepPart part)
{
    return *std::ranges::find(kRows, part, &Row::part);
}

} // namespace

StepPartLook lookOf(StepPart part)
{
    return rowOf(part).look;
}

QString stepPartName(StepPart part)
{
    return QCoreApplication::translate("ui::BreakdownBar", rowOf(part).name);
}

} // namespace ui
