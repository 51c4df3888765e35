// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/classroom/own_lessons.h"
#include "ui/modes/lesson_course.h"
#include "ui/modes/mode.h"

#include <QSet>

namespace ui {

class ExploreMode;
class LessonPanel;
class SpotlightFrame;

// A lesson beside the picture that it is about: Explore as it is, and a panel that leads.
class LessonsMode : public Mode
{
    Q_OBJECT

public:
    explicit LessonsMode(const ModeContext &context, QWidget *parent = nullptr);

    [[nodiscard]] LessonCourse &course() { return m_course; }
    void start(const QString &lesson); // an unknown one: nothing happens

    void setLook(const Look &look) override;
    [[nodiscard]] QList<QWidget *> panes() const override;
    void focusMain() override;
    [[nodiscard]] core::SnapshotPtr shown() const override;
    [[nodiscard]] Standing standing() const override;
    [[nodiscard]] bool isCovered() const override { return m_course.isCovered(); }
    void take(const core::ClassroomFile &file, const QString &folder) override;
    void prepareLesson(const QString &lesson, int step) override;
    [[nodiscard]] Presented presented() const override;
    [[nodiscard]] core::SnapshotPtr presentedScene() const override;
    void present(const Look &look) override;
    void endPresenting() override;
    void goOn() override;
    void goBack() override;
    bool choose(int option) override;
    [[nodiscard]] QStringList withoutActions() const override;
    [[nodiscard]] QList<ChoiceItem> tabs() const override;
    void showTab(const QString &id) override;
    [[nodiscard]] bool showsLeftPanel() const override;
    void showLeftPanel(bool show) override;
    void toggleFollow() override;
    [[nodiscard]] std::optional<TimePart> shownPart() const override;
    [[nodiscard]] TimelineView *timeline() const override;
    [[nodiscard]] TimelineOptions timelineOptions() const override;
    void setTimelineOptions(const TimelineOptions &options) override;
    void changeDetail(int by) override;
    void fitDetail() override;
    [[nodiscard]] QString describe() const override;
    void resetLayout() override;
    void saveState(QSettings &settings) const override;
    void restoreState(const QSettings &settings) override;

protected:
    void wake() override;
    void sleep() override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void connectScene();
    void addKeys();
    void showStep();
    void showCover();
    void showSpotlight();
    void finish(const QString &lesson);
    void renewOwn();
    void startOwn(const QString &path);
    void place();

    LessonCourse m_course;
    Look m_look;
    ExploreMode *m_scene;
    LessonPanel *m_panel;
    SpotlightFrame *m_spotlight;
    bool m_presents = false; // the panel is lent
    QSet<QString> m_done;
    core::OwnLessons m_own; // of the teacher
    const core::LessonStep *m_shownStep = nullptr;
};

} // namespace ui
