// SPDX-License-Identifier: GPL-3.0-or-later
// A mystery box in the window: nothing names the fault before the class does, and afterwards the
// scenario from before is back.
#include "../shell/text_recorder.h"
#include "../shell/window_fixture.h"
#include "core/classroom/disguise.h"
#include "ui/controls/accessible_items.h"
#include "ui/controls/option_button.h"
#include "ui/modes/mystery_mode.h"
#include "ui/modes/mystery_panel.h"
#include "ui/paint/scene/scene_painter.h"
#include "ui/panels/control_panel.h"
#include "ui/panels/lower_pane.h"
#include "ui/panels/right_pane.h"
#include "ui/present/present_screen.h"
#include "ui/shell/actions.h"
#include "ui/shell/presenting.h"
#include "ui/views/scene/scene_view.h"

#include <QLabel>
#include <QLineEdit>
#include <QRegularExpression>
#include <QSet>

using State = ui::MysteryBox::State;

namespace {

bool isOfPanel(const QWidget &part)
{
    for (const QWidget *each = &part; each != nullptr; each = each->parentWidget()) {
        if (qobject_cast<const ui::MysteryPanel *>(each) != nullptr)
            return true;
    }
    return false;
}

} // namespace

class TestMysteryMode : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_fixture.close(); }
    void nothingNamesAHiddenFault_data() { boxes(); }
    void nothingNamesAHiddenFault();
    void whatIsNamedRightlyIsTold_data() { boxes(); }
    void whatIsNamedRightlyIsTold();
    void whatIsNamedWronglyStaysHidden_data() { boxes(); }
    void whatIsNamedWronglyStaysHidden();
    void aRepairIsRecognised_data() { boxes(); }
    void aRepairIsRecognised();
    void leftItBringsTheScenarioBack_data() { boxes(); }
    void leftItBringsTheScenarioBack();
    void undoneItBringsTheScenarioBack_data() { boxes(); }
    void undoneItBringsTheScenarioBack();
    void undoAfterNamingLeavesTheBox();
    void anotherModeLeavesTheBox();
    void anotherScenarioClosesTheBox();
    void whatWouldTellIsGreyed();
    void aSeedIsABox();
    void badSeedsAreRefused_data();
    void badSeedsAreRefused();
    void itIsNamedByKeyAndInAPresentation();

private:
    void boxes();
    void open(int seed)
    {
        m_fixture.window().actions().find(QStringLiteral("mystery"))->trigger();
        mode().box().open(static_cast<std::uint64_t>(seed));
        m_fixture.settle();
    }
    [[nodiscard]] ui::MysteryMode &mode() { return m_fixture.part<ui::MysteryMode>(); }
    [[nodiscard]] core::MysteryFault another() const
    {
        return static_cast<core::MysteryFault>((static_cast<int>(m_fault) + 1) %
                                               core::kMysteryFaultCount);
    }
    [[nodiscard]] QStringList textsOfWindow(bool withPanel);
    void collectPainted(QStringList &texts);
    [[nodiscard]] QStringList tellingIn(const QStringList &texts) const;

    WindowFixture m_fixture;
    core::Scenario m_before;
    core::Mystery m_mystery;
    core::MysteryFault m_fault = core::MysteryFault::SlowDevice;
};

void TestMysteryMode::init()
{
    m_fixture.open(QStringLiteral("1f1b-4-8"));
    QVERIFY(QTest::qWaitForWindowActive(&m_fixture.window()));
    m_fixture.window().modes().choose(QStringLiteral("explore")); // whatever was last
    m_before = m_fixture.document().scenario();
    if (QTest::currentDataTag() == nullptr)
        return;
    // The first box with the fault that the row is called after.
    for (std::uint64_t seed = 1; seed <= 200; ++seed) {
        m_mystery = core::makeMystery(seed);
        m_fault = m_mystery.fault;
        if (core::nameOf(m_fault) == QTest::currentDataTag())
            return;
    }
}

void TestMysteryMode::boxes()
{
    QTest::addColumn<int>("fault");
    for (int fault = 0; fault < core::kMysteryFaultCount; ++fault)
        QTest::newRow(core::nameOf(static_cast<core::MysteryFault>(fault)).data()) << fault;
}

