// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/modes/quiz_mode.h"

#include "core/classroom/set_ups.h"
#include "ui/controls/cover_card.h"
#include "ui/controls/option_button.h"
#include "ui/document/document.h"
#include "ui/modes/explore_mode.h"
#include "ui/modes/mode_key.h"
#include "ui/modes/quiz_panel.h"
#include "ui/playback/playback.h"

#include <QStyle>

namespace ui {

namespace {

constexpr int kAnswerKeys = 8;
constexpr int kLetters = 4;    // A to D; others mean something else
constexpr double kMargin = 14; // logical

} // namespace

QuizMode::QuizMode(const ModeContext &context, QWidget *parent)
    : Mode(context, parent), m_panel(new QuizPanel(m_run, this)),
      m_scene(new ExploreMode(context, this)), m_cover(new CoverCard(this))
{
    m_scene->showLeftPanel(false);
    m_scene->hideHeadline();
    m_scene->hide();
    addKeys();
    connect(m_scene, &Mode::inspectorRequested, this, &Mode::inspectorRequested);
    connect(m_scene, &Mode::shownChanged, this, &Mode::shownChanged);
    connect(m_scene, &Mode::modeRequested, this, &Mode::modeRequested);
    connect(m_scene, &Mode::marksChanged, this, &Mode::marksChanged);
    connect(&m_run, &QuizRun::asked, this, &QuizMode::ask);
    connect(&m_run, &QuizRun::revealed, this, &QuizMode::prove);
    connect(m_panel, &QuizPanel::replayRequested, this, &QuizMode::prove);
    connect(m_panel, &QuizPanel::lessonRequested, this, &Mode::lessonRequested);
    connect(&context.document, &Document::snapshotChanged, this, &QuizMode::showMoment);
    showCoverWords();
}

// Before the first question and after the last nothing is hidden.
void QuizMode::showCoverWords()
{
    m_cover->setWords(!m_run.isTaken() ? tr("shown here once a question is answered")
                      : m_run.isOver() ? tr("the quiz is over")
                                       : tr("hidden until you answer"));
}

void QuizMode::addKeys()
{
    for (int i = 0; i < kAnswerKeys; ++i) {
        addModeKey(*this, QKeySequence(Qt::Key_1 + i), [this, i] {
            if (m_run.kind() == QuizRun::Kind::Class || !offersNumbers(*m_panel))
                m_panel->choose(i);
        });
        addModeKey(*this, QKeySequence(static_cast<int>(Qt::SHIFT) | (Qt::Key_1 + i)),
                   [this, i] { m_run.takeBack(i); });
        if (i < kLetters)
            addModeKey(*this, QKeySequence(Qt::Key_A + i), [this, i] { m_panel->choose(i); });
    }
    for (const auto key : {Qt::Key_Return, Qt::Key_Enter, Qt::Key_PageDown})
        addModeKey(*this, key, [this] { goOn(); });
}

Presented QuizMode::presented() const
{
    Presented presented = {.title = tr("Quiz"), .panel = m_panel};
    presented.place = m_covered ? Presented::Place::Alone : Presented::Place::Beside;
    if (!m_run.isTaken() || m_run.isOver()) {
        presented.keys = tr("Esc leave");
        return presented;
    }
    const core::AskedQuestion &question = m_run.question();
    presented.progress = tr("Question %1 of %2").arg(m_run.index() + 1).arg(m_run.paper().size());
    presented.notes = tr("Right: %1")
                          .arg(QString::fromStdString(
                              question.options[static_cast<std::size_t>(question.correct)])) +
                      QLatin1Char('\n') + QString::fromStdString(question.why);
    presented.keys = keysNow();
    return presented;
}

QString QuizMode::keysNow() const
{
    const auto options = m_run.question().options.size();
    if (m_run.isRevealed())
        return tr("Enter next question · Space play · Esc leave");
    if (m_run.kind() == QuizRun::Kind::Class)
        return tr("1 to %1 a hand · Shift takes one back · Enter tells").arg(options);
    return tr("1 to %1 answer · Enter next question · Esc leave").arg(options);
}

void QuizMode::present(const Look &look)
{
    m_panel->setLook(look);
}

void QuizMode::endPresenting()
{
    m_panel->setParent(this);
    m_panel->setLook(m_look);
    m_panel->show();
    place();
}

void QuizMode::goOn()
{
    m_panel->goOn();
}

bool QuizMode::choose(int option)
{
    const bool asks = m_run.isTaken() && !m_run.isOver() && !m_run.isRevealed();
    if (asks)
        m_panel->choose(option);
    return asks;
}

void QuizMode::takeBack(int option)
{
    m_run.takeBack(option);
}

void QuizMode::cover(bool covered)
{
    playback().setHeld(covered && isAwake());
    if (covered != m_covered) {
        m_covered = covered;
        m_scene->setVisible(!covered);
        m_cover->setVisible(covered);
        place();
    }
    Q_EMIT coveredChanged();
    Q_EMIT presentedChanged();
}

void QuizMode::ask()
{
    showCoverWords();
    cover(true);
    m_panel->focusMain();
}

// The scenario that proves the answer, played from the moment that matters.
void QuizMode::prove()
{
    const core::AskedQuestion &question = m_run.question();
    if (question.setUp.scenario.empty())
        return; // nothing to see
    const core::Result<core::Scenario> scenario = core::scenarioOf(question.setUp, m_folder);
    if (!scenario)
        return;
    cover(false);
    m_placesMoment = true;
    if (!m_opened) {
        m_opened = true;
        Q_EMIT scenarioRequested(scenario.value(), QString::fromStdString(question.setUp.scenario));
    } else if (!(document().scenario() == scenario.value())) {
        document().edit(scenario.value(), tr("Proof of the answer"));
        document().undoStack().setClean();
    }
    showMoment();
}

void QuizMode::showMoment()
{
    const core::SnapshotPtr &snapshot = document().snapshot();
    if (!m_placesMoment || !isAwake() || !snapshot ||
        !(snapshot->scenario == document().scenario()) || m_run.isOver())
        return;
    m_placesMoment = false;
    const core::Result<core::Nanos> moment =
        core::momentOf(*snapshot, m_run.question().at.value_or(core::StepShare{0}));
    playback().seek(moment ? moment.value() : core::Nanos{});
}

void QuizMode::wake()
{
    m_opened = false; // another mode may have opened something else meanwhile
    m_scene->setAwake(true);
    cover(!m_run.isTaken() || m_run.isOver() || !m_run.isRevealed());
}

void QuizMode::sleep()
{
    playback().setHeld(false);
    m_scene->setAwake(false);
}

void QuizMode::setLook(const Look &look)
{
    m_look = look;
    if (m_panel->parentWidget() == this) // it is not lent
        m_panel->setLook(look);
    m_scene->setLook(look);
    m_cover->setLook(look);
    place();
}

core::SnapshotPtr QuizMode::shown() const
{
    return m_covered ? nullptr : m_scene->shown();
}

void QuizMode::take(const core::ClassroomFile &file, const QString &folder)
{
    if (const auto *quiz = std::get_if<core::Quiz>(&file)) {
        m_folder = folder.toStdString();
        m_run.setBank(*quiz);
    }
}

TimelineView *QuizMode::timeline() const
{
    return m_covered ? nullptr : m_scene->timeline();
}

QStringList QuizMode::withoutActions() const
{
    QStringList without = m_covered ? tellingActions() : QStringList();
    without.append(QStringLiteral("inspect")); // its Enter goes on here
    return without;
}

QString QuizMode::describe() const
{
    return m_covered ? QString() : m_scene->describe();
}

QList<QWidget *> QuizMode::panes() const
{
    QList<QWidget *> panes = {m_panel};
    panes.append(m_scene->panes());
    return panes;
}

void QuizMode::focusMain()
{
    m_panel->focusMain();
}

void QuizMode::resizeEvent(QResizeEvent *event)
{
    Mode::resizeEvent(event);
    place();
}

void QuizMode::place()
{
    const int margin = m_look.ipx(kMargin);
    const int half = width() / 2;
    const auto put = [this](QWidget *widget, const QRect &area) {
        widget->setGeometry(QStyle::visualRect(layoutDirection(), rect(), area));
    };
    if (m_panel->parentWidget() == this) // it is not lent
        put(m_panel, {margin, margin, half - margin - margin / 2, height() - 2 * margin});
    put(m_scene, {half - margin / 2, 0, width() - half + margin / 2, height()});
    put(m_cover,
        {half + margin / 2, margin, width() - half - margin - margin / 2, height() - 2 * margin});
}

} // namespace ui
