// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/modes/lesson_panel.h"

#include "core/classroom/library.h"
#include "core/classroom/quiz_paper.h"
#include "ui/controls/column.h"
#include "ui/controls/push_button.h"
#include "ui/controls/text_block.h"
#include "ui/modes/lesson_course.h"
#include "ui/modes/lesson_questions.h"
#include "ui/modes/task_controls.h"
#include "ui/panels/lesson_head.h"
#include "ui/panels/lesson_list.h"
#include "ui/panels/listing_view.h"
#include "ui/panels/prediction_card.h"
#include "ui/panels/question_card.h"

namespace ui {

namespace {

// Logical pixels.
constexpr double kFooter = 58;

using Kind = core::StepKind;

// Where a person meets them for the first time.
QString keysOf(const LessonCourse &course, bool tellsNext)
{
    const core::LessonStep &step = course.step();
    if (tellsNext)
        return LessonPanel::tr(
            "Nothing is predicted yet: Enter or Page Down once more tells the answer.");
    if (course.isPredicting() && step.answer->kind == core::AnswerKind::Choice)
        return LessonPanel::tr("Keys: A to %1 choose, Enter or Page Down locks in.")
            .arg(QChar::fromLatin1(core::optionLetter(step.answer->options.size() - 1)));
    if (course.index() == 0)
        return LessonPanel::tr(
            "Keys: Enter or Page Down goes on, Page Up goes back, Space plays, F1 explains.");
    return {};
}

} // namespace

LessonPanel::LessonPanel(LessonCourse &course, Document &document, QWidget *parent)
    : GuidePanel(parent), m_course(course), m_list(new LessonList), m_head(new LessonHead),
      m_text(new TextBlock(TextRole::Caption, TextBlock::Tone::Plain, 15)),
      m_listing(new ListingView), m_prediction(new PredictionCard), m_question(new QuestionCard),
      m_questions(new LessonQuestions(course, *m_question)),
      m_watch(new PushButton(PushButton::Kind::Primary, QStringLiteral("play"), tr("Watch"))),
      m_task(new TaskControls(document)),
      m_show(new PushButton(PushButton::Kind::Outline, QStringLiteral("lightbulb"), tr("Show me"))),
      m_after(new TextBlock(TextRole::Caption, TextBlock::Tone::Plain, 15)),
      m_hint(new TextBlock(TextRole::Control, TextBlock::Tone::Quiet, 14)),
      m_keys(new TextBlock(TextRole::Control, TextBlock::Tone::Quiet)),
      m_note(new TextBlock(TextRole::Control, TextBlock::Tone::Quiet)),
      m_restore(new PushButton(PushButton::Kind::Outline, QStringLiteral("reset"),
                               tr("Back to the lesson's set-up"))),
      m_back(new PushButton(PushButton::Kind::Outline, QStringLiteral("arrow-left"), tr("Back"),
                            this)),
      m_next(new PushButton(PushButton::Kind::Primary, {}, tr("Next"), this))
{
    setAccessibleName(tr("Lesson"));
    addRows();
    m_list->setLessons(core::builtinLessons());
    connect(m_list, &LessonList::chosen, this, &LessonPanel::lessonChosen);
    connect(m_list, &LessonList::ownChosen, this, &LessonPanel::ownLessonChosen);
    connect(m_list, &LessonList::folderRequested, this, &LessonPanel::folderRequested);
    connect(m_head, &LessonHead::listRequested, this, &LessonPanel::listRequested);
    connect(&course, &LessonCourse::changed, this, &LessonPanel::renew);
    connect(&course, &LessonCourse::listingChanged, this, &LessonPanel::renewListing);
    connect(m_prediction, &PredictionCard::changed, this, &LessonPanel::renew);
    connect(m_prediction, &PredictionCard::lockedIn, &course, &LessonCourse::lockIn);
    connect(m_questions, &LessonQuestions::changed, this, [this] {
        m_after->say(afterNow());
        if (m_questions->isAnswered())
            bringInSight(*m_question); // what explains it is at its end
        else
            scrollToTop();
        renewFooter();
        Q_EMIT keysChanged();
    });
    connect(m_restore, &PushButton::clicked, &course, &LessonCourse::backToSetUp);
    connect(m_back, &PushButton::clicked, this, &LessonPanel::goBack);
    connect(m_next, &PushButton::clicked, this, &LessonPanel::goOn);
    connect(m_watch, &PushButton::clicked, this, &LessonPanel::goWatch);
    connect(m_show, &PushButton::clicked, &course, &LessonCourse::showSolution);
    m_back->setToolTip(tr("Page up"));
    m_next->setToolTip(tr("Page down"));
    renew();
}

void LessonPanel::addRows()
{
    column().add(m_list, 0);
    column().add(m_head, 0);
    column().add(m_text, 12);
    column().add(m_listing, 14);
    column().add(m_prediction, 14);
    column().add(m_question, 8);
    column().add(m_watch, 14);
    column().add(m_task, 14);
    column().add(m_show, 14);
    column().add(m_after, 14);
    column().add(m_hint, 12);
    column().add(m_keys, 14);
    column().add(m_note, 14);
    column().add(m_restore, 14);
}

void LessonPanel::setLook(const Look &look)
{
    m_list->setLook(look);
    m_head->setLook(look);
    for (TextBlock *block : {m_text, m_after, m_hint, m_keys, m_note})
        block->setLook(look);
    m_listing->setLook(look);
    m_prediction->setLook(look);
    m_question->setLook(look);
    for (PushButton *button : {m_watch, m_show, m_restore, m_back, m_next})
        button->setLook(look);
    m_task->setLookOfAll(look);
    GuidePanel::setLook(look);
}

void LessonPanel::setOwn(const core::OwnLessons &own)
{
    m_list->setOwn(own);
}

void LessonPanel::setDone(const QSet<QString> &lessons)
{
    m_list->setDone(lessons);
}

void LessonPanel::setLeft(const QString &lesson, std::size_t page)
{
    m_list->setLeft(lesson, page);
}

void LessonPanel::showNotes(bool show)
{
    m_showsNotes = show;
    renew();
}

void LessonPanel::renew()
{
    const bool taken = m_course.isTaken();
    m_list->setVisible(!taken);
    for (QWidget *row : QList<QWidget *>{m_text, m_listing, m_prediction, m_question, m_watch,
                                         m_show, m_after, m_hint, m_keys, m_note, m_restore})
        row->setVisible(taken);
    // On a screen for a class there are no controls.
    m_task->offer(isPresented() ? std::nullopt : m_course.taskControls(),
                  taken && !m_course.isDone());
    if (taken)
        renewStep();
    else
        m_asked = nullptr;
    renewFooter();
    // Once they are written, which shows them.
    for (QWidget *row : QList<QWidget *>{m_head, m_back, m_next})
        row->setVisible(taken && !isPresented());
}

void LessonPanel::renewStep()
{
    const core::LessonStep &step = m_course.step();
    m_head->show(m_course.lesson(), m_course.index());
    m_text->say(QString::fromStdString(step.text));
    if (m_asked != &step) {
        m_showsHint = false;
        m_tellsNext = nullptr; // a slip may come again
        scrollToTop();
    }
    renewListing();
    renewPrediction();
    renewQuestion();
    renewDo();
    m_asked = &step;
    const QString after = afterNow();
    if (!after.isEmpty() && m_after->text() != after)
        bringInSight(*m_after);
    m_after->say(after);
    m_keys->say(isPresented() ? QString() : keysOf(m_course, tellsNext()));
    const QString note = m_showsNotes && !isPresented() ? notes() : QString();
    m_note->say(note.isEmpty() ? QString() : tr("For the teacher: %1").arg(note));
    m_restore->setVisible(m_course.deviates() && step.kind != Kind::Do);
}

QString LessonPanel::notes() const
{
    const core::LessonStep &step = m_course.step();
    QStringList notes;
    if (!step.note.empty())
        notes.append(QString::fromStdString(step.note));
    if (!step.expected.empty())
        notes.append(tr("Expected: %1").arg(QString::fromStdString(step.expected)));
    return notes.join(QLatin1Char('\n'));
}

void LessonPanel::setPresented(bool presented)
{
    GuidePanel::setPresented(presented);
    renew();
}

void LessonPanel::renewListing()
{
    const auto &listing = m_course.lesson().listing;
    m_listing->setVisible(listing.has_value());
    if (!listing)
        return;
    QStringList code;
    for (const std::string &line : listing->code)
        code.append(QString::fromStdString(line));
    if (m_asked != &m_course.step())
        m_listing->setCode(code);
    const LessonCourse::ListingState state = m_course.listingState();
    m_listing->setGrows(!m_course.isPredicting());
    m_listing->show(state.marked, state.printed);
}

void LessonPanel::renewPrediction()
{
    const core::LessonStep &step = m_course.step();
    m_prediction->setVisible(step.answer.has_value());
    if (!step.answer)
        return;
    if (m_asked != &step) {
        m_prediction->setWatches(core::isOfShownStep(step));
        m_prediction->ask(*step.answer, step.answer->kind == core::AnswerKind::Curve
                                            ? m_course.truth()
                                            : LessonCourse::Prediction());
    }
    if (m_course.isWaiting())
        m_prediction->wait();
    else if (m_course.prediction())
        m_prediction->reveal(*m_course.prediction(), m_course.truth());
}

void LessonPanel::renewQuestion()
{
    const core::LessonStep &step = m_course.step();
    m_question->setVisible(step.kind == Kind::Quiz);
    if (step.kind == Kind::Quiz && m_asked != &step)
        m_questions->begin();
}

// What the step tells once it is done.
QString LessonPanel::afterNow() const
{
    const core::LessonStep &step = m_course.step();
    if (step.kind == Kind::Quiz)
        return isPresented() ? QString() : m_questions->result();
    const bool asks = step.kind == Kind::Do || step.kind == Kind::Predict;
    return asks && m_course.isDone() ? QString::fromStdString(step.after) : QString();
}

void LessonPanel::renewDo()
{
    const core::LessonStep &step = m_course.step();
    const bool open = step.kind == Kind::Do && !m_course.isDone();
    const bool trains = m_course.leadsToTrain() && !isPresented();
    m_watch->setVisible(step.kind == Kind::Watch || trains);
    m_watch->setText(trains ? tr("Open mode Train") : tr("Watch"));
    const bool movedOn = m_course.hasMovedOn();
    const bool brings = !step.solution.empty();
    m_show->setVisible((open || movedOn) && brings);
    m_hint->say(movedOn && brings
                    ? tr("This is said of the set-up that was asked for; what is shown now is "
                         "another one. \"Show me\" brings that set-up.")
                : movedOn
                    ? tr("This is said of the set-up that was asked for; what is shown now is "
                         "another one.")
                : open && !step.hint.empty() ? tr("Hint: %1").arg(QString::fromStdString(step.hint))
                                             : QString());
}

void LessonPanel::goWatch()
{
    if (m_course.leadsToTrain())
        Q_EMIT trainRequested();
    else
        m_course.play();
}

void LessonPanel::renewFooter()
{
    if (!m_course.isTaken())
        return place(); // without it
    const bool quiz = m_course.step().kind == Kind::Quiz;
    const bool moreQuestions = quiz && !m_questions->isLast();
    m_back->setEnabled(m_course.index() > 0 || (quiz && !m_questions->isFirst()));
    m_next->setEnabled(m_course.isDone() && (!quiz || m_questions->isAnswered()));
    m_next->setText(moreQuestions       ? tr("Next question")
                    : m_course.isLast() ? tr("Finish")
                                        : tr("Next"));
    place();
}

void LessonPanel::choose(int option)
{
    if (!m_course.isTaken())
        return;
    if (m_course.isPredicting())
        m_prediction->choose(option);
    else if (m_course.step().kind == Kind::Quiz)
        m_questions->choose(option);
}

void LessonPanel::goOn()
{
    if (!m_course.isTaken())
        return m_list->openFocused();
    if (m_course.isPredicting()) {
        // A choice that is not made yet cannot be locked in by a slip; where a slider stands, can.
        const bool canSlip =
            isPresented() || m_course.step().answer->kind == core::AnswerKind::Number;
        if (canSlip && unanswered() != nullptr)
            return tellOrAskAgain();
        return m_prediction->lockIn();
    }
    if (isPresented() && !m_course.isDone() && !m_course.step().solution.empty())
        return m_course.showSolution();
    if (m_course.step().kind == Kind::Quiz) {
        const bool isAnswered = m_questions->isAnswered();
        if (!isAnswered && isPresented()) // of a class that says nothing the answer is told
            tellOrAskAgain();
        if (!isAnswered || m_questions->next())
            return;
    }
    m_course.next();
}

// What is asked now and was not answered; null: nothing is. What is locked in and waits for the
// teacher is answered, though its card may be a fresh one.
const void *LessonPanel::unanswered() const
{
    const core::LessonStep &step = m_course.step();
    if (step.kind == Kind::Quiz) // which may not have begun yet
        return m_asked != &step || m_questions->isAnswered() ? nullptr : m_questions->asked();
    const bool isOpen = m_course.isPredicting() && !m_course.isWaiting();
    return isOpen && !m_prediction->isAnswered() ? &step : nullptr;
}

// A remote control has no other key: the first time it may be a slip.
void LessonPanel::tellOrAskAgain()
{
    const void *asked = unanswered();
    if (std::exchange(m_tellsNext, asked) != asked) {
        renew();
        bringInSight(*m_keys);
        return Q_EMIT keysChanged();
    }
    m_course.isPredicting() ? m_course.revealUnanswered() : m_questions->tell();
}

bool LessonPanel::tellsNext() const
{
    return m_course.isTaken() && m_tellsNext != nullptr && m_tellsNext == unanswered();
}

void LessonPanel::goBack()
{
    if (m_course.isTaken() && m_course.step().kind == Kind::Quiz && m_questions->back())
        return;
    m_course.back();
}

void LessonPanel::focusMain()
{
    if (m_course.isTaken())
        setFocus(Qt::OtherFocusReason); // for the keys that go on and back
    else
        m_list->focusFirst();
}

int LessonPanel::footHeight() const
{
    return m_course.isTaken() && !isPresented() ? look().ipx(kFooter) : 0;
}

void LessonPanel::place()
{
    GuidePanel::place();
    const bool reversed = layoutDirection() == Qt::RightToLeft;
    const int margin = look().ipx(kMargin);
    const int top = height() - footHeight() + look().ipx(10);
    const auto put = [&](PushButton *button, bool atEnd) {
        const QSize size = button->sizeHint();
        const int x = atEnd != reversed ? width() - margin - size.width() : margin;
        button->setGeometry(x, top, size.width(), size.height());
    };
    put(m_back, false);
    put(m_next, true);
}

} // namespace ui
