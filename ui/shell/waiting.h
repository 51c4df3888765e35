// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

namespace ui {

class Messages;
class ProgressLine;
class ReadingBridge;
class SimulationBridge;

// Shows that a file is being read or a scenario simulated, and offers to cancel what takes long.
class Waiting : public QObject
{
    Q_OBJECT

public:
    // simulation may be null.
    Waiting(ReadingBridge &reading, SimulationBridge *simulation, ProgressLine &line,
            Messages &messages, QObject *parent);

private:
    enum class For { Nothing, File, Result };

    void update();
    void offerToCancel();

    ReadingBridge &m_reading;
    SimulationBridge *m_simulation;
    ProgressLine &m_line;
    Messages &m_messages;
    For m_for = For::Nothing;
    QString m_what; // of a file
};

} // namespace ui
