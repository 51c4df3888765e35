// SPDX-License-Identifier: GPL-3.0-or-later
// Every example in every size of window: no text that is painted ends in an ellipsis unless the
// place says all of it when asked.
#include "core/presets/builtin_scenarios.h"
#include "tests/ui/shell/text_recorder.h"
#include "tests/ui/shell/window_fixture.h"
#include "ui/controls/elided_label.h"
#include "ui/paint/scene/scene_painter.h"
#include "ui/panels/lower_pane.h"
#include "ui/views/scene/scene_view.h"

#include <QSet>
#include <QStandardPaths>

class TestCutTexts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        m_fixture.open(QStringLiteral("1f1b-4-8"));
    }
    void noTextIsCut_data();
    void noTextIsCut();

private:
    // Cut texts of the window as it is, and of the scene without its caches.
    QSet<QString> cutTexts();

    WindowFixture m_fixture;
};

namespace {

// These say that something goes on.
bool isCut(const QString &text)
{
    return text.contains(QChar(0x2026)) && text != QStringLiteral("Trying ideas…") &&
           text != QStringLiteral("Looking for a fit…");
}

// The place says all of it: in a tip, or because elided labels do.
bool tellsAll(const QWidget *widget)
{
    for (; widget != nullptr && !widget->isWindow(); widget = widget->parentWidget()) {
        if (!widget->toolTip().isEmpty() ||
            qobject_cast<const ui::ElidedLabel *>(widget) != nullptr)
            return true;
    }
    return false;
}

} // namespace

QSet<QString> TestCutTexts::cutTexts()
{
    ui::MainWindow &window = m_fixture.window();
    QSet<QString> cut;
    TextRecorder recorder(window.size());
    window.render(&recorder);
    for (const RecordedText &drawn : recorder.texts()) {
        if (isCut(drawn.text) && !tellsAll(window.childAt(drawn.at.toPoint() + QPoint(3, -4))))
            cut.insert(drawn.text);
    }
    const auto &scene = m_fixture.part<ui::SceneView>();
    if (const core::SnapshotPtr snapshot = m_fixture.document().snapshot()) {
        TextRecorder of(scene.size());
        QPainter painter(&of);
        ui::paintScene(painter, *snapshot, m_fixture.playback().moment(), scene.size(),
                       window.appearance().look());
        painter.end();
        for (const RecordedText &drawn : of.texts()) {
            if (isCut(drawn.text))
                cut.insert(drawn.text);
        }
    }
    return cut;
}

void TestCutTexts::noTextIsCut_data()
{
    QTest::addColumn<QString>("scenario");
    for (const core::BuiltinScenario &scenario : core::builtinScenarios())
        QTest::newRow(scenario.id.data()) << QString::fromLatin1(scenario.id.data());
}

void TestCutTexts::noTextIsCut()
{
    QFETCH(const QString, scenario);
    m_fixture.openBuiltin(scenario);
    QStringList found;
    for (const QSize size : {QSize(1024, 640), QSize(1280, 720), QSize(1920, 1080)}) {
        m_fixture.window().resize(size);
        QCoreApplication::processEvents();
        for (const char *tab : {"timeline", "memory", "busy", "network"}) {
            m_fixture.part<ui::LowerPane>().showTab(QString::fromLatin1(tab));
            QCoreApplication::processEvents();
            for (const QString &text : cutTexts())
                found.append(QStringLiteral("%1 at %2: %3")
                                 .arg(QString::fromLatin1(tab))
                                 .arg(size.width())
                                 .arg(text));
        }
    }
    QVERIFY2(found.isEmpty(), qPrintable(found.join(u'\n')));
}

QTEST_MAIN(TestCutTexts)
#include "tst_cut_texts.moc"
