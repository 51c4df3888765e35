// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/modes/mode.h"

#include "ui/document/document.h"
#include "ui/playback/playback.h"

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

void Mode::togglePlay()
{
    playback().toggle();
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
