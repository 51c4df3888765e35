// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/modes/mode.h"
#include "ui/modes/mystery_box.h"

namespace ui {

class ExploreMode;
class MysteryPanel;

// A mystery box: scene and timeline of a set-up with a hidden fault, and the panel that asks what
// it is. The controls come once it is named.
class MysteryMode : public Mode
{
    Q_OBJECT

public:
    explicit MysteryMode(const ModeContext &context, QWidget *parent = nullptr);

    [[nodiscard]] MysteryBox &box() { return m_box; }
    // Which mode comes when it is left.
    void comeFrom(const QString &mode) { m_from = mode; }
    void offer(std::uint64_t seed);

    void setLook(const Look &look) override;
    [[nodiscard]] QList<QWidget *> panes() const override;
    void focusMain() override;
    [[nodiscard]] bool keepsSecret() const override;
    [[nodiscard]] core::SnapshotPtr shown() const override;
    [[nodiscard]] Presented presented() const override;
    void present(const Look &look) override;
    void endPresenting() override;
    bool choose(int option) override;
    [[nodiscard]] QStringList withoutActions() const override;
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
    [[nodiscard]] QString describe() const override;
    void resetLayout() override;

protected:
    void wake() override;
    void sleep() override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void connectScene();
    void addKeys();
    void renew();
    void startOver();
    void leave();
    void place();

    MysteryBox m_box;
    QString m_from;
    Look m_look;
    ExploreMode *m_scene;
    MysteryPanel *m_panel;
    bool m_presents = false;   // the panel is lent
    bool m_startsOver = false; // with the result of a box
    MysteryBox::State m_shownState = MysteryBox::State::Closed;
};

} // namespace ui
