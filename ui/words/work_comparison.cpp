// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/words/work_comparison.h"

#include "core/analysis/counted_peak.h"
#include "ui/words/comparison_texts.h"
#include "ui/words/figure_texts.h"
#include "ui/words/text_of.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <cmath>

namespace ui {

namespace {

struct Work
{
    Q_DECLARE_TR_FUNCTIONS(Work)
};

// Tokens or samples in a second, by a GPU.
double rateOf(const core::Snapshot &snapshot)
{
    return snapshot.scenario.model.transformer()
               ? snapshot.metrics.tokensPerSecondPerDevice
               : snapshot.metrics.samplesPerSecond / snapshot.scenario.cluster.devices;
}

// How much more the second is, in tenths of a percent.
double moreInTenths(double first, double second)
{
    return first > 0 ? std::round(1000 * (second / first - 1)) / 1000 : 0;
}

// Three digits, and more where they would read as the other rate, which is another.
QString figureBeside(double rate, double other)
{
    const std::string figure = core::figureOfSpeed(rate);
    if (figure != core::figureOfSpeed(other) ||
        moreInTenths(std::min(rate, other), std::max(rate, other)) == 0)
        return textOf(figure);
    constexpr int kMostDecimals = 6;
    int decimals = 0;
    while (decimals < kMostDecimals &&
           core::figureOfDecimals(rate, decimals) == core::figureOfDecimals(other, decimals))
        ++decimals;
    return decimals == 0 ? countText(std::llround(rate)) : decimalsText(rate, decimals);
}

QString rateText(const core::Snapshot &snapshot, double rate, double other)
{
    const QString speed = figureBeside(rate, other);
    return (snapshot.scenario.model.transformer() ? Work::tr("%1 tokens/s")
                                                  : Work::tr("%1 samples/s"))
        .arg(speed);
}

QString mfuText(const core::Snapshot &a, const core::Snapshot &b)
{
    const double one = a.metrics.modelFlopsUtilization;
    const double other = b.metrics.modelFlopsUtilization;
    if (one <= 0 || other <= 0) // a GPU whose peak is not known
        return {};
    const QString ofA = textOf(core::shareInTenths(one));
    const QString ofB = textOf(core::shareInTenths(other));
    if (haveOtherPeaks(a.scenario, b.scenario))
        return Work::tr("MFU is %1 of the %2 peak, in A %3 of the %4 peak.")
            .arg(ofB, peakName(b.scenario), ofA, peakName(a.scenario));
    return ofA == ofB ? Work::tr("MFU is %1 in both.").arg(ofA)
                      : Work::tr("MFU is %1, in A %2.").arg(ofB, ofA);
}

QString totalText(const core::Snapshot &a, const core::Snapshot &b)
{
    const int devicesOfA = a.scenario.cluster.devices;
    const int devicesOfB = b.scenario.cluster.devices;
    if (devicesOfA == 1 && devicesOfB == 1)
        return {};
    const double ofA = devicesOfA * rateOf(a);
    const double ofB = devicesOfB * rateOf(b);
    return Work::tr("All GPUs together do %1, in A %2.")
        .arg(rateText(b, ofB, ofA), rateText(a, ofA, ofB));
}

QString otherWorkText(const core::Scenario &a, const core::Scenario &b)
{
    if (a.model.shape != b.model.shape)
        return Work::tr("The models differ, so neither steps nor tokens are equal work.");
    return a.training.pass == core::Pass::Training
               ? Work::tr("A trains and B only passes forward, so neither steps nor tokens are "
                          "equal work.")
               : Work::tr("A only passes forward and B trains, so neither steps nor tokens are "
                          "equal work.");
}

// Bits of what products, gradients on and off their way, tokens and moments are in, as the scenario
// asks for it: what follows from its layout is no choice of numbers.
using Widths = std::array<int, 5>;
Widths widthsOf(const core::Scenario &scenario)
{
    const auto bits = [](core::Precision precision) {
        switch (precision) {
        case core::Precision::Fp8:
            return 8;
        case core::Precision::Bf16:
        case core::Precision::Fp16:
            return 16;
        case core::Precision::Tf32:
            return 19;
        case core::Precision::Fp32:
            break;
        }
        return 32;
    };
    const core::TrainingSpec &training = scenario.training;
    const int dispatch = training.dispatchBytes > 0           ? training.dispatchBytes
                         : core::isSingle(training.precision) ? 4
                                                              : 2;
    return {bits(training.precision), 8 * core::gradientBytesOf(training),
            8 * (training.reduceBytes > 0 ? training.reduceBytes : core::gradientBytesOf(training)),
            8 * dispatch, 8 * core::momentBytesOf(training)};
}

QString widthsSentence(const core::Scenario &a, const core::Scenario &b)
{
    const Widths one = widthsOf(a);
    const Widths other = widthsOf(b);
    bool narrower = false;
    bool wider = false;
    for (std::size_t i = 0; i < one.size(); ++i) {
        narrower = narrower || other[i] < one[i];
        wider = wider || other[i] > one[i];
    }
    if (narrower && wider)
        return Work::tr("Their numbers differ in width; what that does to training is not judged.");
    if (narrower)
        return Work::tr("Numbers of B are narrower; what that does to training is not judged.");
    return wider ? Work::tr("Numbers of A are narrower; what that does to training is not judged.")
                 : QString();
}

} // namespace

QString joinedSentences(QStringList sentences)
{
    sentences.removeAll(QString());
    return sentences.join(QChar::Space);
}

QString rateOfDevice(const core::Snapshot &snapshot, const core::Snapshot &other)
{
    return rateText(snapshot, rateOf(snapshot), rateOf(other));
}

QString rateChangeText(const core::Snapshot &first, const core::Snapshot &second)
{
    const double more = moreInTenths(rateOf(first), rateOf(second));
    if (more == 0)
        return noDifferenceText();
    return (more > 0 ? QStringLiteral("+") : QString(QChar(0x2212))) +
           textOf(core::shareInTenths(std::abs(more)));
}

bool isRateBetter(const core::Snapshot &first, const core::Snapshot &second)
{
    return moreInTenths(rateOf(first), rateOf(second)) > 0;
}

QString peakName(const core::Scenario &scenario)
{
    return textOf(core::countedPeak(scenario).name);
}

bool haveOtherPeaks(const core::Scenario &a, const core::Scenario &b)
{
    const core::CountedPeak one = core::countedPeak(a);
    const core::CountedPeak other = core::countedPeak(b);
    return one.name != other.name && one.flops != other.flops; // fp16 and bf16 have one
}

bool hasOtherGpus(const core::Scenario &a, const core::Scenario &b)
{
    return a.cluster.devices != b.cluster.devices || a.cluster.device != b.cluster.device;
}

QString workSentence(const core::Snapshot &a, const core::Snapshot &b)
{
    const double more = moreInTenths(rateOf(a), rateOf(b));
    const QString share = textOf(core::shareInTenths(std::abs(more)));
    const QString verdict =
        more == 0
            ? Work::tr("A GPU of B does as much a second as one of A: %1.").arg(rateOfDevice(b, a))
            : (more > 0 ? Work::tr("A GPU of B does %1 more a second: %2, in A %3.")
                        : Work::tr("A GPU of B does %1 less a second: %2, in A %3."))
                  .arg(share, rateOfDevice(b, a), rateOfDevice(a, b));
    return joinedSentences({verdict, totalText(a, b), mfuText(a, b)});
}

QString modelsSentence(const core::Snapshot &a, const core::Snapshot &b)
{
    const auto memoryOf = [](const core::Snapshot &snapshot) {
        return ofText(snapshot.metrics.fullest().peakMemory, snapshot.plan.capacity);
    };
    return joinedSentences(
        {otherWorkText(a.scenario, b.scenario), mfuText(a, b),
         Work::tr("GPUs are idle for %1 of the step, in A for %2.")
             .arg(textOf(core::shareInTenths(b.metrics.idleShare)),
                  textOf(core::shareInTenths(a.metrics.idleShare))),
         Work::tr("Both fit: %1 on the fullest GPU, in A %2.").arg(memoryOf(b), memoryOf(a))});
}

QString notJudgedSentence(const core::Scenario &a, const core::Scenario &b)
{
    return joinedSentences(
        {widthsSentence(a, b),
         a.training.optimizer == b.training.optimizer
             ? QString()
             : Work::tr("The optimizers differ; what that does to training is not judged.")});
}

} // namespace ui
