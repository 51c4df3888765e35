// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/ui/shell/window_fixture.h"

#include "core/scenario/train.h"
#include "ui/modes/train_mode.h"

#include <functional>
#include <vector>

// A window in mode Train.
class TrainFixture : public WindowFixture
{
public:
    [[nodiscard]] bool isTraining()
    {
        return qobject_cast<ui::TrainMode *>(&window().mode()) != nullptr;
    }
    [[nodiscard]] ui::TrainMode &mode() { return static_cast<ui::TrainMode &>(window().mode()); }
    [[nodiscard]] ui::TrainingRun &run() { return mode().run(); }
    // Also until the step that is expected is shown.
    void settle()
    {
        WindowFixture::settle();
        if (!isTraining())
            return;
        QTRY_VERIFY_WITH_TIMEOUT(!run().isExpecting(), 60'000);
    }
    void openBuiltin(const QString &name)
    {
        WindowFixture::openBuiltin(name);
        settle();
    }
    void make(std::int64_t steps)
    {
        run().setPace(0);
        run().startUntil(steps);
        QTRY_VERIFY_WITH_TIMEOUT(!run().isGoing(), 60'000);
        QCOMPARE(run().stepsMade(), steps);
    }
    [[nodiscard]] std::vector<ui::WeightsVerdict> verdicts()
    {
        std::vector<ui::WeightsVerdict> all;
        for (const ui::WorkerWeights &weights : run().weights().workers)
            all.push_back(weights.verdict);
        return all;
    }
    void change(const std::function<void(core::TrainSpec &)> &what)
    {
        core::TrainSpec train = *document().scenario().train;
        what(train);
        document().edit(core::withTrain(document().scenario(), train), QStringLiteral("change"));
        settle();
    }
};
