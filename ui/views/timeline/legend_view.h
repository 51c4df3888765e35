// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/recording.h"
#include "ui/paint/timeline/legend.h"

#include <QWidget>

namespace ui {

// The kinds of work that occur in the step, in one line, right-aligned: beside the tabs.
class LegendView : public QWidget
{
    Q_OBJECT

public:
    explicit LegendView(QWidget *parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

    // Two runs are shown in one timeline, or each in its own.
    enum class Timelines { One, OfEach };
    // Of the timeline with these marks, or of bars of shares.
    void showTimeline(const TimelineOptions &marks);
    void showBusyBars();
    // What does not fit in this width is shortened or left out; the tip names every entry.
    void setRoom(int width);
    // More than half of the entries: where there is room for fewer, a mark stands for all of them,
    // and its tip names them.
    [[nodiscard]] bool isWorthShowing() const;
    [[nodiscard]] bool isEmpty() const { return m_entries.isEmpty(); }
    [[nodiscard]] bool isInTwoLines() const;
    [[nodiscard]] const QList<LegendEntry> &shownEntries() const { return m_shown; }

public Q_SLOTS:
    void setSnapshot(const core::SnapshotPtr &snapshot) { setRuns(core::RunPtr(snapshot), {}); }
    // What occurs in either of them; bars and marks are of the first.
    void setRuns(const core::RunPtr &first, const core::RunPtr &second,
                 Timelines timelines = Timelines::One);
    void setLook(const Look &look);

protected:
    bool event(QEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void renew();
    void fit();

    Look m_look;
    core::RunPtr m_first;
    core::RunPtr m_second;
    Timelines m_timelines = Timelines::One;
    std::optional<TimelineOptions> m_marks = TimelineOptions(); // none: bars
    QList<LegendEntry> m_entries;
    QList<LegendEntry> m_shown; // of them, in the room there is: asked for many times
    int m_room = QWIDGETSIZE_MAX;
};

} // namespace ui
