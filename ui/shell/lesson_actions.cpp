// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/lesson_actions.h"

#include "core/classroom/library.h"
#include "ui/modes/lessons_mode.h"
#include "ui/shell/main_window.h"
#include "ui/shell/messages.h"
#include "ui/words/classroom_texts.h"

#include <QCoreApplication>
#include <QSettings>

namespace ui {

namespace {

class ActionWords
{
    Q_DECLARE_TR_FUNCTIONS(Actions)
};

QString idOf(const core::Lesson &lesson)
{
    return QStringLiteral("lesson-") + QString::fromStdString(lesson.id);
}

QString notesKey()
{
    return QStringLiteral("lessons/teacher_notes");
}
QString hidesKey()
{
    return QStringLiteral("lessons/hide_answers");
}

void teach(MainWindow &window)
{
    const QSettings &settings = window.settings();
    if (auto *lessons = qobject_cast<LessonsMode *>(&window.mode()))
        lessons->setTeaching({.showsNotes = settings.value(notesKey()).toBool(),
                              .hidesAnswers = settings.value(hidesKey()).toBool()});
}

void addTeaching(Actions &actions, MainWindow &window)
{
    const QString group = ActionWords::tr("Lessons");
    const auto add = [&](const char *id, const QString &text, const QString &key) {
        actions
            .addToggle(QString::fromLatin1(id), group, text, {},
                       [&window, key](bool on) {
                           window.settings().setValue(key, on);
                           teach(window);
                       })
            ->setChecked(window.settings().value(key).toBool());
    };
    add("teacher-notes", ActionWords::tr("Teacher notes beside the lesson"), notesKey());
    add("hide-answers", ActionWords::tr("Answers wait for the teacher"), hidesKey());
    QAction *reveal =
        actions.add(QStringLiteral("reveal"), group, ActionWords::tr("Tell the answer"),
                    {Qt::Key_R}, [&window] { window.mode().reveal(); });
    const auto offer = [&window, reveal] {
        reveal->setEnabled(window.mode().presented().isWaiting);
    };
    QObject::connect(&window.modes(), &ModeStack::coveredChanged, reveal, offer);
    QObject::connect(&window.modes(), &ModeStack::changed, reveal, [&window, offer] {
        teach(window);
        offer();
    });
    teach(window);
    offer();
}

// In the mode to which a step sends a person, its words stay at hand, and the way back.
void bringWordsAlong(MainWindow &window)
{
    const QString id = QStringLiteral("lesson-task");
    auto *lessons = window.findChild<LessonsMode *>();
    const bool sent = lessons != nullptr && lessons->course().leadsToTrain() &&
                      window.modes().currentId() == QStringLiteral("train");
    if (!sent)
        return window.messages().withdraw(id);
    Message message{Message::Kind::Note,
                    QString::fromStdString(lessons->course().step().text),
                    {{ActionWords::tr("Back to the lesson"),
                      [&window] { window.modes().choose(QStringLiteral("lessons")); }}}};
    message.id = id;
    window.messages().show(message);
}

} // namespace

void addLessonActions(Actions &actions, MainWindow &window)
{
    int number = 0;
    for (const core::Lesson &lesson : core::builtinLessons()) {
        const QString id = QString::fromStdString(lesson.id);
        const QString title = QString::fromStdString(inLanguage(lesson).title);
        actions.add(idOf(lesson), ActionWords::tr("Lessons"),
                    ActionWords::tr("Lesson %1: %2").arg(++number).arg(title), {}, [&window, id] {
                        window.modes().choose(QStringLiteral("lessons"));
                        window.mode().prepareLesson(id, 0);
                    });
    }
    addTeaching(actions, window);
    QObject::connect(&window.modes(), &ModeStack::changed, &window,
                     [&window] { bringWordsAlong(window); });
}

QStringList lessonActionIds()
{
    QStringList ids;
    for (const core::Lesson &lesson : core::builtinLessons())
        ids.append(idOf(lesson));
    return ids;
}

} // namespace ui
