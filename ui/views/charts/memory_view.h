// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/memory_steps.h"
#include "ui/views/charts/time_chart.h"

#include <vector>

class QCPItemLine;
class QCPItemText;

namespace ui {

// What fills the memory of one device over the step, stacked, under its capacity: of the chosen
// one, else of the fullest.
class MemoryView : public TimeChart
{
    Q_OBJECT

public:
    explicit MemoryView(QWidget *parent = nullptr);

    [[nodiscard]] QString caption() const; // "GPU 0": whose memory is shown
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void rebuild() override;
    [[nodiscard]] bool hasPicture() const override { return hasStep(); }
    void paintAround(QPainter &painter) override;

private:
    [[nodiscard]] double legendRoom() const;
    void fillGraphs(const std::vector<core::MemoryStep> &steps, core::Nanos stop);
    void placeCapacity(core::Nanos stop);
    [[nodiscard]] int row() const;

    QCPItemLine *m_capacity = nullptr;
    QCPItemText *m_capacityText = nullptr;
};

} // namespace ui
