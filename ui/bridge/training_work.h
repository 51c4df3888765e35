// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/live/session/session.h"
#include "ui/bridge/shared_computer.h"
#include "ui/bridge/training_bridge.h"

#include <QElapsedTimer>

#include <memory>
#include <stop_token>

namespace ui {

// The training run that the bridge's thread works on. Used on that thread alone.
class TrainingWork
{
public:
    explicit TrainingWork(std::shared_ptr<SharedComputer> computer)
        : m_computer(std::move(computer))
    {}
    [[nodiscard]] std::shared_ptr<TrainingNews> work(const TrainingOrder &order,
                                                     const std::stop_token &stop);

private:
    [[nodiscard]] bool open(const TrainingOrder &order, const std::stop_token &stop,
                            TrainingNews &news);
    void makeSteps(const TrainingOrder &order, const std::stop_token &stop, TrainingNews &news);
    void lookAt(TrainingNews &news);
    void writeText(std::uint64_t seed);

    std::uint64_t m_run = 0;
    std::unique_ptr<core::live::Session> m_session; // none: nothing is trained
    std::shared_ptr<SharedComputer> m_computer;
    LearnedText m_text;
    QElapsedTimer m_sinceText; // was begun
    qint64 m_textTook = 0;     // ms
};

} // namespace ui
