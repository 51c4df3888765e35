// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/words/comparison_texts.h"

#include "core/analysis/result_difference.h"
#include "core/base/figure_group.h"
#include "core/base/text.h"
#include "core/scenario/scenario.h"
#include "ui/words/difference_texts.h"
#include "ui/words/language.h"
#include "ui/words/scene_texts.h"
#include "ui/words/setting_differences.h"
#include "ui/words/text_of.h"
#include "ui/words/work_comparison.h"
#include "ui/words/work_words.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>

namespace ui {

namespace {

struct Comparison
{
    Q_DECLARE_TR_FUNCTIONS(Comparison)
};

// "0.00", whatever the decimal sign.
bool readsAsNothing(const std::string &figure)
{
    return figure.find_first_of("123456789") == std::string::npos;
}

QString signedText(bool more, const QString &size)
{
    return (more ? QStringLiteral("+") : QString(QChar(0x2212))) + size;
}

// As the two stand displayed; a difference that would read as nothing in their unit has its own.
QString sizeOf(core::Nanos one, core::Nanos other)
{
    const core::Nanos larger = std::max(one, other);
    const core::Nanos smaller = std::min(one, other);
    const double step = core::figuresOfSum(std::array{larger}).step; // of the last decimal
    const auto steps = [step](core::Nanos time) { return std::round(core::seconds(time) / step); };
    const core::Nanos difference = core::nanosFromSeconds(step * (steps(larger) - steps(smaller)));
    const core::Figure figure = core::figureOf(difference, larger);
    return textOf(
        (readsAsNothing(figure.value) ? core::figureOf(larger - smaller) : figure).text());
}

QString sizeOf(core::Bytes one, core::Bytes other)
{
    const core::Bytes larger = std::max(one, other);
    const core::Bytes smaller = std::min(one, other);
    if (smaller.count < larger.count / 1000) // they have no unit in common
        return textOf(core::figureOf(larger - smaller).text());
    const core::FigureGroup figures = core::figuresOfExcess(larger, smaller);
    const bool nothing = smaller.count == 0 || readsAsNothing(figures.values[2]);
    return textOf(nothing ? core::figureOf(larger - smaller).text() : figures.text(2));
}

QString rateText(double earlier, double later)
{
    if (earlier == later)
        return noDifferenceText();
    return signedText(later > earlier, textOf(core::figureOfSpeed(std::abs(later - earlier))));
}

core::Bytes peakOf(const core::Snapshot &snapshot)
{
    return snapshot.metrics.fullest().peakMemory;
}

// What of a step takes most of a difference, in the same direction; empty: nothing by itself.
QString partThatTakes(const core::ResultDifference &difference)
{
    const core::Breakdown &parts = difference.parts;
    struct Part
    {
        core::Nanos time;
        QString words;
    };
    std::vector<Part> all = {
        {parts.forward, Comparison::tr("forward work")},
        {parts.backward, Comparison::tr("backward work")},
        {parts.recompute, Comparison::tr("recomputation")},
        {parts.tensorComm, Comparison::tr("exchange between tensor partners")},
        {parts.pipelineComm, Comparison::tr("sending between stages")},
        {parts.dataComm, Comparison::tr("gradient sync")},
        {parts.contextComm, Comparison::tr("exchange between context partners")},
        {parts.expertComm, Comparison::tr("exchange between experts")},
        {parts.optimizer, Comparison::tr("optimizer work")},
        {parts.host, Comparison::tr("waiting for the host")},
    };
    for (std::size_t cause = 0; cause < difference.idle.size(); ++cause) {
        const auto kind = static_cast<core::IdleCause>(cause);
        if (kind != core::IdleCause::GradientSync) // is among dataComm
            all.push_back({difference.idle[cause],
                           kind == core::IdleCause::Fill    ? Comparison::tr("filling the pipeline")
                           : kind == core::IdleCause::Drain ? Comparison::tr("draining it")
                                                            : idleCauseText(kind)});
    }
    const std::int64_t sign = difference.step.count < 0 ? -1 : 1;
    const auto most = std::ranges::max_element(
        all, {}, [sign](const Part &part) { return sign * part.time.count; });
    const bool takes = 2 * sign * most->time.count >= sign * difference.step.count;
    return takes && difference.step.count != 0 ? most->words : QString();
}

// Both run: their figures and what differs.
class Account
{
public:
    Account(const core::Snapshot &a, const core::Snapshot &b, const core::ResultDifference &change)
        : m_a(a), m_b(b), m_change(change)
    {}

