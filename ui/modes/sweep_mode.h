// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/modes/bar_mode.h"

#include "core/sweep/sweep.h"

#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace ui {

class SweepPane;

// What if there were more of it? Settings taken through their values: as lines, and two of them as
// a map. Points appear as they are done; one that is opened takes the place of the set-up.
class SweepMode : public BarMode
{
    Q_OBJECT

public:
    explicit SweepMode(const ModeContext &context, QWidget *parent = nullptr);

    void setLook(const Look &look) override;
    [[nodiscard]] QList<QWidget *> panes() const override;
    void focusMain() override;
    [[nodiscard]] QString describe() const override;
    [[nodiscard]] Standing standing() const override;
    // For a picture: every point, waited for.
    void prepareSteps(int steps) override;

    [[nodiscard]] SweepPane &lines() { return *m_lines; }
    [[nodiscard]] SweepPane &map() { return *m_map; }
    [[nodiscard]] bool isBusy() const;
    void saveTo(const QString &path); // what is there, by the end of the name
    void openPoint(std::size_t index);
    void pinPoint(std::size_t index);

Q_SIGNALS:
    void ended(); // every point is there, or it was cancelled

protected:
    void wake() override;
    void sleep() override;
    [[nodiscard]] int leftWidth(int wide) const override;
    void showPoint() override;

private:
    void connectPane(SweepPane &pane);
    void connectBar();
    void showScenario();
    void start();
    void takePoints(std::size_t request, const std::vector<core::SweepPoint> &points);
    void showProgress();
    void askForFile();
    // Of the point of the pane that was last used; nothing: it cannot be.
    [[nodiscard]] std::optional<core::Scenario> scenarioOf(std::size_t index) const;

    SweepPane *m_lines;
    SweepPane *m_map;
    SweepPane *m_active; // the one of the two that was last used
    using Plans = std::pair<std::optional<core::SweepPlan>, std::optional<core::SweepPlan>>;
    Plans m_asked;                        // when the request under way was made
    std::vector<SweepPane *> m_requested; // by their place in the request
};

} // namespace ui
