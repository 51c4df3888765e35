// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/scenario/scenario_json.h"
#include "ui/layout/timeline/busy_bars.h"
#include "ui/views/charts/breakdown_bar.h"

#include <QTest>

#include <cmath>
#include <vector>

class TestBreakdownBar : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void partsOfTheIdleTimeAddUpToItsHeadline();
    void whatRoundingTakesAwayIsNotZero();
    void everyPartIsItsNearestFigure();
    void theMeanOfTheBarsIsTheBreakdownAboveThem();
};

// Idle is 27.84 % of the step: 26.96 + 0.88 are shown as parts of what its headline says, 27.8.
void TestBreakdownBar::partsOfTheIdleTimeAddUpToItsHeadline()
{
    const auto part = [](std::int64_t nanos, ui::LegendSwatch swatch) {
        return ui::BreakdownPart{{}, {nanos}, &ui::Theme::forward, swatch};
    };
    const std::vector<QString> split =
        ui::breakdownFigures({part(7'216'000'000, ui::LegendSwatch::Solid),
                              part(2'696'000'000, ui::LegendSwatch::Hatched),
                              part(88'000'000, ui::LegendSwatch::Blamed)});
    QVERIFY2(split[1].startsWith(QStringLiteral("26.9 %")), qPrintable(split[1]));
    QVERIFY2(split[2].startsWith(QStringLiteral("0.9 %")), qPrintable(split[2]));
}

// Of the 29.42 % idle, 29.36 are 29.4: what is left for the link's 0.06 is no tenth, yet not none.
void TestBreakdownBar::whatRoundingTakesAwayIsNotZero()
{
    const auto part = [](std::int64_t nanos, ui::LegendSwatch swatch) {
        return ui::BreakdownPart{{}, {nanos}, &ui::Theme::forward, swatch};
    };
    const std::vector<QString> split =
        ui::breakdownFigures({part(7'058'000'000, ui::LegendSwatch::Solid),
                              part(2'936'000'000, ui::LegendSwatch::Hatched),
                              part(6'000'000, ui::LegendSwatch::Blamed)});
    for (const QString &figure : split)
        QVERIFY2(!figure.startsWith(QStringLiteral("0.0 %")), qPrintable(figure));
}

// 1.7198 of 3.2785 s are 52.46 %, whatever the other parts lose: 52.5 % and 1.720 s, not what is
// left of 100 % and of the step.
void TestBreakdownBar::everyPartIsItsNearestFigure()
{
    const std::vector<std::int64_t> nanos = {1'719'800'000, 850'450'000, 290'450'000,
                                             210'450'000,   110'450'000, 96'900'000};
    std::vector<ui::BreakdownPart> parts;
    std::int64_t step = 0;
    for (const std::int64_t each : nanos) {
        parts.push_back({{}, {each}, &ui::Theme::forward, ui::LegendSwatch::Solid});
        step += each;
    }
    QCOMPARE(step, 3'278'500'000);
    const std::vector<QString> figures = ui::breakdownFigures(parts);
    QCOMPARE(figures[0], QStringLiteral("52.5 % · 1.720 s"));
    for (std::size_t i = 0; i < nanos.size(); ++i) {
        const double share = 100. * double(nanos[i]) / double(step);
        const double percent = figures[i].section(u' ', 0, 0).toDouble();
        const double seconds = figures[i].section(u' ', 3, 3).toDouble();
        QVERIFY2(std::abs(percent - share) <= 0.0501, qPrintable(figures[i]));
        QVERIFY2(std::abs(seconds - double(nanos[i]) * 1e-9) <= 0.000501, qPrintable(figures[i]));
    }
}

void TestBreakdownBar::theMeanOfTheBarsIsTheBreakdownAboveThem()
{
    int exchanges = 0;
    for (const char *id : {"gpt3-64-4x4x4", "llama7b-zero3-8", "mixtral-ep8", "pp4-straggler"}) {
        const core::SnapshotPtr snapshot = core::run(core::loadScenario(id).value()).value();
        const std::vector<ui::BusyBar> bars = ui::busyBars(*snapshot);
        for (const ui::StepPart part : ui::kStepParts) {
            double sum = 0;
            double devices = 0;
            for (const ui::BusyBar &bar : bars) { // of one device, or of all that are alike
                const double alike = bar.row.deviceCount;
                devices += alike;
                for (const ui::BusyPart &each : bar.parts)
                    sum += each.work == part ? alike * static_cast<double>(each.time.count) : 0;
            }
            const core::Nanos mean = snapshot->metrics.breakdown.*part;
            QCOMPARE(devices, static_cast<double>(snapshot->deviceCount()));
            QVERIFY(std::abs(sum / devices - static_cast<double>(mean.count)) < 2);
            exchanges += sum > 0 && (part == &core::Breakdown::tensorComm ||
                                     part == &core::Breakdown::expertComm);
        }
    }
    QVERIFY(exchanges >= 2);
}

QTEST_GUILESS_MAIN(TestBreakdownBar)
#include "tst_breakdown_bar.moc"
