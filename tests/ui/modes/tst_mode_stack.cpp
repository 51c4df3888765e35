// SPDX-License-Identifier: GPL-3.0-or-later
// The switch of modes: one is looked at, the others are not made yet or asleep.
#include "tests/ui/shell/window_fixture.h"

#include "core/scenario/edits.h"
#include "ui/controls/value_slider.h"
#include "ui/panels/control_panel.h"
#include "ui/panels/play_bar.h"
#include "ui/panels/top_bar.h"
#include "ui/views/scene/scene_view.h"

#include <QMenuBar>

namespace {

QString id(const char *name)
{
    return QString::fromLatin1(name);
}

// A mode that only counts what it is told.
class Quiet : public ui::Mode
{
public:
    using ui::Mode::Mode;

    void setLook(const ui::Look &) override {}
    [[nodiscard]] QList<QWidget *> panes() const override { return {}; }
    [[nodiscard]] bool hasOwnBar() const override { return true; }
    void togglePlay() override { ++toggled; }
    [[nodiscard]] QStringList withoutActions() const override { return {id("loop")}; }

    int woken = 0;
    int slept = 0;
    int toggled = 0;

protected:
    void wake() override { ++woken; }
    void sleep() override { ++slept; }
};

ui::Mode *makeQuiet(const ui::ModeContext &context, QWidget *parent)
{
    return new Quiet(context, parent);
}

bool hasEightDevices(const core::Scenario &scenario)
{
    return scenario.cluster.devices == 8;
}

QList<ui::ModeSpec> twoModes()
{
    QList<ui::ModeSpec> specs = {ui::modeSpecs().front()};
    specs.append(
        {{id("quiet"), id("Quiet"), {}}, Qt::CTRL | Qt::Key_9, makeQuiet, hasEightDevices});
    return specs;
}

// Counts what is painted.
class PaintCounter : public QObject
{
public:
    int count = 0;

protected:
    bool eventFilter(QObject *, QEvent *event) override
    {
        count += event->type() == QEvent::Paint ? 1 : 0;
        return false;
    }
};

} // namespace

class TestModeStack : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_fixture.open(id("1f1b-4-8"), twoModes()); }
    void cleanup() { m_fixture.close(); }
    void aModeIsMadeWhenItIsFirstChosen();
    void theOneThatIsGivenIsMadeAlone();
    void aHiddenModeGetsNoWork();
    void aModeThatIsLookedAtAgainShowsTheNewestResult();
    void keysMenuAndSwitchChooseTheSameMode();
    void actionsAskTheModeThatIsLookedAt();
    void whatMeansNothingInAModeIsGreyedThere();
    void theModeIsRemembered();
    void aScenarioOpensInTheModeForItsKind();
    void onlyModesThatExistAreOffered();
    void aLessonBeginsWithoutThePanelOfControls();

private:
    [[nodiscard]] ui::ModeStack &modes() { return m_fixture.window().modes(); }
    void edit(int microBatches)
    {
        m_fixture.document().edit(
            core::withMicroBatches(m_fixture.document().scenario(), microBatches),
            id("micro-batches"));
        m_fixture.settle();
    }
    [[nodiscard]] double shownMicroBatches()
    {
        return m_fixture.part<ui::ControlPanel>()
            .findChild<ui::ValueSlider *>(id("microbatches"))
            ->value();
    }

    WindowFixture m_fixture;
};

void TestModeStack::aModeIsMadeWhenItIsFirstChosen()
{
    QVERIFY(modes().isMade(id("explore")));
    QVERIFY(!modes().isMade(id("quiet")));
    modes().choose(id("quiet"));
    QVERIFY(modes().isMade(id("quiet")));
    const ui::Mode *made = &modes().current();
    modes().choose(id("explore"));
    modes().choose(id("quiet"));
    QCOMPARE(&modes().current(), made);
    auto &quiet = static_cast<Quiet &>(modes().current());
    QCOMPARE(quiet.woken, 2);
    QCOMPARE(quiet.slept, 1);
}

// A window that begins with a lesson makes no other mode, whatever was looked at the last time.
void TestModeStack::theOneThatIsGivenIsMadeAlone()
{
    QTemporaryDir folder;
    QSettings settings(folder.filePath(id("window.ini")), QSettings::IniFormat);
    settings.setValue(id("window/mode"), id("explore"));
    ui::Document document;
    ui::Playback playback;
    ui::Pinned pinned(document);
    ui::ModeStack given({document, playback, pinned}, twoModes(), id("quiet"));
    given.restoreState(settings);
    QCOMPARE(given.currentId(), id("quiet"));
    QVERIFY(given.isMade(id("quiet")) && !given.isMade(id("explore")));
    settings.setValue(id("window/mode"), id("quiet"));
    ui::ModeStack last({document, playback, pinned}, twoModes(), {});
    QCOMPARE(last.currentId(), id("explore"));
    last.restoreState(settings);
    QCOMPARE(last.currentId(), id("quiet"));
}

