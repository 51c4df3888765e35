// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/controls/choice_row.h"
#include "ui/paint/look.h"

#include <QWidget>

class QUndoStack;

namespace ui {

class ChoiceBox;
class PushButton;

// Scenario, undo and redo, modes, export. It only asks; the window acts.
class TopBar : public QWidget
{
    Q_OBJECT

public:
    explicit TopBar(QWidget *parent = nullptr);

    void setLook(const Look &look);
    void setScenarioTitle(const QString &title, bool modified);
    // Its buttons undo and redo what is on the stack, which outlives them.
    void follow(QUndoStack &stack);
    void setModes(const QList<ChoiceItem> &modes, const QString &current);
    // name: shown where a list of modes has none with this id.
    void setCurrentMode(const QString &id, const QString &name = {});
    // Actions that mean nothing at the moment, or would tell what is to be predicted.
    void setWithout(const QStringList &actions);
    // Where what it opens is placed.
    [[nodiscard]] const QWidget *adviceButton() const;

    [[nodiscard]] QSize sizeHint() const override; // 50 logical pixels high
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void scenarioMenuRequested(const QPoint &globalPosition); // lower left corner of the button
    void modeChosen(const QString &id);
    void pinRequested();
    void adviceRequested();
    void presentRequested();
    void exportRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void showUndo(const QUndoStack &stack);
    [[nodiscard]] int roomOfTitle(int modes) const;
    [[nodiscard]] bool hasRoomForSwitch() const;
    void showWords(bool words);
    [[nodiscard]] QWidget *modesThatFit();
    void place();

    Look m_look;
    QString m_title;
    PushButton *m_scenario;
    PushButton *m_undo;
    PushButton *m_redo;
    PushButton *m_pin;
    SegmentedSwitch *m_modes;
    ChoiceBox *m_modeList; // at a large zoom, where the switch has no room
    PushButton *m_advice;
    PushButton *m_present;
    PushButton *m_export;
};

} // namespace ui
