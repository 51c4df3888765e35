// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/memory_steps.h"
#include "ui/views/charts/memory_lines.h"
#include "ui/views/charts/time_chart.h"

#include <vector>

class QCPItemLine;
class QCPItemText;

namespace ui {

// The memory of all devices over the step, a line for each, under their capacity; of a chosen
// device what fills it, stacked.
class MemoryView : public TimeChart
{
    Q_OBJECT

public:
    explicit MemoryView(QWidget *parent = nullptr);

    [[nodiscard]] QString caption() const; // "GPU 0", "all 8 GPUs": whose memory is shown
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void rebuild() override;
    [[nodiscard]] bool hasPicture() const override { return hasStep(); }
    void paintAround(QPainter &painter) override;

private:
    [[nodiscard]] double legendRoom() const;
    [[nodiscard]] double sentenceRoom() const;
    [[nodiscard]] bool showsAll() const;
    [[nodiscard]] std::vector<core::MemoryStep> stepsOf(int row) const;
    void fillParts();
    void fillLines();
    void setScale(core::Bytes most);
    void placeCapacity(const MemoryScale &scale);
    [[nodiscard]] int row() const;

    std::vector<MemoryLine> m_lines; // of all devices; empty: the parts of one
    QCPItemLine *m_capacity = nullptr;
    QCPItemText *m_capacityText = nullptr;
};

} // namespace ui
