// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/words/area_texts.h"

#include "core/base/text.h"
#include "ui/words/text_of.h"
#include "ui/words/work_words.h"

#include <QCoreApplication>
#include <QStringList>

#include <array>

namespace ui {

namespace {

struct Area
{
    Q_DECLARE_TR_FUNCTIONS(Area)
};

// In the order of WaitReason.
constexpr std::array<const char *, core::kWaitReasonCount> kReasons = {
    QT_TRANSLATE_NOOP("Area", "fills"),
    QT_TRANSLATE_NOOP("Area", "drains"),
    QT_TRANSLATE_NOOP("Area", "waits for activations"),
    QT_TRANSLATE_NOOP("Area", "waits for gradients"),
    QT_TRANSLATE_NOOP("Area", "waits for others"),
    QT_TRANSLATE_NOOP("Area", "waits for a link"),
    QT_TRANSLATE_NOOP("Area", "waits for a slow GPU"),
    QT_TRANSLATE_NOOP("Area", "waits for the ring"),
    QT_TRANSLATE_NOOP("Area", "waits for all")};

QString kindText(WorkClass work)
{
    return work == WorkClass::Sync ? Area::tr("comm, exposed") : workName(work);
}

std::int64_t spansOf(const core::AreaStatistics &area, WorkClass work)
{
    std::int64_t count = 0;
    for (std::size_t kind = 0; kind < area.spans.size(); ++kind) {
        const core::SpanTag tag = {.kind = static_cast<core::SpanKind>(kind)};
        count += core::workClassOf(tag) == work ? area.spans[kind] : 0;
    }
    return count;
}

core::Nanos perDevice(const core::AreaStatistics &area, std::int64_t time)
{
    return {time / std::max(1, area.devices)};
}

QString shareText(const core::AreaStatistics &area, std::int64_t time)
{
    return textOf(core::shareInTenths(area.share(time)));
}

AreaLine lineOf(const core::AreaStatistics &area, const QString &text, std::int64_t time)
{
    AreaLine line;
    line.text = text;
    line.part = area.share(time);
    line.share = shareText(area, time);
    line.time = textOf(core::figureOf(perDevice(area, time)).text());
    return line;
}

QString extentText(const core::AreaStatistics &area, DeviceWord word)
{
    const QString devices =
        area.devices == 1 ? Area::tr("1 GPU") : Area::tr("%1 GPUs").arg(countText(area.devices));
    const core::Nanos length = {area.time.end - area.time.begin};
    return textOf(core::figureOf(length).text()) + QStringLiteral(" × ") + inWord(word, devices);
}

QString sentText(const core::AreaStatistics &area)
{
    return Area::tr("%1 sent").arg(textOf(core::figureOf(area.sent()).text()));
}

} // namespace

DeviceWord deviceWordOf(const TimelineRuns &runs)
{
    return deviceWordOf((runs.second ? *runs.second : runs.first).trace());
}

QString reasonName(core::WaitReason reason)
{
    return Area::tr(kReasons[static_cast<std::size_t>(reason)]);
}

AreaTexts areaTexts(const AreaOfRuns &area, DeviceWord word)
{
    const core::AreaStatistics &shown = area.second ? *area.second : area.first;
    AreaTexts texts;
    texts.extent = extentText(shown, word);
    texts.timeTitle = inWord(word, Area::tr("per GPU"));
    texts.countTitle = area.second ? Area::tr("pred.") : Area::tr("spans");
    for (std::size_t i = 0; i < shown.spent.size(); ++i) {
        const auto work = static_cast<WorkClass>(i);
        const bool predicted = area.second && area.first.spent[i] > 0;
        if (shown.spent[i] <= 0 && !predicted)
            continue;
        AreaLine line = lineOf(shown, kindText(work), shown.spent[i]);
        line.work = work;
        const std::int64_t spans = spansOf(shown, work);
        line.count = area.second ? shareText(area.first, area.first.spent[i])
                     : spans > 0 ? countText(spans)
                                 : QString();
        texts.lines.append(line);
    }
    for (std::size_t i = 0; i < shown.waits.size(); ++i) {
        if (shown.waits[i] > 0)
            texts.lines.append(lineOf(
                shown, inWord(word, reasonName(static_cast<core::WaitReason>(i))), shown.waits[i]));
    }
    texts.sent = sentText(shown);
    if (!area.second)
        texts.spans = Area::tr("%1 spans").arg(countText(shown.spanCount()));
    return texts;
}

QString areaSentence(const AreaOfRuns &area, DeviceWord word)
{
    const AreaTexts texts = areaTexts(area, word);
    QStringList parts = {texts.extent};
    for (const AreaLine &line : texts.lines) {
        if (line.work)
            parts.append(line.text + QChar::Space + line.share);
    }
    parts.append(texts.sent);
    return Area::tr("Selected: %1").arg(parts.join(QStringLiteral(", ")));
}

QString areaTable(const AreaOfRuns &area)
{
    const core::AreaStatistics &shown = area.second ? *area.second : area.first;
    QStringList lines;
    const auto add = [&lines](const QStringList &fields) {
        lines.append(fields.join(QLatin1Char('\t')));
    };
    const auto number = [](auto value) { return QString::number(value); };
    add({Area::tr("from, ns"), number(shown.time.begin)});
    add({Area::tr("to, ns"), number(shown.time.end)});
    add({inWord(DeviceWord::Gpu, Area::tr("GPUs")), number(shown.devices)});
    add({Area::tr("kind"), Area::tr("share"), Area::tr("ns of all GPUs"), Area::tr("spans")});
    const auto addTime = [&](const QString &name, std::int64_t time, std::int64_t spans) {
        add({name, number(shown.share(time)), number(time), spans > 0 ? number(spans) : QString()});
    };
    for (std::size_t i = 0; i < shown.spent.size(); ++i) {
        const auto work = static_cast<WorkClass>(i);
        if (shown.spent[i] > 0)
            addTime(kindText(work), shown.spent[i], spansOf(shown, work));
    }
    for (std::size_t i = 0; i < shown.waits.size(); ++i) {
        if (shown.waits[i] > 0)
            addTime(Area::tr("idle: %1").arg(reasonName(static_cast<core::WaitReason>(i))),
                    shown.waits[i], 0);
    }
    add({Area::tr("sent between stages, bytes"), number(shown.messages.count)});
    add({Area::tr("sent in collectives, bytes"), number(shown.collectives.count)});
    return lines.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

} // namespace ui
