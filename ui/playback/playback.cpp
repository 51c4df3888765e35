// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/playback/playback.h"

#include "core/analysis/events.h"

#include <QElapsedTimer>

#include <algorithm>
#include <cmath>
#include <memory>
#include <utility>

namespace ui {

namespace {

constexpr double kStepNanos = 15e9; // real time of one step at speed 1
constexpr core::Nanos kGlide{250'000'000};
constexpr core::Nanos kLoopPause{1'000'000'000};
constexpr int kFrameMilliseconds = 16;

Playback::Clock realClock()
{
    auto timer = std::make_shared<QElapsedTimer>();
    timer->start();
    return [timer] { return core::Nanos{timer->nsecsElapsed()}; };
}

// Fast at first, slow at the end.
double easeOut(double share)
{
    const double rest = 1 - share;
    return 1 - rest * rest * rest;
}

core::Nanos between(core::Nanos from, core::Nanos to, double share)
{
    return {from.count + std::llround(share * static_cast<double>(to.count - from.count))};
}

} // namespace

Playback::Playback(QObject *parent) : Playback(realClock(), parent) {}

Playback::Playback(Clock clock, QObject *parent) : QObject(parent), m_clock(std::move(clock))
{
    m_frame.setTimerType(Qt::PreciseTimer);
    m_frame.setInterval(kFrameMilliseconds);
    connect(&m_frame, &QTimer::timeout, this, &Playback::advance);
}

core::Nanos Playback::end() const
{
    return pairedSteps().end();
}

core::PairedSteps Playback::pairedSteps() const
{
    const auto stopOf = [](const core::RunPtr &run) {
        return core::Nanos{run ? run.trace().stop : 0};
    };
    return {stopOf(m_beside), stopOf(m_snapshot), m_pace};
}

bool Playback::canPlay() const
{
    return end().count > 0 && !m_held;
}

void Playback::setHeld(bool held)
{
    if (held == m_held)
        return;
    if (held)
        pause();
    m_held = held;
    Q_EMIT settingsChanged();
}

const QList<double> &Playback::speeds()
{
    static const QList<double> list = {1.0 / 16, 1.0 / 8, 1.0 / 4, 1.0 / 2, 1, 2, 4, 8};
    return list;
}

void Playback::setSnapshot(const core::SnapshotPtr &snapshot)
{
    if (snapshot == m_snapshot)
        return;
    const bool couldPlay = canPlay();
    const bool hadOne = m_snapshot != nullptr;
    m_snapshot = snapshot;
    m_glide.reset();
    if (!canPlay())
        setPlaying(false);
    // A scenario that could not run had no moment to keep.
    if (hadOne && !couldPlay && canPlay() && m_share == 0)
        m_share = kStartShare;
    const double share = m_share; // setMoment() rounds it
    setMoment(between({}, end(), share));
    m_share = share;
    anchor();
    updateTimer();
    Q_EMIT settingsChanged();
}

void Playback::setBeside(const core::RunPtr &other, core::Pace pace)
{
    if (other == m_beside && pace == m_pace)
        return;
    m_beside = other;
    m_pace = pace;
    m_glide.reset();
    if (!canPlay())
        setPlaying(false);
    setMoment(m_moment); // no later than the new end
    anchor();
    updateTimer();
    Q_EMIT settingsChanged();
}

void Playback::play()
{
    if (!canPlay() || m_playing)
        return;
    m_glide.reset();
    if (m_moment >= end())
        setMoment({});
    m_stopAt = eventFrom(m_moment, Direction::Next, -1);
    setPlaying(true);
}

void Playback::pause()
{
    m_glide.reset();
    setPlaying(false);
    updateTimer();
}

void Playback::toggle()
{
    m_playing ? pause() : play();
}

void Playback::seek(core::Nanos moment)
{
    if (m_held)
        return;
    m_glide.reset();
    m_loopRestart.reset();
    m_lastStep.reset();
    setMoment(moment);
    anchor();
    m_stopAt = eventFrom(m_moment, Direction::Next, -1);
    updateTimer();
}

void Playback::seekShare(double share)
{
    seek(between({}, end(), share));
}

void Playback::toStart()
{
    seek({});
}

void Playback::toEnd()
{
    pause();
    seek(end());
}

void Playback::nextEvent(int device)
{
    step(Direction::Next, device);
}

void Playback::previousEvent(int device)
{
    step(Direction::Previous, device);
}

void Playback::step(Direction direction, int device)
{
    if (!canPlay())
        return;
    const core::Nanos from = m_glide ? m_glide->target : m_moment;
    setPlaying(false);
    const core::Nanos now = m_clock();
    const bool repeated = m_lastStep && now - *m_lastStep < kGlide;
    m_lastStep = now;
    const core::Nanos target = eventFrom(from, direction, device);
    if (repeated || m_reduceMotion) {
        m_glide.reset();
        setMoment(target);
    } else {
        glideTo(target);
    }
    updateTimer();
}

// Of both steps, whichever comes first on the way.
core::Nanos Playback::eventFrom(core::Nanos moment, Direction direction, int device) const
{
    const core::PairedSteps steps = pairedSteps();
    const bool next = direction == Direction::Next;
    core::Nanos found = next ? end() : core::Nanos{};
    const auto consider = [&](const core::SnapshotPtr &snapshot, core::Nanos local) {
        if (!snapshot || snapshot->trace.stop <= 0)
            return;
        const core::Nanos stop{snapshot->trace.stop};
        // Where the shorter step has stood since its end, that end is the last of its events.
        const bool stands = !next && local == stop && steps.clockOf(stop, stop) < moment;
        const auto event =
            stands ? std::optional(stop) : eventOf(*snapshot, local, direction, device);
        if (!event)
            return;
        // Two moments of a longer step may share one of the clock: it moves on all the same.
        const core::Nanos clock = steps.clockOf(stop, *event);
        found = next ? std::min(found, std::max(clock, moment + core::Nanos{1}))
                     : std::max(found, std::min(clock, moment - core::Nanos{1}));
    };
    consider(m_beside.snapshot, steps.momentOfFirst(moment));
    consider(m_snapshot, steps.momentOfSecond(moment));
    return found;
}

// Its end counts as one.
std::optional<core::Nanos> Playback::eventOf(const core::Snapshot &snapshot, core::Nanos moment,
                                             Direction direction, int device) const
{
    const core::Nanos stop{snapshot.trace.stop};
    const int row = device >= 0 && device < snapshot.deviceCount() ? snapshot.rowOf(device) : -1;
    if (direction == Direction::Next) {
        const auto event = core::nextEvent(snapshot, moment, row);
        return event           ? std::optional(event->time)
               : moment < stop ? std::optional(stop)
                               : std::nullopt;
    }
    const auto event = core::previousEvent(snapshot, moment, row);
    return event ? std::optional(event->time) : std::nullopt;
}

void Playback::glideTo(core::Nanos target)
{
    m_glide.reset();
    if (target != m_moment)
        m_glide = Glide{m_moment, target, m_clock()};
}

void Playback::setSpeed(double speed)
{
    const double bounded = std::clamp(speed, speeds().first(), speeds().last());
    if (bounded == m_speed)
        return;
    m_speed = bounded;
    anchor();
    Q_EMIT settingsChanged();
}

void Playback::setStepSeconds(double seconds)
{
    const double speed = kStepNanos / 1e9 / seconds;
    if (speed == m_speed)
        return;
    anchor();
    m_speed = speed;
    Q_EMIT settingsChanged();
}

void Playback::faster()
{
    const auto next = std::upper_bound(speeds().begin(), speeds().end(), m_speed);
    setSpeed(next == speeds().end() ? speeds().last() : *next);
}

void Playback::slower()
{
    const auto same = std::lower_bound(speeds().begin(), speeds().end(), m_speed);
    setSpeed(same == speeds().begin() ? speeds().first() : *(same - 1));
}

void Playback::setOneEventAtATime(bool on)
{
    if (on == m_oneEventAtATime)
        return;
    m_oneEventAtATime = on;
    m_stopAt = eventFrom(m_moment, Direction::Next, -1);
    Q_EMIT settingsChanged();
}

void Playback::setLoops(bool on)
{
    if (on == m_loop)
        return;
    m_loop = on;
    Q_EMIT settingsChanged();
}

void Playback::advance()
{
    const core::Nanos now = m_clock();
    if (m_glide) {
        const Glide glide = *m_glide;
        const double share =
            static_cast<double>((now - glide.began).count) / static_cast<double>(kGlide.count);
        if (share >= 1)
            m_glide.reset();
        setMoment(share >= 1 ? glide.target : between(glide.from, glide.target, easeOut(share)));
    } else if (m_loopRestart) {
        if (now < *m_loopRestart)
            return;
        m_loopRestart.reset();
        setMoment({});
        m_stopAt = eventFrom(m_moment, Direction::Next, -1);
        anchor();
    } else if (m_playing) {
        const double elapsed = static_cast<double>((now - m_anchor.time).count);
        // Bounded: the program may have slept for hours.
        const double steps = std::min(1.0, elapsed / kStepNanos * m_speed);
        const core::Nanos moment = m_anchor.moment + between({}, end(), steps);
        if (m_oneEventAtATime && moment >= m_stopAt) {
            setMoment(m_stopAt);
            setPlaying(false);
        } else if (moment >= end()) {
            arriveAtEnd();
        } else {
            setMoment(moment);
        }
    }
    updateTimer();
}

void Playback::arriveAtEnd()
{
    setMoment(end());
    if (m_loop)
        m_loopRestart = m_clock() + kLoopPause;
    else
        setPlaying(false);
}

void Playback::anchor()
{
    m_anchor = {m_moment, m_clock()};
}

void Playback::setPlaying(bool playing)
{
    m_loopRestart.reset();
    anchor();
    if (playing != m_playing) {
        m_playing = playing;
        Q_EMIT playingChanged(playing);
    }
    updateTimer();
}

void Playback::updateTimer()
{
    const bool runs = m_playing || m_glide;
    if (runs && !m_frame.isActive())
        m_frame.start();
    else if (!runs)
        m_frame.stop();
}

void Playback::setMoment(core::Nanos moment)
{
    const core::Nanos bounded = std::clamp(moment, core::Nanos{}, end());
    if (canPlay())
        m_share = static_cast<double>(bounded.count) / static_cast<double>(end().count);
    if (bounded == m_moment)
        return;
    m_moment = bounded;
    Q_EMIT moved(m_moment);
}

} // namespace ui
