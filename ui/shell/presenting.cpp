// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/presenting.h"

#include "ui/present/present_screen.h"
#include "ui/present/screen_choice.h"
#include "ui/present/teacher_window.h"
#include "ui/shell/main_window.h"
#include "ui/shell/messages.h"

#include <QCoreApplication>
#include <QGuiApplication>
#include <QScreen>

#include <algorithm>

namespace ui {

namespace {

constexpr QSizeF kTeacherSize(720, 460); // logical pixels, where there is one screen alone

class ActionWords
{
    Q_DECLARE_TR_FUNCTIONS(Actions)
};

} // namespace

Presenting::Presenting(MainWindow &window) : QObject(&window), m_window(window)
{
    // Another mode is presented as it comes.
    connect(&window.modes(), &ModeStack::changed, this, [this] {
        if (isOn())
            present();
    });
    connect(&window.appearance(), &Appearance::lookChanged, this, [this] {
        if (m_screen != nullptr)
            m_screen->setLook(m_window.appearance().look());
        if (m_teacher != nullptr)
            m_teacher->setLook(m_window.appearance().look());
    });
    // Queued: the screens are moved before their windows follow.
    connect(qGuiApp, &QGuiApplication::screenAdded, this, &Presenting::placeOnScreens,
            Qt::QueuedConnection);
    connect(qGuiApp, &QGuiApplication::screenRemoved, this, &Presenting::placeOnScreens,
            Qt::QueuedConnection);
}

Presenting::~Presenting()
{
    delete m_teacher;
}

PresentScreen *Presenting::screen() const
{
    return m_screen;
}

TeacherWindow *Presenting::teacher() const
{
    return m_teacher;
}

void Presenting::present()
{
    if (m_screen != nullptr)
        m_screen->end();
    m_screen = new PresentScreen(m_window.mode(), m_window.document(), &m_window);
    connect(m_screen, &PresentScreen::leaveRequested, this, &Presenting::stop,
            Qt::QueuedConnection);
    connect(m_screen, &PresentScreen::teacherRequested, this, [this] {
        if (m_teacher == nullptr)
            openTeacher();
        else
            closeTeacher();
    });
    m_screen->setLook(m_window.appearance().look());
    m_screen->show();
    m_window.messages().keepBack(true);
    m_screen->raise();
    m_screen->setFocus(Qt::OtherFocusReason);
    if (m_teacher != nullptr)
        m_teacher->follow(m_screen);
}

void Presenting::startHere()
{
    if (isOn())
        return;
    present();
    Q_EMIT changed(true);
}

void Presenting::start()
{
    if (isOn())
        return;
    m_state = m_window.windowState();
    m_geometry = m_window.geometry();
    m_onScreens = true;
    present();
    placeOnScreens();
    Q_EMIT changed(true);
}

void Presenting::placeOnScreens()
{
    if (!isOn() || !m_onScreens)
        return;
    useScreens(QGuiApplication::screens());
}

void Presenting::useScreens(const QList<QScreen *> &screens)
{
    if (!isOn() || screens.isEmpty())
        return; // the last one is being exchanged: another follows
    const auto indexOf = [&screens](QScreen *screen) {
        return static_cast<std::size_t>(std::max<qsizetype>(0, screens.indexOf(screen)));
    };
    const ScreenChoice choice =
        chooseScreens(static_cast<std::size_t>(screens.size()),
                      indexOf(QGuiApplication::primaryScreen()), indexOf(m_window.screen()));
    QScreen *own = screens[static_cast<qsizetype>(choice.classScreen)];
    if (m_window.screen() != own) {
        m_window.showFullScreen(false);
        m_window.setGeometry(own->geometry());
    }
    m_window.showFullScreen(true);
    const bool hadTwo = std::exchange(m_hasTwo, choice.teacherScreen.has_value());
    if (choice.teacherScreen)
        return placeTeacher(*screens[static_cast<qsizetype>(*choice.teacherScreen)]);
    if (hadTwo && m_teacher != nullptr)
        m_screen->tell(tr("The second screen is gone; N opens the notes here."));
    closeTeacher(); // it would hide what the class is to see
}

void Presenting::placeTeacher(const QScreen &screen)
{
    if (m_teacher == nullptr)
        openTeacher();
    const QRect room = screen.availableGeometry();
    m_teacher->resize(m_teacher->size().boundedTo(room.size()));
    m_teacher->move(room.center() - m_teacher->rect().center());
}

void Presenting::openTeacher()
{
    if (!isOn() || m_teacher != nullptr)
        return;
    m_teacher = new TeacherWindow(m_window.document());
    const Look &look = m_window.appearance().look();
    m_teacher->setLook(look);
    m_teacher->follow(m_screen);
    m_teacher->resize((kTeacherSize * look.scale).toSize());
    // Above a presentation that fills the screen.
    m_teacher->setWindowFlag(Qt::WindowStaysOnTopHint);
    connect(m_teacher, &TeacherWindow::closed, this, &Presenting::closeTeacher);
    m_teacher->show();
}

// Later: it may be a key or a button of its own that closes it.
void Presenting::closeTeacher()
{
    if (m_teacher == nullptr)
        return;
    m_teacher->hide();
    m_teacher->deleteLater();
    m_teacher.clear();
}

void Presenting::stop()
{
    if (!isOn())
        return;
    closeTeacher();
    m_hasTwo = false;
    m_screen->end();
    m_screen.clear();
    m_window.messages().keepBack(false);
    if (std::exchange(m_onScreens, false)) {
        m_window.setWindowState(m_state);
        if (m_state == Qt::WindowNoState)
            m_window.setGeometry(m_geometry);
    }
    m_window.mode().focusMain();
    Q_EMIT changed(false);
}

void addPresentActions(Actions &actions, MainWindow &window)
{
    Presenting &presenting = window.presenting();
    QAction *present = actions.addToggle(
        QStringLiteral("present"), ActionWords::tr("View"), ActionWords::tr("Present"),
        {Qt::Key_F5}, [&presenting](bool on) { on ? presenting.start() : presenting.stop(); });
    QObject::connect(&presenting, &Presenting::changed, present, &QAction::setChecked);
}

} // namespace ui
