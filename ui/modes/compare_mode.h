// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/modes/left_panel.h"
#include "ui/modes/mode.h"

class QScrollArea;

namespace ui {

class ComparePane;
class CompareStrip;
class ControlPanel;
class LegendView;
class PinPrompt;
class ScrollBar;

// Two results above each other on one clock and one axis of time: A, which is held fast, and B,
// which is worked on.
class CompareMode : public Mode
{
    Q_OBJECT

public:
    explicit CompareMode(const ModeContext &context, QWidget *parent = nullptr);

    void setLook(const Look &look) override;
    [[nodiscard]] QList<QWidget *> panes() const override;
    void focusMain() override;
    [[nodiscard]] TimelineView *timeline() const override;
    [[nodiscard]] std::optional<TimePart> shownPart() const override;
    [[nodiscard]] TimelineOptions timelineOptions() const override { return m_options; }
    void setTimelineOptions(const TimelineOptions &options) override;
    [[nodiscard]] bool showsLeftPanel() const override { return m_leftPanel.isShown(); }
    void showLeftPanel(bool show) override;
    void toggleFollow() override;
    [[nodiscard]] QStringList withoutActions() const override;
    [[nodiscard]] QString describe() const override;
    [[nodiscard]] Standing standing() const override;
    void prepareAgainst(const core::SnapshotPtr &other) override;
    void resetLayout() override;
    // Both of them, as they stand in the window.
    [[nodiscard]] Presented presented() const override;
    [[nodiscard]] core::SnapshotPtr presentedScene() const override;
    void present(const Look &look) override;
    void endPresenting() override;

    [[nodiscard]] ComparePane &paneA() { return *m_a; }
    [[nodiscard]] ComparePane &paneB() { return *m_b; }
    [[nodiscard]] CompareStrip &strip() { return *m_strip; }

protected:
    void wake() override;
    void sleep() override;
    void resizeEvent(QResizeEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    [[nodiscard]] bool isLent() const; // to a presentation
    void applyLook(const Look &look);  // of what is compared
    void connectPane(ComparePane &pane);
    void connectStrip();
    void showPinned(); // and the clock of both
    void showResults();
    void showMoment();
    void showSelection();
    void alignBegins();
    void alignAxes(const ComparePane &from, ComparePane &to);
    void place();
    void placeColumn();

    Look m_look;
    Look m_shownLook; // of what is compared: a presentation is larger
    TimelineOptions m_options;
    ControlPanel *m_controls;
    LeftPanel m_leftPanel;
    QScrollArea *m_scroll;
    ScrollBar *m_bar;
    QWidget *m_column; // what scrolls
    ComparePane *m_a;
    PinPrompt *m_prompt; // in its place
    CompareStrip *m_strip;
    ComparePane *m_b;
    LegendView *m_legend; // of both
    bool m_aligning = false;
};

} // namespace ui
