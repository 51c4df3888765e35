// SPDX-License-Identifier: GPL-3.0-or-later
// The small languages of a lesson: expressions, figures, moments and spotlights.
#include "core/lesson/expression.h"
#include "core/lesson/lesson_controls.h"
#include "core/lesson/moment_text.h"
#include "core/lesson/shown_figure.h"
#include "core/lesson/spotlight.h"

#include <QTest>

namespace {

core::Result<double> valueOf(const char *text)
{
    return core::valueOfExpression(text, [](std::string_view name) -> core::Result<double> {
        if (name == "devices.0.busy_s")
            return 3.0;
        if (name == "step")
            return 4.0;
        return core::Error{"no " + std::string(name)};
    });
}

} // namespace

class TestLessonWords : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void expressionsFollowTheRulesOfArithmetic_data();
    void expressionsFollowTheRulesOfArithmetic();
    void whatIsNoExpressionIsRefused_data();
    void whatIsNoExpressionIsRefused();
    void aFigureStandsForWhatRoundsToIt_data();
    void aFigureStandsForWhatRoundsToIt();
    void momentsAreSharesTimesAndVisits();
    void spotlightsNameTheirTarget();
    void controlsAreNamedByIdOrSetting();
};

void TestLessonWords::expressionsFollowTheRulesOfArithmetic_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<double>("value");
    QTest::newRow("product first") << "1 + 2 * 3" << 7.0;
    QTest::newRow("parentheses") << "(1 + 2) * 3" << 9.0;
    QTest::newRow("from the left") << "10 - 2 - 3" << 5.0;
    QTest::newRow("quotients from the left") << "16 / 4 / 2" << 2.0;
    QTest::newRow("sign") << "-4 + 1" << -3.0;
    QTest::newRow("names") << "devices.0.busy_s / step" << 0.75;
    QTest::newRow("power of ten") << "1e3*2" << 2000.0;
}

void TestLessonWords::expressionsFollowTheRulesOfArithmetic()
{
    QFETCH(QString, text);
    QFETCH(double, value);
    const core::Result<double> result = valueOf(text.toUtf8().constData());
    QVERIFY(result);
    QCOMPARE(result.value(), value);
}

void TestLessonWords::whatIsNoExpressionIsRefused_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("says");
    QTest::newRow("empty") << ""
                           << "missing at its end";
    QTest::newRow("half") << "1 +"
                          << "missing at its end";
    QTest::newRow("open") << "(1"
                          << "not closed";
    QTest::newRow("two") << "1 2"
                         << "cannot be understood";
    QTest::newRow("zero") << "1 / (2 - 2)"
                          << "divides by 0";
    QTest::newRow("unknown") << "step + walk"
                             << "no walk";
    QTest::newRow("deep") << QString(1000, u'(') << "too many parentheses";
}

void TestLessonWords::whatIsNoExpressionIsRefused()
{
    QFETCH(QString, text);
    QFETCH(QString, says);
    const core::Result<double> result = valueOf(text.toUtf8().constData());
    QVERIFY(!result);
    const QString message = QString::fromStdString(result.error().message);
    QVERIFY2(message.contains(says), qPrintable(message));
}

void TestLessonWords::aFigureStandsForWhatRoundsToIt_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<double>("stands");
    QTest::addColumn<double>("doesNot");
    QTest::newRow("share") << "27.3 %" << 0.2726 << 0.2736;
    QTest::newRow("whole share") << "25 %" << 0.2549 << 0.2551;
    QTest::newRow("seconds") << "2.304 s" << 2.3044 << 2.3046;
    QTest::newRow("milliseconds") << "65 ms" << 0.0654 << 0.0656;
    QTest::newRow("bytes") << "18.4 GB" << 18.44e9 << 18.46e9;
    QTest::newRow("thousands") << "1,022" << 1022.4 << 1023.0;
    QTest::newRow("things") << "6 visits" << 6.0 << 5.0;
    QTest::newRow("factor") << "1.43 x" << 1.4286 << 1.42;
}

void TestLessonWords::aFigureStandsForWhatRoundsToIt()
{
    QFETCH(QString, text);
    QFETCH(double, stands);
    QFETCH(double, doesNot);
    const std::optional<core::ShownFigure> figure = core::shownFigure(text.toStdString());
    QVERIFY(figure);
    QVERIFY(figure->stands(stands));
    QVERIFY(!figure->stands(doesNot));
    QVERIFY(!core::shownFigure("about half"));
}

void TestLessonWords::momentsAreSharesTimesAndVisits()
{
    using core::momentFromText;
    QCOMPARE(momentFromText("start"), core::MomentText(core::StepShare{0}));
    QCOMPARE(momentFromText("end"), core::MomentText(core::StepShare{1}));
    QCOMPARE(momentFromText("18 %"), core::MomentText(core::StepShare{0.18}));
    QCOMPARE(momentFromText("158 ms"), core::MomentText(core::Nanos{158'000'000}));
    QCOMPARE(momentFromText("event:F1.0.start"),
             core::MomentText(core::VisitMoment{core::Op::Forward, 1, 0, false}));
    QCOMPARE(momentFromText("event:W12.3.end"),
             core::MomentText(core::VisitMoment{core::Op::BackwardWeight, 12, 3, true}));
    for (const char *text : {"", "soon", "120 %", "-1 s", "event:", "event:X1.0.start",
                             "event:F1.start", "event:F1.0.middle", "5 parsecs"})
        QVERIFY2(!momentFromText(text), text);
}

void TestLessonWords::spotlightsNameTheirTarget()
{
    using Target = core::Spotlight::Target;
    const auto target = [](const char *text) { return core::spotlightFrom(text).value().target; };
    QCOMPARE(target("device:1"), Target::Device);
    QCOMPARE(core::spotlightFrom("device:17")->device, 17);
    QCOMPARE(core::spotlightFrom("link:1-2")->toDevice, 2);
    QCOMPARE(target("headline"), Target::Headline);
    QCOMPARE(QString::fromStdString(core::spotlightFrom("control:parallel.pipeline")->setting),
             QStringLiteral("parallel.pipeline"));
    for (const char *text : {"", "device", "device:", "device:x", "device:1x", "link:1", "link:1-",
                             "control:", "moon"})
        QVERIFY2(!core::spotlightFrom(text), text);
}

void TestLessonWords::controlsAreNamedByIdOrSetting()
{
    using Names = std::vector<std::string_view>;
    QCOMPARE(core::controlsOf("devices"), Names{"devices"});
    QCOMPARE(core::controlsOf("cluster.devices"), Names{"devices"});
    QCOMPARE(core::controlsOf("parallel.pipeline"), (Names{"stages", "stagesMore"}));
    for (const char *name : {"", "moon", "parallel", "Devices"})
        QVERIFY2(core::controlsOf(name).empty(), name);
}

QTEST_GUILESS_MAIN(TestLessonWords)
#include "tst_lesson_words.moc"
