// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sound/tone.h"

#include <QtEndian>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace ui {

namespace {

constexpr int kRate = 22050;    // samples a second
constexpr double kLoud = 0.22;  // of full scale: soft
constexpr double kRise = 0.004; // seconds: a tone that begins at once clicks
constexpr int kBytes = 2;       // of a sample
constexpr int kPitches = 10;
constexpr std::array kScale = {0, 2, 4, 7, 9}; // half tones
constexpr double kLowest = 261.63;             // Hz, the C below the A of 440
constexpr double kIdle = 98;                   // well below all devices

double pitch(int halfTones)
{
    return kLowest * std::exp2(halfTones / 12.0);
}

template <class Number>
void put(QByteArray &bytes, Number number)
{
    const Number little = qToLittleEndian(number);
    bytes.append(reinterpret_cast<const char *>(&little), sizeof little);
}

QByteArray header(int samples)
{
    const auto size = static_cast<quint32>(samples * kBytes);
    QByteArray bytes("RIFF");
    put<quint32>(bytes, 36 + size);
    bytes += "WAVEfmt ";
    put<quint32>(bytes, 16); // of this part
    put<quint16>(bytes, 1);  // plain samples
    put<quint16>(bytes, 1);  // mono
    put<quint32>(bytes, kRate);
    put<quint32>(bytes, kRate * kBytes);
    put<quint16>(bytes, kBytes);
    put<quint16>(bytes, 8 * kBytes);
    bytes += "data";
    put<quint32>(bytes, size);
    return bytes;
}

} // namespace

Tone toneOfDevice(int device)
{
    const int step = std::max(0, device) % kPitches;
    const int notes = static_cast<int>(kScale.size());
    return {{pitch(12 * (step / notes) + kScale[static_cast<std::size_t>(step % notes)])}};
}

Tone toneOfIdle()
{
    return {{kIdle}, 0.16};
}

Tone toneOfEnd()
{
    return {{pitch(0), pitch(4), pitch(7)}, 0.5};
}

QByteArray waveOf(const Tone &tone)
{
    const auto samples = static_cast<int>(tone.seconds * kRate);
    QByteArray bytes = header(samples);
    bytes.reserve(bytes.size() + samples * kBytes);
    for (int i = 0; i < samples; ++i) {
        const double time = static_cast<double>(i) / kRate;
        double sum = 0;
        for (const double hertz : tone.hertz)
            sum += std::sin(2 * std::numbers::pi * hertz * time);
        const double left = 1 - time / tone.seconds;
        const double loud = kLoud * std::min(1.0, time / kRise) * left * left;
        const double value =
            loud * sum / static_cast<double>(std::max<std::size_t>(1, tone.hertz.size()));
        put<qint16>(bytes, static_cast<qint16>(std::lround(value * 32767)));
    }
    return bytes;
}

} // namespace ui
