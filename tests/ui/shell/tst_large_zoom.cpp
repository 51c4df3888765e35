// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/kpi_strip.h"
#include "ui/shell/assumptions_drawer.h"
#include "window_fixture.h"

#include <QStandardPaths>

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

QTEST_MAIN(TestLargeZoom)
#include "tst_large_zoom.moc"
