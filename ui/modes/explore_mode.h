// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/modes/answer_covers.h"
#include "ui/modes/left_panel.h"
#include "ui/modes/mode.h"
#include "ui/modes/spotlight_place.h"

#include <memory>

class QScrollArea;
class QSplitter;
class QVBoxLayout;

namespace ui {

class ControlPanel;
class KpiStrip;
class LowerPane;
class RightPane;
class SceneView;
class ScrollBar;

// Change the setup on the left, see what happens on the right.
class ExploreMode : public Mode
{
    Q_OBJECT

public:
    explicit ExploreMode(const ModeContext &context, QWidget *parent = nullptr);

    void setLook(const Look &look) override;
    [[nodiscard]] QList<QWidget *> panes() const override;
    void focusMain() override;
    [[nodiscard]] QList<ChoiceItem> tabs() const override;
    void showTab(const QString &id) override;
    [[nodiscard]] bool showsLeftPanel() const override { return m_leftPanel.isShown(); }
    void showLeftPanel(bool show) override
    {
        m_leftPanel.show(show);
        place();
    }
    void toggleFollow() override;
    [[nodiscard]] std::optional<TimePart> shownPart() const override;
    [[nodiscard]] TimelineView *timeline() const override;
    [[nodiscard]] TimelineOptions timelineOptions() const override { return m_timelineOptions; }
    void setTimelineOptions(const TimelineOptions &options) override;
    void changeDetail(int by) override;
    void fitDetail() override;
    [[nodiscard]] QString describe() const override;
    // Scene and timeline alone.
    void hideHeadline();
    // Hides the headline numbers and what shows the whole step; of a model that does not fit the
    // scene too, whose tanks say why; of others with withScene.
    void setCovered(bool covered, bool withScene = false);
    void setCoverWords(const QString &words) { m_covers.setWords(words); }
    // Nothing says why the step is as it is: no ideas beside it, and no other result to hold it
    // against.
    void setGuarded(bool guarded);
    // Of a model that does not fit, whether what makes it fit is offered.
    void setTellsRemedies(bool tells);
    // That result is not shown for as long as it is pinned.
    void leaveOut(const core::SnapshotPtr &pinned)
    {
        m_leftOut = pinned;
        showPinned();
    }
    [[nodiscard]] ControlPanel &controls() const { return *m_controls; }
    // What a lesson points at.
    [[nodiscard]] SpotlightPlaces places() const;
    [[nodiscard]] Standing standing() const override;
    void resetLayout() override;
    void saveState(QSettings &settings) const override;
    void restoreState(const QSettings &settings) override;

protected:
    void wake() override;
    void sleep() override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void followChildren(bool follow);
    void showSnapshot();
    void coverScene();
    void showMoment();
    void showSelection();
    void showPinned();
    void showRightPane(bool show);
    void place();
    void placeKpis(int room);

    TimelineOptions m_timelineOptions;
    Look m_look;
    ControlPanel *m_controls;
    LeftPanel m_leftPanel;
    KpiStrip *m_kpis;
    QScrollArea *m_scroll;
    ScrollBar *m_bar;
    QVBoxLayout *m_column; // what scrolls
    QSplitter *m_splitter;
    SceneView *m_scene;
    LowerPane *m_lower;
    AnswerCovers m_covers;
    RightPane *m_right = nullptr;
    bool m_hasHeadline = true;
    bool m_isGuarded = false;
    std::weak_ptr<const core::Snapshot> m_leftOut; // it is held where it is pinned
};

} // namespace ui
