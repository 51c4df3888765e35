// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/recording.h"
#include "ui/controls/choice_row.h"

namespace ui {

// Which of two runs of a step are shown: the predicted one, the measured one, or both.
class RunsChoice : public ChoiceRow
{
    Q_OBJECT

public:
    explicit RunsChoice(QWidget *parent = nullptr);

    // Both at first. One of the two is empty: there is nothing to choose, and the other one is
    // shown.
    void setRuns(core::RunPtr predicted, core::RunPtr measured);
    [[nodiscard]] bool isNeeded() const;
    // Those that are chosen; empty: not shown.
    [[nodiscard]] core::RunPtr predicted() const;
    [[nodiscard]] core::RunPtr measured() const;

private:
    core::RunPtr m_predicted;
    core::RunPtr m_measured;
};

} // namespace ui
