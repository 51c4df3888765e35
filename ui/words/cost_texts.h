// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/campaign/campaign.h"

#include <QList>
#include <QString>

namespace ui {

struct CostRow
{
    QString name;
    QString value;
};

// What a whole training run costs, in the order in which it is read.
[[nodiscard]] QList<CostRow> costRows(const core::Snapshot &snapshot,
                                      const core::CampaignAssumptions &assumptions,
                                      const core::CampaignCost &cost);

// Where price and power of the device come from; empty: nothing is known of it.
[[nodiscard]] QString costSource(const core::Scenario &scenario);

} // namespace ui
