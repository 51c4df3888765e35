// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/paint/timeline/legend.h"
#include "ui/views/charts/time_chart.h"

namespace ui {

class LinkList;

// Bytes per second on all links over the step, and what every link carried; only those of the
// chosen device, if there is one.
class NetworkView : public TimeChart
{
    Q_OBJECT

public:
    explicit NetworkView(QWidget *parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void rebuild() override;
    [[nodiscard]] bool hasPicture() const override { return hasStep() && m_hasTraffic; }
    void paintAround(QPainter &painter) override;
    void paintBeside(QPainter &painter) override;

private:
    void place();
    void fillGraphs(std::optional<int> device, core::Nanos stop);
    [[nodiscard]] QList<LegendEntry> legend() const;

    LinkList *m_links = nullptr;
    bool m_hasTraffic = false;
    bool m_hasCollectives = false;
};

} // namespace ui
