// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/controls/long_work.h"
#include "ui/paint/look.h"
#include "ui/views/timeline/timeline_sheet.h"

#include <QObject>

#include <utility>
#include <vector>

class QWidget;

namespace ui {

class SearchBar;

// Looks for spans of a timeline, from a bar in its corner.
class TimelineSearch : public QObject
{
    Q_OBJECT

public:
    // The view is the parent.
    TimelineSearch(TimelineSheet &sheet, TimelineSheet::Accents &accents, QWidget *view);

    void setLook(const Look &look);
    void setWorker(WorkRunner worker) { m_worker = std::move(worker); } // that searches
    void open();
    bool close(); // false: it was closed
    void find(const QString &text);
    void step(int by);       // to another match; round from the last to the first
    void refresh();          // other runs are shown
    void tell(double share); // what is under way has come so far, 0 to 1
    void stop();             // it is not waited for; the next step() looks for the same again
    void place();
    [[nodiscard]] QString note() const { return m_note; }

Q_SIGNALS:
    void pictureChanged();
    void rowWanted(int unit);                                   // TimelineRow::index, in sight
    void viewWanted(const TimelineViewport &viewport);          // in which the current match is
    void marksChanged(const std::vector<core::Nanos> &moments); // at which matches begin

private:
    void show(TimelineHits hits);
    void showCurrent();
    void clear(const QString &note);
    void cancel();
    void say(const QString &note);

    TimelineSheet &m_sheet;
    TimelineSheet::Accents &m_accents;
    QWidget *m_view;
    Look m_look;
    SearchBar *m_bar = nullptr; // made when it is first opened
    QString m_text;
    QString m_note;
    WorkRunner m_worker = workAtOnce;
    int m_asked = 0;          // times
    bool m_searching = false; // the last one is under way
};

} // namespace ui
