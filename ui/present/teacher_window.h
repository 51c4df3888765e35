// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/paint/look.h"

#include <QElapsedTimer>
#include <QPointer>
#include <QStringList>
#include <QTimer>
#include <QWidget>

#include <optional>

class QScrollArea;

namespace ui {

class ControlPanel;
class Document;
class PresentScreen;
class PushButton;
class TextBlock;

// What the teacher sees while a class sees the presentation: the notes of the step, how long it has
// taken, and buttons for all that the keys do; for a set-up of one's own also its controls. Keys
// that are pressed here go to the presentation.
class TeacherWindow : public QWidget
{
    Q_OBJECT

public:
    explicit TeacherWindow(Document &document, QWidget *parent = nullptr);

    // Another mode is presented; null: none.
    void follow(PresentScreen *screen);
    void setLook(const Look &look);

    [[nodiscard]] QString notes() const;
    [[nodiscard]] QString time() const; // since it was opened or set back: "12:34"

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void closeEvent(QCloseEvent *event) override;

Q_SIGNALS:
    void closed(); // by its frame

private:
    void addButtons();
    void arrange();
    void showTime();
    void renew();
    void press(int key);

    Look m_look;
    QPointer<PresentScreen> m_screen;
    ControlPanel *m_controls;
    std::optional<QStringList> m_free; // of its controls; none: all
    TextBlock *m_progress;
    TextBlock *m_title;
    TextBlock *m_notes;
    TextBlock *m_caption;
    TextBlock *m_time;
    QList<PushButton *> m_buttons;
    PushButton *m_blank = nullptr;
    PushButton *m_reveal = nullptr;  // while an answer waits for it
    PushButton *m_restart = nullptr; // of the timer
    QElapsedTimer m_since;
    QTimer m_second;
};

} // namespace ui
