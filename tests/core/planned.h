// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plan/plan.h"

#include <QTest>

#include <utility>

// Of a scenario that has one.
inline core::Plan planOf(const core::Scenario &scenario)
{
    core::Result<core::Plan> plan = core::makePlan(scenario);
    if (!plan)
        qFatal("%s", plan.error().message.c_str());
    return std::move(plan).value();
}
