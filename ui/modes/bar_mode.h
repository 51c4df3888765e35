// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/modes/mode.h"

class QScrollArea;

namespace ui {

class ScrollBar;
class SweepBar;
class SweepBridge;

// What modes that simulate many scenarios have in common: two panes side by side, the bar at the
// foot, and a point that is pinned as A once it is simulated whole.
class BarMode : public Mode
{
    Q_OBJECT

public:
    // page: of the bar.
    BarMode(const ModeContext &context, const QString &page, QWidget *parent);

    void setLook(const Look &look) override;
    [[nodiscard]] bool hasOwnBar() const override { return true; }
    [[nodiscard]] QStringList withoutActions() const override;
    [[nodiscard]] SweepBar &bar() const { return *m_bar; }

protected:
    void resizeEvent(QResizeEvent *event) override;

    void setPanes(QWidget *left, QWidget *right);            // which it takes; once, before bar()
    [[nodiscard]] virtual int leftWidth(int wide) const = 0; // of what both have
    [[nodiscard]] SweepBridge &simulations() const { return *m_simulations; }
    void pinAlone(const core::Scenario &scenario);
    // What was pinned last; empty: nothing since it was forgotten.
    [[nodiscard]] const QString &note() const { return m_note; }
    void forgetNote() { m_note.clear(); }
    virtual void showPoint() = 0; // what is selected, or the note
    [[nodiscard]] const Look &look() const { return m_look; }

    void place(); // again where a pane needs another height

private:
    [[nodiscard]] int paneHeight(const QWidget &pane, int wide, int high) const;
    void placeBeside(int wide, int high);
    void placeBelow(int wide, int high);
    void putPane(QWidget &pane, const QRect &area);

    Look m_look;
    QString m_page;
    SweepBar *m_bar = nullptr;
    SweepBridge *m_simulations;
    QWidget *m_panes; // they scroll where the window is too low for charts
    QScrollArea *m_scroll;
    ScrollBar *m_scrollBar;
    QWidget *m_left = nullptr;
    QWidget *m_right = nullptr;
    QString m_note;
};

} // namespace ui
