// SPDX-License-Identifier: GPL-3.0-or-later
// Two results above each other: what is said of them, their clock, and how they are exchanged.
#include "tests/ui/modes/compare_fixture.h"

#include "core/analysis/recording.h"
#include "core/scenario/edits.h"
#include "core/sim/simulate.h"
#include "ui/controls/value_slider.h"
#include "ui/panels/compare_pane.h"
#include "ui/panels/compare_strip.h"
#include "ui/panels/control_panel.h"
#include "ui/panels/kpi_strip.h"
#include "ui/panels/pin_prompt.h"
#include "ui/shell/actions.h"
#include "ui/views/scene/scene_view.h"
#include "ui/views/timeline/legend_view.h"
#include "ui/views/timeline/timeline_view.h"

#include <QTest>

#include <cmath>

namespace {

QString id(const char *name)
{
    return QString::fromLatin1(name);
}

} // namespace

class TestCompareMode : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_fixture.open(id("gpipe-4-8"));
        m_fixture.window().modes().choose(id("explore")); // the last mode is remembered
    }
    void cleanup() { m_fixture.close(); }
    void withoutAThereIsTheButtonThatPins();
    void aResultDoesNotDifferFromItself();
    void bothHaveOneAxisThatEndsBehindTheLongerStep();
    void atTheSameProgressEachHasItsOwnAxis();
    void zoomedTheAxesStayTogether();
    void theOtherModesHaveTheClockOfTheirOwnStepBack();
    void keysPinSwapAndUnpin();
    void slidersTickWhatIsPinned();
    void headlineNumbersSayHowTheyDiffer();
    void whatDoesNotFitIsSaid();
    void stepsOfUnequalWorkAreNeitherBetterNorWorse();
    void itIsTheSameOnceMoreAfterSwappingTwice();
    void aRecordedRunIsA();
    void oneLegendNamesTheColoursOfBoth_data();
    void oneLegendNamesTheColoursOfBoth();
    void peaksStandInOneUnit();

private:
    CompareFixture m_fixture;
};

void TestCompareMode::withoutAThereIsTheButtonThatPins()
{
    ui::CompareMode &mode = m_fixture.compare();
    auto *prompt = mode.findChild<ui::PinPrompt *>();
    QVERIFY(prompt->isVisible() && !mode.paneA().isVisible() && !mode.strip().isVisible());
    QVERIFY(mode.paneB().isVisible());
    prompt->findChild<QAbstractButton *>()->click();
    QVERIFY(!prompt->isVisible() && mode.paneA().isVisible() && mode.strip().isVisible());
}

void TestCompareMode::aResultDoesNotDifferFromItself()
{
    for (const char *scenario : {"gpipe-4-8", "1f1b-4-8", "llama7b-zero2-8", "pp4-straggler"}) {
        m_fixture.openBuiltin(id(scenario));
        m_fixture.window().pinned().pin();
        ui::CompareMode &mode = m_fixture.compare();
        QVERIFY(mode.strip().sentence().startsWith(id("No difference")));
        QCOMPARE(mode.paneB().figures().size(), 3);
        for (const ui::ComparePane::Figure &figure : mode.paneB().figures()) {
            QCOMPARE(figure.change, id("no difference"));
            QVERIFY(!figure.better);
        }
        m_fixture.playback().seekShare(0.37);
        QCOMPARE(difference(pictureOf(mode.paneA().scene()), pictureOf(mode.paneB().scene())), 0);
        m_fixture.window().modes().choose(id("explore"));
        const auto &kpis = *m_fixture.window().mode().findChild<ui::KpiStrip *>();
        for (const ui::KpiText &text : kpis.texts())
            QCOMPARE(text.note, id("same as A"));
        for (const auto *slider :
             m_fixture.part<ui::ControlPanel>().findChildren<ui::ValueSlider *>()) {
            if (slider->pinnedValue())
                QCOMPARE(*slider->pinnedValue(), slider->value());
        }
    }
}

