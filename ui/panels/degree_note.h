// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/scenario.h"
#include "ui/paint/look.h"
#include "ui/panels/scenario_controls.h"

#include <QLabel>
#include <QString>

namespace ui {

// What else a control changed so that the degrees still use every GPU and the batch divides:
// "replicas 4 → 2 so that 8 GPUs are used; batch 6 → 4"; empty: nothing. What the person moved is
// not told again.
[[nodiscard]] QString degreesNote(const core::Scenario &before, const core::Scenario &after,
                                  const QString &moved);
// Why a typed number became another one: "5 does not divide 8 attention heads; took 4"; empty: it
// is what was taken.
[[nodiscard]] QString typedNote(const SliderSpec &spec, const ControlContext &before, double wanted,
                                double taken);
// What a tile could not make of this model.
[[nodiscard]] QString strategyNote(core::Strategy wanted, const core::Scenario &before,
                                   const core::Scenario &after);

// A few lines of text among the controls, as high as they need; hidden without text.
class ControlNote : public QLabel
{
    Q_OBJECT

public:
    explicit ControlNote(double logicalWidth, QWidget *parent = nullptr);

    void say(const QString &text);
    void setLook(const Look &look);

private:
    void fit();

    double m_logicalWidth;
    Look m_look;
};

} // namespace ui
