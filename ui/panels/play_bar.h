// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/snapshot.h"
#include "ui/paint/look.h"

#include <QTimer>
#include <QWidget>

namespace ui {

class ElidedLabel;
class IconButton;
class MinimapView;
class PlayButton;
class Playback;
class PushButton;

// The clock's controls: restart, back, play, next, speed; what happens next; the whole step.
class PlayBar : public QWidget
{
    Q_OBJECT

public:
    explicit PlayBar(Playback &playback, QWidget *parent = nullptr);

    void setSnapshot(const core::SnapshotPtr &snapshot);
    void setLook(const Look &look);
    void setCovered(bool covered); // how long the step takes and how it goes is not shown

    // "Next: GPU 3 starts the forward pass of micro-batch 5"
    [[nodiscard]] QString caption() const;
    [[nodiscard]] QSize sizeHint() const override; // 62 logical pixels high
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void announced(const QString &caption);                // what was announced to screen readers
    void speedMenuRequested(const QPoint &globalPosition); // upper left corner of the button

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void place();
    void showMoment();
    void showSettings();
    void announce();
    [[nodiscard]] QString captionText() const;
    [[nodiscard]] QString timeText() const;

    Playback &m_playback;
    core::SnapshotPtr m_snapshot;
    Look m_look;
    IconButton *m_restart;
    IconButton *m_back;
    PlayButton *m_play;
    IconButton *m_next;
    PushButton *m_speed;
    ElidedLabel *m_caption;
    ElidedLabel *m_time;
    MinimapView *m_minimap;
    QString m_announced;
    QTimer m_announcePause;
};

// What happens next, or that nothing does any more.
[[nodiscard]] QString nextSentence(const core::SnapshotPtr &snapshot, core::Nanos moment);
// "2×", "1/4×"
[[nodiscard]] QString speedText(double speed);

} // namespace ui
