// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/words/recorded_texts.h"

#include "core/base/text.h"
#include "ui/words/figure_texts.h"
#include "ui/words/text_of.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <numeric>

namespace ui {

namespace {

struct RecordedWords
{
    Q_DECLARE_TR_FUNCTIONS(RecordedWords)
};

// In the order of core::RecordedIdle.
constexpr std::array<const char *, core::kRecordedIdleCount> kIdle = {
    QT_TRANSLATE_NOOP("RecordedWords", "waiting for the host"),
    QT_TRANSLATE_NOOP("RecordedWords", "waiting for a collective"),
    QT_TRANSLATE_NOOP("RecordedWords", "waiting for another stream"),
    QT_TRANSLATE_NOOP("RecordedWords", "launched, not begun"),
    QT_TRANSLATE_NOOP("RecordedWords", "nothing left to do"),
    QT_TRANSLATE_NOOP("RecordedWords", "cause not recorded")};

// Sums over all devices.
struct Sums
{
    std::int64_t whole = 0; // ns, of the windows
    std::int64_t communicating = 0;
    std::int64_t hidden = 0;
    core::IdleTimes idle = {};
    int devices = 0;
    std::int64_t peak = -1; // bytes
    int peakRank = 0;

    [[nodiscard]] std::int64_t idleSum() const
    {
        return std::accumulate(idle.begin(), idle.end(), std::int64_t{0});
    }
    [[nodiscard]] double shareOf(std::int64_t time) const
    {
        return whole > 0 ? static_cast<double>(time) / static_cast<double>(whole) : 0;
    }
};

Sums sumsOf(const core::RecordedRun &run, const core::RecordedFacts &facts)
{
    Sums sums;
    for (const core::RankFacts &rank : facts.ranks) {
        for (const core::DeviceFacts &device : rank.devices) {
            ++sums.devices;
            sums.whole += rank.window.length();
            sums.communicating += device.communicating;
            sums.hidden += device.hidden;
            for (std::size_t i = 0; i < sums.idle.size(); ++i)
                sums.idle[i] += device.idle[i];
            if (device.peakAllocated > sums.peak) {
                sums.peak = device.peakAllocated;
                sums.peakRank = run.ranks[rank.rank].rank;
            }
        }
    }
    return sums;
}

KpiText shareCard(const QString &title, double share, const QString &note, KpiBar bar)
{
    KpiText text{.title = title, .unit = QStringLiteral("%"), .note = note};
    text.value = textOf(core::figureOfDecimals(100 * share, 1));
    text.bar = bar;
    text.share = share;
    return text;
}

KpiText timeCard(const core::RecordedRun &run, const core::RecordedFacts &facts)
{
    KpiText text;
    std::int64_t time = 0;
    if (facts.step || facts.steps.size() == 1) {
        const auto step =
            facts.step ? std::ranges::find(facts.steps, *facts.step, &core::StepFacts::number)
                       : facts.steps.begin();
        text.title = RecordedWords::tr("Step, measured");
        time = step->longest;
        text.note =
            run.ranks.size() < 2
                ? RecordedWords::tr("on rank %1").arg(run.ranks.front().rank)
                : RecordedWords::tr("longest on rank %1").arg(run.ranks[step->slowest].rank);
    } else if (!facts.steps.empty()) {
        text.title = RecordedWords::tr("Step, mean");
        for (const core::StepFacts &step : facts.steps)
            time += step.longest;
        time /= static_cast<std::int64_t>(facts.steps.size());
        text.note = RecordedWords::tr("of %1 steps").arg(facts.steps.size());
    } else {
        text.title = RecordedWords::tr("Recorded time");
        for (const core::RankFacts &rank : facts.ranks)
            time = std::max(time, rank.window.length());
        text.note = RecordedWords::tr("no steps were found");
    }
    const core::Figure figure = core::figureOf(core::Nanos{time});
    text.value = textOf(figure.value);
    text.unit = textOf(figure.unit);
    return text;
}

KpiText hiddenCard(const Sums &sums)
{
    const QString title = RecordedWords::tr("Communication hidden");
    if (sums.communicating == 0)
        return {.title = title,
                .value = QStringLiteral("–"),
                .note = RecordedWords::tr("no collectives were recorded")};
    const core::Nanos hidden{sums.hidden / sums.devices};
    const core::Nanos all{sums.communicating / sums.devices};
    return shareCard(
        title, static_cast<double>(sums.hidden) / static_cast<double>(sums.communicating),
        sums.devices == 1 ? ofText(hidden, all)
                          : RecordedWords::tr("%1 per device").arg(ofText(hidden, all)),
        KpiBar::None);
}

KpiText idleCard(const Sums &sums)
{
    const auto most = std::ranges::max_element(sums.idle);
    const QString cause =
        *most == 0
            ? QString()
            : RecordedWords::tr("%1 %2").arg(
                  textOf(core::shareInTenths(sums.shareOf(*most))),
                  recordedIdleText(static_cast<core::RecordedIdle>(most - sums.idle.begin())));
    return shareCard(RecordedWords::tr("Idle"), sums.shareOf(sums.idleSum()), cause, KpiBar::Idle);
}

KpiText memoryCard(const Sums &sums)
{
    KpiText text{.title = RecordedWords::tr("Peak memory"), .value = QStringLiteral("–")};
    text.note = RecordedWords::tr("was not recorded");
    if (sums.peak < 0)
        return text;
    const core::Figure figure = core::figureOf(core::Bytes{sums.peak});
    text.value = textOf(figure.value);
    text.unit = textOf(figure.unit);
    text.note = RecordedWords::tr("allocated on rank %1").arg(sums.peakRank);
    return text;
}

} // namespace

QString deviceText(const core::RecordedRank &rank, std::size_t device)
{
    return RecordedWords::tr("rank %1, %2")
        .arg(QString::number(rank.rank), textOf(rank.devices[device]));
}

QString stepText(const core::StepFacts &step)
{
    return RecordedWords::tr("Step %1 · %2")
        .arg(QString::number(step.number),
             textOf(core::figureOf(core::Nanos{step.longest}).text()));
}

KpiTexts recordedKpis(const core::RecordedRun &run, const core::RecordedFacts &facts)
{
    const Sums sums = sumsOf(run, facts);
    const double busy = 1 - sums.shareOf(sums.idleSum());
    return {timeCard(run, facts),
            shareCard(RecordedWords::tr("Busy, measured"), busy,
                      sums.devices == 1
                          ? RecordedWords::tr("one device")
                          : RecordedWords::tr("mean of %1 devices").arg(countText(sums.devices)),
                      KpiBar::Busy),
            hiddenCard(sums), idleCard(sums), memoryCard(sums)};
}

QString stragglerText(const core::RecordedRun &run, const core::RecordedFacts &facts)
{
    if (facts.matched == 0)
        return {};
    const auto last = std::ranges::max_element(facts.ranks, {}, &core::RankFacts::keptWaiting);
    // One of n ranks that are alike is the last once in n.
    if (last->arrivedLast * static_cast<std::int64_t>(facts.ranks.size()) <= 2 * last->collectives)
        return {};
    return RecordedWords::tr("Rank %1 is the straggler: the last in %2 of %3 collectives, by %4 in "
                             "all.")
        .arg(QString::number(run.ranks[last->rank].rank), countText(last->arrivedLast),
             countText(last->collectives),
             textOf(core::figureOf(core::Nanos{last->keptWaiting}).text()));
}

QString layoutText(const core::GuessedLayout &layout)
{
    struct Degree
    {
        int value;
        QString text;
    };
    const Degree degrees[] = {
        {layout.data, RecordedWords::tr("%1 replicas").arg(layout.data)},
        {layout.tensor, RecordedWords::tr("tensor %1").arg(layout.tensor)},
        {layout.pipeline, RecordedWords::tr("%1 stages").arg(layout.pipeline)},
        {layout.context, RecordedWords::tr("context %1").arg(layout.context)},
        {layout.expert, RecordedWords::tr("expert %1").arg(layout.expert)}};
    QStringList parts;
    for (const Degree &degree : degrees) {
        if (degree.value > 1)
            parts.append(degree.text);
    }
    if (layout.sharding != core::Sharding::None)
        parts.append(RecordedWords::tr("ZeRO-%1").arg(static_cast<int>(layout.sharding)));
    return RecordedWords::tr("%1 GPUs: %2")
        .arg(countText(layout.devices), parts.join(QStringLiteral(", ")));
}

QString recordedIdleText(core::RecordedIdle cause)
{
    return RecordedWords::tr(kIdle[static_cast<std::size_t>(cause)]);
}

} // namespace ui
