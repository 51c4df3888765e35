// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/modes/explore_mode.h"
#include "ui/modes/lessons_mode.h"
#include "ui/modes/mode.h"
#include "ui/modes/quiz_mode.h"
#include "ui/modes/train_mode.h"

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

bool canBeTrained(const core::Scenario &scenario)
{
    return scenario.train.has_value();
}

} // namespace

QList<ModeSpec> modeSpecs()
{
    return {
        {{QStringLiteral("explore"), text("Explore"), text("Change the setup, see what happens")},
         Qt::CTRL | Qt::Key_1,
         make<ExploreMode>},
        {{QStringLiteral("train"), text("Train"), text("Train a small network, step by step")},
         Qt::CTRL | Qt::Key_2,
         make<TrainMode>,
         canBeTrained},
        {{QStringLiteral("lessons"), text("Lessons"), text("Short lessons, with predictions")},
         Qt::CTRL | Qt::Key_5,
         make<LessonsMode>},
        {{QStringLiteral("quiz"), text("Quiz"), text("Questions, and the scene that proves them")},
         Qt::CTRL | Qt::Key_6,
         make<QuizMode>},
    };
}

} // namespace ui
