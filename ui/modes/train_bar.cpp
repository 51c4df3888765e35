// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/modes/train_bar.h"

#include "core/analysis/events.h"
#include "ui/controls/elided_label.h"
#include "ui/controls/push_button.h"
#include "ui/controls/value_slider.h"
#include "ui/modes/training_run.h"
#include "ui/views/timeline/minimap_view.h"
#include "ui/words/text_of.h"
#include "ui/words/training_texts.h"

#include <QPainter>
#include <QStyle>

#include <algorithm>
#include <cmath>

namespace ui {

namespace {

constexpr double kHeight = 62;
constexpr double kPaceWidth = 164; // for "Pace" and "1 step in 0.25 s"
constexpr double kMapMargin = 7;   // the minimap's own

// From slow to fast; the last one waits for nothing.
const std::vector<double> kPaces = {16, 12, 8, 6, 4, 3, 2, 1, 0.5, 0.25, 0};

std::size_t nearestStop(double seconds)
{
    const auto nearest = std::ranges::min_element(
        kPaces, {}, [seconds](double pace) { return std::abs(pace - seconds); });
    return static_cast<std::size_t>(nearest - kPaces.begin());
}

QString paceText(double stop)
{
    const double seconds = kPaces[static_cast<std::size_t>(stop)];
    return seconds > 0 ? TrainBar::tr("1 step in %1 s").arg(QString::number(seconds))
                       : TrainBar::tr("full speed");
}

} // namespace

double nearestPace(double seconds)
{
    return kPaces[nearestStop(seconds)];
}

TrainBar::TrainBar(TrainingRun &run, QWidget *parent)
    : QWidget(parent), m_run(run),
      m_start(new PushButton(PushButton::Kind::Primary, QStringLiteral("play"), tr("Start"), this)),
      m_one(new PushButton(PushButton::Kind::Outline, QStringLiteral("step-forward"),
                           tr("One step"), this)),
      m_stop(new PushButton(PushButton::Kind::Outline, QStringLiteral("stop"), tr("Stop"), this)),
      m_restart(new IconButton(QStringLiteral("restart"),
                               tr("Begin again, with the same first weights"), this)),
      m_pace(new ValueSlider(tr("Pace"), this)),
      m_caption(new ElidedLabel(TextRole::Control, this)),
      m_steps(new ElidedLabel(TextRole::Control, this)), m_minimap(new MinimapView(this))
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("The training run"));
    m_start->setObjectName(QStringLiteral("train-start"));
    m_one->setObjectName(QStringLiteral("train-one"));
    m_stop->setObjectName(QStringLiteral("train-stop"));
    m_restart->setObjectName(QStringLiteral("train-restart"));
    m_pace->setObjectName(QStringLiteral("train-pace"));
    m_start->setToolTip(tr("Start, pause (Space)"));
    m_stop->setToolTip(tr("End the run; the next one begins with the same first weights"));
    ValueScale scale;
    for (std::size_t i = 0; i < kPaces.size(); ++i)
        scale.stops.push_back(static_cast<double>(i));
    m_pace->setScale(scale);
    m_pace->setFormat(paceText);
    m_pace->setWhatsThis(tr("How long a step is played, whatever it takes in virtual time."));
    m_pace->setToolTip(m_pace->whatsThis());
    m_steps->setAlignment(Qt::AlignRight);
    m_minimap->setWhatsThis(ofWorkers(m_minimap->whatsThis()));
    connect(m_start, &PushButton::clicked, &run, &TrainingRun::toggle);
    connect(m_one, &PushButton::clicked, &run, &TrainingRun::oneStep);
    connect(m_stop, &PushButton::clicked, &run, &TrainingRun::stop);
    connect(m_restart, &PushButton::clicked, &run, &TrainingRun::restart);
    connect(m_pace, &ValueSlider::changing, this,
            [this](double stop) { m_run.setPace(kPaces[static_cast<std::size_t>(stop)]); });
    connect(m_minimap, &MinimapView::scrubbed, &run.playback(), &Playback::seek);
    renewState();
}

QString TrainBar::caption() const
{
    return m_caption->text();
}

