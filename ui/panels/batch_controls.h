// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/wish.h"
#include "ui/controls/choice_row.h"
#include "ui/controls/column.h"
#include "ui/controls/locked_slider.h"

#include <QObject>

#include <array>
#include <optional>

class QLabel;

namespace ui {

// The part of the batch that a control of this setting shows; none: it is of something else.
[[nodiscard]] std::optional<core::BatchPart> batchPartOf(std::optional<core::Setting> setting);

// What stays fixed in the batch while the layout changes: the whole batch or the batch per replica,
// as one choice, and a lock on each of its three parts.
class BatchControls : public QObject
{
    Q_OBJECT

public:
    explicit BatchControls(QObject *parent = nullptr);

    // The heading and the choice; sliders follow in the order of BatchPart.
    void addTo(Column &column);
    // A slider with its lock, to be placed by the caller.
    [[nodiscard]] LockedSlider *makeSlider(core::BatchPart part, const QString &label);
    // Whole batch, or batch per GPU.
    [[nodiscard]] QWidget &choice() { return *m_scaling; }
    void setLook(const Look &look);
    void show(core::BatchPart follows);

Q_SIGNALS:
    void followsChosen(core::BatchPart part);

private:
    void lockClicked(core::BatchPart part);

    Heading *m_heading;
    SegmentedSwitch *m_scaling;
    QLabel *m_caption;
    std::array<LockedSlider *, 3> m_sliders = {};
    core::BatchPart m_follows = core::BatchPart::Count;
};

} // namespace ui
