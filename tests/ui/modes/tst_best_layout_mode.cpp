// SPDX-License-Identifier: GPL-3.0-or-later
// Best layout in the window: a search in the background, its picture, and ideas that are taken.
#include "tests/ui/shell/window_fixture.h"

#include "core/search/held_parts.h"
#include "core/search/layout_price.h"
#include "ui/bridge/layout_bridge.h"
#include "ui/controls/choice_box.h"
#include "ui/controls/table_widget.h"
#include "ui/document/pinned.h"
#include "ui/modes/best_layout_mode.h"
#include "ui/panels/ideas_panel.h"
#include "ui/panels/layout_ideas.h"
#include "ui/panels/layout_pane.h"
#include "ui/panels/layout_row.h"
#include "ui/panels/sweep_bar.h"
#include "ui/words/layout_texts.h"

#include <QAbstractButton>
#include <QMenu>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

namespace {

QString id(const char *name)
{
    return QString::fromLatin1(name);
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TestBestLayoutMode : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_fixture.open(id("llama7b-pp4"));
        m_fixture.settle();
        m_fixture.window().modes().choose(id("best-layout"));
        QTRY_VERIFY_WITH_TIMEOUT(!mode().isBusy(), 120'000);
    }
    void cleanup()
    {
        m_fixture.window().modes().choose(id("explore")); // the last mode is remembered
        m_fixture.close();
    }
    void theIdeasAreThoseOfTheCommandLine();
    void itIsAPartOfSweep();
    void anIdeaIsTakenAndUndone();
    void anotherLayoutSearchesNothingAnew();
    void anotherBatchIsSearchedAnew();
    void ideasAndTheirTitleAreWholeAtEveryWidth();
    void theKeyboardGoesAlongTheFront();
    void aClickTakesALayout();
    void whatDoesNotFitIsNotTaken();
    void whereNothingFitsItSaysOnHowMany();
    void cancelledOnMoreItGoesOnThere();
    void aLayoutIsPinned();
    void memoryThatIsToStayFreeIsSearchedAnew();
    void whatMayNotChangeIsHeld();
    void cancelledItKeepsWhatIsThere();
    void itIsSavedInEveryForm();
    void theTableHasWhatThePictureHas();
    void thePanelOfIdeasLeadsHere();

private:
    ui::BestLayoutMode &mode() { return m_fixture.part<ui::BestLayoutMode>(); }
    ui::LayoutChart &chart() { return mode().pane().chart(); }
    WindowFixture m_fixture;
};

void TestBestLayoutMode::theIdeasAreThoseOfTheCommandLine()
{
    const core::LayoutAdvice advice = core::adviseLayouts(m_fixture.document().scenario(), {});
    const core::LayoutAdvice &shown = mode().found().advice;
    QVERIFY(shown.complete);
    QVERIFY(advice.ideas.size() >= 2);
    for (std::size_t i = 0; i < advice.ideas.size(); ++i) {
        QVERIFY(shown.ideas.at(i) == advice.ideas[i]);
        QVERIFY(!mode().ideas().rows().at(i)->isHidden());
        QCOMPARE(mode().ideas().rows().at(i)->words().number, static_cast<int>(i) + 1);
    }
    QCOMPARE(shown.bound, advice.ideas.front().step);
    QCOMPARE(shown.counts.candidates, advice.counts.candidates);
    QVERIFY(mode().ideas().text().contains(id("is faster than idea 1")));
    // Each idea is what simulating it alone gives.
    for (const core::LayoutIdea &idea : shown.ideas)
        QCOMPARE(core::run(idea.scenario).value()->metrics.step, idea.step);
}

void TestBestLayoutMode::itIsAPartOfSweep()
{
    QCOMPARE(m_fixture.window().modes().currentInSwitch(), id("sweep"));
    Q_EMIT mode().bar().pageRequested(id("sweep"));
    QCOMPARE(m_fixture.window().modes().currentId(), id("sweep"));
}

void TestBestLayoutMode::anIdeaIsTakenAndUndone()
{
    const core::Scenario before = m_fixture.document().scenario();
    const core::LayoutIdea idea = mode().found().advice.ideas.front();
    QTest::mouseClick(mode().ideas().rows().front(), Qt::LeftButton);
    QTRY_VERIFY(m_fixture.document().snapshot()->scenario == m_fixture.document().scenario());
    QCOMPARE(m_fixture.document().snapshot()->metrics.step, idea.step);
    QCOMPARE(m_fixture.window().modes().currentId(), id("best-layout"));
    QVERIFY(mode().ideas().rows().front()->words().isNow);
    QVERIFY(!mode().ideas().rows().front()->isEnabled());
    m_fixture.document().undoStack().undo();
    QCOMPARE(m_fixture.document().scenario(), before);
}

void TestBestLayoutMode::anotherLayoutSearchesNothingAnew()
{
    const std::size_t points = mode().found().points.size();
    const QSignalSpy ended(&mode(), &ui::BestLayoutMode::ended);
    mode().takeIdea(1);
    QVERIFY(!mode().isBusy());
    QCOMPARE(ended.size(), 0);
    QCOMPARE(mode().found().points.size(), points);
}

void TestBestLayoutMode::anotherBatchIsSearchedAnew()
{
    core::Scenario changed = m_fixture.document().scenario();
    changed.training.globalBatch *= 2;
    m_fixture.document().edit(changed, id("batch"));
    QVERIFY(mode().isBusy());
    QTRY_VERIFY_WITH_TIMEOUT(!mode().isBusy(), 120'000);
    QCOMPARE(mode().found().advice.ideas.front().scenario.training.globalBatch,
             changed.training.globalBatch);
}

// The title and the choice of memory are apart, and the last line ends within the panel.
void TestBestLayoutMode::ideasAndTheirTitleAreWholeAtEveryWidth()
{
    auto *box = mode().ideas().findChild<ui::ChoiceBox *>();
    for (const int percent : {100, 150, 200}) {
        m_fixture.window().appearance().setZoom(percent);
        for (int wide = 1000; wide <= 1400; wide += 100) {
            m_fixture.window().resize(wide, 720);
            QCoreApplication::processEvents();
            QVERIFY(box->width() >= box->neededWidth());
            for (const QWidget *part : mode().ideas().findChildren<QWidget *>()) {
                if (part->parentWidget() != &mode().ideas() || !part->isVisible())
                    continue;
                QVERIFY(mode().ideas().rect().contains(part->geometry()));
                QVERIFY(part == box || !part->geometry().intersects(box->geometry()));
            }
        }
    }
    m_fixture.window().appearance().setZoom(100);
}

void TestBestLayoutMode::theKeyboardGoesAlongTheFront()
{
    chart().setFocus();
    QTest::keyClick(&chart(), Qt::Key_Home);
    QVERIFY(chart().selected().has_value());
    const std::vector<core::LayoutPoint> reached = chart().reached();
    QVERIFY(reached.size() >= 3);
    for (const core::LayoutPoint &point : reached) {
        QCOMPARE(*chart().selected(), point);
        QVERIFY(mode().bar().text().contains(
            QString::fromStdString(core::figureOf(point.step).text())));
        QTest::keyClick(&chart(), Qt::Key_Right);
    }
    QTest::keyClick(&chart(), Qt::Key_Home);
    const core::LayoutPoint least = *chart().selected();
    QTest::keyClick(&chart(), Qt::Key_Return);
    QCOMPARE(core::layoutOf(m_fixture.document().scenario()), least.layout);
}

void TestBestLayoutMode::aClickTakesALayout()
{
    const core::LayoutPoint point = chart().reached().front();
    QTest::mouseClick(&chart(), Qt::LeftButton, {}, chart().placeOf(point).value().toPoint());
    QTRY_VERIFY(m_fixture.document().snapshot()->scenario == m_fixture.document().scenario());
    QCOMPARE(core::layoutOf(m_fixture.document().scenario()), point.layout);
    QCOMPARE(m_fixture.document().snapshot()->metrics.step, point.step);
}

void TestBestLayoutMode::whatDoesNotFitIsNotTaken()
{
    core::Scenario before = m_fixture.document().scenario();
    before.cluster.device.memory = {30'000'000'000};
    m_fixture.document().edit(before, id("less memory"));
    QTRY_VERIFY_WITH_TIMEOUT(!mode().isBusy(), 120'000);
    before = m_fixture.document().scenario();
    const auto &points = mode().found().points;
    const auto tooLarge = std::ranges::find(points, false, &core::LayoutPoint::fits);
    QVERIFY(tooLarge != points.end());
    chart().select(*tooLarge);
    mode().takeLayout(*tooLarge);
    QCOMPARE(m_fixture.document().scenario(), before);
    QVERIFY(mode().bar().text().contains(id("does not fit")));
}

// 16 bytes for each of 6.74 billion parameters are 107.8 GB, on 4 GPUs 27 GB: too much for 20 GB
// each, and with half as much on each of 8 there is room.
void TestBestLayoutMode::whereNothingFitsItSaysOnHowMany()
{
    core::Scenario changed = m_fixture.document().scenario();
    changed.cluster.device.memory = {20'000'000'000};
    m_fixture.document().edit(changed, id("less memory"));
    QTRY_VERIFY_WITH_TIMEOUT(!mode().isBusy(), 120'000);
    const core::LayoutAdvice &advice = mode().found().advice;
    QVERIFY(advice.complete && advice.ideas.empty() && advice.devicesKnown);
    QCOMPARE(advice.devicesNeeded, std::optional(8));
    QVERIFY2(mode().ideas().text().contains(id("On 8 GPUs there is one that fits.")),
             qPrintable(mode().ideas().text()));
}

// 107.8 GB on the 256 GPUs that are tried at most are 0.42 GB each: too much for 0.3 GB. Cancelled
// at the first news of that, it says so, and goes on there without another search.
void TestBestLayoutMode::cancelledOnMoreItGoesOnThere()
{
    core::Scenario changed = m_fixture.document().scenario();
    changed.cluster.device.memory = {300'000'000};
    const core::LayoutAdvice &advice = mode().found().advice;
    QString busy;
    QObject context;
    connect(mode().findChild<ui::LayoutBridge *>(), &ui::LayoutBridge::told, &context, [&] {
        if (advice.devicesTried == 0 || !busy.isEmpty())
            return;
        busy = mode().bar().text();
        Q_EMIT mode().bar().cancelRequested();
    });
    m_fixture.document().edit(changed, id("less memory"));
    QTRY_VERIFY_WITH_TIMEOUT(!mode().isBusy(), 120'000);
    QVERIFY2(busy.contains(id("No layout fits; looking on ")), qPrintable(busy));
    QVERIFY(advice.complete && !advice.devicesKnown);
    QVERIFY2(mode().bar().text().contains(id("cancelled while looking for one on more GPUs")),
             qPrintable(mode().bar().text()));
    QVERIFY(!mode().ideas().text().contains(id("On ")));
    const std::size_t looked = mode().found().points.size();
    Q_EMIT mode().bar().restartRequested();
    QVERIFY(mode().isBusy());
    QTRY_VERIFY_WITH_TIMEOUT(!mode().isBusy(), 120'000);
    QVERIFY(advice.devicesKnown && !advice.devicesNeeded);
    QCOMPARE(advice.devicesTried, 256);
    QCOMPARE(mode().found().points.size(), looked); // and none was looked at anew
    QVERIFY2(mode().bar().text().contains(id("Search complete")), qPrintable(mode().bar().text()));
}

void TestBestLayoutMode::aLayoutIsPinned()
{
    const core::LayoutPoint point = chart().reached().front();
    chart().setFocus();
    chart().select(point);
    QTest::keyClick(&chart(), Qt::Key_P);
    QTRY_VERIFY(m_fixture.window().pinned().snapshot());
    QCOMPARE(m_fixture.window().pinned().snapshot()->metrics.step, point.step);
}

void TestBestLayoutMode::memoryThatIsToStayFreeIsSearchedAnew()
{
    const core::Scenario before = m_fixture.document().scenario();
    const core::Bytes memory = before.cluster.device.memory;
    ui::ChoiceBox &box = mode().ideas().memory();
    box.setCurrentIndex(3); // 20 %
    Q_EMIT box.chosen(box.currentId());
    QVERIFY(mode().isBusy());
    QTRY_VERIFY_WITH_TIMEOUT(!mode().isBusy(), 120'000);
    const core::Bytes limit = memory - core::Bytes{memory.count / 5};
    const core::LayoutAdvice alone =
        core::adviseLayouts(before, {.keepFree = core::Bytes{memory.count / 5}});
    QCOMPARE(mode().found().advice.limit, limit);
    QCOMPARE(mode().found().advice.ideas.front().step, alone.ideas.front().step);
    for (const core::LayoutIdea &idea : mode().found().advice.ideas)
        QVERIFY(idea.memory <= limit);
    QCOMPARE(mode().pane().chart().data().limit, limit);
    QCOMPARE(m_fixture.document().scenario(), before);
}

// The menu says what may change; a row that is unchecked is held, and the subtitle says so.
void TestBestLayoutMode::whatMayNotChangeIsHeld()
{
    const core::Scenario before = m_fixture.document().scenario();
    QAbstractButton *button = nullptr;
    for (auto *each : mode().pane().findChildren<QAbstractButton *>()) {
        if (each->accessibleName() == QStringLiteral("Choose what may change…"))
            button = each;
    }
    QVERIFY(button);
    QTest::mouseClick(button, Qt::LeftButton);
    auto *menu = mode().pane().findChild<QMenu *>();
    QVERIFY(menu && menu->isVisible());
    const auto row = [menu](const char *text) {
        const QList<QAction *> actions = menu->actions();
        const auto found = std::ranges::find(actions, id(text), &QAction::text);
        return found == actions.end() ? nullptr : *found;
    };
    QVERIFY(row("Stages") && row("Stages")->isChecked() && row("Schedule"));
    QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(row("Stages")).center());
    QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(row("Schedule")).center());
    QVERIFY(menu->isVisible() && !row("Stages")->isChecked());
    menu->close();
    QTRY_VERIFY_WITH_TIMEOUT(!mode().isBusy(), 120'000);
    const auto held = core::heldPartsFrom("pipeline,schedule").value();
    QCOMPARE(mode().pane().held(), held);
    const core::LayoutAdvice alone = core::adviseLayouts(before, {.most = 1, .held = held});
    QVERIFY(!alone.ideas.empty());
    const core::LayoutAdvice &found = mode().found().advice;
    QCOMPARE(found.ideas.front().step.count, alone.ideas.front().step.count);
    for (const core::LayoutIdea &idea : found.ideas) {
        QCOMPARE(idea.scenario.parallel.pipeline, before.parallel.pipeline);
        QCOMPARE(idea.scenario.parallel.schedule, before.parallel.schedule);
    }
    QCOMPARE(ui::searchSubtitle(before, held),
             ui::searchSubtitle(before, {}) + QStringLiteral(" · fixed: Stages, Schedule"));
}

void TestBestLayoutMode::cancelledItKeepsWhatIsThere()
{
    Q_EMIT mode().bar().restartRequested();
    QVERIFY(mode().isBusy());
    QTRY_VERIFY_WITH_TIMEOUT(!mode().found().points.empty(), 60'000);
    const std::size_t points = mode().found().points.size();
    Q_EMIT mode().bar().cancelRequested();
    QVERIFY(!mode().isBusy());
    QVERIFY(mode().found().points.size() >= points);
    m_fixture.document().undoStack().undo(); // nothing to search anew
    QVERIFY(!mode().isBusy());
}

void TestBestLayoutMode::itIsSavedInEveryForm()
{
    const QTemporaryDir folder;
    const auto saved = [&](const char *name) {
        mode().saveTo(folder.filePath(id(name)));
        return contentOf(folder.filePath(id(name)));
    };
    const QByteArray csv = saved("layouts.csv");
    QCOMPARE(csv.count('\n'), static_cast<int>(mode().found().points.size()) + 1);
    QVERIFY(saved("layouts.json").contains("parallarium-advice/1"));
    QVERIFY(saved("layouts.png").startsWith("\x89PNG"));
    const QByteArray svg = saved("layouts.svg");
    QVERIFY(svg.contains("<svg") && svg.contains("does not fit"));
    QVERIFY(!svg.contains("<image")); // shapes
    QVERIFY(saved("layouts.pdf").startsWith("%PDF"));
    const QSignalSpy complained(&mode(), &ui::Mode::complained);
    QVERIFY(saved("layouts.doc").isEmpty());
    QVERIFY(complained.first().first().toString().contains(id(".svg")));
}

void TestBestLayoutMode::theTableHasWhatThePictureHas()
{
    mode().pane().showTable(true);
    QVERIFY(chart().isHidden());
    const auto most = static_cast<int>(ui::LayoutPane::kMostRows);
    QCOMPARE(mode().pane().table().rowCount(),
             std::min(static_cast<int>(mode().found().points.size()), most));
    QCOMPARE(
        mode().pane().table().item(0, 0)->text(),
        QString::fromStdString(core::figureOf(mode().found().advice.ideas.front().step).text()));
    mode().pane().showTable(false);
}

void TestBestLayoutMode::thePanelOfIdeasLeadsHere()
{
    m_fixture.window().modes().choose(id("explore"));
    m_fixture.window().resize(1600, 900); // room for the right pane
    auto *panel = m_fixture.window().mode().findChild<ui::IdeasPanel *>();
    QVERIFY(panel != nullptr);
    for (QAbstractButton *button : panel->findChildren<QAbstractButton *>()) {
        if (button->text().contains(id("whole space")))
            button->click();
    }
    QCOMPARE(m_fixture.window().modes().currentId(), id("best-layout"));
}

QTEST_MAIN(TestBestLayoutMode)
#include "tst_best_layout_mode.moc"