QString TrainBar::captionText() const
{
    if (!m_run.problem().isEmpty())
        return m_run.problem();
    if (m_run.isPreparing())
        return tr("Measuring how fast this computer is…");
    const core::SnapshotPtr snapshot = m_run.shown();
    if (!m_run.canTrain() || !snapshot)
        return tr("Nothing to train yet");
    if (m_run.stepsMade() == 0 && !m_run.isGoing())
        return tr("Press Space to start; this is the step as it is predicted");
    const std::string next = core::nextEventSentence(*snapshot, m_run.playback().moment());
    if (next.empty())
        return tr("The step is complete");
    return tr("Next: %1").arg(ofWorkers(textOf(next)));
}

void TrainBar::renewSnapshot()
{
    m_minimap->setSnapshot(m_run.shown());
}

void TrainBar::renewMoment()
{
    m_minimap->setMoment(m_run.playback().moment());
    m_caption->setText(captionText());
}

void TrainBar::renewState()
{
    const bool going = m_run.isGoing();
    m_start->setText(going ? tr("Pause") : tr("Start"));
    m_start->setIconName(going ? QStringLiteral("pause") : QStringLiteral("play"));
    m_start->setEnabled(m_run.canTrain());
    m_one->setEnabled(m_run.canTrain() && !going);
    m_stop->setEnabled(going || m_run.stepsMade() > 0);
    m_restart->setEnabled(m_run.stepsMade() > 0);
    m_pace->setValue(static_cast<double>(nearestStop(m_run.pace())));
    m_steps->setText(
        m_run.canTrain()
            ? tr("step %1 of %2").arg(countText(m_run.stepsMade()), countText(m_run.stepsPlanned()))
            : QString());
    m_caption->setText(captionText());
    place();
}

void TrainBar::setLook(const Look &look)
{
    m_look = look;
    for (PushButton *button : {m_start, m_one, m_stop, static_cast<PushButton *>(m_restart)})
        button->setLook(look);
    m_pace->setLook(look);
    m_caption->setLook(look);
    m_steps->setLook(look);
    m_minimap->setLook(look);
    updateGeometry();
    place();
    update();
}

QSize TrainBar::sizeHint() const
{
    return {m_look.ipx(1000), m_look.ipx(kHeight)};
}

QSize TrainBar::minimumSizeHint() const
{
    return {m_look.ipx(480), m_look.ipx(kHeight)};
}

void TrainBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    place();
}

// As many controls as have room: the pace and the map give way first.
void TrainBar::place()
{
    const auto put = [this](QWidget *widget, const QRect &area) {
        widget->setGeometry(QStyle::visualRect(layoutDirection(), rect(), area));
    };
    int left = m_look.ipx(16);
    const int gap = m_look.ipx(8);
    const auto add = [&](QWidget *button, int width) {
        const int high = button->sizeHint().height();
        put(button, {left, (height() - high) / 2, width, high});
        left += width + gap;
    };
    add(m_start, m_look.ipx(100)); // the same for both of its words
    add(m_one, m_one->sizeHint().width());
    add(m_stop, m_stop->sizeHint().width());
    add(m_restart, m_restart->sizeHint().width());
    left += gap;
    const bool roomy = width() - left >= m_look.ipx(kPaceWidth + 300);
    const int pace = m_look.ipx(roomy ? kPaceWidth : kPaceWidth - 10);
    put(m_pace, {left, m_look.ipx(8), pace, m_pace->sizeHint().height()});
    left += pace + m_look.ipx(14);
    const int right = width() - m_look.ipx(13);
    const int inset = m_look.ipx(kMapMargin);
    const int line = m_look.ipx(18);
    const int steps = std::min(m_steps->sizeHint().width(), std::max(0, right - left));
    const int top = m_look.ipx(6);
    put(m_steps, {right - inset - steps, top, steps, line});
    put(m_caption,
        {left + inset, top, std::max(0, right - left - 2 * inset - steps - m_look.ipx(16)), line});
    put(m_minimap,
        {left, m_look.ipx(24), std::max(0, right - left), m_minimap->sizeHint().height()});
}

void TrainBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_look.theme.surface);
    painter.fillRect(QRectF(0, 0, width(), m_look.px(m_look.theme.lineWidth)), m_look.theme.line);
}

} // namespace ui
