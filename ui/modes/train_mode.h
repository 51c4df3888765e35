// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/modes/left_panel.h"
#include "ui/modes/mode.h"
#include "ui/modes/training_run.h"

#include <functional>

class QScrollArea;
class QSplitter;

namespace ui {

class LowerPane;
class ScrollBar;
class TrainBar;
class TrainingOffer;
class TrainPanel;
class TrainScene;

// A small network really learns, on workers that are threads of this computer: what they do in
// virtual time, how the loss falls, and what was learned.
class TrainMode : public Mode
{
    Q_OBJECT

public:
    explicit TrainMode(const ModeContext &context, QWidget *parent = nullptr);

    [[nodiscard]] TrainingRun &run() { return m_run; }
    void setLook(const Look &look) override;
    [[nodiscard]] QList<QWidget *> panes() const override;
    void focusMain() override;
    [[nodiscard]] core::SnapshotPtr shown() const override { return m_run.shown(); }
    [[nodiscard]] Playback &playback() const override { return m_run.playback(); }
    [[nodiscard]] bool hasOwnBar() const override { return true; }
    void togglePlay() override { m_run.toggle(); }
    void prepareSteps(int steps) override;
    [[nodiscard]] QString inItsWords(const QString &sentence) const override;
    [[nodiscard]] QStringList withoutActions() const override;
    [[nodiscard]] QList<ChoiceItem> tabs() const override;
    void showTab(const QString &id) override;
    [[nodiscard]] bool showsLeftPanel() const override { return m_leftPanel.isShown(); }
    void showLeftPanel(bool show) override;
    void toggleFollow() override;
    [[nodiscard]] std::optional<TimePart> shownPart() const override;
    [[nodiscard]] TimelineView *timeline() const override;
    [[nodiscard]] QString describe() const override;
    [[nodiscard]] Standing standing() const override;
    void resetLayout() override;
    void saveState(QSettings &settings) const override;
    void restoreState(const QSettings &settings) override;

protected:
    void wake() override;
    void sleep() override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void connectRun();
    void connectViews();
    void renewStep();
    void renewMoment();
    void renewState();
    void renewCurves();
    void renewSelection();
    void place();
    void waitUntil(const std::function<bool()> &isDone); // as the state of the run changes
    void setLeastHeights(int room);

    mutable TrainingRun m_run;
    Look m_look;
    TrainPanel *m_panel;
    LeftPanel m_leftPanel;
    TrainScene *m_scene;
    LowerPane *m_lower;
    QScrollArea *m_scroll; // the two, where they have too little height
    ScrollBar *m_scrollBar;
    QSplitter *m_splitter;
    TrainBar *m_bar;
    TrainingOffer *m_offer;
};

} // namespace ui
