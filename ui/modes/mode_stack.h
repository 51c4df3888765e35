// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/modes/mode.h"

#include <QStackedWidget>

#include <vector>

namespace ui {

// The modes of the window, of which one is looked at. Each is made when it is first chosen.
class ModeStack : public QStackedWidget
{
    Q_OBJECT

public:
    // first: the one that is looked at from the start, whatever was looked at the last time; empty:
    // the first of them, until the settings are restored.
    ModeStack(const ModeContext &context, const QList<ModeSpec> &specs, const QString &first,
              QWidget *parent = nullptr);

    [[nodiscard]] QList<ModeSpec> specs() const;
    [[nodiscard]] QList<ChoiceItem> switchItems() const;
    [[nodiscard]] Mode &current() const { return *m_modes[m_current].mode; }
    [[nodiscard]] QString currentId() const { return m_modes[m_current].spec.item.id; }
    [[nodiscard]] QString currentInSwitch() const; // the id of its item
    [[nodiscard]] bool isMade(const QString &id) const;
    void choose(const QString &id); // an unknown one: nothing happens
    // The same, as a person asks for it; of the one that is looked at, its beginning. Who would see
    // there what a lesson is about to ask is told so, and must ask once more.
    void request(const QString &id);
    // The same, standing as another of its kind did.
    void chooseStanding(const QString &id, const Standing &standing);
    // Another scenario is looked at in the mode for its kind; other kinds leave that mode.
    void chooseFor(const core::Scenario &scenario);

    void setLook(const Look &look);
    void resetLayout();
    void saveState(QSettings &settings) const;
    // The settings outlive it: modes that are made later read them then.
    void restoreState(QSettings &settings);

Q_SIGNALS:
    void changed(); // another mode is looked at
    // Of the mode that is looked at.
    void inspectorRequested(int device);
    void assumptionsRequested();
    void deviceMenuRequested(int device, const QPoint &globalPosition);
    void linkMenuRequested(int fromDevice, int toDevice, const QPoint &globalPosition);
    void timelineMenuRequested(const QPoint &globalPosition);
    void marksChanged(const std::vector<core::Nanos> &moments);
    void leftPanelShown(bool shown);
    void timelineOptionsChanged();
    void complained(const QString &problem);
    void coveredChanged();
    void scenarioRequested(const core::Scenario &scenario, const QString &id);

private:
    struct Entry
    {
        ModeSpec spec;
        Mode *mode = nullptr; // until it is chosen
    };

    [[nodiscard]] std::size_t placeOf(const QString &id) const; // of an unknown one: behind all
    void show(std::size_t index);
    void wake(std::size_t index);
    void sleep();
    void make(Entry &entry);
    void forgetWarning();

    ModeContext m_context;
    std::vector<Entry> m_modes;
    std::size_t m_current = 0;
    QString m_warned;       // the mode that was asked for once
    bool m_isGiven = false; // which is looked at first
    Look m_look;
    QSettings *m_settings = nullptr; // none were restored
};

} // namespace ui
