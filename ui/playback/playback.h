// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/paired_steps.h"
#include "core/analysis/recording.h"
#include "core/analysis/snapshot.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <optional>

namespace ui {

// Where playback starts: in the middle of the step, paused.
constexpr double kStartShare = 0.45;

// The one clock: the current moment of the simulated step and the speed at which it runs.
// Speed 1 plays one step in about 15 s, whatever its simulated length.
class Playback : public QObject
{
    Q_OBJECT

public:
    // Real time that never runs backwards; tests hand in their own.
    using Clock = std::function<core::Nanos()>;

    explicit Playback(QObject *parent = nullptr);
    explicit Playback(Clock clock, QObject *parent = nullptr);

    [[nodiscard]] core::Nanos moment() const { return m_moment; }
    [[nodiscard]] core::Nanos end() const;
    [[nodiscard]] bool isPlaying() const { return m_playing; }
    [[nodiscard]] bool canPlay() const; // false: nothing runs (does not fit, no result)
    [[nodiscard]] double speed() const { return m_speed; }
    [[nodiscard]] bool oneEventAtATime() const { return m_oneEventAtATime; }
    [[nodiscard]] bool loops() const { return m_loop; }
    [[nodiscard]] bool isGliding() const { return m_glide.has_value(); }

    static const QList<double> &speeds(); // 1/16 … 8

    // Keeps the moment as a share of the step when the scenario changes.
    void setSnapshot(const core::SnapshotPtr &snapshot);
    // Another step goes along: the clock runs to the end of the longer one, or both are always
    // through with the same share. Empty: none does. Events of one that was recorded are too many
    // to stop at.
    void setBeside(const core::RunPtr &other, core::Pace pace = core::Pace::ClockTime);
    // The step and the one beside it, which comes first.
    [[nodiscard]] core::PairedSteps pairedSteps() const;
    // So many real seconds for a step, also beyond the speeds that are offered.
    void setStepSeconds(double seconds);
    // The clock stands still, whoever asks it to move: what comes is not to be seen yet.
    void setHeld(bool held);
    [[nodiscard]] bool isHeld() const { return m_held; }
    void setReduceMotion(bool reduce) { m_reduceMotion = reduce; }
    // Updates the moment from the clock; called by the frame timer.
    void advance();

public Q_SLOTS:
    void play();
    void pause();
    void toggle();
    void seek(core::Nanos moment); // exact, at once
    void seekShare(double share);  // of the step, 0 to 1
    void toStart();
    void toEnd();
    void nextEvent(int device = -1); // glides there in 250 ms; repeated: at once
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
    // What the moment is computed from: it was moment at the real time, and runs since then.
    struct Anchor
    {
        core::Nanos moment;
        core::Nanos time;
    };
    struct Glide
    {
        core::Nanos from;
        core::Nanos target;
        core::Nanos began; // real time
    };
    enum class Direction { Next, Previous };

    void step(Direction direction, int device);
    void glideTo(core::Nanos target);
    void setMoment(core::Nanos moment);
    void anchor();
    void arriveAtEnd();
    void setPlaying(bool playing);
    void updateTimer();
    [[nodiscard]] core::Nanos eventFrom(core::Nanos moment, Direction direction, int device) const;
    [[nodiscard]] std::optional<core::Nanos> eventOf(const core::Snapshot &snapshot,
                                                     core::Nanos moment, Direction direction,
                                                     int device) const;

    Clock m_clock;
    core::SnapshotPtr m_snapshot;
    core::RunPtr m_beside;
    core::Pace m_pace = core::Pace::ClockTime;
    core::Nanos m_moment;
    double m_share = 0; // of the step; outlives scenarios that do not run
    double m_speed = 1;
    bool m_playing = false;
    bool m_oneEventAtATime = false;
    bool m_loop = false;
    bool m_reduceMotion = false;
    bool m_held = false;
    Anchor m_anchor;
    std::optional<Glide> m_glide;
    std::optional<core::Nanos> m_lastStep;    // real time of the last next or previous event
    std::optional<core::Nanos> m_loopRestart; // real time: pausing at the end until then
    core::Nanos m_stopAt;                     // when one event at a time
    QTimer m_frame;
};

} // namespace ui
