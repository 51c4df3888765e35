// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/play_bar.h"

#include "core/analysis/events.h"
#include "core/base/text.h"
#include "ui/controls/elided_label.h"
#include "ui/controls/push_button.h"
#include "ui/panels/play_button.h"
#include "ui/playback/playback.h"
#include "ui/views/timeline/minimap_view.h"

#include <QAccessible>
#include <QPainter>
#include <QStyle>

namespace ui {

namespace {

constexpr double kHeight = 62;
constexpr double kSpeedWidth = 79;
constexpr double kMapLeft = 282;
constexpr double kMapTop = 24;
constexpr double kMapMargin = 7;       // the minimap's own, for its handle at the ends
constexpr int kAnnouncePauseMs = 1000; // screen readers cannot follow faster

} // namespace

QString speedText(double speed)
{
    const QString number = speed < 1 ? QStringLiteral("1/%1").arg(qRound(1 / speed))
                                     : QString::fromStdString(core::plainNumber(speed));
    return number + QStringLiteral("×");
}

PlayBar::PlayBar(Playback &playback, QWidget *parent)
    : QWidget(parent), m_playback(playback),
      m_restart(new IconButton(QStringLiteral("restart"), tr("To the start (Home)"), this)),
      m_back(new IconButton(QStringLiteral("step-back"), tr("Previous event (Left)"), this)),
      m_play(new PlayButton(this)),
      m_next(new IconButton(QStringLiteral("step-forward"), tr("Next event (Right)"), this)),
      m_speed(new PushButton(PushButton::Kind::Outline, this)),
      m_caption(new ElidedLabel(TextRole::Control, this)),
      m_time(new ElidedLabel(TextRole::Control, this)), m_minimap(new MinimapView(this))
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Playback"));
    setWhatsThis(tr("The clock of everything in the window. The strip shows what the GPUs do over "
                    "the whole step; drag its handle to any moment."));
    m_speed->setOpensMenu(true);
    m_speed->setToolTip(tr("Speed ([ and ])"));
    m_time->setAlignment(Qt::AlignRight);
    connect(m_restart, &PushButton::clicked, &m_playback, &Playback::toStart);
    connect(m_back, &PushButton::clicked, this, [this] { m_playback.previousEvent(); });
    connect(m_play, &PlayButton::clicked, &m_playback, &Playback::toggle);
    connect(m_next, &PushButton::clicked, this, [this] { m_playback.nextEvent(); });
    connect(m_speed, &PushButton::clicked, this,
            [this] { Q_EMIT speedMenuRequested(m_speed->mapToGlobal(QPoint())); });
    connect(m_minimap, &MinimapView::scrubbed, &m_playback, &Playback::seek);
    connect(&m_playback, &Playback::moved, this, &PlayBar::showMoment);
    connect(&m_playback, &Playback::playingChanged, m_play, &PlayButton::setPlaying);
    connect(&m_playback, &Playback::playingChanged, this, &PlayBar::announce);
    m_announcePause.setSingleShot(true);
    m_announcePause.setInterval(kAnnouncePauseMs);
    connect(&m_announcePause, &QTimer::timeout, this, &PlayBar::announce);
    connect(&m_playback, &Playback::settingsChanged, this, &PlayBar::showSettings);
    showSettings();
}

void PlayBar::setSnapshot(const core::SnapshotPtr &snapshot)
{
    m_snapshot = snapshot;
    m_minimap->setSnapshot(snapshot);
    showMoment();
    showSettings();
    place();
}

void PlayBar::setCovered(bool covered)
{
    m_time->setVisible(!covered);
    m_minimap->setVisible(!covered);
}

QString PlayBar::caption() const
{
    return m_caption->text();
}

QString nextSentence(const core::SnapshotPtr &snapshot, core::Nanos moment)
{
    if (!snapshot)
        return {};
    if (!snapshot->metrics.fits)
        return PlayBar::tr("Nothing to play yet: the model does not fit");
    const std::string next = core::nextEventSentence(*snapshot, moment);
    if (!next.empty())
        return PlayBar::tr("Next: %1").arg(QString::fromStdString(next));
    if (!snapshot->trace.completed && !snapshot->metrics.warnings.empty())
        return QString::fromStdString(snapshot->metrics.warnings.front());
    return PlayBar::tr("The step is complete");
}

QString PlayBar::captionText() const
{
    // Of two results on one clock the other may go on.
    const bool over = m_snapshot && m_snapshot->trace.completed && m_snapshot->metrics.fits &&
                      m_playback.moment().count >= m_snapshot->trace.stop;
    if (over && m_playback.moment() < m_playback.end())
        return tr("This step is complete, the other goes on");
    if (m_snapshot && !m_snapshot->metrics.fits && m_playback.canPlay())
        return tr("This one does not fit; the other can be played");
    return nextSentence(m_snapshot, m_playback.moment());
}

