// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/controls/choice_row.h"
#include "ui/panels/side_panel.h"
#include "ui/panels/train_controls.h"

#include <optional>
#include <vector>

namespace ui {

class ChoiceBox;
class Document;
class ElidedLabel;
class Heading;
class PushButton;
class ToggleSwitch;
class ValueSlider;

// The left panel of mode Train: what is trained on what, how it is split, and how it learns. All of
// it is the document's scenario and is changed through the document.
class TrainPanel : public SidePanel
{
    Q_OBJECT

public:
    explicit TrainPanel(Document &document, QWidget *parent = nullptr);

    void setLook(const Look &look);
    // Asleep it does not follow the document.
    void setAwake(bool awake);
    // How many runs were kept, and whether there is one to keep.
    void setKept(int runs, bool canKeep);

    // Why something was not taken, in one sentence; stays until something else is done.
    void say(const QString &note);

Q_SIGNALS:
    void keepRequested();
    void forgetRequested();
    // Data of a file or a folder that is to be asked for: "text" or "idx".
    void dataRequested(const QString &kind);

protected:
    void placeFooter() override;

private:
    struct Slider
    {
        SliderSpec spec;
        ValueSlider *widget;
    };
    struct Chooser
    {
        TrainChooserSpec spec;
        ChoiceBox *widget;
    };

    void build();
    void addChooser(const TrainChooserSpec &spec);
    void addSlider(const SliderSpec &spec);
    void addSchedule();
    void addLearningRate();
    void addToggles();
    void splitWork(const QString &tile);
    void ask(core::Setting setting, std::int64_t value, const QString &text, const QString &key);
    void changeTrain(const core::TrainSpec &train, const QString &text, const QString &key = {});
    void refresh();
    void refreshSliders();
    void refreshSharing();
    void refreshReset();
    void slide(const SliderSpec &spec, double value);
    [[nodiscard]] ControlContext context() const;

    Document &m_document;
    core::Scenario m_opened; // where Reset leads: what was opened, or taken to have one to train
    std::optional<core::Scenario> m_beforeDrag; // until it is released no row moves
    TileGroup *m_tiles;
    Heading *m_heading;
    ChoiceBox *m_schedule;
    ChooserSpec m_scheduleSpec;
    ValueSlider *m_rate;
    ToggleSwitch *m_share;
    ToggleSwitch *m_exact;
    ElidedLabel *m_note; // why a number was not taken, or a split became another one
    PushButton *m_keep;
    PushButton *m_reset;
    std::vector<Slider> m_sliders;
    std::vector<Chooser> m_choosers;
    int m_kept = 0;      // runs
    bool m_asks = false; // the change that the document announces comes from here
    bool m_awake = true;
};

} // namespace ui
