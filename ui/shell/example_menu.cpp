// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/example_menu.h"

#include "core/io/scenario/scenario_json.h"
#include "core/presets/builtin_scenarios.h"
#include "core/schedule/schedule.h"
#include "ui/shell/main_window.h"
#include "ui/words/classroom_texts.h"

#include <QCoreApplication>
#include <QMenu>

#include <map>

namespace ui {

namespace {

class ExampleWords
{
    Q_DECLARE_TR_FUNCTIONS(Examples)
};

bool isAmiss(const core::Scenario &scenario)
{
    return !scenario.faults.devices.empty() || !scenario.faults.links.empty() ||
           !scenario.parallel.placement.empty();
}

} // namespace

QString exampleGroup(const core::Scenario &scenario)
{
    if (scenario.train)
        return ExampleWords::tr("Training that really happens");
    if (isAmiss(scenario))
        return ExampleWords::tr("Faults");
    switch (core::strategyOf(scenario)) {
    case core::Strategy::Data:
    case core::Strategy::Sharded:
        return ExampleWords::tr("Data parallel");
    case core::Strategy::Layers:
        return ExampleWords::tr("Layers in turn");
    case core::Strategy::Tensor:
    case core::Strategy::Hybrid:
        return ExampleWords::tr("Hybrid layouts");
    case core::Strategy::Pipeline:
        break;
    }
    using enum core::ScheduleFamily;
    const core::ScheduleEntry *entry = core::findSchedule(scenario.parallel.schedule);
    const core::ScheduleFamily family = entry ? entry->family : OneForwardOneBackward;
    return family <= OneForwardOneBackward ? ExampleWords::tr("Pipelines")
                                           : ExampleWords::tr("Zero bubble and beyond");
}

void fillExamples(QMenu &menu, MainWindow &window)
{
    std::map<QString, QMenu *> groups;
    for (const QString &name :
         {ExampleWords::tr("Data parallel"), ExampleWords::tr("Layers in turn"),
          ExampleWords::tr("Pipelines"), ExampleWords::tr("Zero bubble and beyond"),
          ExampleWords::tr("Hybrid layouts"), ExampleWords::tr("Faults"),
          ExampleWords::tr("Training that really happens")})
        groups[name] = menu.addMenu(name);
    for (const core::BuiltinScenario &builtin : core::builtinScenarios()) {
        const QString id = QString::fromLatin1(builtin.id.data(), qsizetype(builtin.id.size()));
        const core::Result<core::Scenario> scenario =
            core::scenarioFromJson(builtin.json, builtin.id);
        if (!scenario)
            continue;
        QMenu *group = groups[exampleGroup(scenario.value())];
        const QString title = titleInLanguage(scenario.value());
        QObject::connect(group->addAction(title), &QAction::triggered, &window,
                         [&window, id] { window.files().openBuiltin(id); });
    }
}

} // namespace ui