    // otherTraining: what the numbers or the optimizer of one do to training is not judged.
    [[nodiscard]] QString sentence(bool otherTraining) const
    {
        const QStringList price = prices();
        const QString gain = gains();
        if (gain.isEmpty())
            return (otherTraining ? Comparison::tr("B pays with %1.")
                                  : Comparison::tr("B gains nothing: %1."))
                .arg(listed(price));
        if (!price.isEmpty())
            return gain + u' ' + Comparison::tr("It pays with %1.").arg(listed(price));
        // What another machine costs, and what other numbers or steps do, is not known here.
        const bool isFree = m_a.scenario.cluster == m_b.scenario.cluster && !otherTraining;
        return isFree
                   ? gain + u' ' + Comparison::tr("It costs nothing in time, memory or bytes sent.")
                   : gain;
    }

private:
    [[nodiscard]] int moreGpus() const
    {
        return m_b.scenario.cluster.devices - m_a.scenario.cluster.devices;
    }
    [[nodiscard]] QString time() const { return sizeOf(m_a.metrics.step, m_b.metrics.step); }
    [[nodiscard]] QString memory() const { return sizeOf(peakOf(m_a), peakOf(m_b)); }
    [[nodiscard]] QString bytes() const // the two are not displayed
    {
        const std::int64_t difference = m_change.sentSecond.count - m_change.sentFirst.count;
        return textOf(core::figureOf(core::Bytes{std::abs(difference)}).text());
    }

    [[nodiscard]] QString gains() const
    {
        const bool memoryAlone = m_change.peakMemory.count < 0 && m_change.step.count >= 0 &&
                                 m_change.sentSecond >= m_change.sentFirst && moreGpus() >= 0;
        if (memoryAlone && m_change.inFlight < 0)
            return Comparison::tr("B keeps fewer micro-batches in flight: %1 less on GPU %2.")
                .arg(memory())
                .arg(m_change.fullest);
        QStringList parts;
        if (m_change.step.count < 0) {
            const QString part = partThatTakes(m_change);
            parts.append(part.isEmpty()
                             ? Comparison::tr("is %1 faster").arg(time())
                             : Comparison::tr("is %1 faster (mostly less %2)").arg(time(), part));
        }
        if (m_change.peakMemory.count < 0)
            parts.append(
                Comparison::tr("needs %1 less on GPU %2").arg(memory()).arg(m_change.fullest));
        if (m_change.sentSecond < m_change.sentFirst)
            parts.append(Comparison::tr("sends %1 less").arg(bytes()));
        if (moreGpus() < 0)
            parts.append(moreGpus() == -1
                             ? Comparison::tr("needs 1 GPU less")
                             : Comparison::tr("needs %1 GPUs less").arg(countText(-moreGpus())));
        return parts.isEmpty() ? QString() : Comparison::tr("B %1.").arg(listed(parts));
    }

    [[nodiscard]] QStringList prices() const
    {
        QStringList parts;
        if (m_change.step.count > 0) {
            const QString part = partThatTakes(m_change);
            parts.append(part.isEmpty() ? Comparison::tr("%1 more").arg(time())
                                        : Comparison::tr("%1 more (mostly %2)").arg(time(), part));
        }
        if (m_change.peakMemory.count > 0)
            parts.append(Comparison::tr("%1 more on GPU %2").arg(memory()).arg(m_change.fullest));
        if (m_change.sentSecond > m_change.sentFirst)
            parts.append(Comparison::tr("%1 more sent").arg(bytes()));
        if (moreGpus() > 0)
            parts.append(moreGpus() == 1
                             ? Comparison::tr("1 GPU more")
                             : Comparison::tr("%1 GPUs more").arg(countText(moreGpus())));
        return parts;
    }

