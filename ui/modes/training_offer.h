// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/scenario.h"
#include "ui/paint/look.h"

#include <QWidget>

class QLabel;

namespace ui {

class PushButton;

// The training example that is nearest to a scenario that cannot be trained here: the same kind of
// split over as many workers as it has, up to eight.
[[nodiscard]] core::Scenario nearestTraining(const core::Scenario &scenario);

// In place of a run, where there is none: why, and one click to a scenario that can be trained.
class TrainingOffer : public QWidget
{
    Q_OBJECT

public:
    explicit TrainingOffer(QWidget *parent = nullptr);

    void setScenario(const core::Scenario &scenario);
    void setLook(const Look &look);

Q_SIGNALS:
    void taken(const core::Scenario &scenario);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void place();

    Look m_look;
    core::Scenario m_offered;
    QLabel *m_words;
    PushButton *m_take;
};

} // namespace ui