QString PlayBar::timeText() const
{
    if (!m_playback.canPlay())
        return QStringLiteral("—");
    const core::Nanos end = m_playback.end();
    // With the decimals of the step, whatever the moment: running figures must not change length.
    const core::Figure now = core::figureOf(m_playback.moment(), end);
    QString text = tr("%1 of %2")
                       .arg(QString::fromStdString(now.value),
                            QString::fromStdString(core::figureOf(end).text()));
    if (m_playback.oneEventAtATime())
        text += tr(" · one event at a time");
    if (m_playback.loops())
        text += tr(" · loop");
    return text;
}

void PlayBar::showMoment()
{
    m_minimap->setMoment(m_playback.moment());
    m_caption->setText(captionText());
    const int width = m_time->sizeHint().width();
    m_time->setText(timeText());
    if (m_time->sizeHint().width() != width)
        place();
    announce();
}

void PlayBar::announce()
{
    if (m_caption->text() == m_announced)
        return;
    if (m_announcePause.isActive()) // its end asks again
        return;
    m_announcePause.start();
    m_announced = m_caption->text();
    Q_EMIT announced(m_announced);
    for (const QAccessible::Event kind : {QAccessible::NameChanged, QAccessible::Alert}) {
        QAccessibleEvent event(m_caption, kind);
        QAccessible::updateAccessibility(&event);
    }
}

void PlayBar::showSettings()
{
    m_speed->setText(speedText(m_playback.speed()));
    m_minimap->setEnd(m_playback.end());
    m_speed->setAccessibleName(tr("Speed: %1").arg(m_speed->text()));
    m_time->setText(timeText());
    place();
    const bool playable = m_playback.canPlay();
    for (QWidget *control : {static_cast<QWidget *>(m_restart), static_cast<QWidget *>(m_back),
                             static_cast<QWidget *>(m_play), static_cast<QWidget *>(m_next)})
        control->setEnabled(playable);
    m_play->setToolTip(playable                ? tr("Play, pause (Space)")
                       : m_snapshot == nullptr ? tr("Nothing to play yet")
                                               : captionText());
}

void PlayBar::setLook(const Look &look)
{
    m_look = look;
    for (PushButton *button :
         {static_cast<PushButton *>(m_restart), static_cast<PushButton *>(m_back),
          static_cast<PushButton *>(m_next), m_speed})
        button->setLook(look);
    m_play->setLook(look);
    m_caption->setLook(look);
    m_time->setLook(look);
    m_minimap->setLook(look);
    updateGeometry();
    place();
    update();
}

QSize PlayBar::sizeHint() const
{
    return {m_look.ipx(900), m_look.ipx(kHeight)};
}

QSize PlayBar::minimumSizeHint() const
{
    return {m_look.ipx(kMapLeft + 200), m_look.ipx(kHeight)};
}

void PlayBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    place();
}

void PlayBar::place()
{
    const auto put = [this](QWidget *widget, const QRect &area) {
        widget->setGeometry(QStyle::visualRect(layoutDirection(), rect(), area));
    };
    const auto centred = [this](double x, const QSize &size) {
        return QRect(m_look.ipx(x) - size.width() / 2, (height() - size.height()) / 2, size.width(),
                     size.height());
    };
    put(m_restart, centred(35, m_restart->sizeHint()));
    put(m_back, centred(79, m_back->sizeHint()));
    put(m_play, centred(124, m_play->sizeHint()));
    put(m_next, centred(169, m_next->sizeHint()));
    put(m_speed, centred(194 + kSpeedWidth / 2, {m_look.ipx(kSpeedWidth), m_look.ipx(34)}));
    const int left = m_look.ipx(kMapLeft);
    const int right = width() - m_look.ipx(13);
    const int inset = m_look.ipx(kMapMargin);
    const int line = m_look.ipx(18);
    const int time = m_time->sizeHint().width();
    const int top = m_look.ipx(6);
    put(m_time, {right - inset - time, top, time, line});
    put(m_caption,
        {left + inset, top, std::max(0, right - left - 2 * inset - time - m_look.ipx(16)), line});
    put(m_minimap, {left, m_look.ipx(kMapTop), right - left, m_minimap->sizeHint().height()});
}

void PlayBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_look.theme.surface);
    painter.fillRect(QRectF(0, 0, width(), m_look.px(m_look.theme.lineWidth)), m_look.theme.line);
}

} // namespace ui
