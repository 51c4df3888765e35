// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/modes/mode.h"

#include "ui/document/document.h"
#include "ui/playback/playback.h"
#include "ui/views/timeline/timeline_view.h"
#include "ui/words/classroom_texts.h"

namespace ui {

Mode::Mode(const ModeContext &context, QWidget *parent) : QWidget(parent), m_context(context) {}

void Mode::setAwake(bool awake)
{
    if (awake == m_awake)
        return;
    m_awake = awake;
    awake ? wake() : sleep();
}

core::SnapshotPtr Mode::shown() const
{
    return m_context.document.snapshot();
}

Standing Mode::standing() const
{
    return {.result = m_context.document.snapshot()};
}

Presented Mode::presented() const
{
    return {.title = titleInLanguage(m_context.document.scenario()), .hasControls = true};
}

QStringList Mode::tellingActions()
{
    return {QStringLiteral("advice"),
            QStringLiteral("export"),
            QStringLiteral("critical-path"),
            QStringLiteral("next-bubble"),
            QStringLiteral("bubble-step"),
            QStringLiteral("bubble-ideal"),
            QStringLiteral("bubble-span"),
            QStringLiteral("assumptions"),
            QStringLiteral("cost"),
            QStringLiteral("edit-schedule"),
            QStringLiteral("export-schedule"),
            QStringLiteral("export-costs")};
}

void Mode::goOn()
{
    playback().nextEvent();
}

void Mode::goBack()
{
    playback().previousEvent();
}

void Mode::togglePlay()
{
    playback().toggle();
}

std::optional<TimelineArea> Mode::shownArea() const
{
    const TimelineView *view = timeline();
    return view != nullptr ? view->selection().area() : std::nullopt;
}

RowArrangement Mode::shownArrangement() const
{
    const TimelineView *view = timeline();
    return view != nullptr ? view->arrangement() : RowArrangement();
}

void Mode::passTimeline(const TimelineView &view)
{
    connect(&view, &TimelineView::menuWanted, this, [this, &view](const QPoint &position) {
        Q_EMIT timelineMenuRequested(view.mapToGlobal(position));
    });
    connect(&view, &TimelineView::marksChanged, this, &Mode::marksChanged);
}

bool Mode::letGo()
{
    TimelineView *view = timeline();
    return view != nullptr && view->letGo();
}

void Mode::nextBubble()
{
    using enum core::BubbleDefinition;
    TimelineOptions options = timelineOptions();
    if (!options.bubble)
        options.bubble = IdleOverStep;
    else if (*options.bubble == IdleOverStep)
        options.bubble = IdleOverIdeal;
    else if (*options.bubble == IdleOverIdeal)
        options.bubble = SpanIdle;
    else
        options.bubble.reset();
    setTimelineOptions(options);
}

} // namespace ui
