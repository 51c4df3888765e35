// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/modes/best_layout_mode.h"
#include "ui/modes/compare_mode.h"
#include "ui/modes/editor_mode.h"
#include "ui/modes/explore_mode.h"
#include "ui/modes/lessons_mode.h"
#include "ui/modes/mode.h"
#include "ui/modes/mystery_mode.h"
#include "ui/modes/quiz_mode.h"
#include "ui/modes/sweep_mode.h"
#include "ui/modes/train_mode.h"

#include <QCoreApplication>

namespace ui {

namespace {

template <class T>
Mode *make(const ModeContext &context, QWidget *parent)
{
    return new T(context, parent);
}

class ModeWords
{
    Q_DECLARE_TR_FUNCTIONS(Modes)
};

bool canBeTrained(const core::Scenario &scenario)
{
    return scenario.train.has_value();
}

} // namespace

QList<ModeSpec> modeSpecs()
{
    return {
        {{QStringLiteral("explore"), ModeWords::tr("Explore"),
          ModeWords::tr("Change the setup, see what happens")},
         Qt::CTRL | Qt::Key_1,
         make<ExploreMode>},
        {{QStringLiteral("train"), ModeWords::tr("Train"),
          ModeWords::tr("Train a small network, step by step")},
         Qt::CTRL | Qt::Key_2,
         make<TrainMode>,
         canBeTrained},
        {{QStringLiteral("compare"), ModeWords::tr("Compare"),
          ModeWords::tr("Two results on one clock")},
         Qt::CTRL | Qt::Key_3,
         make<CompareMode>},
        {{QStringLiteral("sweep"), ModeWords::tr("Sweep"),
          ModeWords::tr("A setting taken through its values")},
         Qt::CTRL | Qt::Key_4,
         make<SweepMode>},
        {{QStringLiteral("lessons"), ModeWords::tr("Lessons"),
          ModeWords::tr("Short lessons, with predictions")},
         Qt::CTRL | Qt::Key_5,
         make<LessonsMode>},
        {{QStringLiteral("quiz"), ModeWords::tr("Quiz"),
          ModeWords::tr("Questions, and the scene that proves them")},
         Qt::CTRL | Qt::Key_6,
         make<QuizMode>},
        {.item = {QStringLiteral("mystery"), ModeWords::tr("Mystery box"),
                  ModeWords::tr("A hidden fault to be found")},
         .keys = {},
         .make = make<MysteryMode>,
         .inSwitch = false},
        {.item = {QStringLiteral("editor"), ModeWords::tr("Schedule editor"),
                  ModeWords::tr("Move the visits of a schedule by hand")},
         .keys = {},
         .make = make<EditorMode>,
         .inSwitch = false},
        {.item = {QStringLiteral("best-layout"), ModeWords::tr("Best layout"),
                  ModeWords::tr("The whole space of layouts, searched")},
         .keys = {},
         .make = make<BestLayoutMode>,
         .inSwitch = false,
         .partOf = QStringLiteral("sweep")},
    };
}

} // namespace ui
