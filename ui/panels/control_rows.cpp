// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/control_rows.h"

#include "ui/panels/control_panel.h"

#include <algorithm>

namespace ui {

ChoiceBox *boxOf(const ChooserSpec &spec)
{
    auto *box = new ChoiceBox(spec.title);
    box->setObjectName(spec.id);
    box->setPrefix(spec.prefix);
    box->setWhatsThis(
        spec.help.isEmpty()
            ? ControlPanel::tr("%1: choose from the list. Each row says where it comes "
                               "from or what it trades off.")
                  .arg(spec.title)
            : spec.help);
    box->setItems(spec.items);
    return box;
}

void fillTiles(TileGroup &tiles)
{
    QList<ChoiceItem> items;
    for (const StrategySpec &spec : strategySpecs())
        items.append({spec.id, spec.title, spec.toolTip});
    tiles.setItems(items);
    tiles.setAccessibleName(ControlPanel::tr("How is the work split?"));
    tiles.setWhatsThis(
        ControlPanel::tr("Data: every GPU holds the whole model and gets a share of the batch. "
                         "Layers: every GPU holds some of the layers, and they take turns. "
                         "Pipeline: the same, with the batch in pieces that keep them all busy. "
                         "Tensor: every GPU holds a part of every layer. "
                         "Sharded: as Data, with the model divided among the GPUs. "
                         "Hybrid: several of these at once."));
}

void hideAllBut(const QWidget &column, const QStringList &ids)
{
    const auto isNamed = [&ids](const QWidget *widget) {
        return ids.contains(widget->objectName());
    };
    for (QWidget *row : column.findChildren<QWidget *>(Qt::FindDirectChildrenOnly)) {
        if (!isNamed(row) && std::ranges::none_of(row->findChildren<QWidget *>(), isNamed))
            row->hide();
    }
}

} // namespace ui
