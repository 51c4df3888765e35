// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/snapshot.h"
#include "ui/paint/look.h"
#include "ui/paint/timeline/legend.h"

#include <QWidget>

#include <vector>

namespace ui {

// A part of the step, as `simulate --json` has it in breakdown_s.
struct BreakdownPart
{
    QString name;
    core::Nanos time;
    QColor Theme::*colour = nullptr;
    LegendSwatch swatch = LegendSwatch::Solid;
};
// Those above zero; their times sum to the step to the nanosecond. Idle time caused by a link or a
// slow GPU is listed separately, as it is drawn.
[[nodiscard]] std::vector<BreakdownPart> breakdownParts(const core::Snapshot &snapshot);

// "17.6 % · 1.36 s" of each, in one unit. Each is the nearest figure, as it stands elsewhere: the
// last digits of their sum may differ from the step. The two parts of the idle time alone share
// what their headline says.
[[nodiscard]] std::vector<QString> breakdownFigures(const std::vector<BreakdownPart> &parts);

// Where the step goes, averaged over all devices: one bar, and its parts in words below.
class BreakdownBar : public QWidget
{
    Q_OBJECT

public:
    explicit BreakdownBar(QWidget *parent = nullptr);

    void setSnapshot(const core::SnapshotPtr &snapshot);
    void setLook(const Look &look);
    [[nodiscard]] QSize sizeHint() const override;
    // The bar with its legend: as many lines as the parts need at this width. mostHeight: with less
    // room the smallest parts are counted rather than named; 0 if not even one line has room.
    [[nodiscard]] int heightFor(int width, int mostHeight) const;
    // Where the marker, name, share and time of each named part stand, the largest first.
    struct Entry
    {
        QRectF area;
        QString text;
        QColor Theme::*colour = nullptr; // null: how many more there are
        LegendSwatch swatch = LegendSwatch::Solid;
    };
    [[nodiscard]] std::vector<Entry> legend(int width, int height) const;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    [[nodiscard]] QBrush brushOf(QColor Theme::*colour, LegendSwatch swatch) const;
    [[nodiscard]] std::vector<Entry> entries() const;
    [[nodiscard]] std::vector<Entry> flow(int width, int mostLines) const;

    std::vector<BreakdownPart> m_parts;
    std::vector<QString> m_figures; // of each part
    core::Nanos m_step;
    Look m_look;
};

} // namespace ui
