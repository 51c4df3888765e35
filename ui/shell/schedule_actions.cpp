// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/schedule_actions.h"
#include "ui/words/kind_words.h"

#include "ui/shell/assumptions_drawer.h"
#include "ui/shell/cost_files.h"
#include "ui/shell/launch_export_dialog.h"
#include "ui/shell/main_window.h"
#include "ui/shell/schedule_files.h"
#include "ui/shell/validation_dialog.h"

#include <QActionGroup>
#include <QCoreApplication>

namespace ui {

namespace {

using Keys = QList<QKeySequence>;

class ActionWords
{
    Q_DECLARE_TR_FUNCTIONS(Actions)
};

QString id(const char *name)
{
    return QString::fromLatin1(name);
}

struct BubbleRow
{
    const char *id;
    std::optional<core::BubbleDefinition> bubble;
};

void addBubbleActions(Actions &actions, MainWindow &window)
{
    using enum core::BubbleDefinition;
    const QString group = ActionWords::tr("View");
    ModeStack &modes = window.modes();
    const BubbleRow rows[] = {{"bubble-none", {}},
                              {"bubble-step", IdleOverStep},
                              {"bubble-ideal", IdleOverIdeal},
                              {"bubble-span", SpanIdle}};
    auto *choice = new QActionGroup(&window);
    for (const BubbleRow &row : rows) {
        const QString words = row.bubble
                                  ? ActionWords::tr("Bubble: idle %1").arg(bubbleName(*row.bubble))
                                  : ActionWords::tr("Bubble: no outline");
        QAction *action = actions.addToggle(id(row.id), group, words, {}, [&modes, row](bool on) {
            TimelineOptions options = modes.current().timelineOptions();
            options.bubble = row.bubble;
            if (on)
                modes.current().setTimelineOptions(options);
        });
        choice->addAction(action);
        const auto show = [&modes, action, row] {
            action->setChecked(modes.current().timelineOptions().bubble == row.bubble);
        };
        QObject::connect(&modes, &ModeStack::timelineOptionsChanged, action, show);
        QObject::connect(&modes, &ModeStack::changed, action, show);
        show();
    }
    actions.add(id("next-bubble"), group, ActionWords::tr("Next definition of the bubble"),
                Keys{Qt::Key_B}, [&modes] { modes.current().nextBubble(); });
    QAction *path = actions.addToggle(id("critical-path"), group, ActionWords::tr("Critical path"),
                                      Keys{Qt::Key_C}, [&modes](bool on) {
                                          TimelineOptions options =
                                              modes.current().timelineOptions();
                                          options.criticalPath = on;
                                          modes.current().setTimelineOptions(options);
                                      });
    const auto show = [&modes, path] {
        path->setChecked(modes.current().timelineOptions().criticalPath);
    };
    QObject::connect(&modes, &ModeStack::timelineOptionsChanged, path, show);
    QObject::connect(&modes, &ModeStack::changed, path, show);
}

} // namespace

void addScheduleActions(Actions &actions, MainWindow &window)
{
    addBubbleActions(actions, window);
    addAssumptionActions(actions, window);
    const QString file = ActionWords::tr("File");
    actions.add(id("import-schedule"), file, ActionWords::tr("Import schedule…"),
                Keys{Qt::CTRL | Qt::Key_I}, [&window] { askToImportSchedule(window); });
    actions.add(id("export-schedule"), file, ActionWords::tr("Export schedule as CSV…"), {},
                [&window] { askToExportSchedule(window); });
    actions.add(id("export-costs"), file, ActionWords::tr("Export operations as CSV or JSON…"), {},
                [&window] { askToExportCosts(window); });
    actions.add(id("export-launch"), file, ActionWords::tr("Export launch configuration…"), {},
                [&window] { showLaunchExportDialog(window); });
    actions.add(id("validation"), ActionWords::tr("Help"), ActionWords::tr("Validation…"), {},
                [&window] { showValidation(window); });
}

} // namespace ui