// All that can be read: by a screen reader, in a tip, on a label, or as it is painted. But for the
// answers to choose from, which are the same for every box.
QStringList TestMysteryMode::textsOfWindow(bool withPanel)
{
    QStringList texts = {m_fixture.window().windowTitle(), mode().describe()};
    for (QWidget *part : m_fixture.window().findChildren<QWidget *>()) {
        const bool isAsked =
            isOfPanel(*part) &&
            (!withPanel || qobject_cast<const ui::OptionButton *>(part) != nullptr);
        if (!part->isVisible() || isAsked)
            continue;
        const QString of = QString::fromLatin1(part->metaObject()->className()) + QLatin1Char(' ');
        texts << of + part->accessibleName() << part->accessibleDescription() << part->toolTip();
        if (const auto *label = qobject_cast<QLabel *>(part))
            texts << label->text();
        if (const auto *items = dynamic_cast<const ui::AccessibleItems *>(part)) {
            for (int i = 0; i < items->itemCount(); ++i) {
                const auto item = items->itemAt(i);
                texts << item.name << item.value << item.description;
            }
        }
        if (const auto *scene = qobject_cast<ui::SceneView *>(part)) {
            for (int y = 0; y < scene->height(); y += 12) {
                for (int x = 0; x < scene->width(); x += 12)
                    texts << scene->tipAt(QPointF(x, y));
            }
        }
    }
    collectPainted(texts);
    return texts;
}

// Every tab at several moments.
void TestMysteryMode::collectPainted(QStringList &texts)
{
    const core::SnapshotPtr snapshot = mode().shown();
    auto *lower = mode().findChild<ui::LowerPane *>();
    auto *panel = mode().findChild<ui::MysteryPanel *>();
    panel->hide(); // its options name every fault there is
    auto *scene = mode().findChild<ui::SceneView *>();
    for (const double share : {0.0, 0.3, 0.6, 1.0}) {
        m_fixture.playback().seekShare(share);
        for (const ui::ChoiceItem &tab : lower->tabs()) {
            mode().showTab(tab.id);
            TextRecorder recorder(m_fixture.window().size());
            m_fixture.window().render(&recorder);
            for (const RecordedText &text : recorder.texts())
                texts << tab.id + QLatin1Char(' ') + text.text;
        }
        if (!scene->isVisible() || !snapshot)
            continue;
        TextRecorder recorder(scene->size()); // its still part is painted once and kept
        QPainter painter(&recorder);
        ui::paintScene(painter, *snapshot, m_fixture.playback().moment(), scene->size(),
                       m_fixture.window().appearance().look());
        painter.end();
        for (const RecordedText &text : recorder.texts())
            texts << QStringLiteral("painted ") + text.text;
    }
    panel->show();
}

// Words that each name a fault, and figures that only it has.
QStringList TestMysteryMode::tellingIn(const QStringList &texts) const
{
    QStringList telling = {
        QStringLiteral("\\b(slow|slowed|straggler|cut|misplaced|uneven|unevenly|Try)\\b"),
        QStringLiteral("is down|full copy|ZeRO")};
    if (m_fault == core::MysteryFault::UnevenLayers) {
        const core::Plan faulty = core::makePlan(m_mystery.faulty).value();
        const core::Plan healthy = core::makePlan(m_mystery.healthy).value();
        for (int stage = 0; stage < 4; ++stage) {
            const std::string layers = core::stageLayersText(faulty, stage);
            if (layers != core::stageLayersText(healthy, stage))
                telling << QRegularExpression::escape(QString::fromStdString(layers));
        }
    }
    const QRegularExpression words(telling.join(QLatin1Char('|')),
                                   QRegularExpression::CaseInsensitiveOption);
    QSet<QString> found;
    for (const QString &text : texts) {
        if (text.contains(words))
            found.insert(text);
    }
    return found.values();
}

