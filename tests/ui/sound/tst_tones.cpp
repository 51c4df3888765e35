// SPDX-License-Identifier: GPL-3.0-or-later
// What is heard: pitches measured in the samples, and which event sounds how.
#include "core/analysis/events.h"
#include "core/io/scenario/scenario_json.h"
#include "ui/sound/event_tones.h"
#include "ui/sound/tone_player.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>
#include <QtEndian>

#include <cmath>
#include <complex>
#include <numbers>

using namespace ui;

namespace {

constexpr int kHeader = 44; // bytes of a WAV file of this kind

template <class Number>
Number numberAt(const QByteArray &wave, int place)
{
    return qFromLittleEndian<Number>(wave.constData() + place);
}

// How much of a pitch is in the samples, by the sum that defines Fourier's transform.
double strength(const QByteArray &wave, double hertz)
{
    const double rate = numberAt<quint32>(wave, 24);
    std::complex<double> sum;
    for (int i = 0; kHeader + 2 * i < wave.size(); ++i)
        sum += std::polar<double>(numberAt<qint16>(wave, kHeader + 2 * i),
                                  -2 * std::numbers::pi * hertz * i / rate);
    return std::abs(sum);
}

double strongest(const QByteArray &wave)
{
    double best = 0;
    double most = 0;
    for (double hertz = 60; hertz < 1200; hertz += 1) {
        const double heard = strength(wave, hertz);
        if (heard > most) {
            most = heard;
            best = hertz;
        }
    }
    return best;
}

core::SnapshotPtr run(const char *id)
{
    return core::run(core::loadScenario(id).value()).value();
}

} // namespace

class TestTones : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aWaveSaysHowLongItIs();
    void pitchesAreThoseOfTheScale_data();
    void pitchesAreThoseOfTheScale();
    void theEndIsAChord();
    void eachDeviceHasItsPitch();
    void theEndOfAStepIsHeard();
    void backwardsNothingIsHeard();
    void tonesArePlayedByAProgram();
};

void TestTones::aWaveSaysHowLongItIs()
{
    const Tone tone{{440}, 0.25};
    const QByteArray wave = waveOf(tone);
    QCOMPARE(wave.left(4), QByteArray("RIFF"));
    QCOMPARE(wave.mid(8, 8), QByteArray("WAVEfmt "));
    QCOMPARE(numberAt<quint32>(wave, 4), quint32(wave.size() - 8));
    QCOMPARE(numberAt<quint32>(wave, 40), quint32(wave.size() - kHeader));
    const double seconds =
        static_cast<double>(numberAt<quint32>(wave, 40)) / numberAt<quint32>(wave, 28);
    QVERIFY(std::abs(seconds - 0.25) < 1e-4);
    qint16 loudest = 0;
    for (int place = kHeader; place < wave.size(); place += 2)
        loudest =
            std::max<qint16>(loudest, static_cast<qint16>(std::abs(numberAt<qint16>(wave, place))));
    QVERIFY(loudest > 2000 && loudest < 8192); // heard, and below a quarter of full scale
}

// Equal temperament: each half tone is 2^(1/12) above the one before, A is 440 Hz.
void TestTones::pitchesAreThoseOfTheScale_data()
{
    QTest::addColumn<int>("device");
    QTest::addColumn<int>("halfTonesFromA");
    QTest::newRow("first") << 0 << -9;
    QTest::newRow("second") << 1 << -7;
    QTest::newRow("fifth") << 4 << 0;
    QTest::newRow("an octave above") << 5 << 3;
    QTest::newRow("anew") << 10 << -9;
}

void TestTones::pitchesAreThoseOfTheScale()
{
    QFETCH(int, device);
    QFETCH(int, halfTonesFromA);
    const double expected = 440 * std::exp2(halfTonesFromA / 12.0);
    const double heard = strongest(waveOf({toneOfDevice(device).hertz, 0.5}));
    QVERIFY2(std::abs(heard - expected) <= 1, qPrintable(QString::number(heard)));
}

void TestTones::theEndIsAChord()
{
    const QByteArray wave = waveOf(toneOfEnd());
    const double c = 440 * std::exp2(-9 / 12.0);
    const double between = strength(wave, c * 1.12);
    for (const double ratio : {1.0, std::exp2(4 / 12.0), std::exp2(7 / 12.0)})
        QVERIFY(strength(wave, c * ratio) > 5 * between);
}

// Layers in turn: the forward pass goes from GPU to GPU.
void TestTones::eachDeviceHasItsPitch()
{
    const core::SnapshotPtr step = run("round-naive-4");
    EventTones tones;
    (void)tones.at(step, core::Nanos{});
    const std::int64_t forward = 192'000'000; // of each GPU: 32 samples x 6 layers x 1 ms
    for (int device = 1; device < 4; ++device) {
        const auto tone = tones.at(step, core::Nanos{device * forward + forward / 2});
        QVERIFY(tone.has_value());
        QCOMPARE(*tone, toneOfDevice(device));
        QVERIFY(!tones.at(step, core::Nanos{device * forward + forward / 2 + 1}));
    }
}

void TestTones::theEndOfAStepIsHeard()
{
    const core::SnapshotPtr step = run("round-naive-4");
    EventTones tones;
    (void)tones.at(step, core::Nanos{step->trace.stop / 2});
    QCOMPARE(tones.at(step, core::Nanos{step->trace.stop}).value(), toneOfEnd());
}

void TestTones::backwardsNothingIsHeard()
{
    const core::SnapshotPtr step = run("round-naive-4");
    const core::SnapshotPtr other = run("1f1b-4-8");
    EventTones tones;
    (void)tones.at(step, core::Nanos{step->trace.stop});
    QVERIFY(!tones.at(step, core::Nanos{}));
    QVERIFY(!tones.at(other, core::Nanos{other->trace.stop})); // not moved there, but another one
    QVERIFY(!tones.at({}, core::Nanos{1}));
}

// A program that copies what it is to play.
void TestTones::tonesArePlayedByAProgram()
{
    const QTemporaryDir folder;
    const QString script = folder.filePath(QStringLiteral("player"));
    QFile file(script);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("#!/bin/sh\ncp \"$1\" \"$(dirname \"$0\")/heard.wav\"\n");
    file.close();
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    TonePlayer player(script);
    player.play(toneOfEnd());
    const QString heard = folder.filePath(QStringLiteral("heard.wav"));
    const auto read = [&heard] {
        QFile wave(heard);
        return wave.open(QIODevice::ReadOnly) ? wave.readAll() : QByteArray();
    };
    QTRY_COMPARE(read(), waveOf(toneOfEnd()));
    TonePlayer silent(folder.filePath(QStringLiteral("missing")));
    for (int i = 0; i < 10; ++i)
        silent.play(toneOfIdle()); // nothing happens
    QTest::qWait(20);
}

QTEST_GUILESS_MAIN(TestTones)
#include "tst_tones.moc"