void TestCompareMode::bothHaveOneAxisThatEndsBehindTheLongerStep()
{
    ui::CompareMode &mode = m_fixture.against("1f1b-4-8");
    const std::int64_t longer = std::max(m_fixture.window().pinned().snapshot()->trace.stop,
                                         m_fixture.document().snapshot()->trace.stop);
    const ui::TimelineViewport &a = mode.paneA().timeline().viewport();
    const ui::TimelineViewport &b = mode.paneB().timeline().viewport();
    QCOMPARE(a.begin, b.begin);
    QCOMPARE(a.end, b.end);
    QVERIFY(a.end.count > longer);
    QCOMPARE(m_fixture.playback().end().count, longer);
    // The same moment stands at the same place of the window.
    m_fixture.playback().seekShare(0.6);
    QCOMPARE(mode.paneA().timeline().moment(), mode.paneB().timeline().moment());
    QCOMPARE(a.xOf(mode.paneA().timeline().moment()), b.xOf(mode.paneB().timeline().moment()));
}

void TestCompareMode::atTheSameProgressEachHasItsOwnAxis()
{
    ui::CompareMode &mode = m_fixture.against("1f1b-4-8");
    m_fixture.window().pinned().setPace(core::Pace::Progress);
    const double stopA = static_cast<double>(m_fixture.window().pinned().snapshot()->trace.stop);
    const double stopB = static_cast<double>(m_fixture.document().snapshot()->trace.stop);
    QCOMPARE(m_fixture.playback().end().count, m_fixture.document().snapshot()->trace.stop);
    for (const double share : {0.0, 0.125, 0.5, 0.77, 1.0}) {
        m_fixture.playback().seekShare(share);
        const auto a = static_cast<double>(mode.paneA().timeline().moment().count);
        const auto b = static_cast<double>(mode.paneB().timeline().moment().count);
        QVERIFY(std::abs(a / stopA - share) < 1e-8);
        QVERIFY(std::abs(b / stopB - share) < 1e-8);
    }
    // A click in A moves both to that share of their steps.
    Q_EMIT mode.paneA().timeline().scrubbed({std::llround(stopA / 4)});
    QVERIFY(std::abs(static_cast<double>(m_fixture.playback().moment().count) / stopB - 0.25) <
            1e-8);
}

void TestCompareMode::zoomedTheAxesStayTogether()
{
    ui::CompareMode &mode = m_fixture.against("1f1b-4-8");
    const ui::TimelineViewport &a = mode.paneA().timeline().viewport();
    const ui::TimelineViewport &b = mode.paneB().timeline().viewport();
    mode.paneB().timeline().zoomIn();
    QVERIFY(b.begin.count > 0);
    QCOMPARE(a.begin, b.begin);
    QCOMPARE(a.end, b.end);
    mode.paneA().timeline().navigator().panBy(1);
    QCOMPARE(a.begin, b.begin);
    mode.paneA().timeline().fit();
    QCOMPARE(b.begin.count, 0);
    QCOMPARE(a.end, b.end);
}

void TestCompareMode::theOtherModesHaveTheClockOfTheirOwnStepBack()
{
    m_fixture.against("1f1b-4-8");
    m_fixture.window().modes().choose(id("explore"));
    QCOMPARE(m_fixture.playback().end().count, m_fixture.document().snapshot()->trace.stop);
}

void TestCompareMode::keysPinSwapAndUnpin()
{
    ui::MainWindow &window = m_fixture.window();
    QTest::keyClick(&window, Qt::Key_P);
    QVERIFY(window.pinned().held());
    QVERIFY(window.pinned().scenario() == m_fixture.document().scenario());
    m_fixture.openBuiltin(id("1f1b-4-8"));
    const core::Scenario b = m_fixture.document().scenario();
    QTest::keySequence(&window, QKeySequence(Qt::CTRL | Qt::Key_3));
    QCOMPARE(window.modes().currentId(), id("compare"));
    QTest::keyClick(&window, Qt::Key_X);
    m_fixture.settle();
    QVERIFY(window.pinned().scenario() == b);
    QTest::keySequence(&window, QKeySequence(Qt::CTRL | Qt::Key_Z));
    m_fixture.settle();
    QVERIFY(m_fixture.document().scenario() == b);
    window.actions().find(id("copy-a"))->trigger();
    QVERIFY(m_fixture.document().scenario() == window.pinned().scenario());
    QTest::keySequence(&window, QKeySequence(Qt::CTRL | Qt::Key_P));
    QVERIFY(!window.pinned().held());
    QVERIFY(!window.actions().find(id("swap-results"))->isEnabled());
}

