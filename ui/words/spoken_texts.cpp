// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/words/spoken_texts.h"

#include "core/base/text.h"
#include "ui/words/scene_texts.h"
#include "core/analysis/moment.h"

#include <QCoreApplication>

namespace ui {

namespace {

QString tr(const char *words)
{
    return QCoreApplication::translate("Spoken", words);
}

QString unitInWords(const std::string &unit)
{
    struct Row
    {
        const char *unit;
        const char *words;
    };
    constexpr Row rows[] = {{"B", QT_TRANSLATE_NOOP("Spoken", "bytes")},
                            {"kB", QT_TRANSLATE_NOOP("Spoken", "kilobytes")},
                            {"MB", QT_TRANSLATE_NOOP("Spoken", "megabytes")},
                            {"GB", QT_TRANSLATE_NOOP("Spoken", "gigabytes")},
                            {"TB", QT_TRANSLATE_NOOP("Spoken", "terabytes")}};
    for (const Row &row : rows) {
        if (unit == row.unit)
            return tr(row.words);
    }
    return QString::fromStdString(unit);
}

QString spokenMemory(core::Bytes used, core::Bytes capacity)
{
    const core::Figure part = core::figureOf(used);
    const core::Figure whole = core::figureOf(capacity);
    const QString last =
        QString::fromStdString(whole.value) + QLatin1Char(' ') + unitInWords(whole.unit);
    if (part.unit == whole.unit)
        return tr("%1 of %2").arg(QString::fromStdString(part.value), last);
    return tr("%1 %2 of %3").arg(QString::fromStdString(part.value), unitInWords(part.unit), last);
}

} // namespace

QString spokenState(const core::Snapshot &snapshot, int device, core::Nanos time)
{
    const core::DeviceMoment moment = core::deviceMoment(snapshot, device, time);
    QString state = pillText(snapshot, moment, time).full;
    state.replace(QStringLiteral(" · "), QStringLiteral(", "));
    if (!state.isEmpty())
        state[0] = state[0].toLower();
    return state;
}

QString spokenFigures(const core::Snapshot &snapshot, int device, core::Nanos time)
{
    const core::DeviceMoment moment = core::deviceMoment(snapshot, device, time);
    const QString memory = spokenMemory(moment.memory.total(), snapshot.plan.capacity);
    if (!snapshot.metrics.fits)
        return memory;
    QString share = QString::fromStdString(core::figureOfShare(moment.busyShare));
    share.remove(QLatin1Char('%'));
    return tr("%1, %2 percent busy").arg(memory, share.trimmed());
}

QString spokenDevice(const core::Snapshot &snapshot, int device, core::Nanos time)
{
    return QStringList{QString::fromStdString(core::deviceName(device)),
                       spokenState(snapshot, device, time), spokenFigures(snapshot, device, time)}
        .join(QStringLiteral(", "));
}

} // namespace ui
