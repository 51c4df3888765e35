// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/modes/mode.h"

#include "core/search/layout_advice.h"

#include <optional>
#include <vector>

namespace ui {

class LayoutBridge;
class LayoutIdeas;
class LayoutPane;
class SweepBar;
class SweepBridge;

// Which layout should I run? The whole space is searched in the background: a picture of step time
// against memory, and the best ideas with what each costs. One that is taken becomes the set-up.
class BestLayoutMode : public Mode
{
    Q_OBJECT

public:
    explicit BestLayoutMode(const ModeContext &context, QWidget *parent = nullptr);

    void setLook(const Look &look) override;
    [[nodiscard]] QList<QWidget *> panes() const override;
    void focusMain() override;
    [[nodiscard]] bool hasOwnBar() const override { return true; }
    [[nodiscard]] QStringList withoutActions() const override;
    [[nodiscard]] QString describe() const override;
    [[nodiscard]] Standing standing() const override;
    // For a picture: the three best, waited for.
    void prepareSteps(int steps) override;

    // What has been found, and of which scenario.
    struct Found
    {
        std::optional<core::Scenario> scenario = {}; // nothing: no search has begun
        core::LayoutAdvice advice = {};
        std::vector<core::LayoutPoint> points = {};
        bool wasCancelled = false;
    };
    [[nodiscard]] const Found &found() const { return m_found; }
    [[nodiscard]] LayoutPane &pane() { return *m_pane; }
    [[nodiscard]] LayoutIdeas &ideas() { return *m_ideas; }
    [[nodiscard]] SweepBar &bar() { return *m_bar; }
    [[nodiscard]] bool isBusy() const;
    void saveTo(const QString &path); // what is there, by the end of the name
    void takeLayout(const core::LayoutPoint &point);
    void takeIdea(std::size_t index);
    void pin(const core::LayoutPoint &point);

Q_SIGNALS:
    void ended(); // nothing is left to be found, or it was cancelled

protected:
    void wake() override;
    void sleep() override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void connectParts();
    void showScenario();
    void start();
    void takeNews(const core::LayoutAdvice &advice, const std::vector<core::LayoutPoint> &points);
    void showFound();
    void showProgress();
    void showPoint();
    [[nodiscard]] std::optional<core::LayoutPoint> now() const;
    [[nodiscard]] core::Scenario scenarioOf(const core::LayoutPoint &point) const;
    void place();

    Look m_look;
    LayoutPane *m_pane;
    LayoutIdeas *m_ideas;
    SweepBar *m_bar;
    LayoutBridge *m_bridge;
    SweepBridge *m_single; // simulates what is pinned
    Found m_found;
    QString m_note; // what was pinned last
};

} // namespace ui
