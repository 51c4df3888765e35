// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/mode_actions.h"

#include "ui/modes/editor_mode.h"
#include "ui/modes/mystery_mode.h"
#include "ui/shell/main_window.h"
#include "ui/shell/messages.h"

#include <QActionGroup>
#include <QCoreApplication>

#include <memory>

namespace ui {

namespace {

const QString kModeProblem = QStringLiteral("mode-problem");

class ActionWords
{
    Q_DECLARE_TR_FUNCTIONS(Actions)
};

// What means nothing in this mode is greyed, and comes back with the next one.
void offerActions(Actions &actions, const QStringList &without, QStringList &greyed)
{
    for (const QString &id : std::as_const(greyed))
        actions.find(id)->setEnabled(true);
    greyed.clear();
    for (const QString &id : without) {
        QAction *action = actions.find(id);
        if (action == nullptr || !action->isEnabled())
            continue;
        action->setEnabled(false);
        greyed.append(id);
    }
}

void addToolActions(Actions &actions, ModeStack &modes)
{
    const QString editor = QStringLiteral("editor");
    const QString best = QStringLiteral("best-layout");
    actions.add(best, ActionWords::tr("Tools"), ActionWords::tr("Best layout…"), {},
                [&modes, best] { modes.request(best); });
    actions.add(QStringLiteral("schedule-editor"), ActionWords::tr("Tools"),
                ActionWords::tr("Schedule editor…"), {},
                [&modes, editor] { modes.request(editor); });
    actions.add(QStringLiteral("edit-schedule"), ActionWords::tr("Tools"),
                ActionWords::tr("Edit this schedule…"), {}, [&modes, editor] {
                    modes.choose(editor);
                    if (auto *mode = qobject_cast<EditorMode *>(&modes.current()))
                        mode->editShown();
                });
}

} // namespace

void addModeActions(Actions &actions, MainWindow &window)
{
    ModeStack &modes = window.modes();
    auto *choice = new QActionGroup(&window);
    for (const ModeSpec &spec : modes.specs()) {
        const QString id = spec.item.id;
        if (!spec.inSwitch)
            continue;
        QAction *action = actions.addToggle(QStringLiteral("mode-") + id, ActionWords::tr("View"),
                                            ActionWords::tr("Mode: %1").arg(spec.item.text),
                                            {spec.keys}, [&modes, id](bool on) {
                                                if (on)
                                                    modes.request(id);
                                            });
        choice->addAction(action);
        const auto show = [&modes, action, id] { action->setChecked(modes.currentId() == id); };
        QObject::connect(&modes, &ModeStack::changed, action, show);
        show();
    }
    actions.add(QStringLiteral("mystery"), ActionWords::tr("Run"), ActionWords::tr("Mystery box…"),
                {}, [&modes] {
                    const QString from = modes.currentId();
                    modes.choose(QStringLiteral("mystery"));
                    if (auto *mode = qobject_cast<MysteryMode *>(&modes.current());
                        mode && from != modes.currentId())
                        mode->comeFrom(from);
                });
    addToolActions(actions, modes);
    const auto greyed = std::make_shared<QStringList>(); // one list, whatever it was that changed
    const auto offer = [&actions, &window, greyed] {
        offerActions(actions, window.mode().withoutActions(), *greyed);
    };
    QObject::connect(&modes, &ModeStack::changed, choice, offer);
    QObject::connect(&modes, &ModeStack::coveredChanged, choice, offer);
    QObject::connect(&window.files(), &ScenarioFiles::taughtRequested, &modes,
                     [&modes](const core::ClassroomFile &file, const QString &folder) {
                         modes.choose(std::holds_alternative<core::Quiz>(file)
                                          ? QStringLiteral("quiz")
                                          : QStringLiteral("lessons"));
                         modes.current().take(file, folder);
                     });
    QObject::connect(&modes, &ModeStack::complained, &window, [&window](const QString &problem) {
        if (problem.isEmpty())
            window.messages().withdraw(kModeProblem);
        else
            window.showMessage({Message::Kind::Problem, problem, {}, kModeProblem});
    });
}

} // namespace ui
