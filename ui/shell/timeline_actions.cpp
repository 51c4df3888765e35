// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/timeline_actions.h"

#include "ui/shell/main_window.h"
#include "ui/views/timeline/minimap_view.h"
#include "ui/views/timeline/timeline_view.h"

#include <QCoreApplication>
#include <QMenu>

#include <array>

namespace ui {

namespace {

struct ActionRow
{
    const char *id; // empty: a line between
    const char *words = "";
    QList<QKeySequence> keys = {};
    void (*run)(TimelineView &timeline) = nullptr;
};

// In the order of the menu.
const std::vector<ActionRow> &actionRows()
{
    static const std::vector<ActionRow> rows = {
        {"timeline-zoom-in",
         QT_TRANSLATE_NOOP("Actions", "Zoom in on the timeline"),
         {Qt::Key_W},
         [](TimelineView &timeline) { timeline.zoomIn(); }},
        {"timeline-zoom-out",
         QT_TRANSLATE_NOOP("Actions", "Zoom out of the timeline"),
         {Qt::Key_S},
         [](TimelineView &timeline) { timeline.zoomOut(); }},
        {"timeline-earlier",
         QT_TRANSLATE_NOOP("Actions", "Earlier on the timeline"),
         {Qt::CTRL | Qt::Key_Left},
         [](TimelineView &timeline) { timeline.navigator().panBy(-1); }},
        {"timeline-later",
         QT_TRANSLATE_NOOP("Actions", "Later on the timeline"),
         {Qt::CTRL | Qt::Key_Right},
         [](TimelineView &timeline) { timeline.navigator().panBy(1); }},
        {"timeline-all",
         QT_TRANSLATE_NOOP("Actions", "The whole step"),
         {Qt::Key_0},
         [](TimelineView &timeline) { timeline.fit(); }},
        {""},
        {"timeline-back",
         QT_TRANSLATE_NOOP("Actions", "Back to the view before"),
         {Qt::ALT | Qt::Key_Left, Qt::Key_Backspace},
         [](TimelineView &timeline) { timeline.goBack(); }},
        {"timeline-forward",
         QT_TRANSLATE_NOOP("Actions", "Forward to the view after"),
         {Qt::ALT | Qt::Key_Right},
         [](TimelineView &timeline) { timeline.goForward(); }},
        {""},
        {"find-span",
         QT_TRANSLATE_NOOP("Actions", "Find on the timeline…"),
         {Qt::CTRL | Qt::Key_F},
         [](TimelineView &timeline) { timeline.search().open(); }},
        {"find-next",
         QT_TRANSLATE_NOOP("Actions", "Next match"),
         {Qt::Key_F3},
         [](TimelineView &timeline) { timeline.search().step(1); }},
        {"find-previous",
         QT_TRANSLATE_NOOP("Actions", "Previous match"),
         {Qt::SHIFT | Qt::Key_F3},
         [](TimelineView &timeline) { timeline.search().step(-1); }},
        {""},
        {"group-rows",
         QT_TRANSLATE_NOOP("Actions", "Group rows: node, stage, replica, none"),
         {Qt::Key_G},
         [](TimelineView &timeline) { timeline.rows().nextGrouping(); }},
        {"collapse-groups",
         QT_TRANSLATE_NOOP("Actions", "Collapse or expand all groups"),
         {Qt::SHIFT | Qt::Key_G},
         [](TimelineView &timeline) { timeline.rows().toggleGroups(); }},
        {"pin-row",
         QT_TRANSLATE_NOOP("Actions", "Keep the row on top, or let it go"),
         {Qt::SHIFT | Qt::Key_P},
         [](TimelineView &timeline) { timeline.pinRow(); }},
        {"visit-costs",
         QT_TRANSLATE_NOOP("Actions", "Operations of this pass"),
         {Qt::SHIFT | Qt::Key_C},
         [](TimelineView &timeline) { timeline.pointer().askForCosts(); }},
        {""},
        {"select-visible",
         QT_TRANSLATE_NOOP("Actions", "Select what the timeline shows"),
         {Qt::CTRL | Qt::Key_A},
         [](TimelineView &timeline) { timeline.selectVisible(); }},
        {"zoom-selection",
         QT_TRANSLATE_NOOP("Actions", "Zoom to the selection"),
         {Qt::Key_Z},
         [](TimelineView &timeline) { timeline.navigator().zoomToSelection(); }},
        {"copy-selection",
         QT_TRANSLATE_NOOP("Actions", "Copy the numbers of the selection"),
         {Qt::CTRL | Qt::Key_C},
         [](TimelineView &timeline) { timeline.copySelection(); }},
    };
    return rows;
}

} // namespace

void addTimelineActions(Actions &actions, MainWindow &window)
{
    for (const ActionRow &row : actionRows()) {
        if (row.run == nullptr)
            continue;
        actions.add(QString::fromLatin1(row.id), QCoreApplication::translate("Actions", "Timeline"),
                    QCoreApplication::translate("Actions", row.words), row.keys,
                    [&window, run = row.run] {
                        if (TimelineView *timeline = window.mode().timeline())
                            run(*timeline);
                    });
    }
    QObject::connect(&window.modes(), &ModeStack::marksChanged, &window,
                     [&window](const std::vector<core::Nanos> &moments) {
                         for (auto *minimap : window.findChildren<MinimapView *>())
                             minimap->setMarks(moments);
                     });
    QObject::connect(&window.modes(), &ModeStack::timelineMenuRequested, &window,
                     [&window](const QPoint &at) { showTimelineMenu(window, at); });
}

QStringList timelineActionIds()
{
    QStringList ids;
    for (const ActionRow &row : actionRows())
        ids.append(QString::fromLatin1(row.id));
    return ids;
}

void showTimelineMenu(MainWindow &window, const QPoint &globalPosition)
{
    QMenu *menu = window.newMenu();
    for (const QString &id : timelineActionIds()) {
        if (id.isEmpty())
            menu->addSeparator();
        else
            menu->addAction(window.actions().find(id));
    }
    menu->addSeparator();
    menu->addAction(window.actions().find(QStringLiteral("edit-schedule")));
    menu->popup(globalPosition);
}

} // namespace ui
