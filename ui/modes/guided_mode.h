// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/modes/mode.h"

namespace ui {

class ExploreMode;
class GuidePanel;

// Explore as it is, and beside it a panel that leads: what concerns the picture is the scene's.
class GuidedMode : public Mode
{
    Q_OBJECT

public:
    void setLook(const Look &look) override;
    [[nodiscard]] QList<QWidget *> panes() const override;
    void focusMain() override;
    void present(const Look &look) override;
    void endPresenting() override;
    [[nodiscard]] QList<ChoiceItem> tabs() const override;
    void showTab(const QString &id) override;
    [[nodiscard]] bool showsLeftPanel() const override;
    void showLeftPanel(bool show) override;
    void toggleFollow() override;
    [[nodiscard]] std::optional<TimePart> shownPart() const override;
    [[nodiscard]] TimelineView *timeline() const override;
    [[nodiscard]] TimelineOptions timelineOptions() const override;
    void setTimelineOptions(const TimelineOptions &options) override;
    void changeDetail(int by) override;
    void fitDetail() override;

protected:
    GuidedMode(const ModeContext &context, QWidget *parent);

    [[nodiscard]] ExploreMode &scene() const { return *m_scene; }
    void setPanel(GuidePanel &panel) { m_panel = &panel; } // once, by the constructor
    virtual void place();
    // Whether devices and links may be made slow here, or repaired.
    [[nodiscard]] virtual bool mayBreak() const { return !keepsSecret(); }
    void resizeEvent(QResizeEvent *event) override;

private:
    void connectScene();

    Look m_look;
    ExploreMode *m_scene;
    GuidePanel *m_panel = nullptr; // whose parent is another while it is presented
};

} // namespace ui
