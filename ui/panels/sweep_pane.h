// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/controls/card.h"
#include "ui/panels/sweep_choice.h"
#include "ui/views/charts/sweep_data.h"

#include <memory>

namespace ui {

class ChoiceBox;
class ChoiceRow;
class ElidedLabel;
class IconButton;
class SweepView;
class TextBlock;

// A sweep with what may be chosen of it: two settings, the figure, and what stays as GPUs are
// added.
class SweepPane : public Card
{
    Q_OBJECT

public:
    explicit SweepPane(SweepShape shape, QWidget *parent = nullptr);

    // The choice that this scenario has; without a signal.
    void setScenario(const core::Scenario &scenario);
    void setChoice(const SweepChoice &choice);
    [[nodiscard]] const SweepChoice &choice() const { return m_choice; }
    // What it asks for; nothing: this scenario has nothing to sweep.
    [[nodiscard]] const std::optional<core::SweepPlan> &plan() const { return m_plan; }

    // Where they stand; of another plan: they are replaced as soon as a point is there.
    void setResults(std::shared_ptr<const core::SweepResults> results);
    [[nodiscard]] const std::shared_ptr<const core::SweepResults> &results() const
    {
        return m_results;
    }
    [[nodiscard]] bool isComplete() const; // the plan is done
    [[nodiscard]] const core::SweepMetric &metric() const;
    [[nodiscard]] SweepShape shape() const { return m_shape; }
    [[nodiscard]] SweepView &view() { return *m_view; }
    void setLook(const Look &look);

Q_SIGNALS:
    void planChanged(); // by the user

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void choose(const SweepChoice &choice);
    void askForValues();
    void fillBoxes();
    void showResults();
    void showPrefixes(bool shown);
    void place();
    int placeBoxes(int y); // where they end

    SweepShape m_shape;
    Look m_look;
    core::Scenario m_scenario;
    SweepChoice m_wanted; // what was chosen last, whether this scenario has it or not
    SweepChoice m_choice;
    std::optional<core::SweepPlan> m_plan;
    std::shared_ptr<const core::SweepResults> m_results;
    ElidedLabel *m_title;
    ElidedLabel *m_subtitle;
    ChoiceBox *m_metricBox;
    ChoiceBox *m_xBox;
    ChoiceBox *m_seriesBox;
    IconButton *m_values;
    ChoiceRow *m_scaling;
    SweepView *m_view;
    TextBlock *m_best;
};

} // namespace ui