    const core::Snapshot &m_a;
    const core::Snapshot &m_b;
    const core::ResultDifference &m_change;
};

// Why a result has no step to compare.
QString trouble(const QString &name, const core::Snapshot &snapshot)
{
    if (snapshot.metrics.fits)
        return Comparison::tr("%1 stops: a link is down.").arg(name);
    const core::Bytes peak = peakOf(snapshot);
    const core::Bytes capacity = snapshot.plan.capacity;
    if (peak <= capacity)
        return Comparison::tr("%1 does not fit.").arg(name);
    const core::FigureGroup figures = core::figuresOfExcess(peak, capacity);
    return Comparison::tr("%1 does not fit: it needs %2 of %3 on a GPU.")
        .arg(name, textOf(figures.values[0]), textOf(figures.text(1)));
}

QString memorySentence(const core::Snapshot &a, const core::Snapshot &b, int fullest)
{
    const core::Bytes before = peakOf(a);
    const core::Bytes after = peakOf(b);
    if (before == after)
        return {};
    return (after > before ? Comparison::tr("B needs %1 more on GPU %2.")
                           : Comparison::tr("B needs %1 less on GPU %2."))
        .arg(sizeOf(before, after))
        .arg(fullest);
}

// Of two that run to their end.
QString verdict(const core::Snapshot &a, const core::Snapshot &b,
                const core::ResultDifference &change)
{
    const QString notJudged = notJudgedSentence(a.scenario, b.scenario);
    switch (core::equalWork(a.scenario, b.scenario)) {
    case core::EqualWork::None:
        return modelsSentence(a, b);
    case core::EqualWork::Model:
        return joinedSentences(
            {workSentence(a, b), memorySentence(a, b, change.fullest), notJudged});
    case core::EqualWork::Step:
        break;
    }
    if (change.isNone())
        return Comparison::tr("No difference: A and B take the same time, need the same memory "
                              "and send the same bytes.");
    return joinedSentences({Account(a, b, change).sentence(!notJudged.isEmpty()), notJudged,
                            hasOtherGpus(a.scenario, b.scenario) ? workSentence(a, b) : QString()});
}

// What is compared is not one change of a layout where the work or the machine is another: that is
// said before anything is called faster. What the titles of both tell apart need not be said.
QList<SettingTexts> untoldDifferences(const core::Snapshot &a, const core::Snapshot &b,
                                      QList<SettingTexts> differences)
{
    if (a.plan.ranks() > 1 && b.plan.ranks() > 1)
        differences.removeIf(
            [](const SettingTexts &each) { return each.path == "parallel.schedule"; });
    return differences;
}

QString sentenceOf(const core::Snapshot &a, const core::Snapshot &b,
                   const QList<SettingTexts> &differences)
{
    const core::ResultDifference change = core::resultDifference(a, b);
    QStringList sentences;
    const QString untold = differencesText(untoldDifferences(a, b, differences));
    if (!untold.isEmpty())
        sentences.append(Comparison::tr("A and B differ in %1.").arg(untold));
    if (change.firstRuns && change.secondRuns)
        sentences.append(verdict(a, b, change));
    if (!change.firstRuns)
        sentences.append(trouble(QStringLiteral("A"), a));
    if (!change.secondRuns)
        sentences.append(trouble(QStringLiteral("B"), b));
    if (change.firstRuns != change.secondRuns)
        sentences.append(change.firstRuns ? Comparison::tr("A runs.") : Comparison::tr("B runs."));
    return joinedSentences(sentences);
}

} // namespace

QString resultTitle(const core::Snapshot &snapshot)
{
    const core::Scenario &scenario = snapshot.scenario;
    const core::ScheduleEntry *schedule = core::findSchedule(scenario.parallel.schedule);
    if (snapshot.plan.ranks() == 1 || schedule == nullptr)
        return sceneTitle(snapshot).title;
    const std::int64_t count = core::microBatchCount(scenario);
    // Names of schedules stay as they are; this one is no name.
    const QString title =
        schedule->oneAtATime ? Comparison::tr("Take turns") : textOf(schedule->title);
    return count == 1 ? Comparison::tr("%1 · 1 micro-batch").arg(title)
                      : Comparison::tr("%1 · %2 micro-batches").arg(title, countText(count));
}

QString titleBeside(const core::Snapshot &snapshot, const core::Snapshot &other,
                    const QList<SettingTexts> &differences, QString SettingTexts::*value)
{
    const QString title = resultTitle(snapshot);
    if (title != resultTitle(other) || snapshot.scenario.title != other.scenario.title)
        return title;
    for (const SettingTexts &each : differences) {
        const QString &text = each.*value;
        if (!text.isEmpty())
            return each.areNames
                       ? title + QStringLiteral(" · ") + text
                       : Comparison::tr("%1 · %2 %3").arg(title, withinSentence(each.name), text);
    }
    return title;
}

QString noDifferenceText()
{
    return Comparison::tr("no difference");
}

QString changeText(core::Nanos earlier, core::Nanos later)
{
    return earlier == later ? noDifferenceText()
                            : signedText(later > earlier, sizeOf(earlier, later));
}

QString changeText(core::Bytes earlier, core::Bytes later)
{
    return earlier == later ? noDifferenceText()
                            : signedText(later > earlier, sizeOf(earlier, later));
}

QString pointsText(double earlier, double later)
{
    // Of the two as they stand displayed, in tenths of a percent.
    const double points = (std::round(1000 * later) - std::round(1000 * earlier)) / 10;
    if (points == 0)
        return noDifferenceText();
    return (std::abs(points) == 1 ? Comparison::tr("%1 point") : Comparison::tr("%1 points"))
        .arg(signedText(points > 0, textOf(core::figureOfDecimals(std::abs(points), 1))));
}

void noteChanges(KpiTexts &texts, const core::Snapshot &a, const core::Snapshot &b)
{
    const auto note = [](KpiText &text, const QString &change) {
        const bool same = change == noDifferenceText();
        text.note = same ? Comparison::tr("same as A") : Comparison::tr("%1 from A").arg(change);
        text.brief = same ? text.note : change;
    };
    const core::Metrics &before = a.metrics;
    const core::Metrics &after = b.metrics;
    note(texts[4], changeText(peakOf(a), peakOf(b)));
    if (!before.runs() || !after.runs())
        return;
    note(texts[0], changeText(before.step, after.step));
    note(texts[1], rateText(before.samplesPerSecond, after.samplesPerSecond));
    note(texts[2], pointsText(before.busyShare, after.busyShare));
    const KpiText idle = idleCardText(a);
    if (idle.title == texts[3].title) // how much gradients take says nothing about a bubble
        note(texts[3], pointsText(idle.share, texts[3].share));
}

QString comparisonSentence(const core::Snapshot &a, const core::Snapshot &b)
{
    return sentenceOf(a, b, differentSettings(a.scenario, b.scenario));
}

QString comparisonSentence(const core::RunPtr &a, const core::Snapshot &b,
                           const QList<SettingTexts> &differences)
{
    if (!a.recording)
        return sentenceOf(*a.snapshot, b, differences);
    if (b.trace.rows.empty())
        return Comparison::tr("A was measured; B does not run.");
    const core::StepDifference difference = core::stepDifference(b, a.view());
    const QString step = stepDifferenceText(difference);
    if (difference.devices.empty())
        return Comparison::tr("A was measured, B is predicted: %1.").arg(step);
    return Comparison::tr("A was measured, B is predicted: %1. Measured against predicted: %2.")
        .arg(step, kindDifferenceText(difference.kinds, difference.sync));
}

} // namespace ui