void TestModeStack::aHiddenModeGetsNoWork()
{
    m_fixture.playback().play();
    modes().choose(id("quiet"));
    QVERIFY(!m_fixture.playback().isPlaying());
    auto &scene = m_fixture.part<ui::SceneView>();
    ui::Mode *explore = nullptr;
    for (int i = 0; i < modes().count(); ++i) {
        if (modes().widget(i) != &modes().current())
            explore = static_cast<ui::Mode *>(modes().widget(i));
    }
    QVERIFY(explore != nullptr && !explore->isAwake());
    PaintCounter painted;
    for (QWidget *widget : explore->findChildren<QWidget *>())
        widget->installEventFilter(&painted);
    const QString described = scene.describe();
    const double before = shownMicroBatches();
    edit(16);
    m_fixture.document().select(2);
    m_fixture.playback().seekShare(0.8);
    QCoreApplication::processEvents();
    QCOMPARE(scene.describe(), described);
    QCOMPARE(shownMicroBatches(), before);
    QCOMPARE(painted.count, 0);
}

void TestModeStack::aModeThatIsLookedAtAgainShowsTheNewestResult()
{
    modes().choose(id("quiet"));
    edit(16);
    modes().choose(id("explore"));
    QCOMPARE(shownMicroBatches(), 16.0);
    // As if it had been looked at all the time.
    const QString woken = m_fixture.part<ui::SceneView>().describe();
    edit(4);
    edit(16);
    QCOMPARE(m_fixture.part<ui::SceneView>().describe(), woken);
}

void TestModeStack::keysMenuAndSwitchChooseTheSameMode()
{
    ui::MainWindow &window = m_fixture.window();
    auto *shown = m_fixture.part<ui::TopBar>().findChild<ui::SegmentedSwitch *>();
    QTest::keySequence(&window, QKeySequence(Qt::CTRL | Qt::Key_9));
    QCOMPARE(modes().currentId(), id("quiet"));
    QCOMPARE(shown->current(), id("quiet"));
    QVERIFY(window.actions().find(id("mode-quiet"))->isChecked());
    QVERIFY(!m_fixture.part<ui::PlayBar>().isVisible());
    QTest::keySequence(&window, QKeySequence(Qt::CTRL | Qt::Key_1));
    QCOMPARE(shown->current(), id("explore"));
    QVERIFY(m_fixture.part<ui::PlayBar>().isVisible());
    for (ui::ChoiceButton *button : shown->findChildren<ui::ChoiceButton *>()) {
        if (button->id() == id("quiet"))
            button->click();
    }
    QCOMPARE(modes().currentId(), id("quiet"));
    window.actions().find(id("mode-explore"))->trigger();
    QCOMPARE(modes().currentId(), id("explore"));
}

void TestModeStack::actionsAskTheModeThatIsLookedAt()
{
    ui::MainWindow &window = m_fixture.window();
    window.actions().find(id("play"))->trigger();
    QVERIFY(m_fixture.playback().isPlaying());
    modes().choose(id("quiet"));
    window.actions().find(id("play"))->trigger();
    QCOMPARE(static_cast<Quiet &>(modes().current()).toggled, 1);
    QVERIFY(!m_fixture.playback().isPlaying());
}

void TestModeStack::whatMeansNothingInAModeIsGreyedThere()
{
    const QAction *loop = m_fixture.window().actions().find(id("loop"));
    QVERIFY(loop->isEnabled());
    modes().choose(id("quiet"));
    QVERIFY(!loop->isEnabled());
    modes().choose(id("explore"));
    QVERIFY(loop->isEnabled());
}

void TestModeStack::theModeIsRemembered()
{
    modes().choose(id("quiet"));
    m_fixture.close();
    m_fixture.open({}, twoModes()); // opens the scenario that was open, of another kind
    QCOMPARE(modes().currentId(), id("quiet"));
    m_fixture.close();
    m_fixture.open({}, {ui::modeSpecs().front()}); // a program without it
    QCOMPARE(modes().currentId(), id("explore"));
}

void TestModeStack::aScenarioOpensInTheModeForItsKind()
{
    m_fixture.openBuiltin(id("dp8-nvlink"));
    QCOMPARE(m_fixture.document().scenario().cluster.devices, 8);
    QCOMPARE(modes().currentId(), id("quiet"));
    m_fixture.openBuiltin(id("1f1b-4-8"));
    QCOMPARE(modes().currentId(), id("explore"));
}

void TestModeStack::onlyModesThatExistAreOffered()
{
    m_fixture.close();
    m_fixture.open(id("1f1b-4-8"), {ui::modeSpecs().front()});
    QVERIFY(m_fixture.window().actions().find(id("mode-explore")) != nullptr);
    QVERIFY(m_fixture.window().actions().find(id("mode-quiet")) == nullptr);
}

// Though nothing tells yet how wide the window will be.
void TestModeStack::aLessonBeginsWithoutThePanelOfControls()
{
    const QTemporaryDir folder;
    QSettings settings(folder.filePath(id("settings.ini")), QSettings::IniFormat);
    ui::Document document;
    ui::Playback playback;
    document.open(core::loadScenario("1f1b-4-8").value(), {});
    ui::MainWindow window({document, playback, nullptr, settings, {}, 1, id("lessons")});
    window.mode().prepareLesson(id("waiting"), 0);
    window.resize(1280, 720);
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    QVERIFY(!window.mode().showsLeftPanel());
}

QTEST_MAIN(TestModeStack)
#include "tst_mode_stack.moc"
