// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPointer>
#include <QRect>

class QScreen;

namespace ui {

class Actions;
class MainWindow;
class PresentScreen;
class TeacherWindow;

// Presents the mode of the window to a class: over the whole screen, and with a second screen the
// notes on the teacher's.
class Presenting : public QObject
{
    Q_OBJECT

public:
    explicit Presenting(MainWindow &window);
    ~Presenting() override;

    void start();     // on the screen of the class
    void startHere(); // over the window as it stands, for a picture of it
    void stop();
    [[nodiscard]] bool isOn() const { return !m_screen.isNull(); }
    [[nodiscard]] PresentScreen *screen() const;  // null: nothing is presented
    [[nodiscard]] TeacherWindow *teacher() const; // null: none is open
    // The window with the notes, on request.
    void openTeacher();
    // Class and teacher have these screens: those there are, or the first of them alone.
    void useScreens(const QList<QScreen *> &screens);

Q_SIGNALS:
    void changed(bool on);

private:
    void present();
    void placeOnScreens();
    void placeTeacher(const QScreen &screen);
    void closeTeacher();

    MainWindow &m_window;
    QPointer<PresentScreen> m_screen;
    QPointer<TeacherWindow> m_teacher;
    QRect m_geometry; // of the window, before
    Qt::WindowStates m_state;
    bool m_onScreens = false;
    bool m_hasTwo = false; // screens, as they were last used
};

// F5.
void addPresentActions(Actions &actions, MainWindow &window);

} // namespace ui