void TestCompareMode::slidersTickWhatIsPinned()
{
    m_fixture.window().pinned().pin();
    m_fixture.document().edit(core::withMicroBatches(m_fixture.document().scenario(), 16),
                              id("micro-batches"));
    m_fixture.settle();
    auto &slider =
        *m_fixture.window().mode().findChild<ui::ControlPanel *>()->findChild<ui::ValueSlider *>(
            id("microbatches"));
    QCOMPARE(slider.value(), 16.0);
    QCOMPARE(slider.pinnedValue(), std::optional(8.0));
    m_fixture.window().pinned().unpin();
    QVERIFY(!slider.pinnedValue());
}

// Peak memory of the two as displayed: the note is the difference of the figures.
void TestCompareMode::headlineNumbersSayHowTheyDiffer()
{
    auto &kpis = *m_fixture.window().mode().findChild<ui::KpiStrip *>();
    const double before = kpis.texts()[4].value.toDouble();
    m_fixture.window().pinned().pin();
    m_fixture.openBuiltin(id("1f1b-4-8"));
    const double after = kpis.texts()[4].value.toDouble();
    QVERIFY(after < before);
    const QString note = kpis.texts()[4].note;
    QVERIFY2(note.startsWith(QChar(0x2212)) && note.endsWith(id("from A")), qPrintable(note));
    const double shown = note.mid(1).section(u' ', 0, 0).toDouble();
    QVERIFY2(std::abs(shown - (before - after)) < 0.5, qPrintable(note));
    m_fixture.window().pinned().unpin();
    QVERIFY(!kpis.texts()[4].note.contains(id("from A")));
}

// The same step, as if a profiler had seen it: it differs by nothing from what is predicted.
void TestCompareMode::aRecordedRunIsA()
{
    const core::SnapshotPtr step = m_fixture.document().snapshot();
    ui::CompareMode &mode = m_fixture.compare();
    core::Trace trace = core::simulate(core::makePlan(step->scenario).value());
    m_fixture.window().pinned().hold(core::makeRecording("Tuesday's run", std::move(trace)));
    QVERIFY(mode.paneA().isVisible() && mode.strip().isVisible());
    QVERIFY(!mode.paneA().scene().isVisible()); // a trace knows no layers
    const QList<ui::LegendEntry> legend = mode.findChild<ui::LegendView *>()->shownEntries();
    QVERIFY(std::ranges::count(legend, ui::LegendSwatch::DashDot, &ui::LegendEntry::swatch) == 1);
    QVERIFY(mode.strip().sentence().contains(id("measured")));
    QVERIFY(mode.strip().sentence().contains(id("0 %")));
    QCOMPARE(mode.paneA().figures()[0].value, mode.paneB().figures()[0].value); // step
    QCOMPARE(mode.paneA().figures()[1].value, mode.paneB().figures()[1].value); // busy
    QCOMPARE(m_fixture.playback().end().count, step->trace.stop);
    const ui::Actions &actions = m_fixture.window().actions();
    QVERIFY(actions.find(id("unpin"))->isEnabled());
    QVERIFY(!actions.find(id("swap-results"))->isEnabled());
    // The longer of the two ends the clock, and each stands at its own moment of it.
    m_fixture.openBuiltin(id("gpipe-4-1"));
    QVERIFY(m_fixture.compare().paneA().isVisible());
    const std::int64_t other = m_fixture.document().snapshot()->trace.stop;
    QVERIFY(other != step->trace.stop);
    QCOMPARE(m_fixture.playback().end().count, std::max(other, step->trace.stop));
    m_fixture.playback().toEnd();
    QCOMPARE(m_fixture.playback().pairedSteps().momentOfFirst(m_fixture.playback().moment()).count,
             step->trace.stop);
    actions.find(id("unpin"))->trigger();
    QVERIFY(!mode.paneA().isVisible());
    m_fixture.window().pinned().pin();
    QVERIFY(mode.paneA().scene().isVisible());
}

void TestCompareMode::whatDoesNotFitIsSaid()
{
    ui::CompareMode &mode = m_fixture.against("llama7b-dp3-80");
    QVERIFY(!m_fixture.document().snapshot()->metrics.fits);
    QVERIFY(mode.strip().sentence().contains(id("B does not fit")));
    QVERIFY(mode.strip().sentence().contains(id("A runs")));
    QVERIFY(m_fixture.playback().canPlay()); // A does
    QVERIFY(std::ranges::any_of(mode.findChild<ui::LegendView *>()->shownEntries(),
                                [](const ui::LegendEntry &entry) {
                                    return entry.text == id("does not fit");
                                })); // what red is
    m_fixture.playback().seekShare(0.5);
    QVERIFY(!pictureOf(mode).isNull());
}

