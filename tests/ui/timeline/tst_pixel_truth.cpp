// SPDX-License-Identifier: GPL-3.0-or-later
// What a column of pixels says of the time below it is true, for random steps at random zooms: the
// area of each kind of work is its share, from whichever way it was found out.
#include "core/analysis/recording.h"
#include "core/analysis/trace_index.h"
#include "ui/layout/timeline/timeline_layout.h"
#include "ui/paint/look.h"
#include "ui/paint/strip_image.h"
#include "ui/paint/work_colours.h"

#include <QTest>

#include <array>
#include <cmath>
#include <random>

namespace {

constexpr unsigned kSeed = 20'261;
constexpr double kOne = 1 / 255.;

using Shares = std::array<double, ui::kWorkClassCount>;

// Spans of random kinds: mostly short, some as long as thousands of them.
core::Recording randomStep(std::mt19937_64 &random)
{
    constexpr core::SpanKind kKinds[] = {core::SpanKind::Forward,        core::SpanKind::Backward,
                                         core::SpanKind::BackwardWeight, core::SpanKind::Wait,
                                         core::SpanKind::Recompute,      core::SpanKind::Optimizer};
    const std::size_t count = 2'000 + random() % 60'000;
    core::Trace trace;
    trace.rows = {{0, count}};
    trace.info.resize(1);
    trace.info[0].devices = {0};
    trace.waits.resize(1);
    trace.begin = core::Column<std::int64_t>(count);
    trace.end = core::Column<std::int64_t>(count);
    trace.tag = core::Column<core::SpanTag>(count);
    trace.wait = core::Column<std::int32_t>(count);
    std::int64_t time = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const std::int64_t most = random() % 500 == 0 ? 40'000'000 : 20'000;
        trace.begin[i] = time;
        time += 1 + std::int64_t(random() % std::uint64_t(most));
        trace.end[i] = time;
        trace.tag[i] = {};
        trace.tag[i].kind = kKinds[random() % std::size(kKinds)];
        trace.wait[i] = core::Span::kNoWait;
    }
    trace.stop = time;
    return core::recordingOf("made at random", std::move(trace), {});
}

// By the overlap of each span with the stretch, added up.
Shares exactShares(const core::Trace &trace, double from, double to)
{
    Shares shares{};
    for (std::size_t i = trace.spanAt(0, std::int64_t(from));
         i < trace.rows[0].count && double(trace.begin[i]) < to; ++i) {
        const double part =
            std::min(to, double(trace.end[i])) - std::max(from, double(trace.begin[i]));
        if (part > 0)
            shares[std::size_t(core::workClassOf(trace.tag[i]))] += part / (to - from);
    }
    return shares;
}

ui::TimelineViewport randomView(const core::Trace &trace, double height, std::mt19937_64 &random)
{
    ui::TimelineViewport view;
    view.size = {700, height};
    view.labelWidth = 40;
    view.pixelRatio = random() % 3 == 0 ? 2 : 1;
    const double zoom = std::pow(2., double(random() % 700) / 100);
    const double length = std::max(3e6, double(trace.stop) / zoom);
    const double begin = double(random() % 1000) / 1000 * (double(trace.stop) - length);
    view.begin = {std::int64_t(begin)};
    view.end = {std::int64_t(begin + length)};
    return view;
}

struct Seen
{
    int dense = 0;
    int walked = 0;
};

} // namespace

class TestPixelTruth : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aColumnHasTheSharesOfItsTime();
    void theAreaOfAKindIsItsShare();
    void theMixOfALowRowIsThatOfItsLight();
};

void TestPixelTruth::aColumnHasTheSharesOfItsTime()
{
    std::mt19937_64 random(kSeed);
    Seen seen;
    for (int step = 0; step < 12; ++step) {
        const core::Recording recording = randomStep(random);
        for (int zoom = 0; zoom < 12; ++zoom) {
            const ui::TimelineViewport view = randomView(recording.trace, 60, random);
            const ui::TimelineLayout layout = ui::layoutTimeline(recording, view);
            QCOMPARE(layout.rows.size(), std::size_t(1));
            (layout.rows.front().dense ? seen.dense : seen.walked) += 1;
            const double ratio = view.pixelRatio;
            for (const ui::TimelineStrip &strip : layout.strips) {
                const double left = strip.rect.left() * ratio;
                // The first and the last one hold what else there is at the ends.
                for (std::size_t i = 1; i + 1 < strip.pixels.size(); ++i) {
                    const auto timeOf = [&](double x) {
                        return double(view.begin.count) +
                               (x / ratio - view.body().left()) / view.pixelsPerNano();
                    };
                    const double from = timeOf(left + double(i));
                    const double to = timeOf(left + double(i) + 1);
                    if (from < double(view.begin.count) || to > double(view.end.count))
                        continue;
                    const Shares expected = exactShares(recording.trace, from, to);
                    for (std::size_t work = 0; work < expected.size(); ++work)
                        QVERIFY2(std::abs(double(strip.pixels[i][work]) - expected[work]) <= kOne,
                                 qPrintable(QStringLiteral("step %1, zoom %2, kind %3: %4, not %5")
                                                .arg(step)
                                                .arg(zoom)
                                                .arg(work)
                                                .arg(double(strip.pixels[i][work]))
                                                .arg(expected[work])));
                }
            }
        }
    }
    QVERIFY(seen.dense > 10 && seen.walked > 10);
}

