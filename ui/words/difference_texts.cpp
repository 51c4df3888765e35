// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/words/difference_texts.h"

#include "core/base/figure_group.h"
#include "core/base/text.h"
#include "ui/words/text_of.h"
#include "ui/words/work_words.h"

#include <QCoreApplication>
#include <QStringList>

#include <cmath>

namespace ui {

namespace {

struct Differences
{
    Q_DECLARE_TR_FUNCTIONS(Differences)
};

// "12.9 ms predicted, 13.4 ms measured, +4 %"
QString bothText(const core::Compared &compared)
{
    const core::FigureGroup times = core::figuresTogether({compared.predicted, compared.measured});
    return Differences::tr("%1 predicted, %2 measured, %3")
        .arg(textOf(times.text(0)), textOf(times.text(1)), errorText(compared));
}

bool isComputing(core::SpanKind kind)
{
    return core::opOf(kind) || kind == core::SpanKind::Other || kind == core::SpanKind::Product ||
           kind == core::SpanKind::Attention || kind == core::SpanKind::Copy;
}

// Kernels do not say whether they belong to a forward or a backward pass: where there are any, all
// that computes is compared as one, and taken out of the kinds.
core::Compared takeComputing(core::ComparedKinds &kinds)
{
    const auto measured = [&kinds](core::SpanKind kind) {
        return kinds[static_cast<std::size_t>(kind)].measured.count;
    };
    core::Compared sum;
    if (measured(core::SpanKind::Product) + measured(core::SpanKind::Attention) == 0)
        return sum;
    for (std::size_t i = 0; i < kinds.size(); ++i) {
        if (!isComputing(static_cast<core::SpanKind>(i)))
            continue;
        sum.predicted += kinds[i].predicted;
        sum.measured += kinds[i].measured;
        kinds[i] = {};
    }
    return sum;
}

} // namespace

QString errorText(const core::Compared &compared)
{
    const std::optional<double> error = compared.error();
    if (!error)
        return Differences::tr("new");
    // To a tenth below one percent, where a whole one would say nothing.
    const double percent = 100 * *error;
    const int decimals = std::abs(percent) < 0.95 && std::abs(percent) >= 0.05 ? 1 : 0;
    QString number =
        QString::fromStdString(core::figureOfDecimals(percent, decimals, core::Signs::OfBoth));
    number.replace(u'-', QChar(0x2212));
    return Differences::tr("%1 %").arg(number);
}

QString stepDifferenceText(const core::StepDifference &difference)
{
    return Differences::tr("step %1").arg(bothText(difference.step));
}

QString kindDifferenceText(core::ComparedKinds kinds, const core::Compared &sync)
{
    QStringList parts;
    // What a profiler recorded has no waits of this kind: its collectives are spans of their own.
    const bool sharing = sync.predicted.count > 0 && sync.measured.count > 0;
    if (sharing) {
        core::Compared &idle = kinds[static_cast<std::size_t>(core::SpanKind::Wait)];
        idle.predicted -= sync.predicted;
        idle.measured -= sync.measured;
    }
    if (const core::Compared computing = takeComputing(kinds); computing.measured.count > 0)
        parts.append(Differences::tr("computing %1").arg(errorText(computing)));
    for (std::size_t i = 0; i < kinds.size(); ++i) {
        if (kinds[i].predicted.count > 0 || kinds[i].measured.count > 0)
            parts.append(spanName(static_cast<core::SpanKind>(i)) + u' ' + errorText(kinds[i]));
    }
    if (sharing)
        parts.append(Differences::tr("gradient sync %1").arg(errorText(sync)));
    return parts.join(QStringLiteral(", "));
}

QString deviceDifferenceText(const core::DeviceDifference &difference)
{
    return Differences::tr("busy %1: %2")
        .arg(bothText(difference.busy), kindDifferenceText(difference.kinds, difference.sync));
}

} // namespace ui
