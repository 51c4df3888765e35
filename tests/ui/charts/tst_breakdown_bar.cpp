// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/charts/breakdown_bar.h"

#include <QTest>

#include <vector>

class TestBreakdownBar : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void partsOfTheIdleTimeAddUpToItsHeadline();
    void whatRoundingTakesAwayIsNotZero();
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

QTEST_GUILESS_MAIN(TestBreakdownBar)
#include "tst_breakdown_bar.moc"
