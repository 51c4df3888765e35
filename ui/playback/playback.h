// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sim/snapshot.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

namespace ui {

// The one clock: the current moment of the simulated step and the speed at which it runs.
// Speed 1 plays one step in about 15 s, whatever its simulated length.
class Playback : public QObject
{
    Q_OBJECT

public:
    explicit Playback(QObject *parent = nullptr);

    [[nodiscard]] core::Nanos moment() const { return m_moment; }
    [[nodiscard]] core::Nanos end() const;
    [[nodiscard]] bool isPlaying() const { return m_playing; }
    [[nodiscard]] bool canPlay() const; // false: nothing runs (does not fit, no result)
    [[nodiscard]] double speed() const { return m_speed; }
    [[nodiscard]] bool oneEventAtATime() const { return m_oneEventAtATime; }
    [[nodiscard]] bool loops() const { return m_loop; }

    static const QList<double> &speeds(); // 1/16 … 8

    // Keeps the moment as a share of the step when the scenario changes.
    void setSnapshot(const core::SnapshotPtr &snapshot);
    void setReduceMotion(bool reduce) { m_reduceMotion = reduce; }

public Q_SLOTS:
    void play();
    void pause();
    void toggle();
    void seek(core::Nanos moment); // exact, at once
    void toStart();
    void toEnd();
    void nextEvent(int device = -1);     // glides there in 250 ms; repeated: at once
    void previousEvent(int device = -1);
    void setSpeed(double speed);
    void faster();
    void slower();
    void setOneEventAtATime(bool on);
    void setLoops(bool on);

Q_SIGNALS:
    void moved(core::Nanos moment);
    void playingChanged(bool playing);
    void settingsChanged(); // speed, one event at a time, loop, canPlay

private:
    void tick();
    void glideTo(core::Nanos target);
    void setMoment(core::Nanos moment);

    core::SnapshotPtr m_snapshot;
    core::Nanos m_moment;
    double m_speed = 1;
    bool m_playing = false;
    bool m_oneEventAtATime = false;
    bool m_loop = false;
    bool m_reduceMotion = false;
    bool m_gliding = false;
    core::Nanos m_glideFrom;
    core::Nanos m_glideTarget;
    core::Nanos m_stopAt; // next event, when one event at a time
    QElapsedTimer m_clock;
    QTimer m_frame;
    QTimer m_loopPause;
};

} // namespace ui
