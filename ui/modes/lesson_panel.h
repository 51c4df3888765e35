// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/classroom/own_lessons.h"
#include "core/classroom/quiz_paper.h"
#include "ui/modes/guide_panel.h"

#include <QSet>

namespace ui {

class Document;
class LessonCourse;
class LessonHead;
class LessonList;
class LessonQuestions;
class ListingView;
class PredictionCard;
class PushButton;
class QuestionCard;
class TaskControls;
class TextBlock;

// The text of a lesson, step by step, beside the scene; the list of lessons while none is taken.
class LessonPanel : public GuidePanel
{
    Q_OBJECT

public:
    LessonPanel(LessonCourse &course, Document &document, QWidget *parent = nullptr);

    void setLook(const Look &look) override;
    void setDone(const QSet<QString> &lessons);
    void setLeft(const QString &lesson, std::size_t page); // where it goes on; 0: it begins anew
    void setOwn(const core::OwnLessons &own);
    void showNotes(bool show); // what only the teacher is to see
    [[nodiscard]] bool showsNotes() const { return m_showsNotes; }
    [[nodiscard]] QString notes() const; // of the step
    // As part of a presentation, which says itself where the lesson is: text and question alone.
    void setPresented(bool presented) override;

    void choose(int option); // an answer, by its key
    void goOn();             // locks in, or goes to the next step or question
    void goBack();
    // Of a presentation: what is asked was not answered, and goOn() tells it now.
    [[nodiscard]] bool tellsNext() const;
    void focusMain() override;

Q_SIGNALS:
    void lessonChosen(const QString &id);
    void ownLessonChosen(const QString &path);
    void listRequested();
    void folderRequested(); // of the teacher's lessons
    void trainRequested();  // the mode
    void keysChanged();     // what they do now, within a step

private:
    void addRows();
    void renew();
    void renewStep();
    void renewListing();
    void renewPrediction();
    void renewQuestion();
    void renewDo();
    void goWatch();
    void renewFooter();
    [[nodiscard]] QString afterNow() const;
    [[nodiscard]] const void *unanswered() const;
    void tellOrAskAgain();
    [[nodiscard]] int footHeight() const override;
    void place() override;

    LessonCourse &m_course;
    LessonList *m_list;
    LessonHead *m_head;
    TextBlock *m_text;
    ListingView *m_listing;
    PredictionCard *m_prediction;
    QuestionCard *m_question;
    LessonQuestions *m_questions; // on the card
    PushButton *m_watch;          // or to the mode in which the step goes on
    TaskControls *m_task;
    PushButton *m_show; // how it is done
    TextBlock *m_after;
    TextBlock *m_hint;
    TextBlock *m_keys;
    TextBlock *m_note;
    PushButton *m_restore; // back to the lesson's set-up
    PushButton *m_back;
    PushButton *m_next;
    bool m_showsNotes = false;
    bool m_showsHint = false;
    const void *m_asked = nullptr;     // the step whose prediction or question is shown
    const void *m_tellsNext = nullptr; // the step that goOn() was asked for without an answer
};

} // namespace ui