void TestMysteryMode::nothingNamesAHiddenFault()
{
    m_fixture.window().resize(1600, 900); // room for the right pane, which has ideas
    open(static_cast<int>(m_mystery.seed));
    QCOMPARE(mode().box().state(), State::Naming);
    const QStringList hidden = tellingIn(textsOfWindow(true));
    QVERIFY2(hidden.isEmpty(), qPrintable(hidden.join(QStringLiteral("\n")).left(2000)));
    QVERIFY(!mode().findChild<ui::ControlPanel *>()->isVisible());
    const auto *right = mode().findChild<ui::RightPane *>();
    QVERIFY(right == nullptr || !right->isVisible());
    QVERIFY(!m_fixture.document().ideas() && !m_fixture.document().remedies());
    // The faults that the window has words for are found once they are told: the walk sees them.
    using enum core::MysteryFault;
    mode().box().tell();
    m_fixture.settle();
    if (m_fault != FewMicroBatches)
        QTRY_VERIFY(!tellingIn(textsOfWindow(false)).isEmpty());
}

void TestMysteryMode::whatIsNamedRightlyIsTold()
{
    open(static_cast<int>(m_mystery.seed));
    QVERIFY(m_fixture.document().keepsSecret());
    mode().box().name(m_fault);
    m_fixture.settle();
    QCOMPARE(mode().box().state(), State::Repairing);
    QVERIFY(!mode().box().wasTold());
    QCOMPARE(m_fixture.document().scenario(), m_mystery.faulty);
    QVERIFY(mode().box().clue().contains(QRegularExpression(QStringLiteral("[0-9]"))));
    QVERIFY(mode().findChild<ui::ControlPanel *>()->isVisible());
    QCOMPARE(m_fixture.document().snapshot()->trace.stop,
             core::run(m_mystery.faulty).value()->trace.stop);
    QVERIFY(m_fixture.window().actions().find(QStringLiteral("export"))->isEnabled());
}

void TestMysteryMode::whatIsNamedWronglyStaysHidden()
{
    open(static_cast<int>(m_mystery.seed));
    const core::Scenario shown = m_fixture.document().scenario();
    mode().box().name(another());
    m_fixture.settle();
    QCOMPARE(mode().box().state(), State::Naming);
    QVERIFY(mode().box().wrong().contains(static_cast<int>(another())));
    QCOMPARE(m_fixture.document().scenario(), shown);
    const QList<ui::OptionButton *> options = mode().findChildren<ui::OptionButton *>();
    QCOMPARE(options.size(), core::kMysteryFaultCount);
    int marked = 0;
    for (const ui::OptionButton *option : options)
        marked += option->verdict() == ui::OptionButton::Verdict::WronglyChosen ? 1 : 0;
    QCOMPARE(marked, 1); // and none says which is right
    mode().box().name(m_fault);
    QCOMPARE(mode().box().state(), State::Repairing);
}

void TestMysteryMode::aRepairIsRecognised()
{
    open(static_cast<int>(m_mystery.seed));
    mode().box().name(m_fault);
    m_fixture.settle();
    m_fixture.document().edit(m_mystery.healthy, QStringLiteral("repair"));
    m_fixture.settle();
    QCOMPARE(mode().box().state(), State::Repaired);
}

void TestMysteryMode::leftItBringsTheScenarioBack()
{
    open(static_cast<int>(m_mystery.seed));
    for (const bool named : {false, true}) {
        if (named) {
            open(static_cast<int>(m_mystery.seed));
            mode().box().name(m_fault);
            m_fixture.document().edit(m_mystery.healthy, QStringLiteral("repair"));
        }
        mode().box().leave();
        m_fixture.settle();
        QCOMPARE(m_fixture.document().scenario(), m_before);
        QCOMPARE(m_fixture.document().snapshot()->scenario, m_before);
        QVERIFY(!m_fixture.document().isModified());
        QCOMPARE(m_fixture.window().modes().currentId(), QStringLiteral("explore"));
        // Its result is that of the scenario, and no longer that of a box.
        QCOMPARE(m_fixture.document().snapshot()->trace.stop,
                 core::run(m_before).value()->trace.stop);
    }
}

void TestMysteryMode::undoneItBringsTheScenarioBack()
{
    open(static_cast<int>(m_mystery.seed));
    m_fixture.document().undoStack().undo();
    m_fixture.settle();
    QCOMPARE(mode().box().state(), State::Closed);
    QCOMPARE(m_fixture.document().scenario(), m_before);
    QCOMPARE(m_fixture.window().modes().currentId(), QStringLiteral("explore"));
}

