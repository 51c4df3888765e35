// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/modes/lessons_mode.h"

#include "core/classroom/library.h"
#include "ui/document/document.h"
#include "ui/modes/explore_mode.h"
#include "ui/modes/lesson_panel.h"
#include "ui/modes/mode_key.h"
#include "ui/modes/own_lessons_folder.h"
#include "ui/modes/spotlight_frame.h"
#include "ui/playback/playback.h"
#include "ui/words/classroom_texts.h"

#include <QFile>
#include <QFileInfo>
#include <QSettings>
#include <QStyle>

namespace ui {

namespace {

constexpr int kAnswerKeys = 8;

QString doneKey()
{
    return QStringLiteral("lessons/done");
}
QString notesKey()
{
    return QStringLiteral("lessons/teacher_notes");
}

} // namespace

LessonsMode::LessonsMode(const ModeContext &context, QWidget *parent)
    : Mode(context, parent), m_course(context.document, context.playback),
      m_scene(new ExploreMode(context, this)), m_panel(new LessonPanel(m_course, this)),
      m_spotlight(new SpotlightFrame(this))
{
    m_scene->showLeftPanel(false);
    connectScene();
    addKeys();
    connect(m_panel, &LessonPanel::lessonChosen, this, &LessonsMode::start);
    connect(m_panel, &LessonPanel::ownLessonChosen, this, &LessonsMode::startOwn);
    connect(m_panel, &LessonPanel::folderRequested, this,
            [this] { openOwnLessonsFolder(window()); });
    connect(&m_course, &LessonCourse::scenarioRequested, this, &Mode::scenarioRequested);
    connect(&m_course, &LessonCourse::coveredChanged, this, &LessonsMode::showCover);
    connect(&m_course, &LessonCourse::changed, this, &LessonsMode::showStep);
    connect(&m_course, &LessonCourse::finished, this, &LessonsMode::finish);
}

void LessonsMode::connectScene()
{
    connect(m_scene, &Mode::inspectorRequested, this, &Mode::inspectorRequested);
    connect(m_scene, &Mode::assumptionsRequested, this, &Mode::assumptionsRequested);
    connect(m_scene, &Mode::deviceMenuRequested, this, &Mode::deviceMenuRequested);
    connect(m_scene, &Mode::linkMenuRequested, this, &Mode::linkMenuRequested);
    connect(m_scene, &Mode::timelineMenuRequested, this, &Mode::timelineMenuRequested);
    connect(m_scene, &Mode::marksChanged, this, &Mode::marksChanged);
    connect(m_scene, &Mode::timelineOptionsChanged, this, &Mode::timelineOptionsChanged);
    connect(m_scene, &Mode::leftPanelShown, this, &Mode::leftPanelShown);
    connect(m_scene, &Mode::shownChanged, this, &Mode::shownChanged);
    connect(m_scene, &Mode::shownChanged, this, &LessonsMode::showSpotlight);
}

// Remote controls send PageUp and PageDown.
void LessonsMode::addKeys()
{
    const auto on = [this](const QKeySequence &keys, auto act) { addModeKey(*this, keys, act); };
    on(Qt::Key_PageDown, [this] { goOn(); });
    on(Qt::Key_PageUp, [this] { goBack(); });
    for (int i = 0; i < kAnswerKeys; ++i)
        on(QKeySequence(Qt::Key_1 + i), [this, i] { m_panel->choose(i); });
    for (const auto key : {Qt::Key_Return, Qt::Key_Enter}) {
        on(key, [this] { m_panel->goOn(); });
    }
}

void LessonsMode::start(const QString &id)
{
    if (const core::Lesson *lesson = core::findBuiltinLesson(id.toStdString()))
        m_course.start(inLanguage(*lesson));
}

// What was put there meanwhile.
void LessonsMode::renewOwn()
{
    m_own = core::ownLessonsIn(QFile::encodeName(ownLessonsFolder()).toStdString());
    m_panel->setOwn(m_own);
}

void LessonsMode::startOwn(const QString &path)
{
    const auto own = std::ranges::find(m_own.lessons, path.toStdString(), &core::OwnLesson::path);
    if (own != m_own.lessons.end())
        m_course.start(own->lesson, QFileInfo(path).path().toStdString());
}

void LessonsMode::take(const core::ClassroomFile &file, const QString &folder)
{
    if (const auto *lesson = std::get_if<core::Lesson>(&file))
        m_course.start(inLanguage(*lesson), folder.toStdString());
}

void LessonsMode::prepareLesson(const QString &lesson, int step)
{
    start(lesson);
    m_course.goTo(static_cast<std::size_t>(step));
}

Presented LessonsMode::presented() const
{
    Presented presented = {
        .title = tr("Lessons"), .panel = m_panel, .place = Presented::Place::Beside};
    if (!m_course.isTaken())
        return presented;
    const core::LessonStep &step = m_course.step();
    presented.title = QString::fromStdString(m_course.lesson().title);
    presented.progress =
        tr("Step %1 of %2").arg(m_course.index() + 1).arg(m_course.lesson().steps.size());
    presented.notes = m_panel->notes();
    const bool isLong =
        step.answer || step.kind == core::StepKind::Quiz || m_course.lesson().listing;
    presented.place = isLong ? Presented::Place::Beside : Presented::Place::Above;
    presented.hasControls = step.kind == core::StepKind::Do;
    return presented;
}

// The tanks of a model that does not fit say why.
core::SnapshotPtr LessonsMode::presentedScene() const
{
    const core::SnapshotPtr snapshot = m_scene->shown();
    return isCovered() && snapshot && !snapshot->metrics.fits ? nullptr : snapshot;
}

void LessonsMode::present(const Look &look)
{
    m_presents = true;
    m_panel->setPresented(true);
    m_panel->setLook(look);
}

void LessonsMode::endPresenting()
{
    m_presents = false;
    m_panel->setParent(this);
    m_panel->setPresented(false);
    m_panel->setLook(m_look);
    m_panel->show();
    place();
}

void LessonsMode::goOn()
{
    m_panel->goOn();
}

void LessonsMode::goBack()
{
    m_panel->goBack();
}

bool LessonsMode::choose(int option)
{
    const bool asks = m_course.isTaken() &&
                      (m_course.isPredicting() || m_course.step().kind == core::StepKind::Quiz);
    if (asks)
        m_panel->choose(option);
    return asks;
}

void LessonsMode::finish(const QString &lesson)
{
    m_done.insert(lesson);
    m_panel->setDone(m_done);
    m_panel->focusMain();
}

void LessonsMode::showCover()
{
    m_scene->setCovered(m_course.isCovered());
    Q_EMIT coveredChanged();
}

void LessonsMode::showStep()
{
    const core::LessonStep *step = m_course.isTaken() ? &m_course.step() : nullptr;
    const bool changes = step != m_shownStep;
    m_shownStep = step;
    // What is to be changed must be at hand.
    if (changes || step == nullptr)
        m_scene->showLeftPanel(step != nullptr && step->kind == core::StepKind::Do);
    showSpotlight();
    place();
    // The step before may have taken the focus along with what it hid.
    if (changes && isAwake() && step != nullptr)
        m_panel->focusMain();
    Q_EMIT presentedChanged();
}

void LessonsMode::showSpotlight()
{
    const bool points = m_course.isTaken() && m_course.step().spotlight && isAwake();
    m_spotlight->setTarget(points ? placeOf(*m_course.step().spotlight, m_scene->places())
                                  : QRectF());
}

void LessonsMode::wake()
{
    m_scene->setAwake(true);
    m_course.setAwake(true);
    renewOwn();
    showStep();
}

void LessonsMode::sleep()
{
    m_course.setAwake(false);
    m_scene->setAwake(false);
}

void LessonsMode::setLook(const Look &look)
{
    m_look = look;
    m_scene->setLook(look);
    if (!m_presents)
        m_panel->setLook(look);
    m_spotlight->setLook(look);
    place();
}

core::SnapshotPtr LessonsMode::shown() const
{
    return isCovered() ? nullptr : m_scene->shown();
}

Standing LessonsMode::standing() const
{
    Standing standing = Mode::standing();
    if (!m_course.isTaken())
        return standing;
    standing.take = [lesson = m_course.lesson(), folder = m_course.folder(),
                     index = m_course.index(), prediction = m_course.prediction()](Mode &fresh) {
        LessonCourse &course = static_cast<LessonsMode &>(fresh).m_course;
        course.start(lesson, folder);
        course.goTo(index);
        if (prediction)
            course.lockIn(*prediction);
    };
    return standing;
}

QStringList LessonsMode::withoutActions() const
{
    if (!isCovered())
        return {};
    return {QStringLiteral("advice"),        QStringLiteral("export"),
            QStringLiteral("critical-path"), QStringLiteral("next-bubble"),
            QStringLiteral("bubble-step"),   QStringLiteral("bubble-ideal"),
            QStringLiteral("bubble-span")};
}

QList<QWidget *> LessonsMode::panes() const
{
    QList<QWidget *> panes = m_scene->panes();
    panes.append(m_panel);
    return panes;
}

void LessonsMode::focusMain()
{
    m_panel->focusMain();
}

QList<ChoiceItem> LessonsMode::tabs() const
{
    return m_scene->tabs();
}

void LessonsMode::showTab(const QString &id)
{
    m_scene->showTab(id);
}

bool LessonsMode::showsLeftPanel() const
{
    return m_scene->showsLeftPanel();
}

void LessonsMode::showLeftPanel(bool show)
{
    m_scene->showLeftPanel(show);
}

void LessonsMode::toggleFollow()
{
    m_scene->toggleFollow();
}

std::optional<TimePart> LessonsMode::shownPart() const
{
    return m_scene->shownPart();
}

TimelineView *LessonsMode::timeline() const
{
    return m_scene->timeline();
}

TimelineOptions LessonsMode::timelineOptions() const
{
    return m_scene->timelineOptions();
}

void LessonsMode::setTimelineOptions(const TimelineOptions &options)
{
    m_scene->setTimelineOptions(options);
}

void LessonsMode::changeDetail(int by)
{
    m_scene->changeDetail(by);
}

void LessonsMode::fitDetail()
{
    m_scene->fitDetail();
}

QString LessonsMode::describe() const
{
    return isCovered() ? tr("Hidden until you predict.") : m_scene->describe();
}

void LessonsMode::resetLayout()
{
    m_scene->resetLayout();
    m_scene->showLeftPanel(false);
}

void LessonsMode::saveState(QSettings &settings) const
{
    settings.setValue(doneKey(), QStringList(m_done.begin(), m_done.end()));
    settings.setValue(notesKey(), m_panel->showsNotes());
}

void LessonsMode::restoreState(const QSettings &settings)
{
    const QStringList done = settings.value(doneKey()).toStringList();
    m_done = QSet<QString>(done.begin(), done.end());
    m_panel->setDone(m_done);
    m_panel->showNotes(settings.value(notesKey()).toBool());
}

void LessonsMode::resizeEvent(QResizeEvent *event)
{
    Mode::resizeEvent(event);
    place();
}

void LessonsMode::place()
{
    const int panel = std::min(m_panel->sizeHint().width(), width() / 2);
    const auto put = [this](QWidget *widget, const QRect &area) {
        widget->setGeometry(QStyle::visualRect(layoutDirection(), rect(), area));
    };
    put(m_scene, {0, 0, width() - panel, height()});
    if (!m_presents)
        put(m_panel, {width() - panel, 0, panel, height()});
    m_spotlight->setGeometry(m_scene->geometry());
    m_spotlight->raise();
    showSpotlight();
}

} // namespace ui