// A strip whose columns have random shares.
static ui::TimelineStrip randomStrip(double height, int columns, std::mt19937_64 &random)
{
    ui::TimelineStrip strip;
    strip.rect = QRectF(0, 0, columns, height);
    for (int i = 0; i < columns; ++i) {
        std::array<float, ui::kWorkClassCount> shares{};
        float sum = 0;
        for (float &share : shares) {
            share = random() % 2 == 0 ? 0 : float(random() % 1000);
            sum += share;
        }
        if (sum == 0)
            shares.back() = sum = 1;
        for (float &share : shares)
            share /= sum;
        strip.pixels.push_back(shares);
    }
    return strip;
}

// The mean of a column is the mean of the colours by their shares, to a code of 255.
void TestPixelTruth::theAreaOfAKindIsItsShare()
{
    std::mt19937_64 random(kSeed);
    const ui::Look look;
    for (const int height : {6, 7, 12, 31, 44, 119, 120, 121, 250}) {
        const ui::TimelineStrip strip = randomStrip(height, 400, random);
        const QImage image = ui::StripImages(look, 1).of(strip, 1000);
        QCOMPARE(image.height(), height);
        for (int x = 0; x < image.width(); ++x) {
            double is[3] = {};
            double expected[3] = {};
            for (int y = 0; y < height; ++y) {
                const QRgb pixel = image.pixel(x, y);
                is[0] += double(qRed(pixel)) / height;
                is[1] += double(qGreen(pixel)) / height;
                is[2] += double(qBlue(pixel)) / height;
            }
            for (std::size_t work = 0; work < ui::kWorkClassCount; ++work) {
                const QColor colour = ui::workColour(ui::WorkClass(work), look.theme);
                const double share = double(strip.pixels[std::size_t(x)][work]);
                expected[0] += share * colour.red();
                expected[1] += share * colour.green();
                expected[2] += share * colour.blue();
            }
            for (int channel = 0; channel < 3; ++channel)
                QVERIFY2(std::abs(is[channel] - expected[channel]) <= 1,
                         qPrintable(QStringLiteral("height %1, column %2, channel %3: %4, not %5")
                                        .arg(height)
                                        .arg(x)
                                        .arg(channel)
                                        .arg(is[channel])
                                        .arg(expected[channel])));
        }
    }
}

// IEC 61966-2-1.
static double lightOf(int code)
{
    const double value = code / 255.;
    return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

static double codeOf(double light)
{
    return 255 * (light <= 0.0031308 ? light * 12.92 : 1.055 * std::pow(light, 1 / 2.4) - 0.055);
}

void TestPixelTruth::theMixOfALowRowIsThatOfItsLight()
{
    std::mt19937_64 random(kSeed);
    const ui::Look look;
    const ui::TimelineStrip strip = randomStrip(3, 400, random);
    const QImage image = ui::StripImages(look, 1).of(strip, 1000);
    for (int x = 0; x < image.width(); ++x) {
        double light[3] = {};
        for (std::size_t work = 0; work < ui::kWorkClassCount; ++work) {
            const QColor colour = ui::workColour(ui::WorkClass(work), look.theme);
            const double share = double(strip.pixels[std::size_t(x)][work]);
            light[0] += share * lightOf(colour.red());
            light[1] += share * lightOf(colour.green());
            light[2] += share * lightOf(colour.blue());
        }
        for (int y = 0; y < image.height(); ++y) {
            const QColor pixel = image.pixelColor(x, y);
            QVERIFY(std::abs(pixel.red() - codeOf(light[0])) <= 2);
            QVERIFY(std::abs(pixel.green() - codeOf(light[1])) <= 2);
            QVERIFY(std::abs(pixel.blue() - codeOf(light[2])) <= 2);
        }
    }
}

QTEST_MAIN(TestPixelTruth)
#include "tst_pixel_truth.moc"
