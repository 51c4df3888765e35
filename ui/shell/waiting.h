// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

namespace ui {

class MessageStrip;
class ProgressLine;
class ReadingBridge;
class SimulationBridge;

// Shows that a file is being read or a scenario simulated, and offers to give up what takes long.
class Waiting : public QObject
{
    Q_OBJECT

public:
    // simulation may be null.
    Waiting(ReadingBridge &reading, SimulationBridge *simulation, ProgressLine &line,
            MessageStrip &strip, QObject *parent);

private:
    enum class For { Nothing, File, Result };

    void update();
    void offerToCancel();

    ReadingBridge &m_reading;
    SimulationBridge *m_simulation;
    ProgressLine &m_line;
    MessageStrip &m_strip;
    For m_for = For::Nothing;
    QString m_what; // of a file
    QString m_said; // the offer, while it may stand in the strip
};

} // namespace ui
