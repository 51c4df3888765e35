// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/modes/mode.h"
#include "ui/present/present_lines.h"

#include <QKeyEvent>
#include <QPointer>

namespace ui {

class CoverCard;
class LaserDot;
class LowerPane;
class SceneView;
class SpotlightFrame;

// A mode for a class: over the whole window, in large type, without panels. The question, one
// headline number, the scene, the timeline, and what happens next. It is driven by the keys that
// remote controls send.
class PresentScreen : public QWidget
{
    Q_OBJECT

public:
    // The mode lends its panel until endPresenting().
    PresentScreen(Mode &mode, Document &document, QWidget *window);
    ~PresentScreen() override;

    void setLook(const Look &look); // of the window; a presentation's own is larger
    // The mode has its panel back, and the screen deletes itself.
    void end();
    [[nodiscard]] Mode *mode() { return m_mode; } // null: it has ended

    // Whether the key means something here, also to a window that passes its keys on.
    [[nodiscard]] static bool takesKey(const QKeyEvent &event);
    void press(int key);
    // In place of the keys, until the next key.
    void tell(const QString &sentence);
    [[nodiscard]] QString told() const { return m_told; }

    // Nothing is to be seen until the next key.
    void setBlank(bool blank);
    [[nodiscard]] bool isBlank() const { return m_blank; }
    // 0 is the scene, then the pages of the lower pane; none: scene and timeline together.
    void showPane(std::optional<int> pane);
    [[nodiscard]] std::optional<int> pane() const { return m_pane; }
    [[nodiscard]] LaserDot &laser() { return *m_laser; }
    [[nodiscard]] QString caption() const;

Q_SIGNALS:
    void leaveRequested();
    void teacherRequested(); // the window with the notes
    void changed();          // what is presented

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void addTakeBackKeys();
    void connectMode(Document &document);
    void applyLook();
    void renew();
    void showMoment();
    void showWords();
    void pressDigit(int digit);
    [[nodiscard]] bool covers() const;
    [[nodiscard]] QRect placePanel(QRect area);
    void place();
    void showSpotlight();

    QPointer<Mode> m_mode;
    Look m_windowLook;
    Look m_look;
    Presented m_presented;
    QString m_told;
    core::SnapshotPtr m_snapshot;      // of the scene
    core::SnapshotPtr m_lowerSnapshot; // null while covered
    bool m_blank = false;
    std::optional<int> m_pane;
    QWidget *m_content; // all but what lies over it
    PresentLines m_lines;
    SceneView *m_scene;
    LowerPane *m_lower;
    CoverCard *m_cover;          // where a scene would tell
    SpotlightFrame *m_spotlight; // around what a lesson points at
    LaserDot *m_laser;
};

} // namespace ui
