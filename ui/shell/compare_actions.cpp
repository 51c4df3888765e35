// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/compare_actions.h"

#include "ui/shell/main_window.h"
#include "ui/shell/messages.h"
#include "ui/words/comparison_texts.h"

#include <QCoreApplication>

namespace ui {

namespace {

class ActionWords
{
    Q_DECLARE_TR_FUNCTIONS(Actions)
};

using Keys = QList<QKeySequence>;

QString id(const char *name)
{
    return QString::fromLatin1(name);
}

QString pinnedNote()
{
    return QStringLiteral("pinned");
}

} // namespace

// In mode Compare one sees what has happened; elsewhere it is said.
void pinShown(MainWindow &window)
{
    window.pinned().pin();
    const core::SnapshotPtr held = window.pinned().snapshot();
    if (held && window.modes().currentId() != QStringLiteral("compare"))
        window.showMessage(
            {Message::Kind::Note,
             ActionWords::tr("%1 is pinned as A. Change something, then choose Compare.")
                 .arg(resultTitle(*held)),
             {},
             pinnedNote()});
}

void addCompareActions(Actions &actions, MainWindow &window)
{
    Pinned &pinned = window.pinned();
    const QString group = ActionWords::tr("Run");
    actions.add(id("pin"), group, ActionWords::tr("Pin as A"), Keys{Qt::Key_P},
                [&window] { pinShown(window); });
    QAction *unpin = actions.add(id("unpin"), group, ActionWords::tr("Unpin A"),
                                 Keys{Qt::CTRL | Qt::Key_P}, [&pinned] { pinned.unpin(); });
    QAction *swap = actions.add(id("swap-results"), group, ActionWords::tr("Swap A and B"),
                                Keys{Qt::Key_X}, [&pinned] { pinned.swap(); });
    QAction *copy = actions.add(id("copy-a"), group, ActionWords::tr("Copy A to B"), {},
                                [&pinned] { pinned.copyToDocument(); });
    QAction *progress = actions.addToggle(
        id("same-progress"), group, ActionWords::tr("A and B at the same progress"), {},
        [&pinned](bool on) { pinned.setPace(on ? core::Pace::Progress : core::Pace::ClockTime); });
    const auto show = [=, &pinned] {
        unpin->setEnabled(static_cast<bool>(pinned.run()));
        for (QAction *action : {swap, copy})
            action->setEnabled(pinned.held().has_value());
        progress->setChecked(pinned.pace() == core::Pace::Progress);
    };
    // What was pinned is seen there, and it may be exchanged.
    const auto withdraw = [&window] {
        if (window.modes().currentId() == QStringLiteral("compare") || !window.pinned().run())
            window.messages().withdraw(pinnedNote());
    };
    QObject::connect(&window.modes(), &ModeStack::changed, unpin, withdraw);
    QObject::connect(&pinned, &Pinned::changed, unpin, withdraw);
    QObject::connect(&pinned, &Pinned::changed, unpin, show);
    QObject::connect(&pinned, &Pinned::paceChanged, unpin, show);
    show();
}

} // namespace ui
