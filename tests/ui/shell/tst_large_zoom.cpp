// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/presets/builtin_scenarios.h"
#include "text_recorder.h"
#include "ui/controls/choice_box.h"
#include "ui/controls/choice_row.h"
#include "ui/paint/primitives.h"
#include "ui/panels/kpi_strip.h"
#include "ui/panels/lower_pane.h"
#include "ui/panels/top_bar.h"
#include "ui/shell/assumptions_drawer.h"
#include "ui/shell/device_inspector.h"
#include "ui/views/scene/scene_view.h"
#include "ui/views/timeline/legend_view.h"
#include "window_fixture.h"

#include <QFontInfo>
#include <QLabel>
#include <QStandardPaths>

#include <algorithm>
#include <cmath>

namespace {

QString id(const char *text)
{
    return QString::fromLatin1(text);
}

} // namespace

// At twice the size in a window of 1280 x 720 everything is still there, in its place.
class TestLargeZoom : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void theDrawerStaysBelowTheTopBar();
    void notesOfHeadlineNumbersAreNotCut();
    void numbersAndUnitsAreNotCut();
    void nothingInTheTopBarCoversAnother();
    void theSceneIsInSightAtTwiceTheSize();
    void theInspectorGrowsWithTheZoomAndShowsEveryLine();
    void tabsAndLegendOfTheLowerPaneHaveRoom();
    void everyModeCanBeChosen(); // last: it makes another mode, with a scene of its own

private:
    WindowFixture m_fixture;
};

void TestLargeZoom::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    m_fixture.open(id("gpt3-64-4x4x4"));
    m_fixture.window().resize(1280, 720);
}

void TestLargeZoom::theDrawerStaysBelowTheTopBar()
{
    ui::MainWindow &window = m_fixture.window();
    auto &drawer = m_fixture.part<ui::AssumptionsDrawer>();
    QAction *action = window.actions().find(id("assumptions"));
    window.resize(1280, 720);
    for (const int percent : {100, 150, 200, 250}) {
        window.appearance().setZoom(percent);
        QCoreApplication::processEvents();
        action->trigger();
        QCoreApplication::processEvents();
        QVERIFY(drawer.isVisible());
        const QRect mode(window.mode().mapTo(window.centralWidget(), QPoint()),
                         window.mode().size());
        QVERIFY2(mode.contains(drawer.geometry()), qPrintable(QString::number(percent)));
        // Room for some lines of text: as much as there is where 220 logical pixels are too many.
        QVERIFY(drawer.height() >= std::min(mode.height(), 220 * percent / 100));
        action->trigger();
        QCoreApplication::processEvents();
    }
}

void TestLargeZoom::notesOfHeadlineNumbersAreNotCut()
{
    ui::MainWindow &window = m_fixture.window();
    auto &strip = m_fixture.part<ui::KpiStrip>();
    for (const char *scenario : {"llama7b-zero1-8", "gpt3-64-t8", "gpt3-64-4x4x4",
                                 "llama3-405b-16k", "mixtral-ep8", "deepseek-v3-2048"}) {
        window.appearance().setZoom(100);
        m_fixture.openBuiltin(id(scenario));
        for (const QSize size : {QSize(1280, 720), QSize(1024, 640), QSize(1920, 1080)}) {
            window.resize(size);
            for (const int percent : {100, 125, 150, 200, 250}) {
                window.appearance().setZoom(percent);
                QCoreApplication::processEvents();
                for (int i = 0; i < 5; ++i) {
                    const QString note = strip.shownNote(i);
                    const ui::KpiText &text = strip.texts()[std::size_t(i)];
                    // In the narrowest cards the unit stands in its place.
                    const bool tiny = size.width() < 450 * percent / 100;
                    QVERIFY2(note == text.note || note == text.brief || (tiny && note == text.unit),
                             qPrintable(QStringLiteral("%1 at %2 %: %3")
                                            .arg(id(scenario))
                                            .arg(percent)
                                            .arg(note)));
                }
            }
        }
    }
}