// Of another model the step, and of another batch too: what is compared is work in a second, by the
// GPU and of its peak.
void TestCompareMode::stepsOfUnequalWorkAreNeitherBetterNorWorse()
{
    using Kind = ui::ComparePane::Figure::Kind;
    m_fixture.openBuiltin(id("llama7b-pp4"));
    m_fixture.window().pinned().pin();
    core::Scenario larger = m_fixture.document().scenario();
    larger = core::withGlobalBatch(larger, 2 * larger.training.globalBatch);
    m_fixture.document().edit(larger, {});
    m_fixture.settle();
    ui::CompareMode &mode = m_fixture.compare();
    const auto figureOf = [&mode](Kind kind) {
        for (const ui::ComparePane::Figure &figure : mode.paneB().figures()) {
            if (figure.kind == kind)
                return figure;
        }
        return ui::ComparePane::Figure{};
    };
    QVERIFY(figureOf(Kind::Step).change.isEmpty() && !figureOf(Kind::Step).better);
    QVERIFY(figureOf(Kind::Rate).value.endsWith(id("tokens/s")));
    QVERIFY(figureOf(Kind::Rate).change.startsWith(id("+"))); // fewer bubbles
    QVERIFY(figureOf(Kind::Utilization).change.contains(id("point")));
    QCOMPARE(mode.paneA().figures().size(), mode.paneB().figures().size());
    QVERIFY(!mode.strip().sentence().contains(id("faster")));
    QVERIFY(mode.strip().accessibleDescription().contains(id("Global batch: A ")));
}

void TestCompareMode::itIsTheSameOnceMoreAfterSwappingTwice()
{
    ui::CompareMode &mode = m_fixture.against("1f1b-4-8");
    m_fixture.playback().seekShare(0.4);
    const QString sentence = mode.strip().sentence();
    const QImage before = pictureOf(mode);
    m_fixture.window().pinned().swap();
    m_fixture.settle();
    QVERIFY(mode.strip().sentence() != sentence);
    m_fixture.window().pinned().swap();
    m_fixture.settle();
    QCOMPARE(mode.strip().sentence(), sentence);
    m_fixture.playback().seekShare(0.4);
    QCOMPARE(difference(pictureOf(mode), before), 0);
}

// At any zoom: what occurs in one of them alone is named as well.
void TestCompareMode::oneLegendNamesTheColoursOfBoth_data()
{
    QTest::addColumn<int>("zoom");
    QTest::newRow("100 %") << 100;
    QTest::newRow("200 %") << 200;
}

void TestCompareMode::oneLegendNamesTheColoursOfBoth()
{
    QFETCH(int, zoom);
    m_fixture.openBuiltin(id("dp-90-3")); // shares gradients, and never waits
    ui::CompareMode &mode = m_fixture.against("naive-3-90");
    m_fixture.window().resize(zoom == 100 ? QSize(1280, 720) : QSize(1920, 1080));
    m_fixture.window().appearance().setZoom(zoom);
    QCoreApplication::processEvents();
    const auto &legend = *mode.findChild<ui::LegendView *>();
    QVERIFY(legend.isVisible());
    QStringList names;
    for (const ui::LegendEntry &entry : legend.shownEntries())
        names.append(entry.text);
    for (const char *name : {"forward", "backward", "gradient sync", "optimizer", "idle"})
        QVERIFY2(names.contains(id(name)), qPrintable(id(name) + u": " + names.join(u", ")));
    // Below both, over nothing else.
    QVERIFY(legend.geometry().top() >= mode.paneB().geometry().bottom());
    QVERIFY(legend.parentWidget()->rect().contains(legend.geometry()));
}

void TestCompareMode::peaksStandInOneUnit()
{
    m_fixture.openBuiltin(id("dp-90-3"));
    ui::CompareMode &mode = m_fixture.against("naive-3-90");
    const auto peak = [](const ui::ComparePane &pane) { return pane.figures().back().value; };
    // 162.2 and 81.1 million bytes, as simulate --json has them.
    QCOMPARE(peak(mode.paneA()), id("162 MB"));
    QCOMPARE(peak(mode.paneB()), id("81.1 MB"));
}

QTEST_MAIN(TestCompareMode)
#include "tst_compare_mode.moc"
