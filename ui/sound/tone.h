// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <vector>

namespace ui {

// A short sound: pitches that begin together and fade away.
struct Tone
{
    std::vector<double> hertz;
    double seconds = 0.09;

    bool operator==(const Tone &) const = default;
};

// From low to high on a scale of five notes, which sound well in any order; it begins anew after
// ten devices.
[[nodiscard]] Tone toneOfDevice(int device);
[[nodiscard]] Tone toneOfIdle();
[[nodiscard]] Tone toneOfEnd();
// As a WAV file, mono, 16 bits.
[[nodiscard]] QByteArray waveOf(const Tone &tone);

} // namespace ui