// In cards of one line too, where units stand beside the numbers.
void TestLargeZoom::numbersAndUnitsAreNotCut()
{
    ui::MainWindow &window = m_fixture.window();
    auto &strip = m_fixture.part<ui::KpiStrip>();
    int low = 0;
    for (const core::BuiltinScenario &scenario : core::builtinScenarios()) {
        m_fixture.openBuiltin(QString::fromLatin1(scenario.id.data()));
        window.modes().choose(id("explore"));
        for (const QSize size : {QSize(1280, 720), QSize(1920, 1080)}) {
            window.resize(size);
            for (const int percent : {100, 200}) {
                window.appearance().setZoom(percent);
                QCoreApplication::processEvents();
                low += strip.isCompact() ? 1 : 0;
                TextRecorder recorder(strip.size());
                strip.render(&recorder);
                QStringList painted;
                for (const RecordedText &text : recorder.texts())
                    painted.append(text.text);
                for (const ui::KpiText &text : strip.texts()) {
                    const QString where = QStringLiteral("%1 at %2 %: %3 %4")
                                              .arg(QLatin1StringView(scenario.id.data()))
                                              .arg(percent)
                                              .arg(text.value, text.unit);
                    QVERIFY2(painted.contains(text.value), qPrintable(where));
                    QVERIFY2(text.unit.isEmpty() || painted.contains(text.unit), qPrintable(where));
                }
            }
        }
    }
    QVERIFY(low > 0);
}

// From half the width that they would take.
void TestLargeZoom::tabsAndLegendOfTheLowerPaneHaveRoom()
{
    ui::MainWindow &window = m_fixture.window();
    m_fixture.openBuiltin(id("1f1b-4-8"));
    window.modes().choose(id("explore"));
    window.resize(1280, 720);
    window.appearance().setZoom(100);
    QCoreApplication::processEvents();
    const QList<ui::LowerPane *> panes = window.findChildren<ui::LowerPane *>(); // of each mode
    const auto shown = std::ranges::find_if(panes, &QWidget::isVisible);
    QVERIFY(shown != panes.end());
    ui::LowerPane &pane = **shown;
    auto *tabs = pane.findChild<ui::TabStrip *>();
    auto *legend = pane.findChild<ui::LegendView *>();
    for (const int percent : {100, 150, 200}) {
        window.appearance().setZoom(percent);
        ui::Look look = window.appearance().look();
        const int header = look.ipx(35);
        for (int wide = look.ipx(480); wide <= look.ipx(1200); wide += look.ipx(40)) {
            pane.resize(wide, look.ipx(240));
            double end = 0;
            for (const auto *tab : tabs->findChildren<ui::ChoiceButton *>()) {
                const double words =
                    ui::textWidth(look.font(ui::TextRole::ControlStrong), tab->text());
                const QPointF middle = tab->mapTo(&pane, tab->rect().center());
                QVERIFY2(middle.x() - words / 2 >= end, qPrintable(tab->text()));
                end = middle.x() + words / 2 + look.px(6); // the next one begins behind that
            }
            QVERIFY2(end - look.px(6) <= wide - look.px(14),
                     qPrintable(QStringLiteral("%1 at %2: %3").arg(wide).arg(percent).arg(end)));
            const bool isBelow = legend->isVisibleTo(&pane) && legend->x() < end;
            QVERIFY(!isBelow || legend->y() >= header);
        }
    }
}

