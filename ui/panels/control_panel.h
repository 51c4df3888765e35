// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/controls/choice_row.h"
#include "ui/panels/control_locks.h"
#include "ui/panels/scenario_controls.h"
#include "ui/panels/side_panel.h"

#include <optional>
#include <vector>

namespace ui {

class BatchControls;
class CheckBox;
class ChoiceBox;
class Document;
class Heading;
class PushButton;
class ValueSlider;
class WhatIf;
class WhatIfCard;

// The left panel: every control shows the document's scenario and changes it through the document.
class ControlPanel : public SidePanel
{
    Q_OBJECT

public:
    explicit ControlPanel(Document &document, QWidget *parent = nullptr);

    void setLook(const Look &look);
    // The scenario whose values are ticks on the sliders.
    void setPinned(const std::optional<core::Scenario> &scenario);
    // Asleep it does not follow the document.
    void setAwake(bool awake);
    // What a lesson leaves free.
    void allow(const ControlLocks::Names &ids);
    // These controls alone, as far as the scenario has them, as a part of another panel: without a
    // frame, and as high as they are. From then on.
    void showOnly(const QStringList &ids);
    // The first of these controls that the scenario has, brought into sight; null: it has none.
    QWidget *bringOut(const QStringList &ids);

protected:
    void paintEvent(QPaintEvent *event) override;
    void placeFooter() override;
    void placeOverControls() override;

private:
    struct Slider
    {
        SliderSpec spec;
        ValueSlider *widget;
        QWidget *row; // the slider itself, or with its lock
    };
    struct Chooser
    {
        ChooserSpec spec;
        ChoiceBox *widget;
    };

    void build();
    void addSliders(ControlGroup group);
    void addChoosers(ControlGroup group);
    void splitWork(const QString &tile);
    void slide(const SliderSpec &spec, double value);
    void connectSlider(ValueSlider &slider, const SliderSpec &spec);
    void showStrategy();
    void showSliders();
    [[nodiscard]] const core::Scenario &shownLayout() const;
    void addHeading(const QString &text, double gap);
    void addMore();
    void refresh();
    void hideTheRest();
    void rememberOpened();
    void addLocks();
    [[nodiscard]] bool choosersShown(ControlGroup group) const;
    void showMore(bool more);
    [[nodiscard]] ControlContext context() const;

    Document &m_document;
    core::Scenario m_opened; // where reset leads
    std::optional<core::Scenario> m_beforeDrag;
    std::optional<core::Scenario> m_pinned;
    TileGroup *m_tiles;
    BatchControls *m_batch;
    WhatIf *m_whatIf;
    WhatIfCard *m_overControls; // the note, while its own place is out of sight
    PushButton *m_more;
    PushButton *m_reset;
    CheckBox *m_overlap;
    std::vector<Slider> m_sliders;
    std::vector<Chooser> m_choosers;
    std::vector<Heading *> m_headings;
    ControlLocks m_locks{this};
    QStringList m_only; // of a bare panel
    bool m_showsMore = false;
    bool m_slides = false;
    bool m_awake = true;
};

} // namespace ui
