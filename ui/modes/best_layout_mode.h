// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/modes/bar_mode.h"

#include "core/search/layout_advice.h"

#include <optional>
#include <vector>

namespace ui {

class LayoutBridge;
class LayoutIdeas;
class LayoutPane;

// Which layout should I run? The whole space is searched in the background: a picture of step time
// against memory, and the best ideas with what each costs. One that is taken becomes the set-up.
class BestLayoutMode : public BarMode
{
    Q_OBJECT

public:
    explicit BestLayoutMode(const ModeContext &context, QWidget *parent = nullptr);

    void setLook(const Look &look) override;
    [[nodiscard]] QList<QWidget *> panes() const override;
    void focusMain() override;
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
    [[nodiscard]] int leftWidth(int wide) const override;
    void showPoint() override;

private:
    void connectParts();
    void showScenario();
    void start();
    void goOn(); // where it was cancelled
    void keepFree(int percent);
    [[nodiscard]] core::Bytes freeBytes() const;
    void takeNews(const core::LayoutAdvice &advice, const std::vector<core::LayoutPoint> &points);
    void showFound();
    void showProgress();
    [[nodiscard]] std::optional<core::LayoutPoint> now() const;
    [[nodiscard]] bool isThere(const core::LayoutPoint &point) const; // the one of now()
    [[nodiscard]] core::Scenario scenarioOf(const core::LayoutPoint &point) const;

    LayoutPane *m_pane;
    LayoutIdeas *m_ideas;
    LayoutBridge *m_bridge;
    int m_freePercent = 0; // of the memory of each GPU, that no layout may need
    Found m_found;
};

} // namespace ui
