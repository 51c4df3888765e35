// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/words/spoken_texts.h"

#include "core/analysis/moment.h"
#include "core/base/figure_group.h"
#include "core/base/text.h"
#include "ui/words/scene_texts.h"
#include "ui/words/text_of.h"

#include <QCoreApplication>

namespace ui {

namespace {

class SpokenWords
{
    Q_DECLARE_TR_FUNCTIONS(Spoken)
};

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
            return SpokenWords::tr(row.words);
    }
    return QString::fromStdString(unit);
}

QString spokenMemory(core::Bytes used, core::Bytes capacity)
{
    const auto [part, whole] = core::partOfCapacity(used, capacity);
    const QString own = part.unit.empty() ? QString() : u' ' + unitInWords(part.unit);
    return SpokenWords::tr("%1 of %2 %3")
        .arg(textOf(part.value) + own, textOf(whole.value), unitInWords(whole.unit));
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
    return SpokenWords::tr("%1, %2 percent busy so far").arg(memory, share.trimmed());
}

QString spokenDevice(const core::Snapshot &snapshot, int device, core::Nanos time)
{
    return QStringList{QString::fromStdString(core::deviceName(device)),
                       spokenState(snapshot, device, time), spokenFigures(snapshot, device, time)}
        .join(QStringLiteral(", "));
}

} // namespace ui
