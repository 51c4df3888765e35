// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/classroom/own_lessons.h"
#include "ui/modes/guided_mode.h"
#include "ui/modes/lesson_course.h"

#include <QHash>
#include <QSet>

namespace ui {

class LessonPanel;
class SpotlightFrame;

// A lesson beside the picture that it is about: Explore as it is, and a panel that leads.
class LessonsMode : public GuidedMode
{
    Q_OBJECT

public:
    explicit LessonsMode(const ModeContext &context, QWidget *parent = nullptr);

    [[nodiscard]] LessonCourse &course() { return m_course; }
    void start(const QString &lesson); // where it was left; an unknown one: nothing happens

    // What a teacher settles.
    struct Teaching
    {
        bool showsNotes = false;   // beside the lesson
        bool hidesAnswers = false; // until reveal()
    };
    void setTeaching(const Teaching &teaching);

    void setLook(const Look &look) override;
    [[nodiscard]] core::SnapshotPtr shown() const override;
    [[nodiscard]] Standing standing() const override;
    [[nodiscard]] bool isCovered() const override { return m_course.isCovered(); }
    void take(const core::ClassroomFile &file, const QString &folder) override;
    void prepareLesson(const QString &lesson, int step) override;
    [[nodiscard]] Presented presented() const override;
    [[nodiscard]] core::SnapshotPtr presentedScene() const override;
    void toTop() override;
    void reveal() override { m_course.reveal(); }
    void goOn() override;
    void goBack() override;
    bool choose(int option) override;
    [[nodiscard]] QStringList withoutActions() const override;
    [[nodiscard]] QString describe() const override;
    void resetLayout() override;
    void saveState(QSettings &settings) const override;
    void restoreState(const QSettings &settings) override;

protected:
    void wake() override;
    void sleep() override;

private:
    void addKeys();
    void showStep();
    void showCover();
    [[nodiscard]] QString coverWords() const; // of what is covered: until when
    void showCoverWords();
    [[nodiscard]] QString keysNow() const; // of a presentation
    void showFreeControls();
    void bringOutControl();
    void showSpotlight();
    void finish(const QString &lesson);
    void renewOwn();
    void startOwn(const QString &path);
    void begin(const core::Lesson &lesson, const std::string &folder = {});
    void place() override;
    [[nodiscard]] bool mayBreak() const override;

    LessonCourse m_course;
    LessonPanel *m_panel;
    SpotlightFrame *m_spotlight;
    QSet<QString> m_done;
    QHash<QString, LessonProgress> m_left; // of the program, that are not done
    core::OwnLessons m_own;                // of the teacher
    const core::LessonStep *m_shownStep = nullptr;
    bool m_isLocked = false; // some controls are not free
};

} // namespace ui
