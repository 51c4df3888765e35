// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/window_menus.h"

#include "ui/controls/menu_heading.h"
#include "ui/panels/play_bar.h"
#include "ui/playback/playback.h"
#include "ui/shell/example_menu.h"
#include "ui/shell/lesson_actions.h"
#include "ui/shell/main_window.h"
#include "ui/shell/timeline_actions.h"
#include "ui/words/language.h"

#include <QActionGroup>
#include <QCoreApplication>
#include <QFileInfo>
#include <QMenu>
#include <QMenuBar>

#include <functional>

namespace ui {

namespace {

class MenuWords
{
    Q_DECLARE_TR_FUNCTIONS(Menus)
};

// Rows by id; an empty one is a line between.
void addRows(QMenu &menu, const Actions &actions, std::initializer_list<const char *> ids)
{
    for (const char *id : ids) {
        if (*id == '\0')
            menu.addSeparator();
        else if (QAction *action = actions.find(QString::fromLatin1(id)))
            menu.addAction(action);
    }
}

// A submenu that is filled anew each time it opens.
void addLiveMenu(QMenu &menu, const QString &title, std::function<void(QMenu &)> fill)
{
    QMenu *live = menu.addMenu(title);
    QObject::connect(live, &QMenu::aboutToShow, live, [live, fill = std::move(fill)] {
        live->clear();
        fill(*live);
    });
}

void fillRecent(QMenu &menu, MainWindow &window)
{
    const QStringList paths = window.files().recent();
    if (paths.isEmpty())
        menu.addAction(MenuWords::tr("No recent files"))->setEnabled(false);
    for (const QString &path : paths) {
        QAction *action = menu.addAction(QFileInfo(path).fileName());
        action->setToolTip(path);
        action->setStatusTip(path);
        QFont font = menu.font();
        font.setStrikeOut(!QFileInfo::exists(path));
        action->setFont(font);
        QObject::connect(action, &QAction::triggered, &window,
                         [&window, path] { window.files().openRecent(path); });
    }
}

void fillThemes(QMenu &menu, MainWindow &window)
{
    auto *group = new QActionGroup(&menu);
    for (const ThemeChoice &row : themeChoices()) {
        QAction *action = menu.addAction(row.title);
        action->setCheckable(true);
        action->setChecked(window.appearance().theme() == row.id);
        group->addAction(action);
        QObject::connect(action, &QAction::triggered, &window,
                         [&window, id = row.id] { window.appearance().setTheme(id); });
    }
}

void fillLanguages(QMenu &menu, MainWindow &window)
{
    const QString chosen = chosenLanguage(window.settings());
    auto *group = new QActionGroup(&menu);
    QList<Language> rows = languages();
    rows.prepend({{}, MenuWords::tr("Language of the desktop")});
    for (const Language &row : rows) {
        QAction *action = menu.addAction(row.name);
        action->setCheckable(true);
        action->setChecked(row.code == chosen);
        group->addAction(action);
        QObject::connect(action, &QAction::triggered, &window,
                         [&window, code = row.code] { Q_EMIT window.languageChosen(code); });
    }
}

void fillZoom(QMenu &menu, MainWindow &window)
{
    for (const int percent : Appearance::zoomSteps()) {
        QAction *action = menu.addAction(MenuWords::tr("%1 %").arg(percent));
        action->setCheckable(true);
        action->setChecked(window.appearance().zoomPercent() == percent);
        QObject::connect(action, &QAction::triggered, &window,
                         [&window, percent] { window.appearance().setZoom(percent); });
    }
    menu.addSeparator();
    addRows(menu, window.actions(), {"zoom-in", "zoom-out", "zoom-reset"});
}

} // namespace

QList<ThemeChoice> themeChoices()
{
    return {{ThemeId::System, MenuWords::tr("Follow the desktop")},
            {ThemeId::Light, MenuWords::tr("Light")},
            {ThemeId::Dark, MenuWords::tr("Dark")},
            {ThemeId::HighContrast, MenuWords::tr("High contrast")}};
}

void buildMenuBar(QMenuBar &bar, MainWindow &window)
{
    const Actions &actions = window.actions();
    QMenu &file = *bar.addMenu(MenuWords::tr("&File"));
    addRows(file, actions, {"new", "open"});
    addLiveMenu(file, MenuWords::tr("Open recent"),
                [&window](QMenu &menu) { fillRecent(menu, window); });
    addLiveMenu(file, MenuWords::tr("Examples"),
                [&window](QMenu &menu) { fillExamples(menu, window); });
    addRows(file, actions,
            {"", "save", "save-as", "unsaved", "", "import-schedule", "edit-schedule",
             "export-schedule", "export-costs", "export-launch", "", "export", "copy-scenario",
             "paste-scenario", "", "quit"});

    addRows(*bar.addMenu(MenuWords::tr("&Edit")), actions, {"undo", "redo"});

    QMenu &view = *bar.addMenu(MenuWords::tr("&View"));
    addLiveMenu(view, MenuWords::tr("Theme"), [&window](QMenu &menu) { fillThemes(menu, window); });
    addLiveMenu(view, MenuWords::tr("Zoom"), [&window](QMenu &menu) { fillZoom(menu, window); });
    addLiveMenu(view, MenuWords::tr("Language"),
                [&window](QMenu &menu) { fillLanguages(menu, window); });
    const QList<ModeSpec> modes = window.modes().specs();
    if (modes.size() > 1)
        view.addSeparator();
    for (const ModeSpec &spec : modes) {
        if (modes.size() > 1 && spec.inSwitch)
            view.addAction(actions.find(QStringLiteral("mode-") + spec.item.id));
    }
    addRows(view, actions, {"", "left-panel"});
    QMenu &tabs = *view.addMenu(MenuWords::tr("Lower pane"));
    for (const ChoiceItem &tab : window.mode().tabs())
        tabs.addAction(actions.find(QStringLiteral("tab-") + tab.id));
    QMenu &timeline = *view.addMenu(MenuWords::tr("Timeline"));
    for (const QString &id : timelineActionIds())
        addRows(timeline, actions, {qPrintable(id)});
    QMenu &bubble = *view.addMenu(MenuWords::tr("Bubble"));
    addRows(bubble, actions,
            {"bubble-none", "bubble-step", "bubble-ideal", "bubble-span", "", "next-bubble"});
    addRows(view, actions, {"critical-path", "", "advice", "assumptions", ""});
    addRows(view, actions,
            {"reset-layout", "", "more-detail", "less-detail", "fit-detail", "", "next-device",
             "previous-device", "inspect", "", "next-pane", "previous-pane", "", "present",
             "full-screen", "reduce-motion", "sounds"});

    QMenu &run = *bar.addMenu(MenuWords::tr("&Run"));
    addRows(run, actions,
            {"play",
             "",
             "next-event",
             "previous-event",
             "next-event-selected",
             "previous-event-selected",
             "",
             "start",
             "end",
             "",
             "slower",
             "faster",
             "one-event",
             "loop",
             "",
             "follow",
             "",
             "pin",
             "unpin",
             "swap-results",
             "copy-a",
             "same-progress",
             "",
             "mystery",
             "",
             "train-mpi",
             "this-computer"});
    QMenu &lessons = *bar.addMenu(MenuWords::tr("&Lessons"));
    for (const QString &id : lessonActionIds())
        addRows(lessons, actions, {qPrintable(id)});
    addMenuHeading(lessons, MenuWords::tr("For the teacher"));
    addRows(lessons, actions, {"teacher-notes", "hide-answers", "reveal"});
    addRows(*bar.addMenu(MenuWords::tr("&Tools")), actions,
            {"palette", "describe", "", "best-layout", "", "schedule-editor", "edit-schedule", "",
             "cost"});
    addRows(*bar.addMenu(MenuWords::tr("&Help")), actions,
            {"guide", "whats-this", "picture-key", "help-overlay", "keyboard", "", "validation", "",
             "about"});
}

void fillScenarioMenu(QMenu &menu, MainWindow &window)
{
    addRows(menu, window.actions(), {"new", "open", "save", "save-as", "", "pin", "unpin"});
    if (!window.files().recent().isEmpty()) {
        addMenuHeading(menu, MenuWords::tr("Recent"));
        fillRecent(menu, window);
    }
    addMenuHeading(menu, MenuWords::tr("Examples"));
    fillExamples(menu, window);
}

void fillSpeedMenu(QMenu &menu, MainWindow &window)
{
    Playback &playback = window.playback();
    for (const double speed : Playback::speeds()) {
        QAction *action = menu.addAction(speedText(speed));
        action->setCheckable(true);
        action->setChecked(playback.speed() == speed);
        QObject::connect(action, &QAction::triggered, &playback,
                         [&playback, speed] { playback.setSpeed(speed); });
    }
    menu.addSeparator();
    addRows(menu, window.actions(), {"one-event", "loop"});
}

} // namespace ui