// Where the switch has no room, a list of the modes stands there.
void TestLargeZoom::everyModeCanBeChosen()
{
    ui::MainWindow &window = m_fixture.window();
    auto &bar = m_fixture.part<ui::TopBar>();
    window.resize(1280, 720);
    for (const int percent : {100, 250}) {
        window.appearance().setZoom(percent);
        QCoreApplication::processEvents();
        auto *list = bar.findChild<ui::ChoiceBox *>();
        QCOMPARE(list->isVisible(), !bar.findChild<ui::SegmentedSwitch *>()->isVisible());
        QCOMPARE(list->isVisible(), percent == 250);
        QCOMPARE(list->count(), window.modes().switchItems().size());
    }
    auto *list = bar.findChild<ui::ChoiceBox *>();
    list->setCurrentIndex(2);
    Q_EMIT list->activated(2); // as when a person picks it
    QCOMPARE(window.modes().currentId(), window.modes().specs()[2].item.id);
    window.modes().choose(QStringLiteral("explore"));
    QCOMPARE(list->currentId(), QStringLiteral("explore"));
    // A mode that is not in the list has its name there all the same.
    window.modes().choose(QStringLiteral("editor"));
    TextRecorder recorder(list->size());
    list->render(&recorder);
    QVERIFY(std::ranges::any_of(recorder.texts(), [](const RecordedText &text) {
        return text.text.startsWith(QStringLiteral("Sch"));
    }));
    window.modes().choose(QStringLiteral("explore"));
    window.appearance().setZoom(100);
}

void TestLargeZoom::nothingInTheTopBarCoversAnother()
{
    ui::MainWindow &window = m_fixture.window();
    auto &bar = m_fixture.part<ui::TopBar>();
    for (const QSize size : {QSize(1280, 720), QSize(1920, 1080)}) {
        window.resize(size);
        for (const int percent : {75, 100, 125, 150, 175, 200, 225, 250}) {
            window.appearance().setZoom(percent);
            QCoreApplication::processEvents();
            QList<QRect> areas;
            for (const QWidget *part :
                 bar.findChildren<QWidget *>(QString(), Qt::FindDirectChildrenOnly)) {
                if (!part->isVisible())
                    continue;
                QVERIFY2(bar.rect().contains(part->geometry()),
                         qPrintable(QString::number(percent)));
                for (const QRect &other : areas)
                    QVERIFY2(!other.intersects(part->geometry()),
                             qPrintable(QString::number(percent)));
                areas.append(part->geometry());
            }
            QVERIFY(areas.size() >= 6);
        }
    }
}

// Most of the lowest scene that scrolling leaves, without scrolling.
void TestLargeZoom::theSceneIsInSightAtTwiceTheSize()
{
    ui::MainWindow &window = m_fixture.window();
    m_fixture.openBuiltin(id("llama7b-pp4"));
    window.resize(1280, 720);
    window.appearance().setZoom(200);
    QCoreApplication::processEvents();
    const auto &scene = m_fixture.part<ui::SceneView>();
    QVERIFY2(scene.visibleRegion().boundingRect().height() >= 0.6 * scene.minimumHeight(),
             qPrintable(QString::number(scene.visibleRegion().boundingRect().height())));
}

void TestLargeZoom::theInspectorGrowsWithTheZoomAndShowsEveryLine()
{
    ui::MainWindow &window = m_fixture.window();
    m_fixture.openBuiltin(id("llama7b-pp4"));
    window.resize(1280, 720);
    window.appearance().setZoom(100);
    window.inspect(1);
    auto &inspector = m_fixture.part<ui::DeviceInspector>();
    const QLabel *text = inspector.findChildren<QLabel *>().last();
    const double before = QFontInfo(text->font()).pixelSize();
    for (const int percent : {100, 175, 250}) {
        window.appearance().setZoom(percent);
        QCoreApplication::processEvents();
        QVERIFY(std::abs(QFontInfo(text->font()).pixelSize() - before * percent / 100) <= 1);
        QVERIFY2(text->height() >= text->heightForWidth(text->width()),
                 qPrintable(QString::number(percent)));
    }
    inspector.close();
}

QTEST_MAIN(TestLargeZoom)
#include "tst_large_zoom.moc"
