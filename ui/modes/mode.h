// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/controls/choice_row.h"
#include "ui/layout/timeline/timeline_marks.h"
#include "ui/paint/look.h"

#include <QList>
#include <QWidget>

class QSettings;

namespace ui {

class Document;
class Playback;

// What the window hands to a mode.
struct ModeContext
{
    Document &document;
    Playback &playback;
};

// One way to use the window: everything between the top bar and the play bar. What a mode does not
// have it leaves as it is here.
class Mode : public QWidget
{
    Q_OBJECT

public:
    using QWidget::QWidget;

    virtual void setLook(const Look &look) = 0;
    // Where F6 goes from one to the next.
    [[nodiscard]] virtual QList<QWidget *> panes() const = 0;

    // The view whose keys are the window's: it has the focus until a person moves it.
    virtual void focusMain() {}

    [[nodiscard]] virtual QList<ChoiceItem> tabs() const { return {}; }
    virtual void showTab(const QString &) {}
    [[nodiscard]] virtual bool showsLeftPanel() const { return false; }
    virtual void showLeftPanel(bool) {}
    virtual void toggleFollow() {}
    // What is marked on the timeline.
    [[nodiscard]] virtual TimelineOptions timelineOptions() const { return {}; }
    virtual void setTimelineOptions(const TimelineOptions &) {}
    void nextBubble(); // off, then one definition after the other
    // How much of each device the scene shows: more (positive) or less, or what fits.
    virtual void changeDetail(int) {}
    virtual void fitDetail() {}
    [[nodiscard]] virtual QString describe() const { return {}; }
    virtual void resetLayout() {}
    virtual void saveState(QSettings &) const {}
    virtual void restoreState(const QSettings &) {}

Q_SIGNALS:
    void inspectorRequested(int device);
    void assumptionsRequested(); // what the numbers rest on
    // What can go wrong with a device or with a link.
    void deviceMenuRequested(int device, const QPoint &globalPosition);
    void linkMenuRequested(int fromDevice, int toDevice, const QPoint &globalPosition);
    void leftPanelShown(bool shown);
    void timelineOptionsChanged();
};

// To add a mode: a row in modes.cpp.
struct ModeSpec
{
    ChoiceItem item;
    Mode *(*make)(const ModeContext &context, QWidget *parent);
};
[[nodiscard]] QList<ModeSpec> modeSpecs();

} // namespace ui
