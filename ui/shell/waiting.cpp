// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/waiting.h"

#include "ui/bridge/reading_bridge.h"
#include "ui/bridge/simulation_bridge.h"
#include "ui/shell/messages.h"
#include "ui/shell/progress_line.h"

namespace ui {

namespace {

QString offerId()
{
    return QStringLiteral("offer to cancel");
}

} // namespace

Waiting::Waiting(ReadingBridge &reading, SimulationBridge *simulation, ProgressLine &line,
                 Messages &messages, QObject *parent)
    : QObject(parent), m_reading(reading), m_simulation(simulation), m_line(line),
      m_messages(messages)
{
    connect(&reading, &ReadingBridge::busyChanged, this, &Waiting::update);
    connect(&reading, &ReadingBridge::progressed, &line, &ProgressLine::setShare);
    if (simulation != nullptr)
        connect(simulation, &SimulationBridge::busyChanged, this, &Waiting::update);
    connect(&line, &ProgressLine::tookLong, this, &Waiting::offerToCancel);
}

void Waiting::update()
{
    const bool simulates = m_simulation != nullptr && m_simulation->isBusy();
    const For now = m_reading.isBusy() ? For::File : simulates ? For::Result : For::Nothing;
    const QString what = now == For::File ? m_reading.what() : QString();
    if (now == m_for && what == m_what)
        return;
    m_for = now;
    m_what = what;
    m_line.setBusy(false); // each has its own time
    m_messages.withdraw(offerId());
    m_line.setAccessibleName(now == For::File ? tr("Reading %1").arg(m_reading.what())
                                              : tr("Simulating"));
    m_line.setBusy(now != For::Nothing);
}

void Waiting::offerToCancel()
{
    const bool file = m_for == For::File;
    const QString said =
        file ? tr("Reading %1. The current scenario stays open until it is done.")
                   .arg(m_reading.what())
             : tr("Simulating. The previous result stays in view until it is done.");
    const auto cancel = [this, file] {
        if (file)
            m_reading.cancel();
        else
            m_simulation->cancel();
    };
    m_messages.show({Message::Kind::Note, said, {{tr("Cancel"), cancel}}, offerId()});
}

} // namespace ui
