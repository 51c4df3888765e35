// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/words/scene_description.h"

#include "ui/layout/scene/square_colours.h"
#include "ui/words/link_texts.h"
#include "ui/words/scene_inspector.h"
#include "ui/words/scene_texts.h"
#include "ui/words/spoken_texts.h"
#include "ui/words/square_texts.h"
#include "ui/words/text_of.h"

#include <QStringList>

namespace ui {

namespace {

QString onOneLine(QString lines)
{
    return lines.replace(QLatin1Char('\n'), QStringLiteral(", "));
}

QString deviceLine(const core::Snapshot &snapshot, int device, core::Nanos time)
{
    return onOneLine(deviceDescription(snapshot, device, time));
}

} // namespace

QString sceneDescription(const core::Snapshot &snapshot, const SceneLayout &layout,
                         core::Nanos time)
{
    const bool squares = layout.squares.order != SquareOrder::None;
    const SceneTitle title = squares ? squaresTitle(snapshot, layout) : sceneTitle(snapshot);
    QStringList lines = {title.title + QStringLiteral(", ") + title.detail};
    if (squares) { // a thousand lines say less than their sums
        const std::vector<int> keys = keysOfRows(snapshot, time, ColourBy::State);
        for (const KeyCount &count : keyCounts(snapshot, keys))
            lines.append(keyText(ColourBy::State, count.key) + QStringLiteral(": ") +
                         countText(count.devices));
        for (const int device : troubledDevices(snapshot))
            lines.append(deviceLine(snapshot, device, time));
        return lines.join(QLatin1Char('\n'));
    }
    for (const CardGeometry &card : layout.cards)
        lines.append(deviceLine(snapshot, card.device, time));
    return lines.join(QLatin1Char('\n'));
}

SpokenCard spokenCard(const core::Snapshot &snapshot, const SceneLayout &layout,
                      const CardGeometry &card, core::Nanos time)
{
    if (card.count > 1)
        return {onOneLine(squareDescription(snapshot, layout, card, time)),
                {},
                inspectorSentence(snapshot, layout, card.device, time)};
    return {spokenDevice(snapshot, card.device, time), spokenFigures(snapshot, card.device, time),
            layout.inspector.isEmpty() ? deviceLine(snapshot, card.device, time)
                                       : inspectorSentence(snapshot, layout, card.device, time)};
}

QString sceneTip(const core::Snapshot &snapshot, const SceneLayout &layout, QPointF point,
                 core::Nanos time)
{
    if (const CardGeometry *card = cardAt(layout, point))
        return card->count > 1 ? squareDescription(snapshot, layout, *card, time)
                               : deviceDescription(snapshot, card->device, time);
    if (const LinkGeometry *link = linkAt(layout, point))
        return linkDescription(snapshot, link->fromDevice, link->toDevice);
    return {};
}

} // namespace ui
