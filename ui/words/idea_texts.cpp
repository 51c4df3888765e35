// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/words/idea_texts.h"

#include "core/base/text.h"
#include "ui/words/text_of.h"

#include <QCoreApplication>

#include <cstdlib>

namespace ui {

namespace {

struct Ideas
{
    Q_DECLARE_TR_FUNCTIONS(Ideas)
};

struct Heading
{
    QString icon;
    QString title;
};

QString scheduleHeading(const core::ParallelSpec &parallel)
{
    const QString title = textOf(core::scheduleTitle(parallel));
    return parallel.chunks > 1 ? Ideas::tr("Use %1, %2 chunks").arg(title).arg(parallel.chunks)
                               : Ideas::tr("Use %1").arg(title);
}

QString degreesHeading(const core::ParallelSpec &parallel)
{
    return Ideas::tr("Tensor %1 · pipeline %2 · data %3")
        .arg(parallel.tensor)
        .arg(parallel.pipeline)
        .arg(parallel.data);
}

Heading headingOf(const core::Idea &idea)
{
    using enum core::IdeaKind;
    const auto icon = [](const char *name) { return QString::fromLatin1(name); };
    switch (idea.kind) {
    case RepairDevices:
        return {icon("slow"), idea.repaired > 1 ? Ideas::tr("Replace the slow GPUs")
                                                : Ideas::tr("Replace the slow GPU")};
    case RepairLinks:
        return {icon("link-off"), idea.repaired > 1 ? Ideas::tr("Repair the bad links")
                                                    : Ideas::tr("Repair the bad link")};
    case PlaceInOrder:
        return {icon("shuffle"), Ideas::tr("Put the stages in order")};
    case MicroBatches:
        return {
            icon("layers"),
            Ideas::tr("Use %1 micro-batches").arg(countText(core::microBatchCount(idea.scenario)))};
    case TakeNoTurns:
        return {icon("layers"), Ideas::tr("Make it a pipeline")};
    case Schedule:
        return {icon("shuffle"), scheduleHeading(idea.scenario.parallel)};
    case Precision:
        return {icon("drive"), idea.scenario.training.precision == core::Precision::Fp8
                                   ? Ideas::tr("Train in fp8")
                                   : Ideas::tr("Train in bf16")};
    case Degrees:
        return {icon("layers"), degreesHeading(idea.scenario.parallel)};
    case LessRecompute:
        return {icon("drive"), idea.scenario.training.recompute == core::Recompute::None
                                   ? Ideas::tr("Turn recomputation off")
                                   : Ideas::tr("Recompute selectively")};
    case Overlap:
        return {icon("shuffle"), Ideas::tr("Overlap gradient sync")};
    case Recompute:
        break;
    }
    return {icon("drive"), Ideas::tr("Recompute activations")};
}

// What the change costs besides its gain.
QString priceOf(const core::Idea &idea)
{
    QString price;
    if (idea.freed < core::Bytes{})
        price = Ideas::tr("Needs %1 more memory")
                    .arg(textOf(core::figureOf(core::Bytes{-idea.freed.count}).text()));
    if (!idea.dropped.empty()) {
        const QString dropped = Ideas::tr("Drops \"%1\"").arg(textOf(idea.dropped));
        price = price.isEmpty() ? dropped : Ideas::tr("%1. %2").arg(dropped, price);
    }
    return price;
}

// Less than the last digit that the step is shown with.
bool isSameTime(const core::Idea &idea, core::Nanos unitOf)
{
    const core::Nanos size{std::abs(idea.saved.count)};
    return core::figureOf(size, unitOf).text() == core::figureOf(core::Nanos{}, unitOf).text();
}

struct Reason
{
    QString text;
    QString brief;
};

Reason reasonOf(const core::Idea &idea, bool faster, bool sameTime)
{
    const core::Bytes freed = idea.freed;
    const auto plain = [](const QString &text) { return Reason{text, text}; };
    if (!faster) {
        const QString size = textOf(core::figureOf(freed).text());
        return plain(idea.saved < core::Nanos{} && !sameTime
                         ? Ideas::tr("Frees %1, costs time").arg(size)
                         : Ideas::tr("Frees %1").arg(size));
    }
    const bool sync = idea.syncBefore - idea.syncAfter > idea.idleBefore - idea.idleAfter;
    const double was = sync ? idea.syncBefore : idea.idleBefore;
    const double is = sync ? idea.syncAfter : idea.idleAfter;
    const QString before = textOf(core::shareInTenths(was));
    const QString after = textOf(core::shareInTenths(is));
    if (is >= was || before == after)
        return plain(Ideas::tr("The same work in less time"));
    return sync ? Reason{Ideas::tr("Gradient sync drops from %1 to %2").arg(before, after),
                         Ideas::tr("Gradient sync: %1 to %2").arg(before, after)}
                : Reason{Ideas::tr("Idle drops from %1 to %2").arg(before, after),
                         Ideas::tr("Idle: %1 to %2").arg(before, after)};
}

} // namespace

IdeaText ideaText(const core::Idea &idea, core::Nanos unitOf)
{
    const bool faster = idea.kind != core::IdeaKind::Recompute &&
                        !(idea.freed > core::Bytes{} && idea.saved <= core::Nanos{});
    const Heading heading = headingOf(idea);
    const bool saves = idea.saved > core::Nanos{};
    const core::Nanos size{saves ? idea.saved.count : -idea.saved.count};
    const QString sign = saves ? QStringLiteral("−") : QStringLiteral("+");
    const QString price = priceOf(idea);
    const bool same = isSameTime(idea, unitOf);
    const Reason reason = price.isEmpty() ? reasonOf(idea, faster, same) : Reason{price, price};
    return {heading.icon,
            heading.title,
            reason.text,
            reason.brief,
            same ? Ideas::tr("same time") : sign + textOf(core::figureOf(size, unitOf).text()),
            saves && !same};
}

} // namespace ui
