// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/timeline/runs_choice.h"

#include <utility>

namespace ui {

namespace {

const QString kPredicted = QStringLiteral("predicted");
const QString kMeasured = QStringLiteral("measured");
const QString kBoth = QStringLiteral("both");

} // namespace

RunsChoice::RunsChoice(QWidget *parent) : ChoiceRow(ChoiceStyle::SmallSegments, parent)
{
    setItems({{kPredicted, tr("Predicted"), tr("The step that is simulated")},
              {kMeasured, tr("Measured"), tr("The step that was recorded")},
              {kBoth, tr("Both"), tr("Above each other, on one axis of time")}});
    setAccessibleName(tr("Shown runs"));
    setCurrent(kBoth);
}

void RunsChoice::setRuns(core::RunPtr predicted, core::RunPtr measured)
{
    m_predicted = std::move(predicted);
    m_measured = std::move(measured);
}

bool RunsChoice::isNeeded() const
{
    return m_predicted && m_measured;
}

core::RunPtr RunsChoice::predicted() const
{
    return isNeeded() && current() == kMeasured ? core::RunPtr() : m_predicted;
}

core::RunPtr RunsChoice::measured() const
{
    return isNeeded() && current() == kPredicted ? core::RunPtr() : m_measured;
}

} // namespace ui
