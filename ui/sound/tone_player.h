// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/sound/tone.h"

#include <QObject>
#include <QTemporaryDir>

#include <memory>
#include <utility>
#include <vector>

namespace ui {

// Plays tones by a program of the desktop's sound system, as Qt itself has no sound without
// QtMultimedia, which would bring all of its codecs along.
class TonePlayer : public QObject
{
    Q_OBJECT

public:
    // The first of PipeWire's, PulseAudio's and ALSA's programs that is installed; empty: none is.
    [[nodiscard]] static QString foundProgram();

    explicit TonePlayer(const QString &program, QObject *parent = nullptr);

    // While a few tones still sound, another one is left out.
    void play(const Tone &tone);

private:
    [[nodiscard]] QString fileOf(const Tone &tone);

    QString m_program;
    std::unique_ptr<QTemporaryDir> m_folder; // until the first tone
    std::vector<std::pair<Tone, QString>> m_files;
    int m_sounding = 0;
};

} // namespace ui
