// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/scenario.h"
#include "ui/modes/mode.h"
#include "ui/modes/quiz_run.h"

namespace ui {

class CoverCard;
class ExploreMode;
class QuizPanel;

// Questions at the left; at the right, once one is answered, what really happens.
class QuizMode : public Mode
{
    Q_OBJECT

public:
    explicit QuizMode(const ModeContext &context, QWidget *parent = nullptr);

    [[nodiscard]] QuizRun &run() { return m_run; }
    void setLook(const Look &look) override;
    [[nodiscard]] QList<QWidget *> panes() const override;
    void focusMain() override;
    [[nodiscard]] core::SnapshotPtr shown() const override;
    [[nodiscard]] bool isCovered() const override { return m_covered; }
    [[nodiscard]] Presented presented() const override;
    void present(const Look &look) override;
    void endPresenting() override;
    void goOn() override;
    void goBack() override {}
    bool choose(int option) override;
    void takeBack(int option) override;
    void take(const core::ClassroomFile &file, const QString &folder) override;
    [[nodiscard]] TimelineView *timeline() const override;
    [[nodiscard]] QStringList withoutActions() const override;
    [[nodiscard]] QString describe() const override;

protected:
    void wake() override;
    void sleep() override;
    void resizeEvent(QResizeEvent *event) override;

private:
    [[nodiscard]] QString keysNow() const; // of a presentation
    void addKeys();
    void ask();
    void prove();
    void showMoment();
    void cover(bool covered);
    void showCoverWords();
    void place();

    QuizRun m_run;
    Look m_look;
    QuizPanel *m_panel;
    ExploreMode *m_scene;
    CoverCard *m_cover;
    std::string m_folder; // of the scenarios that the quiz brings; empty: that of the program
    bool m_covered = true;
    bool m_placesMoment = false; // once the result of the proof is there
    bool m_opened = false;       // a scenario of the quiz is open
};

} // namespace ui
