// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/words/kpi_tips.h"

#include "core/analysis/formulas.h"
#include "core/analysis/ideal_finish.h"
#include "core/base/text.h"
#include "ui/words/text_of.h"
#include "ui/words/timeline_readout.h"

#include <QCoreApplication>
#include <QStringList>

#include <array>

namespace ui {

namespace {

struct KpiTips
{
    Q_DECLARE_TR_FUNCTIONS(KpiTips)
};

// In the order of KpiTexts.
core::Headline headlineOf(const core::Snapshot &snapshot, int index)
{
    using enum core::Headline;
    constexpr std::array headlines = {StepTime, Throughput, Busy, Idle, Memory};
    const bool sync = index == 3 && snapshot.plan.ranks() == 1 && snapshot.plan.replicas > 1 &&
                      snapshot.plan.training;
    return sync ? GradientSync : headlines[static_cast<std::size_t>(index)];
}

void addFormula(QStringList &lines, const QString &name, const core::Formula &formula)
{
    if (!formula.text.empty())
        lines.append(name.arg(textOf(formula.text)));
}

void addIdle(QStringList &lines, const core::Snapshot &snapshot)
{
    using enum core::BubbleDefinition;
    if (const std::optional<core::Formula> textbook = core::textbookIdle(snapshot.scenario))
        addFormula(lines, KpiTips::tr("Textbook, equal stages: %1"), *textbook);
    if (const std::optional<core::Formula> ideal = core::idealIdle(snapshot))
        addFormula(lines, KpiTips::tr("At best: %1"), *ideal);
    for (const core::BubbleDefinition definition : {IdleOverIdeal, SpanIdle})
        lines.append(bubbleSentence(snapshot, definition));
}

} // namespace

QString kpiTip(const core::Snapshot &snapshot, const KpiText &text, int index)
{
    QStringList lines = {QStringList({text.title, text.value, text.unit}).join(QChar::Space)};
    if (!text.note.isEmpty())
        lines.front() = lines.front().simplified() + QStringLiteral(" · ") + text.note;
    const core::Headline headline = headlineOf(snapshot, index);
    addFormula(lines, QStringLiteral("%1"), core::formulaOf(snapshot, headline));
    const bool ran = snapshot.metrics.runs();
    if (const std::string host = core::hostOptimizerFigure(snapshot);
        headline == core::Headline::Busy && !host.empty())
        lines.append(
            KpiTips::tr("%1 of it waiting for the optimizer in host memory").arg(textOf(host)));
    if (headline == core::Headline::StepTime && ran && snapshot.deviceCount() > 1)
        lines.append(
            KpiTips::tr("Ideal finish: work and gradient sync of the busiest GPU at full speed, %1")
                .arg(textOf(
                    core::figureOf(core::busiestWithoutWaiting(snapshot), snapshot.metrics.step)
                        .text())));
    if (headline == core::Headline::StepTime && ran && snapshot.plan.ranks() > 1)
        lines.append(spanSentence(snapshot));
    if (headline == core::Headline::Throughput)
        addFormula(lines, KpiTips::tr("MFU: %1"),
                   core::formulaOf(snapshot, core::Headline::Utilization));
    if (headline == core::Headline::Idle && ran && snapshot.plan.ranks() > 1)
        addIdle(lines, snapshot);
    lines.removeAll(QString());
    return lines.join(QLatin1Char('\n'));
}

} // namespace ui
