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
         Qt::CTRL | Qt::Key_1,
         make<ExploreMode>},
    };
}

} // namespace ui
