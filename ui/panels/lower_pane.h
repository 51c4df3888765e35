// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/snapshot.h"
#include "ui/controls/card.h"
#include "ui/layout/timeline/time_part.h"
#include "ui/layout/timeline/timeline_marks.h"
#include "ui/panels/pane_page.h"
#include "ui/words/training_texts.h"

#include <optional>
#include <vector>

class QStackedWidget;

namespace ui {

class CostsView;
class Document;
class ElidedLabel;
class EndBefore;
class LegendView;
class Playback;
class RemediesPanel;
class RunsChoice;
class TimelineView;

// Timeline and charts in tabs; remedies instead when the model does not fit.
class LowerPane : public Card
{
    Q_OBJECT

public:
    // What its help calls the devices, before a step does.
    LowerPane(Document &document, Playback &playback, DeviceWord word = DeviceWord::Gpu,
              QWidget *parent = nullptr);

    // Of a measured step also the predicted one, to stand above it.
    void setSnapshot(const core::SnapshotPtr &snapshot, const core::SnapshotPtr &predicted = {});
    void setMoment(core::Nanos moment) { currentPage().setMoment(moment); }
    void setSelectedDevice(std::optional<int> device) { currentPage().setSelectedDevice(device); }
    void setLook(const Look &look);
    void setAwake(bool awake); // asleep it does not follow the document
    void setTellsRemedies(bool tells);
    // What is marked on the timeline; said in a line above it.
    void setTimelineOptions(const TimelineOptions &options);

    // Without its tabs: what is shown is chosen elsewhere.
    void showBare();
    [[nodiscard]] QList<ChoiceItem> tabs() const;
    [[nodiscard]] QString currentTab() const { return m_tabs->current(); }
    void showTab(const QString &id); // an unknown one: nothing happens
    [[nodiscard]] TimelineView &timeline() { return *m_timeline; }
    [[nodiscard]] std::optional<TimePart> shownPart() const; // none: the whole step
    // The widget that the keyboard goes to.
    [[nodiscard]] QWidget *currentView() const;

    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void viewMade(QWidget *view); // of a tab that is looked at for the first time

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void addPages();
    template <class View>
    View *makeView(PanePage &page);
    void refreshCurrent();
    void showRuns();
    void showLegend();
    void showReadout();
    void chooseVisit(const core::SpanTag &visit); // whose costs are shown
    void showCosts(const core::SpanTag &visit);
    void place();
    [[nodiscard]] int placeLegend(); // and the choice of runs; the height they take below the tabs
    [[nodiscard]] PanePage &currentPage();
    [[nodiscard]] int headerHeight() const;
    [[nodiscard]] int bodyWidth() const;

    Document &m_document;
    Playback &m_playback;
    DeviceWord m_word;
    Look m_look;
    core::SnapshotPtr m_snapshot;
    TabStrip *m_tabs;
    RunsChoice *m_runs;
    LegendView *m_legend;
    QList<ElidedLabel *> m_readout; // a line for each mark
    QStackedWidget *m_stack;
    TimelineView *m_timeline = nullptr;
    CostsView *m_costs = nullptr;         // once it was looked at
    std::optional<core::SpanTag> m_visit; // whose costs are shown next
    RemediesPanel *m_remedies;
    std::vector<PanePage> m_pages;
    std::size_t m_current = 0;
    bool m_isBare = false;
    TimelineOptions m_marks; // on the timeline
    EndBefore *m_endBefore = nullptr;
};

} // namespace ui