void TestMysteryMode::undoAfterNamingLeavesTheBox()
{
    open(1);
    mode().box().tell();
    m_fixture.settle();
    m_fixture.document().undoStack().undo();
    m_fixture.settle();
    QCOMPARE(mode().box().state(), State::Closed); // and not repaired by that
    QCOMPARE(m_fixture.document().scenario(), m_before);
}

void TestMysteryMode::anotherModeLeavesTheBox()
{
    open(1);
    m_fixture.window().modes().choose(QStringLiteral("lessons"));
    m_fixture.settle();
    QCOMPARE(m_fixture.window().modes().currentId(), QStringLiteral("lessons"));
    QCOMPARE(mode().box().state(), State::Closed);
    QCOMPARE(m_fixture.document().scenario(), m_before);
}

void TestMysteryMode::anotherScenarioClosesTheBox()
{
    open(1);
    m_fixture.openBuiltin(QStringLiteral("gpipe-4-8"));
    QCOMPARE(mode().box().state(), State::Closed);
    QCOMPARE(m_fixture.document().scenario(), core::loadScenario("gpipe-4-8").value());
    QCOMPARE(m_fixture.window().modes().currentId(), QStringLiteral("explore"));
}

void TestMysteryMode::whatWouldTellIsGreyed()
{
    open(1);
    const auto isOffered = [this](const char *id) {
        return m_fixture.window().actions().find(QString::fromLatin1(id))->isEnabled();
    };
    const char *const ids[] = {"advice",      "export",        "save",       "save-as",
                               "assumptions", "copy-scenario", "left-panel", "critical-path"};
    for (const char *id : ids)
        QVERIFY2(!isOffered(id), id);
    mode().box().leave();
    for (const char *id : ids)
        QVERIFY2(isOffered(id), id);
}

void TestMysteryMode::aSeedIsABox()
{
    open(11);
    const core::Scenario shown = m_fixture.document().scenario();
    mode().box().open(12);
    m_fixture.settle();
    QVERIFY(m_fixture.document().scenario().title != shown.title);
    mode().box().open(11);
    m_fixture.settle();
    QCOMPARE(m_fixture.document().scenario(), shown);
    mode().box().leave(); // one box, however many were opened
    QCOMPARE(m_fixture.document().scenario(), m_before);
}

void TestMysteryMode::badSeedsAreRefused_data()
{
    QTest::addColumn<QString>("typed");
    for (const char *typed :
         {"", "abc", "0", "-3", "1.5", "1e3", "1000000", "0x10", "99999999999999999999999"})
        QTest::newRow(*typed == '\0' ? "nothing" : typed) << QString::fromLatin1(typed);
}

void TestMysteryMode::badSeedsAreRefused()
{
    QFETCH(QString, typed);
    m_fixture.window().actions().find(QStringLiteral("mystery"))->trigger();
    auto *seed = mode().findChild<QLineEdit *>(QStringLiteral("seed"));
    QVERIFY(seed->isVisible());
    seed->setText(typed);
    QTest::keyClick(seed, Qt::Key_Return);
    QCOMPARE(mode().box().state(), State::Closed);
    bool refused = false;
    for (const QLabel *label : mode().findChildren<QLabel *>())
        refused |= label->isVisible() &&
                   label->text().contains(QStringLiteral("from 1 to 999999")) &&
                   label->text().contains(typed);
    QVERIFY(refused);
    seed->setText(QStringLiteral(" 42 "));
    QTest::keyClick(seed, Qt::Key_Return);
    QCOMPARE(mode().box().state(), State::Naming);
    QCOMPARE(mode().box().seed(), std::uint64_t{42});
}

void TestMysteryMode::itIsNamedByKeyAndInAPresentation()
{
    open(1);
    const core::MysteryFault fault = mode().box().fault();
    const auto wrong = (static_cast<int>(fault) + 3) % core::kMysteryFaultCount;
    QTest::keyClick(&m_fixture.part<ui::MysteryPanel>(), Qt::Key(Qt::Key_1 + wrong));
    QVERIFY(mode().box().wrong().contains(wrong));
    m_fixture.window().presenting().startHere();
    m_fixture.window().presenting().screen()->press(Qt::Key_1 + static_cast<int>(fault));
    QCOMPARE(mode().box().state(), State::Repairing);
}

QTEST_MAIN(TestMysteryMode)
#include "tst_mystery_mode.moc"
