// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/snapshot.h"
#include "ui/paint/look.h"

#include <QWidget>

namespace ui {

class ElidedLabel;
class IconButton;
class MinimapView;
class PushButton;
class TrainingRun;
class ValueSlider;

// What the run is told: start and pause, one step, stop, from the start, the pace; what happens
// next in the step that is played.
class TrainBar : public QWidget
{
    Q_OBJECT

public:
    explicit TrainBar(TrainingRun &run, QWidget *parent = nullptr);

    void setLook(const Look &look);
    void renewSnapshot();
    void renewMoment();
    void renewState();
    [[nodiscard]] QString caption() const;
    [[nodiscard]] QSize sizeHint() const override; // 62 logical pixels high
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void place();
    [[nodiscard]] QString captionText() const;

    TrainingRun &m_run;
    Look m_look;
    PushButton *m_start;
    PushButton *m_one;
    PushButton *m_stop;
    IconButton *m_restart;
    ValueSlider *m_pace;
    ElidedLabel *m_caption;
    ElidedLabel *m_steps;
    MinimapView *m_minimap;
};

// The pace that is offered and comes nearest; seconds for a step, 0: as fast as it goes.
[[nodiscard]] double nearestPace(double seconds);

} // namespace ui
