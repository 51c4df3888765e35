// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/modes/explore_mode.h"
#include "ui/modes/mode.h"

#include <QCoreApplication>

namespace ui {

namespace {

template <class T>
Mode *make(const ModeContext &context, QWidget *parent)
{
    return new T(context, parent);
}

QString text(const char *words)
{
    return QCoreApplication::translate("Modes", words);
}

} // namespace

QList<ModeSpec> modeSpecs()
{
    return {
        {{QStringLiteral("explore"), text("Explore"), text("Change the setup, see what happens")},
         make<ExploreMode>},
    };
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
